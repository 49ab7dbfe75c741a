"""The book kept it, and its answer was lost: nobody hears otherwise, nothing is done twice."""

import pytest
from web.carried import said
from web.house import NUMBERS
from web.seen import seen

from service.domain.events import Kind

PRESS = "/api/v1/escalations"


def open_ones(house):
    with house.real_book.reading() as page:
        return page.raised_by("sam")


def history(house, escalation):
    with house.real_book.reading() as page:
        return [event.kind for event in page.history(escalation)]


# A press. Whoever sent it sends it once more, with the same key.


@pytest.mark.parametrize("times", [1, 2])
def test_a_program_hears_that_we_cannot_tell_until_the_same_key_settles_it(any_house, times):
    sam, key = any_house.asks("sam"), {"Idempotency-Key": "one"}
    sam.get("/")  # so that the numbers are known, as they are from the start of a web process
    any_house.book.unheard_commits = times
    for _ in range(times):
        answer = sam.post(PRESS, json={"ring": ["tom"]}, headers=key)
        assert answer.status_code == 503
        assert answer.json["type"] == "urn:escalate:problem:perhaps-kept"
        assert "we cannot tell whether that was done" in answer.json["detail"]
        assert answer.json["numbers"] == [NUMBERS[0], NUMBERS[-1]]
        assert len(open_ones(any_house)) == 1

    answer = sam.post(PRESS, json={"ring": ["tom"]}, headers=key)

    (kept,) = open_ones(any_house)
    assert (answer.status_code, answer.json["id"]) == (202, kept.id)
    assert history(any_house, kept.id) == [Kind.RAISED]
    assert any_house.bell.rung == [kept.id]


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("path", ["/", "/?another"])
def test_a_person_reads_that_we_are_not_certain_until_the_same_button_settles_it(
    any_house, path, times
):
    browser = any_house.browses("sam")
    form = seen(browser.get(path)).form("Get help now")
    any_house.book.unheard_commits = times
    for _ in range(times):
        page = seen(browser.post(form.action, data=form.filled()), 503)
        assert page.headings == ["We are not certain that this was started"]
        assert all(page.words.count(line["phone"]) for line in (NUMBERS[0], NUMBERS[-1]))
        assert len(open_ones(any_house)) == 1
        form = page.form("Try again")

    answer = browser.post(form.action, data=form.filled())

    (kept,) = open_ones(any_house)
    assert (answer.status_code, answer.location) == (303, f"/call-outs/{kept.id}")
    assert history(any_house, kept.id) == [Kind.RAISED]


# A key on the phone. Nobody could press it again with the same meaning, so we do it once more.

DID = [
    ("1", "Or ring Sam Lee now", Kind.ACKNOWLEDGED),
    ("2", "We will ring the next person", Kind.ENDED),
    ("3", "We won't ring this number again", Kind.ENDED),
]


@pytest.mark.parametrize(("key", "words", "kind"), DID)
def test_a_key_is_acted_on_once_more_and_counts_once(any_house, key, words, kind):
    escalation = any_house.raises()["id"]
    attempt = any_house.rings(escalation)
    any_house.book.unheard_commits = 1
    spoken, _ = said(any_house.webhook(f"/twilio/call/{attempt}/key/1", {"Digits": key}))
    assert words in spoken
    assert history(any_house, escalation).count(kind) == 1


@pytest.mark.parametrize(("key", "words", "kind"), DID)
def test_an_officer_hears_that_we_cannot_tell_where_both_answers_are_lost(
    house, ringing, key, words, kind
):
    escalation, attempt = ringing
    house.book.unheard_commits = 2
    spoken, keys = said(house.webhook(f"/twilio/call/{attempt}/key/1", {"Digits": key}))
    assert "We cannot tell whether that was kept" in spoken
    assert "ring this number back" in spoken
    assert "dial 9 9 9" in spoken
    assert "nothing was taken" not in spoken
    assert words not in spoken
    assert keys is None
    assert history(house, escalation).count(kind) == 1


def test_an_officer_hears_the_same_where_the_book_goes_away_after_a_lost_answer(house, ringing):
    escalation, attempt = ringing
    # Once to read it, once to look for a PIN, once to take it.
    house.book.unheard_commits, house.book.works_for = 1, 3
    spoken, _ = said(house.webhook(f"/twilio/call/{attempt}/key/1", {"Digits": "1"}))
    assert "We cannot tell whether that was kept" in spoken
    assert house.escalation(escalation).state == "acknowledged"
