"""Whether the house is fit for tonight, thing by thing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from service.domain.cover import Cover, Gap, Lack, Stretch
from service.domain.directory import DirectoryEntry
from service.domain.drill_report import DrillReport, Ended
from service.domain.fitness import (
    AHEAD,
    BACKUP_GOOD_FOR,
    MEANS,
    Facts,
    Finding,
    Mender,
    Phones,
    Verdict,
    fitness,
    verdict_of,
)
from service.domain.ladder import Ladder

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
END = NOW + timedelta(weeks=8)
LINE = DirectoryEntry(
    name="Helpline", phone="020 7946 0999", dial="+442079460999", checked=date(2026, 11, 1)
)
PRACTICE = DrillReport(
    reference="K7Q2",
    started_at=NOW - timedelta(days=10),
    started_by="Noor Aziz",
    ladder="safeguarding",
    ended=Ended.TAKEN,
    taken_by="Tom Reed",
    answered_after=10,
    taken_after=20,
    calls=1,
    texts=2,
    officers=(),
)


def cover(*gaps):
    ladder = Ladder(name="safeguarding", rungs=())
    found = [
        Gap(lack, (Stretch(starts=starts, ends=ends, ladder=ladder, away_ignored=False),))
        for lack, starts, ends in gaps
    ]
    return Cover(starts=NOW, ends=END, gaps=tuple(found))


RIGHT = Facts(
    at=NOW,
    today=date(2026, 11, 22),
    morning=MORNING,
    covers=[("safeguarding", cover())],
    phones=Phones(placed=3, proved=3, texts_off=0),
    practice=PRACTICE,
    practice_late=False,
    lines=[LINE],
    backed_up_at=NOW - timedelta(hours=20),
    read_back_at=NOW - timedelta(days=90),
    alarm=False,
    calls_failing=False,
    awake=True,
)
TODAY = (Lack.ONE_PERSON, NOW, MORNING)


def findings(**changed):
    return [one.finding for one in fitness(replace(RIGHT, **changed))]


def test_where_everything_is_right_each_line_says_so():
    lines = fitness(RIGHT)
    assert [one.finding for one in lines] == [
        Finding.TONIGHT_COVERED,
        Finding.COVERED_ALONG,
        Finding.ALL_PROVED,
        Finding.TEXTS_ON,
        Finding.PRACTISED,
        Finding.LINES_CHECKED,
        Finding.BACKED_UP,
        Finding.NO_ALARM,
    ]
    assert {one.verdict for one in lines} == {Verdict.RIGHT}
    assert {one.mender for one in lines} == {None}
    assert verdict_of(lines) is Verdict.RIGHT


def lacking(lack, starts, ends=END):
    return {"covers": [("other", cover()), ("safeguarding", cover((lack, starts, ends)))]}


@pytest.mark.parametrize(
    ("changed", "finding"),
    [
        ({"covers": []}, Finding.NO_LADDER),
        (lacking(Lack.ONE_PHONE, NOW), Finding.TONIGHT_ONE),
        (lacking(Lack.NOBODY, MORNING - timedelta(hours=1)), Finding.TONIGHT_NOBODY),
        (lacking(Lack.NONE_PROVED, NOW), Finding.TONIGHT_NOBODY),
        (lacking(Lack.ONE_PERSON, MORNING), Finding.COVERED_UNTIL),
        (lacking(Lack.ONE_PERSON, NOW + AHEAD), Finding.COVERED_UNTIL),
        (lacking(Lack.NOBODY, NOW + AHEAD + timedelta(seconds=1)), Finding.COVERED_ALONG),
        ({"phones": Phones(placed=3, proved=2, texts_off=0)}, Finding.SOME_PROVED),
        ({"phones": Phones(placed=3, proved=0, texts_off=0)}, Finding.NONE_PROVED),
        ({"phones": Phones(placed=0, proved=0, texts_off=0)}, Finding.NONE_PROVED),
        ({"phones": Phones(placed=3, proved=3, texts_off=1)}, Finding.TEXTS_OFF),
        ({"practice": None, "practice_late": True}, Finding.NEVER_PRACTISED),
        ({"practice_late": True}, Finding.PRACTICE_LATE),
        ({"practice": replace(PRACTICE, ended=Ended.NOBODY)}, Finding.PRACTICE_UNANSWERED),
        ({"lines": []}, Finding.NO_LINES),
        ({"lines": [LINE, replace(LINE, checked=None)]}, Finding.LINES_TO_CHECK),
        ({"lines": [replace(LINE, to_be_checked=True)]}, Finding.LINES_TO_CHECK),
        ({"backed_up_at": None}, Finding.NO_BACKUP),
        ({"backed_up_at": NOW - BACKUP_GOOD_FOR - timedelta(seconds=1)}, Finding.BACKUP_OLD),
        ({"read_back_at": None}, Finding.BACKUP_UNTRIED),
        ({"alarm": True}, Finding.ALARM),
        ({"calls_failing": True}, Finding.CALLS_FAILING),
        ({"awake": False}, Finding.ASLEEP),
    ],
)
def test_what_is_not_right_is_found(changed, finding):
    assert finding in findings(**changed)


def test_the_worst_ladder_of_tonight_is_named():
    covers = [
        ("premises", cover(TODAY)),
        ("safeguarding", cover(TODAY, (Lack.NOBODY, MORNING - timedelta(hours=2), END))),
    ]
    line = fitness(replace(RIGHT, covers=covers))[0]
    assert (line.finding, line.ladder) == (Finding.TONIGHT_NOBODY, "safeguarding")


def test_the_ladder_that_is_first_without_cover_is_named():
    line = fitness(replace(RIGHT, **lacking(Lack.NOBODY, MORNING)))[1]
    assert (line.finding, line.ladder, line.at) == (Finding.COVERED_UNTIL, "safeguarding", MORNING)


def test_the_whole_is_as_its_worst_line():
    assert verdict_of(fitness(replace(RIGHT, backed_up_at=None))) is Verdict.DOUBTFUL
    worst = replace(RIGHT, backed_up_at=None, awake=False)
    assert verdict_of(fitness(worst)) is Verdict.WRONG


def test_each_finding_that_is_not_right_has_somebody_who_can_mend_it():
    assert set(MEANS) == set(Finding)
    for verdict, mender in MEANS.values():
        assert (mender is None) == (verdict is Verdict.RIGHT)
    assert MEANS[Finding.NO_BACKUP][1] is Mender.MACHINE
