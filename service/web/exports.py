"""People and the rota as files for a spreadsheet. Of call-outs there is nothing in them."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from flask import Blueprint, Response

from service.desk.cover import covered
from service.desk.own_phone import marked
from service.desk.viewing import rota_now
from service.domain.catalogue import _
from service.domain.proving import Marks, counts
from service.domain.rota import Rota
from service.web.joined import parts
from service.web.moments import zoned
from service.web.role_words import roles_said

blueprint = Blueprint("exports", __name__)

#: Spreadsheets take a cell that begins with one of these for a formula and run it; a quote in
#: front makes it text. Source: OWASP, CSV injection.
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n")
#: Without it Excel takes UTF-8 for the alphabet of old Windows.
_MARK = "\ufeff"

Row = Sequence[str]


@blueprint.get("/exports/people.csv")
def people() -> Response:
    """Return everybody in the rota."""
    desk = parts().desk
    rota, marks = rota_now(desk), marked(desk)
    return spreadsheet("people.csv", _people(rota, marks))


@blueprint.get("/exports/rota.csv")
def rota() -> Response:
    """Return who would be rung in the next eight weeks."""
    desk = parts().desk
    return spreadsheet("rota.csv", _rota(rota_now(desk), marked(desk)))


def _people(rota: Rota, marks: Marks) -> Iterator[Row]:
    now = parts().desk.clock.now()
    yield (
        _("short name"),
        _("name"),
        _("number"),
        _("roles"),
        _("texts"),
        _("number counts as cover"),
        _("ladder"),
    )
    for one in rota.people.values():
        yield (
            one.key,
            one.name,
            one.phone.national(),
            roles_said(one.roles),
            _yes(said=one.texts),
            _yes(said=counts(one.phone, marks, now)),
            one.ladder or "",
        )


def _rota(rota: Rota, marks: Marks) -> Iterator[Row]:
    """Yield one line for each place and each stretch in which it is held by the same person."""
    yield (
        _("ladder"),
        _("from day"),
        _("from time"),
        _("to day"),
        _("to time"),
        _("place"),
        _("role"),
        _("name"),
    )
    for found in covered(rota, marks, parts().desk.clock.now()):
        for stretch in found.stretches:
            edges = [
                part
                for at in (stretch.starts, stretch.ends)
                for part in (f"{rota.local(at):%Y-%m-%d}", zoned(rota.local(at)))
            ]
            for place, rung in enumerate(stretch.ladder.rungs, start=1):
                yield (found.plan.name, *edges, str(place), rung.role, rung.name or _("nobody"))


def _yes(*, said: bool) -> str:
    return _("yes") if said else _("no")


def spreadsheet(name: str, rows: Iterable[Row]) -> Response:
    """Return *rows* as a file of that *name*, with no cell that a spreadsheet would run."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_safe(cell) for cell in row] for row in rows)
    return Response(
        (_MARK + out.getvalue()).encode(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUN) else cell
