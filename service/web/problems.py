"""Every refusal, outage and bug as one document: for programs as RFC 9457 has it."""

import logging
import re
import traceback
from collections.abc import Iterable

from flask import Flask, Request, Response, request
from werkzeug.exceptions import HTTPException

from service.desk import limiting
from service.domain import refusals
from service.domain.catalogue import N_
from service.domain.refusals import Refusal
from service.ports import BookUncertain, Outage
from service.web import pages, refused
from service.web.auth import by_token
from service.web.joined import is_away, joined, note_away
from service.web.models import FieldProblem, Number, Problem
from service.web.outside_lines import to_ring_oneself
from service.web.wrong_fields import WrongFields

log = logging.getLogger(__name__)

_STATUSES: dict[type[Refusal], int] = {
    refused.NotJson: 400,
    refused.NotUnderstood: 400,
    refused.NotSignedIn: 401,
    refused.Stranger: 401,
    refused.SignInAgain: 401,
    refused.RoleMayNot: 403,
    refused.ProveAgain: 403,
    refused.NotByToken: 403,
    refused.FromElsewhere: 403,
    refused.Unsigned: 403,
    refusals.NotYours: 403,
    refused.NoSuchAddress: 404,
    refusals.NotFound: 404,
    refused.WrongMethod: 405,
    refusals.AlreadyTaken: 409,
    refusals.KeyUsed: 409,
    refusals.KeyOfThePast: 409,
    refusals.NotFromHere: 409,
    refused.TooLarge: 413,
    refused.NotCalledJson: 415,
    limiting.TooSoon: 429,
    refused.OurMistake: 500,
    refusals.NobodyToRing: 503,
}
#: A field of the press, for those refusals that are about one.
_FIELDS: dict[type[Refusal], str] = {
    refusals.NobodyChosen: "ring",
    refusals.NotOnTheLadder: "ring",
    refusals.UnknownLadder: "ladder",
}
_BY_CODE: dict[int | None, type[Refusal]] = {
    404: refused.NoSuchAddress,
    405: refused.WrongMethod,
    413: refused.TooLarge,
    415: refused.NotCalledJson,
}
#: Addresses that only programs ask.
_FOR_PROGRAMS = ("/api/", "/health/", "/metrics")


class NotKept(Refusal):
    """The book is away."""

    problem = N_("Our records cannot be reached, so nothing was done.")
    mend = N_("Ring one of the numbers yourself, and try again in a moment.")


class PerhapsKept(Refusal):
    """The book went away at the very moment of keeping it."""

    problem = N_("Our records were cut off, and we cannot tell whether that was done.")
    mend = N_("Ring one of the numbers yourself, and send the same again with the same key.")


def register(app: Flask) -> None:
    """Have *app* answer every failure with a problem."""
    app.register_error_handler(Refusal, refusal_response)
    app.register_error_handler(Outage, _outage_response)
    app.register_error_handler(HTTPException, _http_response)
    app.register_error_handler(Exception, _bug_response)


def wants_json(asked: Request) -> bool:
    """Whether a program asks, which gets a problem document, or a browser, which gets a page."""
    if asked.path.startswith(_FOR_PROGRAMS) or by_token():
        return True
    accepts = asked.accept_mimetypes
    return accepts["application/json"] > accepts["text/html"]


def problem_of(refusal: Refusal, *, status: int | None = None) -> Problem:
    """Return *refusal* as a problem; what is not in the table is a field that is wrong."""
    status = status or _STATUSES.get(type(refusal), 422)
    return Problem(
        type=f"urn:escalate:problem:{'-'.join(_name(refusal)).lower()}",
        title=" ".join(_name(refusal)).capitalize().replace("json", "JSON"),
        status=status,
        detail=str(refusal),
        errors=_errors(refusal) if status == 422 else None,  # noqa: PLR2004 - as RFC 9110 has it
        numbers=_numbers() if status >= 500 else None,  # noqa: PLR2004 - ours to make good
    )


def refusal_response(refusal: Refusal) -> Response:
    """Answer with *refusal*; a person on a page is told nothing of tokens."""
    if type(refusal) is refused.NotSignedIn and not wants_json(request):
        refusal = refused.Stranger()
    return respond(problem_of(refusal))


def respond(problem: Problem) -> Response:
    """Answer with *problem*: to a program, to a person, or to the carrier, who reads none."""
    if request.path.startswith("/twilio/"):
        return Response(status=problem.status)
    if wants_json(request):
        body = problem.model_dump_json()
        response = Response(body, problem.status, content_type="application/problem+json")
    else:
        response = Response(pages.error_page(problem), problem.status)
    if problem.status == 401:  # noqa: PLR2004 - as RFC 9110 has it
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _outage_response(outage: Outage) -> Response:
    log.error("outage: %s", type(outage).__name__)
    note_away()
    kind = PerhapsKept if isinstance(outage, BookUncertain) else NotKept
    return respond(problem_of(kind(), status=503))


def _http_response(error: HTTPException) -> Response:
    """Answer in our own words: the library's would repeat parts of what was sent."""
    refusal = _BY_CODE.get(error.code, refused.NotUnderstood)()
    response = respond(problem_of(refusal))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _bug_response(bug: Exception) -> Response:
    """Answer a bug, and log where it is. Its own text may hold a name or a number."""
    frames = traceback.extract_tb(bug.__traceback__)
    where = " < ".join(f"{one.filename}:{one.lineno}" for one in reversed(frames))
    log.critical("bug: %s at %s", type(bug).__name__, where)
    return respond(problem_of(refused.OurMistake()))


def _name(refusal: Refusal) -> list[str]:
    return re.findall("[A-Z][a-z]*", type(refusal).__name__)


def _errors(refusal: Refusal) -> list[FieldProblem]:
    if isinstance(refusal, WrongFields):
        return list(refusal.errors)
    field = _FIELDS.get(type(refusal))
    return [FieldProblem(field=field, problem=refusal.why, mend=refusal.cure)]


def _numbers() -> list[Number]:
    lines = joined().lines
    return written(to_ring_oneself((), lines.last if is_away() else lines.at_least_one()))


def written(lines: Iterable[tuple[str, str]]) -> list[Number]:
    """Return (name, number) pairs as the API has them."""
    return [Number(name=name, phone=phone) for name, phone in lines]
