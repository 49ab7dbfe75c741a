"""Every state of every page, in one list; and which addresses are no page, and why."""

from collections.abc import Mapping

from browser.states.call_outs import CALL_OUTS
from browser.states.failing import FAILING
from browser.states.own import OWN, WAYS_IN
from browser.states.reading import READING
from browser.states.rota import KEEPING
from browser.states.staff import STAFF

STATES = (*STAFF, *CALL_OUTS, *WAYS_IN, *OWN, *KEEPING, *READING, *FAILING)

_PART = "a part of a page, which its script swaps in"
_FILE = "a file, which the browser keeps and does not show"
_PROGRAMS = "for programs"

#: What can be opened and is not walked.
NOT_WALKED: Mapping[str, str] = {
    "static": _FILE,
    "contact_card.file": _FILE,
    "rota_files.export": _FILE,
    "exports.rota": _FILE,
    "exports.people": _FILE,
    "offline.worker": _FILE,
    "offline.manifest": _FILE,
    "trustees.file": _FILE,
    "trustees.picture": "a picture, which its page shows",
    "feed.feed": "a calendar, which calendar programs ask for",
    "call_out.now": _PART,
    "officer.now": _PART,
    "health.live": _PROGRAMS,
    "health.ready": _PROGRAMS,
    "health.metrics": _PROGRAMS,
    "api.openapi": _PROGRAMS,
    "api.ladders": _PROGRAMS,
    "api.show": _PROGRAMS,
}
