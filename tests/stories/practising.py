"""A practice as a story needs it: its day, its start, its report, and the lots that are drawn."""

from dataclasses import replace
from datetime import UTC, datetime

from service.desk import drilling

MORNING = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
NEVER, ALWAYS = (lambda odds: odds - 1), (lambda _odds: 0)


def draws(night, lot):
    night.desk = replace(night.desk, draw=lot)
    night.line = replace(night.line, desk=night.desk)


def practises(night, person="joan"):
    drill = drilling.start(night.desk, person)
    night.escalations.append(drill.id)
    night.settle()
    return drill


def report(night, drill):
    return drilling.follow(night.desk, drill.id).report


def the(night, one):
    with night.desk.book.reading() as page:
        return page.escalation(one.id)


def noting(kept, what, ask):
    def noted(*given, **named):
        kept.append(what)
        return ask(*given, **named)

    return noted
