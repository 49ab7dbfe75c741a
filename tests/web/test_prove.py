"""A change wants a proof; what was typed is not lost by it, with scripts or without."""

import pytest
from web.seen import seen
from web.test_sign_in_codes import background, code_of

from service.desk.keeping import standing
from service.domain.devices import FRESH
from service.domain.standing import TokenKind

HTML = {"Accept": "text/html"}
NOORS = 125
LATER = FRESH.total_seconds() + 1


@pytest.fixture
def browser(house):
    """Noor's, who signed in a little more than half an hour ago."""
    browser = house.browses("noor")
    house.clock.passes(LATER)
    return browser


def asks_for_code(house, browser, page, how="Ring me with a code"):
    form = page.form(how)
    answer = browser.post("/prove", data=form.filled(_by="call"), headers=HTML)
    background(house).settle()
    return seen(answer)


def test_a_change_is_asked_for_once_more_and_then_made_by_itself(house, browser):
    house.browses("sam")
    answer = browser.post("/devices/revoke", data={"person": "sam"}, headers=HTML)
    page = seen(answer, 403)
    assert page.headings == ["Show that it is you"]
    assert "Signed in as Noor Aziz" in page.words
    page = asks_for_code(house, browser, page)
    assert [one.phone.e164[-3:] for one in house.telephone.announced] == [str(NOORS)]

    form = page.form("Go on")
    sent = form.filled(_code=code_of(house, NOORS))
    done = browser.post("/prove", data=sent)

    assert (done.status_code, done.location) == (307, "/devices/revoke")
    assert sent["person"] == "sam"
    # A browser sends the same once more, by the same method: RFC 9110, 15.4.8.
    assert browser.post("/devices/revoke", data=sent).status_code == 303
    with house.real_book.reading() as page:
        assert not page.devices_of("sam")


def test_all_that_was_typed_goes_along_however_often_a_code_is_wrong(house, browser):
    typed = {"ladder": ["a", "b"], "note": "<i>&\"'\r\nsecond line", "_sly": "x"}
    page = seen(browser.post("/drills", data=typed, headers=HTML), 403)
    for _ in range(2):
        page = asks_for_code(house, browser, page, page.forms[-2].label)
        wrong = page.form("Go on").filled(_code="000000")
        page = seen(browser.post("/prove", data=wrong, headers=HTML), 422)
        assert "That code does not fit" in page.words
        house.clock.passes(3700)
    sent = page.form("Go on").filled()
    assert sent.getlist("ladder") == ["a", "b"]
    assert sent["note"] == "<i>&\"'\r\nsecond line"
    assert "_sly" not in sent


def test_a_proof_lasts_half_an_hour_for_changes_and_no_look_wants_one(house, browser):
    for path in ("/rota", "/drills", "/devices", "/changes"):
        assert browser.get(path).status_code == 200
    page = asks_for_code(house, browser, seen(browser.post("/drills", headers=HTML), 403))
    sent = page.form("Go on").filled(_code=code_of(house, NOORS))
    assert browser.post("/prove", data=sent).status_code == 307
    house.clock.passes(LATER - 2)
    assert browser.post("/devices/revoke").status_code == 303
    house.clock.passes(2)
    assert browser.post("/devices/revoke", headers=HTML).status_code == 403


def test_somebody_elses_code_proves_nothing(house, browser):
    page = asks_for_code(house, browser, seen(browser.post("/drills", headers=HTML), 403))
    other = house.browses("priya")
    sent = page.form("Go on").filled(_code=code_of(house, NOORS))
    assert other.post("/prove", data=sent, headers=HTML).status_code == 422
    assert browser.post("/prove", data=sent, headers=HTML).status_code == 307


@pytest.mark.parametrize(
    "then",
    ["//evil.example", "https://evil.example/", "/sign-out", "/nothing", "/static/house.css"],
)
def test_a_proof_leads_only_to_our_own_pages(house, browser, then):
    page = asks_for_code(house, browser, seen(browser.post("/drills", headers=HTML), 403))
    sent = page.form("Go on").filled(_code=code_of(house, NOORS), _then=then)
    done = browser.post("/prove", data=sent)
    assert (done.status_code, done.location) == (303, "/rota")


def test_a_sign_in_link_is_a_proof(house):
    browser = house.asks()
    browser.get(f"/sign-in/{house.parts.keys.issue('noor', TokenKind.SIGN_IN)}")
    assert browser.post("/devices/revoke").status_code == 303
    house.clock.passes(LATER)
    assert browser.post("/devices/revoke", headers=HTML).status_code == 403


def test_a_page_about_a_person_is_gone_back_to(house, browser):
    before = standing(house.parts.desk)
    page = seen(browser.post("/people/tom/leave", data={"version": "0"}, headers=HTML), 403)
    page = asks_for_code(house, browser, page)
    sent = page.form("Go on").filled(_code=code_of(house, NOORS))
    assert browser.post("/prove", data=sent).location == "/people/tom/leave"
    assert standing(house.parts.desk) == before


def test_a_clock_that_was_put_back_makes_no_proof_last(house):
    browser = house.browses("noor")
    house.clock.passes(-LATER)
    assert browser.post("/devices/revoke", headers=HTML).status_code == 403


def test_a_whole_rota_that_was_checked_is_kept_as_well(house, browser):
    typed = {"content": "x" * 1_300_000, "version": "1"}
    page = seen(browser.post("/rota/file/bring-in", data=typed, headers=HTML), 403)
    page = asks_for_code(house, browser, page)
    sent = page.form("Go on").filled(_code=code_of(house, NOORS))
    assert (sent["content"], sent["version"]) == (typed["content"], "1")
    assert browser.post("/prove", data=sent).status_code == 307


@pytest.mark.parametrize("length", [60_000, 900_000, 3_000_000])
def test_a_file_however_long_is_asked_for_again(browser, length):
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="mine.toml"\r\n\r\n'
    body = head + b"#" * length + b"\r\n--b--\r\n"
    answer = browser.post(
        "/rota/file", data=body, content_type="multipart/form-data; boundary=b", headers=HTML
    )
    page = seen(answer, 403)
    assert page.headings == ["Show that it is you"]
    assert "choose yours again" in page.words
