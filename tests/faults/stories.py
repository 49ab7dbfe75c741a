"""What people do in a night: five stories, each at a ladder of its own."""

from collections.abc import Sequence
from typing import Any

from faults.people import OFFICERS
from faults.record import Press

#: The officer takes it at once.
FIRST = "first"
#: The officer sleeps through both calls; the deputy takes it.
SECOND = "second"
#: The officer passes it on; the deputy takes it.
PASSED = "passed"
#: Nobody hears; the ladder is climbed again and again.
NOBODY = "nobody"
#: Nobody hears, and the colleague calls it off.
CALLED_OFF = "called off"

STORIES = (FIRST, SECOND, NOBODY, PASSED, CALLED_OFF)
#: Stories that end with somebody who has it.
TAKEN = frozenset({FIRST, SECOND, PASSED})

#: Seconds from the key to hanging up: long enough to hear what it has done.
LISTENS = 2.0

_PRESSES = {
    key: {
        "kind": "answer",
        "after": 0,
        "press": [{"after": 0, "keys": key}],
        "hang_up_after": LISTENS,
    }
    for key in ("1", "2")
}


def phones(presses: Sequence[Press]) -> dict[str, Any]:
    """Say what each officer's phone does, by its number; the others ring unheard."""
    doing: dict[str, Any] = {}
    for press in presses:
        officer, deputy = OFFICERS[press.ladder]
        if press.story == FIRST:
            doing[officer.phone] = _PRESSES["1"]
        if press.story == PASSED:
            doing[officer.phone] = _PRESSES["2"]
        if press.story in {SECOND, PASSED}:
            doing[deputy.phone] = _PRESSES["1"]
    return doing
