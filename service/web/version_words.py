"""A version of the rota in words: who changed it, when, from where, and what."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.rota import Rota
from service.domain.versions import Source, Version
from service.web.times import clock, long_day

_SOURCES = {Source.FILE: "from a rota file", Source.PAGE: "on the pages"}


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
    local = rota.local(version.at)
    return ShownVersion(
        number=version.number,
        who=version.author.name,
        when=f"{local:%A} {long_day(local.date())}, {clock(local)} {local.tzname()}",
        source=_SOURCES[version.source],
        changed=version.changed,
    )
