"""The page by which somebody leaves, with their devices, and who may not."""

from dataclasses import replace

from web.filling import sends
from web.house import example_rota
from web.keeping import rota_of
from web.seen import seen

from service.domain.people import Role


def test_leaving_says_what_would_change_and_takes_them_out_with_their_devices(house):
    toms = house.browses("tom")
    assert toms.get("/officer").status_code == 200
    browser = house.browses("noor")
    words = seen(browser.get("/people/tom/leave")).words
    assert "Tom Reed (tom) is removed" in words
    saved = sends(browser, "/people/tom/leave", "Take Tom out")
    assert saved.status_code == 303
    assert "tom" not in rota_of(house).people
    assert "Tom Reed (tom) is removed" in seen(browser.get(saved.location)).words
    house.changes_rota(example_rota())
    assert toms.get("/officer", headers={"Accept": "text/html"}).status_code == 401


def test_the_last_officer_stays_with_the_reason_and_the_mend(house):
    people = example_rota().people
    tom, rest = people["tom"], {"tom", "noor", "sam"}
    ladders = tuple(
        replace(one, rungs=tuple(rung for rung in one.rungs if rung.holder == "tom"))
        for one in example_rota().ladders
    )
    kept = {key: people[key] for key in people if key in rest}
    house.changes_rota(example_rota(people=kept, ladders=ladders))
    browser = house.browses("noor")
    answer = sends(browser, "/people/tom/leave", "Take Tom out")
    page = seen(answer, 422)
    assert "Tom Reed is the last officer: without them nobody could be rung." in page.words
    assert "Add another officer first" in page.words
    roles = ["staff"]
    answer = sends(browser, "/people/tom", "Save", roles=roles)
    assert "the last officer" in seen(answer, 422).words
    assert rota_of(house).people["tom"] == tom


def test_the_last_admin_stays_and_anybody_else_may_go(house):
    people = dict(example_rota().people)
    people["priya"] = replace(people["priya"], roles=frozenset({Role.OFFICER}))
    house.changes_rota(example_rota(people=people))
    browser = house.browses("noor")
    page = seen(sends(browser, "/people/noor/leave", "Take Noor out"), 422)
    assert "Noor Aziz is the last admin: without them nobody could keep this rota." in page.words
    for key, first in (("priya", "Priya"), ("sam", "Sam"), ("grace", "Grace")):
        assert sends(browser, f"/people/{key}/leave", f"Take {first} out").status_code == 303
    assert {"priya", "sam", "grace"}.isdisjoint(rota_of(house).people)


def test_whoever_is_rung_just_now_may_leave_and_the_page_tells_nothing(house):
    words = seen(house.browses("noor").get("/people/tom/leave")).words
    house.has_a_ticker()
    raised = house.raises()
    house.rings(raised["id"])
    browser = house.browses("noor")
    assert seen(browser.get("/people/tom/leave")).words == words
    assert sends(browser, "/people/tom/leave", "Take Tom out").status_code == 303
    assert "tom" in house.escalation(raised["id"]).listed
