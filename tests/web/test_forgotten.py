"""A year later nothing of a call-out is left but its counts."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from book.traces import bytes_with, rows_with, spellings
from web.house import House, number
from web.pressing import open_ones, pressed, the_button
from web.seen import seen
from web.trustee import everything

from service.desk import drilling, forgetting, oversight, scheduled_practice
from service.desk.forgetting import Counts
from service.domain.escalation import State
from service.wiring import terms_of

YEAR = 365 * 24 * 3600
CALLBACK = number(555)


@pytest.fixture
def terms(any_house: House):
    return terms_of(any_house.parts.settings)


def happens(house, person="sam", key="a-key-of-this-press", callback=CALLBACK):
    """Live one call-out from the press to the conversation; return what the press was told."""
    asked = house.asks(person)
    body = {"callback": callback.national()} if callback else {}
    raised = asked.post("/api/v1/escalations", json=body, headers={"Idempotency-Key": key}).json
    house.rings(raised["id"])
    house.clock.passes(50)
    text = {
        "From": number(111).e164,
        "Body": "1",
        "MessageSid": "SM" + sha256(key.encode()).hexdigest()[:32],
    }
    house.webhook("/twilio/incoming/text", text)
    house.clock.passes(200)
    assert asked.post(f"/api/v1/escalations/{raised['id']}/spoken").status_code == 200
    return raised


def marks_of(house, raised):
    """Return by what one call-out could be found again."""
    one = house.escalation(raised["id"])
    attempts = [attempt.id for attempt in one.attempts]
    return [one.id, one.reference, "a-key-of-this-press", *attempts, *spellings(CALLBACK)]


def goes(house, terms):
    return forgetting.forget_some(house.parts.desk, terms)


def test_a_closed_call_out_goes_after_its_time_with_all_that_belongs_to_it(
    any_house, terms, book_url
):
    old = happens(any_house)
    gone = marks_of(any_house, old)
    assert {word for word, _ in rows_with(any_house.real_book, *gone)} >= set(gone[:2])
    any_house.clock.passes(YEAR - 1)
    assert goes(any_house, terms) == Counts()
    any_house.clock.passes(1)
    assert forgetting.due(any_house.parts.desk, terms).call_outs == 1
    assert goes(any_house, terms) == Counts(call_outs=1)
    assert forgetting.due(any_house.parts.desk, terms).call_outs == 0
    assert rows_with(any_house.real_book, *gone) == set()
    assert any_house.parts.book.scrub()
    assert bytes_with(book_url, *gone) == set()


def test_what_is_younger_or_open_stays_as_it_is(any_house, terms):
    open_one = any_house.raises("jo")
    any_house.clock.passes(YEAR)
    young = happens(any_house, callback=None)
    before = [any_house.escalation(one["id"]) for one in (open_one, young)]
    any_house.clock.passes(YEAR - 3600)
    assert goes(any_house, terms) == Counts()
    assert [any_house.escalation(one["id"]) for one in (open_one, young)] == before


def test_its_pages_are_as_if_it_had_never_been(any_house, terms):
    old = happens(any_house)
    any_house.clock.passes(YEAR)
    goes(any_house, terms)
    for person in ("sam", "priya"):
        asked = any_house.asks(person)
        known = asked.get(f"/api/v1/escalations/{old['id']}")
        unknown = asked.get(f"/api/v1/escalations/{'0' * 32}")
        assert (known.status_code, known.data) == (404, unknown.data)
    # What still comes for it, however late, is met as something unknown.
    text = {"From": CALLBACK.e164, "Body": "3", "MessageSid": "SM" + "1" * 32}
    assert any_house.webhook("/twilio/incoming/text", text).status_code == 200


@pytest.mark.parametrize("person", ["sam", "priya"])
def test_the_line_for_the_record_says_until_when_it_can_be_read(house, person):
    raised = happens(house)
    page = seen(house.browses(person).get(f"/call-outs/{raised['id']}"))
    assert "This line may go with them:" in page.words
    assert "This page is kept until 21 November 2027." in page.words


def test_the_same_key_never_raises_a_second_one_and_is_told_why(any_house, terms):
    happens(any_house)
    any_house.clock.passes(YEAR)
    goes(any_house, terms)
    key = {"Idempotency-Key": "a-key-of-this-press"}
    for body in ({}, {"callback": CALLBACK.national()}):
        again = any_house.asks("sam").post("/api/v1/escalations", json=body, headers=key)
        assert (again.status_code, again.json["type"]) == (
            409,
            "urn:escalate:problem:key-of-the-past",
        )
        assert "is over" in again.json["detail"]
    with any_house.real_book.reading() as page:
        assert page.count_open() == 0
    # A key belongs to whoever sends it, and a new one raises.
    other = any_house.asks("jo").post("/api/v1/escalations", json={}, headers=key)
    assert other.status_code == 202
    assert any_house.raises("sam")


def test_a_page_that_was_left_open_for_years_says_that_it_was_used(any_house, terms):
    browser = any_house.browses("sam")
    form = the_button(browser)
    assert pressed(browser, form).status_code == 303
    (mine,) = open_ones(any_house)
    any_house.asks("sam").post(f"/api/v1/escalations/{mine.id}/cancel")
    any_house.clock.passes(YEAR)
    assert goes(any_house, terms) == Counts(call_outs=1)
    answer = pressed(any_house.browses("sam"), form)
    assert answer.status_code == 409
    assert "This page was used before, and that call-out is over." in seen(answer, 409).words
    assert open_ones(any_house) == []


def test_trustees_read_the_same_before_and_after(any_house, terms):
    for at in range(12):
        happens(any_house, key=f"key {at}", callback=None)
        any_house.clock.passes(at * 20 * 3600)
    # A slip, which is not counted, and one that nobody took.
    slip = any_house.raises("sam")
    any_house.asks("sam").post(f"/api/v1/escalations/{slip['id']}/cancel")
    missed = any_house.raises("sam")
    any_house.clock.passes(3 * 24 * 3600)
    any_house.asks("sam").post(f"/api/v1/escalations/{missed['id']}/cancel")
    any_house.clock.passes(YEAR)
    before = counted(any_house)
    assert before[0].groups
    went = Counts()
    while some := goes(any_house, terms).call_outs:
        went += Counts(call_outs=some)
        assert counted(any_house) == before
    assert went == Counts(call_outs=14)


def counted(house):
    return oversight.counted(house.parts.desk, "grace").totals, everything(house)


def test_a_practice_that_has_gone_still_counts_as_the_last_one(any_house, terms):
    desk = any_house.parts.desk
    any_house.clock.passes(9 * 3600)
    drill = drilling.start(desk, "noor")
    with any_house.real_book.writing() as page:
        one = page.escalation(drill.id)
        page.save(replace(one, state=State.CANCELLED, closed_at=desk.clock.now(), due_at=None))
    any_house.clock.passes(YEAR)
    assert goes(any_house, terms) == Counts(call_outs=1)
    assert scheduled_practice.last(desk, desk.clock.now()) == {"safeguarding": drill.raised_at}
    assert oversight.counted(desk, "grace").totals.groups == ()


def test_a_shorter_time_is_kept_where_the_site_sets_it(any_house, terms):
    happens(any_house)
    any_house.clock.passes(183 * 24 * 3600)
    assert goes(any_house, replace(terms, call_outs=timedelta(days=183))) == Counts(call_outs=1)
