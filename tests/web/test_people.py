"""The admins' list of people: who can be reached, and what is missing."""

from dataclasses import replace
from datetime import timedelta

from web.house import example_rota, number
from web.seen import seen

from service.domain.people import NumberMarks, Role


def test_there_is_no_page_of_somebody_whom_there_is_not(house):
    browser = house.browses("noor")
    html = {"Accept": "text/html"}
    for path in ("/people/joan", "/people/joan/leave", "/people/joan/prove"):
        assert browser.get(path, headers=html).status_code == 404


def test_the_list_says_who_can_be_reached_and_what_is_missing(house):
    now = house.clock.now()
    known = {
        111: NumberMarks(proved_at=now - timedelta(days=12)),
        112: NumberMarks(proved_at=now - timedelta(days=94)),
        113: NumberMarks(proved_at=now, prove_again=True),
        124: NumberMarks(proved_at=now, texts_off=True),
    }
    with house.real_book.writing() as page:
        for last, marks in known.items():
            page.mark(number(last), marks)
    words = seen(house.browses("noor").get("/people")).words
    for said in (
        "Priya Shah 07700 900111 · proved 12 days ago Admin, Officer · texts",
        "Tom Reed 07700 900112 Proved 94 days ago: to be proved again Officer",
        "Amina Diallo 07700 900113 To be proved again Officer",
        "Jo Hart 07700 900124 Texts are off: they wrote STOP Officer, Staff",
        "Noor Aziz 07700 900125 Not proved Admin",
    ):
        assert said in words


def test_two_admins_are_asked_for_one_of_them_no_officer(house):
    def asked(*admins):
        people = {
            key: replace(
                one, roles=one.roles - {Role.ADMIN} | ({Role.ADMIN} if key in admins else set())
            )
            for key, one in example_rota().people.items()
        }
        house.changes_rota(example_rota(people=people))
        browser = house.browses(admins[0])
        pages = [seen(browser.get(path)).words for path in ("/people", "/rota")]
        said = [
            next((one for one in words.split(".") if "Please ask" in one), "") for words in pages
        ]
        assert ["to be an admin" in one for one in said] in ([True, True], [False, False])
        return said[0]

    assert not asked("priya", "noor")
    assert "a second person to be an admin" in asked("noor")
    assert "a second person who is not an officer to be an admin" in asked("priya")
    assert "one more person who is not an officer to be an admin" in asked("priya", "tom")


def test_each_page_has_one_heading_a_label_for_every_field_and_nothing_inline(house):
    browser = house.browses("noor")
    for path in ("/people", "/people/new", "/people/tom", "/people/tom/leave", "/people/tom/prove"):
        answer = browser.get(path)
        page = seen(answer)
        assert len(page.headings) == 1, path
        labelled = {one.get("for") for one in page.named("label")}
        typed = [one for one in page.named("input") if one["type"] in {"text", "tel"}]
        assert {one["id"] for one in typed} <= labelled, path
        described = {one.get("aria-describedby") for one in page.named("input")} - {None}
        assert described <= {attributes.get("id") for _, attributes in page.tags}, path
        assert "style=" not in answer.text, path


def test_the_rota_says_for_how_long_each_phone_is_really_rung(house):
    now, mailbox = house.clock.now(), timedelta(seconds=25)
    with house.real_book.writing() as page:
        page.mark(number(111), NumberMarks(proved_at=now, measured_at=now, mailbox=mailbox))
    words = seen(house.browses("noor").get("/rota")).words
    assert "07700 900111: rung at 0:00 and 1:00, for 21 seconds each time" in words
    assert "07700 900112: rung at 1:45 and 2:45, for 22 seconds each time" in words
