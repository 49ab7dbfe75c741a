"""A process that is asked to end, in the middle of asking the carrier, leaves nothing undone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from faults.cradle import Born
from processes.house import PRIYA, House, settle

pytestmark = pytest.mark.processes

TAKES_IT = {"kind": "answer", "after": 0, "press": [{"after": 0, "keys": "1"}]}
#: The carrier takes the call at once, and its answer comes a byte at a time.
SLOW_ANSWER = {"kind": "drip", "seconds": 2, "on": "calls", "method": "POST", "count": 1}


@pytest.mark.parametrize("role", ["worker", "watch"])
def test_one_that_is_asked_to_end_finishes_what_it_asks_the_carrier(
    role: str, begin: Callable[..., Born], tmp_path: Path, sqlite_url: str
):
    settings, env = settle(tmp_path, sqlite_url, None)
    house = House(begin, tmp_path, settings, env)
    house.furnish()
    house.start("bell", "exchange", "web", role)
    house.is_ready()
    house.phone(PRIYA, "no_answer", TAKES_IT)
    house.knob("POST", "/faults", SLOW_ANSWER)

    raised = house.press()
    house.rings(PRIYA)
    assert house.children.pop(role).end(within_seconds=30) == 0

    house.start(role)
    taken = house.becomes(raised, "acknowledged")
    assert taken["acknowledged"]["name"] == "Priya Shah"
    assert len(house.calls_to(PRIYA)) == 2, "the two tries of the timetable, and none for safety"
