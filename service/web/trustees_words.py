"""What the trustees' page says of real call-outs: how long people waited, and why no more."""

from collections.abc import Sequence
from datetime import date, timedelta

from service.domain.catalogue import _, ngettext
from service.domain.dates import month_of
from service.domain.listing import row
from service.domain.oversight import ALWAYS, Reach, Shut
from service.domain.totals import Totals, Waits

_MINUTE, _HALF = timedelta(minutes=1), timedelta(seconds=30)


def shut(reach: Reach) -> str:
    """Say why not all real call-outs are counted for this trustee; nothing where all are."""
    if reach.shut is Shut.OFFICER:
        return _(
            "You may be rung yourself, so real call-outs are not counted for you. Nobody who may"
            " be rung reads how many there were, whatever else they are. Another trustee can."
        )
    if reach.shut is Shut.NEW:
        return _(
            "Real call-outs are counted for you four weeks after you were made a trustee, and"
            " four weeks after your number was changed."
        )
    if reach.since > ALWAYS:
        return _("Only months are counted for you of which we know that you could not be rung.")
    return ""


def wait_words(wait: timedelta | None) -> str:
    """Say a rounded wait: "half a minute", "1½ minutes", "12 minutes"."""
    if wait is None:
        return _("none")
    whole, rest = divmod(wait, _MINUTE)
    if rest < _HALF:
        return ngettext("{count} minute", "{count} minutes", whole)
    if not whole:
        return _("half a minute")
    return ngettext("{count}½ minutes", "{count}½ minutes", whole)


def months(first: date, last: date) -> str:
    """Name neighbouring months: "March 2026", "January 2026 to March 2026"."""
    begins, ends = month_of(first), month_of(last)
    return begins if begins == ends else _("{first} to {last}", first=begins, last=ends)


def rest(totals: Totals) -> str:
    """Say what is not shown, whether or not there is any."""
    if totals.rest_from is None:
        return _("Nothing is shown yet: there were fewer than five, or the quarter is not over.")
    return _(
        "Nothing is shown yet from {month} on: there were fewer than five, or the quarter is not"
        " over.",
        month=month_of(totals.rest_from),
    )


def taken(waits: Waits) -> str:
    """Say in one breath how long it was until somebody took it."""
    came, facts = len(waits.each), _facts(waits)
    if not came:
        return ngettext(
            "The one call-out was not taken.", "None of {count} call-outs was taken.", waits.of
        )
    if waits.percent is None:
        return ngettext(
            "{count} of {whole} call-outs was taken, within {longest}.",
            "{count} of {whole} call-outs were taken: half of these within {half}, and the one that"
            " took longest within {longest}.",
            came,
            **facts,
        )
    return ngettext(
        "{count} of {whole} call-outs was taken, which is {percent}%, within {longest}.",
        "{count} of {whole} call-outs were taken, which is {percent}%: half of these within {half},"
        " and the one that took longest within {longest}.",
        came,
        **facts,
    )


def spoken(waits: Waits) -> str:
    """Say in one breath how long it was until the two had spoken."""
    came, facts = len(waits.each), _facts(waits)
    if not came:
        return ngettext(
            "In the one call-out neither of the two said that they had spoken.",
            "In none of {count} call-outs did the two say that they had spoken.",
            waits.of,
        )
    if waits.percent is None:
        return ngettext(
            "In {count} of {whole} call-outs the two had spoken, within {longest}.",
            "In {count} of {whole} call-outs the two had spoken: in half of these within {half},"
            " and in the one that took longest within {longest}.",
            came,
            **facts,
        )
    return ngettext(
        "In {count} of {whole} call-outs, which is {percent}%, the two had spoken, within"
        " {longest}.",
        "In {count} of {whole} call-outs, which is {percent}%, the two had spoken: in half of"
        " these within {half}, and in the one that took longest within {longest}.",
        came,
        **facts,
    )


def practised(count: int) -> str:
    """Say how many practices are shown."""
    if not count:
        return _("No practice came to its end in the last year.")
    return ngettext(
        "One practice of the last year is shown, as a diamond.",
        "{count} practices of the last year are shown, as diamonds.",
        count,
    )


def covered(lacking: int) -> str:
    """Say at how many times too few can be relied on."""
    if not lacking:
        return _("At any time two people or more can be relied on, each on a phone of their own.")
    return ngettext(
        "There is one time at which fewer than two people can be relied on.",
        "There are {count} times at which fewer than two people can be relied on.",
        lacking,
    )


def _facts(waits: Waits) -> dict[str, object]:
    return {
        "whole": waits.of,
        "percent": waits.percent,
        "half": wait_words(waits.half),
        "longest": wait_words(waits.longest),
    }


def each(waits: Sequence[timedelta]) -> str:
    """List waits, the same ones together: "half a minute (3 times), 2 minutes"."""
    return row(
        ngettext("{wait}", "{wait} ({count} times)", waits.count(one), wait=wait_words(one))
        for one in dict.fromkeys(waits)
    )
