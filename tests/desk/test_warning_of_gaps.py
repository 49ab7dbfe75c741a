"""Telling admins by a daytime text that the rota has a gap."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from web.house import House, example_rota, number

from service.desk.warning_of_gaps import warn
from service.domain.absences import Span, TimeAway
from service.domain.people import NumberMarks
from service.domain.words import TEXT_LENGTH
from service.ports import NotPlaced, Refused, Uncertain

DAY = timedelta(days=1)


def wall(written):
    return datetime.fromisoformat(written)


@pytest.fixture
def house(book_url, tmp_path):
    """Noon on Sunday 22 November; Noor alone is admin; all is covered for as far as one looks."""
    house = House(book_url, tmp_path)
    house.clock.at = wall("2026-11-22T12:00+00:00")
    with house.real_book.writing() as page:
        for last in (111, 112, 113):
            page.mark(number(last), NumberMarks(proved_at=house.clock.at))
    changes(house)
    yield house
    house.closes()


def changes(house, *away, admins=("noor",), **parts):
    rota = example_rota()
    people = {
        key: replace(one, roles=one.roles - {"admin"} | ({"admin"} if key in admins else set()))
        for key, one in rota.people.items()
    }
    spans = tuple(TimeAway(key, Span(wall(start), wall(end))) for key, start, end in away)
    changed = replace(rota, people=people, ladders=rota.ladders[:1], away=spans)
    house.changes_rota(replace(changed, **parts))


def gap(start, end):
    """Time away that leaves Priya alone."""
    return [(key, start, end) for key in ("tom", "amina")]


FRIDAY = gap("2026-11-27T18:00", "2026-11-28T09:00")


def warned(house):
    """What leaves the house at one look."""
    before = len(house.telephone.sent)
    warn(house.parts.line)
    return [(sent.phone, sent.body) for sent in house.telephone.sent[before:]]


def at(house, written):
    house.clock.at = wall(written)


BODY = (
    "Harbour Lane rota: from Fri 27 Nov 18:00 only one person can be rung."
    " Please look at the rota page."
)


def test_with_no_gap_nobody_is_texted(house):
    assert warned(house) == []


def test_a_gap_within_a_fortnight_is_told_once(house):
    changes(house, *FRIDAY)
    assert warned(house) == [(number(125), BODY)]
    for hours in (1, 5, 24, 30):
        house.clock.at = wall("2026-11-22T12:00+00:00") + timedelta(hours=hours)
        assert warned(house) == []


def test_it_waits_for_a_phone_that_is_off_for_a_morning(house):
    changes(house, *FRIDAY)
    warned(house)
    assert house.telephone.sent[-1].good_for >= timedelta(hours=3)


def test_it_is_told_again_three_days_before_and_then_no_more(house):
    changes(house, *FRIDAY)
    warned(house)
    at(house, "2026-11-24T17:59+00:00")
    assert warned(house) == []
    at(house, "2026-11-25T10:00+00:00")
    assert warned(house) == [(number(125), BODY)]
    for day in (26, 27, 28):
        at(house, f"2026-11-{day}T10:00+00:00")
        assert warned(house) == []


def test_one_that_is_farther_away_waits(house):
    changes(house, *gap("2026-12-06T13:00", "2026-12-07T09:00"))
    assert warned(house) == []
    house.clock.at += timedelta(hours=2)
    assert len(warned(house)) == 1


@pytest.mark.parametrize(
    ("now", "texts"),
    [("09:59", 0), ("10:00", 1), ("17:59", 1), ("18:00", 0), ("03:00", 0)],
)
def test_it_is_told_by_day_alone(house, now, texts):
    changes(house, *FRIDAY)
    at(house, f"2026-11-22T{now}+00:00")
    assert len(warned(house)) == texts


def test_the_day_is_that_of_the_wall_clocks(house):
    changes(house, *gap("2026-07-03T18:00", "2026-07-04T09:00"))
    with house.real_book.writing() as page:
        for last in (111, 112, 113):
            page.mark(number(last), NumberMarks(proved_at=wall("2026-07-01T00:00+00:00")))
    at(house, "2026-07-01T08:59+00:00")
    assert warned(house) == []
    at(house, "2026-07-01T09:00+00:00")
    assert "from Fri 3 Jul 18:00" in warned(house)[0][1]


def test_what_is_so_already_is_told_once(house):
    changes(house, *gap("2026-11-20T00:00", "2026-12-20T00:00"))
    ((_, body),) = warned(house)
    assert body.startswith("Harbour Lane rota: now only one person can be rung.")
    house.clock.at += 3 * DAY
    assert warned(house) == []


def test_what_never_ends_is_told_of_every_eight_weeks(house):
    rota = example_rota()
    changes(house, ladders=(replace(rota.ladders[0], rungs=rota.ladders[0].rungs[:1]),))
    told = []
    for day in range(120):
        at(house, "2026-11-22T12:00+00:00")
        house.clock.at += day * DAY
        with house.real_book.writing() as page:
            page.mark(number(111), NumberMarks(proved_at=house.clock.at))
        told += [day] * len(warned(house))
    assert told == [0, 56, 112]


def test_several_gaps_are_one_text_and_each_is_told(house):
    changes(house, *FRIDAY, *gap("2026-11-30T18:00", "2026-12-01T09:00"))
    assert warned(house) == [(number(125), BODY)]
    house.clock.at += DAY
    assert warned(house) == []


def test_a_new_gap_on_the_same_day_waits_for_the_next(house):
    changes(house, *FRIDAY)
    warned(house)
    changes(house, *FRIDAY, *gap("2026-11-30T18:00", "2026-12-01T09:00"))
    assert warned(house) == []
    house.clock.at += DAY
    assert "Mon 30 Nov 18:00" in warned(house)[0][1]


def test_one_that_is_made_shorter_is_the_same_and_one_that_is_mended_is_none(house):
    changes(house, *FRIDAY)
    warned(house)
    house.clock.at += DAY
    changes(house, *gap("2026-11-27T21:00", "2026-11-28T06:00"))
    assert warned(house) == []
    at(house, "2026-11-26T12:00+00:00")
    changes(house)
    assert warned(house) == []


def test_one_that_becomes_a_whole_gap_is_told_of_as_that(house):
    changes(house, *FRIDAY)
    warned(house)
    house.clock.at += DAY
    changes(house, *FRIDAY, ("priya", "2026-11-27T18:00", "2026-11-28T09:00"))
    assert "from Fri 27 Nov 18:00 everybody is away." in warned(house)[0][1]


def test_each_admin_is_told_and_nobody_else(house):
    changes(house, *FRIDAY, admins=("noor", "priya"))
    assert [phone for phone, _ in warned(house)] == [number(111), number(125)]


def test_an_admin_who_is_new_is_told_later_and_the_others_not_again(house):
    changes(house, *FRIDAY)
    warned(house)
    house.clock.at += DAY
    changes(house, *FRIDAY, admins=("noor", "tom"))
    assert [phone for phone, _ in warned(house)] == [number(112)]


def test_who_takes_no_texts_is_not_texted(house):
    changes(house, *FRIDAY)
    with house.real_book.writing() as page:
        page.mark(number(125), NumberMarks(texts_off=True))
    assert warned(house) == []


def test_what_was_not_sent_is_tried_on_the_next_day(house):
    changes(house, *FRIDAY)
    for failure in (NotPlaced(), Uncertain(), Refused(30_000)):
        assert failing(house, failure) == 1
        assert warned(house) == []  # Not on the same day.
        house.clock.at += DAY
    assert len(warned(house)) == 1


def test_an_admin_who_said_stop_to_the_carrier_is_texted_no_more(house):
    changes(house, *FRIDAY)
    failing(house, Refused(21_610, stopped=True))
    with house.real_book.reading() as page:
        assert page.marks(number(125)).texts_off


def failing(house, failure):
    """Look while the carrier fails; return how often it was asked."""
    asked = []

    def send(phone, body, good_for):
        asked.append(phone)
        raise failure

    line = replace(house.parts.line, telephone=type("Failing", (), {"send": staticmethod(send)}))
    warn(line)
    return len(asked)


def test_a_carrier_that_fails_is_asked_once_in_a_look(house):
    changes(house, *FRIDAY, admins=("noor", "priya", "tom"))
    assert failing(house, NotPlaced()) == 1


def test_of_several_processes_one_tells(house):
    changes(house, *FRIDAY)
    together = Barrier(4)

    def look(_):
        together.wait()
        return warn(house.parts.line)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(look, range(4))) == 1
    assert len(house.telephone.sent) == 1


def test_it_is_one_part_and_names_nobody(house):
    changes(house, *FRIDAY, organisation="Saint Barnabas Youth Trust Ltd")
    ((_, body),) = warned(house)
    assert len(body) <= TEXT_LENGTH
    for name in ("Priya", "Tom", "Amina", "safeguarding"):
        assert name not in body
