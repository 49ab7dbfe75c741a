"""What a person reads where something did not work: plain words, and always the numbers."""

from flask import request

from service.web import going, prove
from service.web.frame import outside_rota, page
from service.web.joined import parts
from service.web.lines import directory
from service.web.models import Problem
from service.web.staff import not_raised

#: From this status on the fault is ours.
_OURS = 500

#: What people read in place of what programs read, by status.
_WORDS = {
    400: ("That could not be read", "Go back to the page and try again."),
    401: ("You are not signed in here", ""),
    403: ("That is not open to you", ""),
    404: ("There is nothing here", "Nothing was changed."),
    405: ("That cannot be done this way", "Use the buttons on our pages. Nothing was changed."),
    429: ("That was tried several times just now", ""),
    413: ("That was too much to take in", "Our pages need only a press. Nothing was changed."),
    415: ("That could not be read", "Use the buttons on our pages. Nothing was changed."),
    500: (
        "Something went wrong on our side",
        "Ring someone yourself. You can also go back and try again.",
    ),
    503: (
        "Our record book does not answer",
        "Do not rely on the last thing you pressed. Ring someone yourself, and try again.",
    ),
}


def error_page(problem: Problem) -> str:
    """Return the page that tells a person of *problem*; its status is set by the caller."""
    if request.endpoint == "staff.press" and problem.status >= _OURS:
        # A press that failed in any other way than before it was kept may be kept after all.
        return not_raised(uncertain=not problem.type.endswith(":not-kept"))
    if problem.type.endswith(":prove-again"):
        return prove.shown()[0]
    rota = outside_rota()
    title, words = _WORDS.get(problem.status, ("That did not work", ""))
    return page(
        "failing/page.html",
        rota,
        title=title,
        words=words or problem.detail,
        signing_in=problem.status == 401,  # noqa: PLR2004 - as RFC 9110 has it
        then=going.here() if request.method == "GET" else "",
        lines=directory(rota, parts().desk.clock.now()),
    )
