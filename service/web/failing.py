"""What a person reads where something did not work: plain words, and always the numbers."""

from flask import request

from service.domain.catalogue import N_, _
from service.web import going, prove
from service.web.frame import outside_rota, page
from service.web.joined import parts
from service.web.lines import by_phone, directory
from service.web.models import Problem
from service.web.staff import not_raised

#: From this status on the fault is ours.
_OURS = 500
_NOT_SIGNED_IN = 401

#: What people read in place of what programs read, by status.
_WORDS = {
    400: (N_("That could not be read"), N_("Go back to the page and try again.")),
    401: (N_("You are not signed in here"), ""),
    403: (N_("That is not open to you"), ""),
    404: (N_("There is nothing here"), N_("Nothing was changed.")),
    405: (
        N_("That cannot be done this way"),
        N_("Use the buttons on our pages. Nothing was changed."),
    ),
    413: (
        N_("That was too much to take in"),
        N_("Our pages need only a press. Nothing was changed."),
    ),
    415: (
        N_("That could not be read"),
        N_("Use the buttons on our pages. Nothing was changed."),
    ),
    429: (N_("That was tried several times just now"), ""),
    500: (
        N_("Something went wrong on our side"),
        N_("Ring someone yourself. You can also go back and try again."),
    ),
    503: (
        N_("Our record book does not answer"),
        N_("Do not rely on the last thing you pressed. Ring someone yourself, and try again."),
    ),
}
_OTHERWISE = (N_("That did not work"), "")
#: The press, by somebody whom this device does not know, or not any more.
_PRESSED_SIGNED_OUT = (
    N_("Nothing was started: you are not signed in here"),
    N_("Ring someone yourself, or ring us from the phone that is on our list to ask that way."),
)


def error_page(problem: Problem) -> str:
    """Return the page that tells a person of *problem*; its status is set by the caller."""
    pressed = request.endpoint == "staff.press"
    if pressed and problem.status >= _OURS:
        # A press that failed in any other way than before it was kept may be kept after all.
        return not_raised(uncertain=not problem.type.endswith(":not-kept"))
    if problem.type.endswith(":prove-again"):
        return prove.shown()[0]
    rota = outside_rota()
    stranger = problem.status == _NOT_SIGNED_IN
    title, words = _words(problem, pressed=pressed)
    return page(
        "failing/page.html",
        rota,
        title=title,
        words=words,
        signing_in=stranger,
        by_phone=by_phone(),
        kept=problem.status >= _OURS,
        then=going.here() if request.method == "GET" else "",
        lines=directory(rota, parts().desk.clock.now()),
    )


def _words(problem: Problem, *, pressed: bool) -> tuple[str, str]:
    if pressed and problem.status == _NOT_SIGNED_IN:
        title, words = _PRESSED_SIGNED_OUT
    else:
        title, words = _WORDS.get(problem.status, _OTHERWISE)
    return _(title), _(words) if words else problem.detail
