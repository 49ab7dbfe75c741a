"""``escalate rota``: check a rota file, apply it, show who would be rung, write it out."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from service.cli.commands import REFUSED
from service.cli.parts import joined
from service.desk.keeping import ChangedOnPages
from service.desk.keeping import apply as put
from service.desk.own_phone import marked
from service.domain.refusals import Refusal
from service.domain.rota import Rota
from service.domain.versions import Author
from service.rota_file import Remark, Report, read_rota, write_rota
from service.rota_file import parse_when as moment
from service.rota_file import show as as_json
from service.rota_file import show_lines as as_lines
from service.wiring import Parts

#: Larger than any rota; who hands in a film by mistake is told so at once.
LARGEST = 1_000_000

#: Who changes what ``rota apply`` changes.
COMMAND_LINE = Author("", "the command line")

UNCHANGED = "Nothing is changed: the book holds this rota already."

#: Whether it may be read is seen when it is: the library would repeat its name, and say no mend.
FILE = click.argument("file", type=click.Path(path_type=Path, readable=False))
JSON = click.option("--json", "as_program", is_flag=True, help="Print JSON, for a program.")


class Unreadable(Refusal):
    """No file, or none that we may read."""

    problem = "The file cannot be read: {why}."
    mend = "Name a rota file; config/rota.example.toml is one to start from."


class MayNotRead(Refusal):
    """The file is another user's."""

    problem = "The file may not be read by this user."
    mend = "Give it to the group of this user, as docs/saturday.md does: install -m 640 -g escalate"


class NoRota(Refusal):
    """Nobody has applied one."""

    problem = "The book holds no rota yet."
    mend = "Apply one: escalate rota apply FILE"


@click.group()
def rota() -> None:
    """Check, apply, show and export the rota."""


@rota.command()
@FILE
@JSON
def check(file: Path, *, as_program: bool) -> int:
    """Say each mistake in FILE, with its line and its mend."""
    report = read_rota(_content(file))
    if as_program:
        click.echo(json.dumps(_report(report), indent=2))
    else:
        _say(report)
    if report.rota is None:
        return REFUSED
    if not as_program:
        click.echo(_summary(report.rota))
    return 0


@rota.command()
@FILE
@click.option("--replace", "over_pages", is_flag=True, help="Also over changes made on the pages.")
@JSON
def apply(file: Path, *, over_pages: bool, as_program: bool) -> int:
    """Put FILE in the place of the rota; say what that changes."""
    report = read_rota(_content(file))
    changed, refusal = _applied(report, over_pages=over_pages)
    if as_program:
        click.echo(json.dumps(_report(report) | {"changes": changed} | _since(refusal), indent=2))
    else:
        _say(report)
        _say_since(refusal, report.rota)
    if report.rota is None or refusal is not None:
        click.echo("Nothing was applied.", err=True)
        return REFUSED
    if not as_program:
        click.echo("\n".join(changed or [UNCHANGED]))
    return 0


@rota.command()
@click.option("--at", "when", default="now", help='Such as "Friday 03:00" or "tomorrow 9am".')
@JSON
def show(when: str, *, as_program: bool) -> None:
    """Say who would be rung, in which order and when."""
    parts = joined()
    current = _current(parts)
    at, marks = moment(when, current.local(parts.desk.clock.now())), marked(parts.desk)
    if as_program:
        click.echo(json.dumps(as_json(current, at, marks), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(as_lines(current, at, marks)))


@rota.command()
def export() -> None:
    """Print the rota as a file that can be applied again."""
    click.echo(write_rota(_current(joined())), nl=False)


def _applied(report: Report, *, over_pages: bool) -> tuple[list[str], ChangedOnPages | None]:
    """Apply what was read, and return what that changes, or why it was not done."""
    if report.rota is None:
        return [], None
    try:
        version = put(joined().desk, COMMAND_LINE, report.rota, over_pages=over_pages)
    except ChangedOnPages as refusal:
        return [], refusal
    return list(version.changed) if version else [], None


def _since(refusal: ChangedOnPages | None) -> dict[str, object]:
    if refusal is None:
        return {}
    since = [
        {
            "number": one.number,
            "at": one.at.isoformat(),
            "by": one.author.name,
            "changes": one.changed,
        }
        for one in refusal.since
    ]
    return {"ok": False, "problem": refusal.why, "mend": refusal.cure, "since": since}


def _say_since(refusal: ChangedOnPages | None, read: Rota | None) -> None:
    """Print what was changed on the pages, the first of it first, by the clock of the file."""
    if refusal is None or read is None:
        return
    click.echo(refusal.why, err=True)
    for one in reversed(refusal.since):
        at = read.local(one.at)
        click.echo(f"{at.day} {at:%B %Y, %H:%M}, {one.author.name}:", err=True)
        for line in one.changed:
            click.echo(f"  {line}", err=True)
    click.echo(refusal.cure, err=True)


def replace(parts: Parts, after: Rota) -> list[str]:
    """Put *after* in the place of the whole rota, and return what that changes."""
    version = put(parts.desk, COMMAND_LINE, after, over_pages=True)
    return list(version.changed) if version else []


def _current(parts: Parts) -> Rota:
    with parts.book.reading() as page:
        current = page.rota()
    if current.empty:
        raise NoRota
    return current


def _content(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
    except PermissionError:
        raise MayNotRead from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "the name is not one"
        raise Unreadable(why=reason.lower()) from None
    if len(raw) > LARGEST:
        raise Unreadable(why="it is too large for a rota")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable(why="it is not text in UTF-8") from None


def _say(report: Report) -> None:
    """Print remarks by line: they are for a person who looks at the file beside them."""
    _lines(report.mistakes, "")
    _lines(report.warnings, "doubtful: ")


def _lines(remarks: Sequence[Remark], before: str) -> None:
    for remark in remarks:
        click.echo(f"{before}{remark}", err=True)


def _report(report: Report) -> dict[str, object]:
    return {
        "ok": report.rota is not None,
        "mistakes": [_remark(one) for one in report.mistakes],
        "warnings": [_remark(one) for one in report.warnings],
    }


def _remark(remark: Remark) -> dict[str, object]:
    return {
        "line": remark.line,
        "path": remark.path,
        "problem": remark.problem,
        "mend": remark.mend,
    }


def _summary(checked: Rota) -> str:
    counts = (
        _count(len(checked.people), "person", "people"),
        _count(len(checked.ladders), "ladder", "ladders"),
        _count(len(checked.directory), "outside line", "outside lines"),
    )
    return f"This can be applied: {counts[0]}, {counts[1]} and {counts[2]}."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
