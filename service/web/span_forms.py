"""Stretches of wall time in a form: two days, and where wanted two times of day."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from service.domain.absences import Span
from service.domain.catalogue import _
from service.domain.dates import clock, weekday_and_day
from service.domain.rota_rules import ComesTwice, EndsBeforeStart, NeverComes, Past
from service.web.moments import read_clock, read_day
from service.web.rota_forms import InField, in_field

_SENT = re.compile(r"[0-9:-]{0,10}", re.ASCII)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanForm:
    """What stands in the four boxes. Empty times mean whole days."""

    #: Before the names of the boxes, where a page has two stretches.
    prefix: str = ""
    first: str = ""
    starts: str = ""
    last: str = ""
    ends: str = ""

    @property
    def timed(self) -> bool:
        """Whether it is about less than whole days."""
        return bool(self.starts or self.ends)

    @property
    def empty(self) -> bool:
        """Whether nothing was chosen at all."""
        return not (self.first or self.starts or self.last or self.ends)


def sent_span(form: Mapping[str, str], prefix: str = "") -> SpanForm:
    """Return what was chosen, to stand in the boxes again; what no box could hold is dropped."""
    names = ("first", "starts", "last", "ends")
    values = {name: form.get(f"{prefix}{name}", "").strip() for name in names}
    kept = {name: value if _SENT.fullmatch(value) else "" for name, value in values.items()}
    return SpanForm(prefix=prefix, **kept)


def form_of(span: Span) -> SpanForm:
    """Return *span* as its boxes show it."""
    whole = _is_whole(span)
    last = span.ends - _DAY if whole else span.ends
    return SpanForm(
        first=f"{span.starts:%Y-%m-%d}",
        last=f"{last:%Y-%m-%d}",
        starts="" if whole else clock(span.starts),
        ends="" if whole else clock(span.ends),
    )


def read_span(form: Mapping[str, str], prefix: str = "") -> Span:
    """Read the stretch that was chosen. Without a last day it ends on the first one.

    Raises:
        InField: a day or a time cannot be read.
    """
    with in_field(f"{prefix}first"):
        first = read_day(form.get(f"{prefix}first", "").strip())
    last = first
    if wanted := form.get(f"{prefix}last", "").strip():
        with in_field(f"{prefix}last"):
            last = read_day(wanted)
    starts, ends = (_clock(form, f"{prefix}{name}") for name in ("starts", "ends"))
    begins = datetime.combine(first, starts or time())
    return Span(begins, _end(last, ends))


@contextmanager
def about_span(span: Span, prefix: str = "") -> Iterator[None]:
    """Have what the block refuses of *span* be about the box that it is about.

    Raises:
        InField: in the place of such a refusal.
    """
    try:
        yield
    except (NeverComes, ComesTwice) as refusal:
        edge = "starts" if refusal.facts["at"] == span.starts else "ends"
        raise InField(f"{prefix}{edge}", refusal) from refusal
    except (EndsBeforeStart, Past) as refusal:
        raise InField(f"{prefix}last", refusal) from refusal


def said_span(span: Span) -> str:
    """Write "Friday 27 November to Sunday 29 November 2026", with times where they matter."""
    whole = _is_whole(span)
    last = span.ends - _DAY if whole else span.ends
    first_time, last_time = ("", "") if whole else (f", {clock(span.starts)}", f", {clock(last)}")
    if whole and last == span.starts:
        return _day(last)
    first = _day(span.starts) if span.starts.year != last.year else _day_of_year(span.starts)
    start, end = f"{first}{first_time}", f"{_day(last)}{last_time}"
    return _("{start} to {end}", start=start, end=end)


def _is_whole(span: Span) -> bool:
    return span.starts.time() == span.ends.time() == time() and span.ends > span.starts


def _clock(form: Mapping[str, str], name: str) -> time | None:
    text = form.get(name, "").strip()
    if not text:
        return None
    with in_field(name):
        return read_clock(text)


def _end(last: date, ends: time | None) -> datetime:
    """Without a time, the last day is away as a whole."""
    if ends is not None:
        return datetime.combine(last, ends)
    return datetime.combine(last + _DAY, time())


def _day(at: datetime) -> str:
    return f"{_day_of_year(at)} {at.year}"


def _day_of_year(at: datetime) -> str:
    return weekday_and_day(at)
