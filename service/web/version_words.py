"""A version of the rota in words: who changed it, when, from where, and what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service.domain.catalogue import N_, _
from service.domain.dates import clock, long_day, weekday
from service.domain.rota import Rota
from service.domain.versions import Source, Version

_SOURCES = {Source.FILE: N_("from a rota file"), Source.PAGE: N_("on the pages")}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownVersion:
    """One change of the rota."""

    number: int
    who: str
    #: "Sunday 22 November 2026, 15:40 GMT".
    when: str
    source: str
    changed: Sequence[str]


def shown_version(rota: Rota, version: Version) -> ShownVersion:
    """Show *version* by the wall clocks of *rota*."""
    return ShownVersion(
        number=version.number,
        who=version.author.name,
        when=written_at(rota, version.at),
        source=_(_SOURCES[version.source]),
        changed=version.changed,
    )


def written_at(rota: Rota, at: datetime) -> str:
    """Write "Sunday 22 November 2026, 15:40 GMT", by the wall clocks of *rota*."""
    local = rota.local(at)
    time = f"{clock(local)} {local.tzname()}"
    return _("{weekday} {day}, {time}", weekday=weekday(local), day=long_day(local), time=time)
