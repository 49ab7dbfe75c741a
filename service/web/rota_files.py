"""The page of the rota as a file: take it out, and bring one in after a look at what it changes."""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request, url_for
from werkzeug import Response as AnyResponse
from werkzeug.exceptions import RequestEntityTooLarge

from service.desk.keeping import change, pages_since_file, standing
from service.domain.catalogue import N_
from service.domain.changed import changes
from service.domain.refusals import Refusal
from service.domain.rota_rules import refuse_broken
from service.domain.versions import Source, Version
from service.rota_file import Report, read_rota, write_rota
from service.web.after_saving import saved_now, saved_to
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.rota_forms import NotSentWhole, author, seen, status_of, told
from service.web.version_words import ShownVersion, shown_version

blueprint = Blueprint("rota_files", __name__)

#: As ``escalate rota`` has it: larger than any rota.
LARGEST = 1_000_000
#: A form that brings such a file writes it a third longer.
_LARGEST_BODY = 2 * LARGEST
#: What a file is called that was taken out here, however often a browser numbered it.
_NAMED = re.compile(r"rota-(\d{1,9})\b.*", re.ASCII)
#: How many changes are listed that a file may not hold.
_LISTED = 20


class NoFile(Refusal):
    """Nothing came with the form."""

    problem = N_("No file was chosen.")
    mend = N_("Choose a rota file, and press again.")


class FileTooLarge(Refusal):
    """A film, perhaps."""

    problem = N_("That file is too large for a rota.")
    mend = N_("Choose a rota file, of at most one megabyte.")


class NotText(Refusal):
    """A picture, perhaps."""

    problem = N_("That file is no text in UTF-8.")
    mend = N_("Choose a rota file, such as the one that can be taken out here.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a file says, and what it would change."""

    mistakes: Sequence[str]
    warnings: Sequence[str]
    #: One sentence for each difference.
    changed: Sequence[str] = ()
    #: Why it could not be brought in, though it has no mistake.
    refused: str = ""
    #: What was changed since it was written out, as far as that can be told.
    since: Sequence[ShownVersion] = ()
    #: The file itself, to be sent again; empty where it cannot be brought in.
    content: str = ""
    named: str = ""


@blueprint.get("/rota/file")
def page() -> tuple[str, int]:
    """Show how to take the rota out, and how to bring one in."""
    return _page()


@blueprint.get("/rota/export.toml")
def export() -> Response:
    """Give the rota as a file, as ``escalate rota export`` prints it."""
    now = standing(parts().desk)
    answer = Response(write_rota(now.rota), content_type="application/toml; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="rota-{now.version}.toml"'
    return answer


@blueprint.post("/rota/file")
def check() -> tuple[str, int]:
    """Say what is wrong with a file, or what it would change. Nothing is saved."""
    try:
        text, named = _uploaded()
    except Refusal as refusal:
        return _page(refusal)
    checked = _checked(text, named)
    return _page(checked=checked, status=422 if checked.mistakes or checked.refused else 200)


@blueprint.post("/rota/file/bring-in")
def bring_in() -> AnyResponse | tuple[str, int]:
    """Put the file in place of the rota, as it was shown."""
    text = named = ""
    try:
        text, named = _sent_again()
        rota = _read(text).rota
        if rota is None:
            raise NotSentWhole
        desk = parts().desk
        version = change(desk, author(), seen(), lambda _rota: rota, source=Source.FILE)
    except Refusal as refusal:
        return _page(refusal, checked=_checked(text, named) if text else None)
    return saved_to(url_for("rota_files.page"), version)


def _uploaded() -> tuple[str, str]:
    """Return the text of the file that was chosen, and what it says of its age by its name.

    Raises:
        NoFile, FileTooLarge, NotText: there is none that could be read.
    """
    _allow_files()
    try:
        chosen = request.files.get("file")
        raw = chosen.read(LARGEST + 1) if chosen else b""
    except RequestEntityTooLarge:
        raise FileTooLarge from None
    if not raw:
        raise NoFile
    if len(raw) > LARGEST:
        raise FileTooLarge
    found = _NAMED.fullmatch((chosen.filename if chosen else "") or "")
    return _text(raw), found[1] if found else ""


def _sent_again() -> tuple[str, str]:
    """Return what was checked before.

    Raises:
        NotSentWhole: it is something else.
    """
    _allow_files()
    try:
        raw = base64.b64decode(request.form.get("content", ""), validate=True)
        return _text(raw), request.form.get("named", "")
    except (binascii.Error, RequestEntityTooLarge, NotText):
        raise NotSentWhole from None


def _allow_files() -> None:
    """A rota is longer than anything else that people send us."""
    request.max_content_length = request.max_form_memory_size = _LARGEST_BODY


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NotText from None


def _read(text: str) -> Report:
    return read_rota(text, today=standing(parts().desk).rota.local(parts().desk.clock.now()).date())


def _checked(text: str, named: str) -> Checked:
    now, report = standing(parts().desk), _read(text)
    mistakes, warnings = _lines(report.mistakes), _lines(report.warnings)
    if report.rota is None:
        return Checked(mistakes=mistakes, warnings=warnings)
    try:
        refuse_broken(now.rota, report.rota)
    except Refusal as refusal:
        return Checked(mistakes=(), warnings=warnings, refused=str(refusal))
    return Checked(
        mistakes=(),
        warnings=warnings,
        changed=changes(now.rota, report.rota),
        since=[shown_version(now.rota, one) for one in _since(named, now.version)],
        content=base64.b64encode(text.encode()).decode() if now.rota != report.rota else "",
        named=named,
    )


def _lines(remarks: Sequence[object]) -> list[str]:
    return [str(remark) for remark in remarks]


def _since(named: str, latest: int) -> Sequence[Version]:
    """Return what a file cannot hold, by its name; else what pages changed since the last file."""
    if not named.isdecimal() or int(named) > latest:
        return pages_since_file(parts().desk)[:_LISTED]
    with parts().book.reading() as book:
        return book.versions(min(latest - int(named), _LISTED))


def _page(
    refusal: Refusal | None = None, *, checked: Checked | None = None, status: int = 200
) -> tuple[str, int]:
    now = standing(parts().desk)
    shown = framed(
        "rota_files/page.html",
        now.rota,
        version=now.version,
        checked=checked,
        told=told(now.rota, refusal),
        saved=saved_now(now),
    )
    return shown, status_of(refusal) if refusal else status
