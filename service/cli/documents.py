"""Writes the page of states from the machine itself: ``python -m service.cli.documents``."""

from pathlib import Path

from service.domain.escalation import TRANSITIONS, Happening, State

PAGE = Path(__file__).parents[2] / "docs" / "states.md"

_TOP = """\
# States

Generated from `TRANSITIONS` in `service/domain/escalation.py` by `make docs`. A pair that is
not here is refused.

![The four states, and what leads from one to the next](states.svg)
"""

#: What each happening is, in words for people.
SAYS = {
    Happening.ACKNOWLEDGED: "an officer takes it, by key, text or page",
    Happening.HANDED_BACK: "that officer cannot do it after all",
    Happening.RESUMED: "nobody confirmed in time that they have spoken",
    Happening.RUNG_AGAIN: 'the colleague presses "ring again" or "I still need someone"',
    Happening.SPOKEN: "either of the two says that they have talked",
    Happening.CANCELLED: "the colleague calls it off",
    Happening.ENDED: "a practice is over",
}


def states_page() -> str:
    """Return ``docs/states.md`` as it should be."""
    return f"{_TOP}\n{_table()}\n\n{_meanings()}\n"


def _table() -> str:
    rows = [
        f"| `{before}` | {SAYS[happening]} | `{after}` |"
        for (before, happening), after in TRANSITIONS.items()
    ]
    return "\n".join(["| When | if | then |", "|---|---|---|", *rows])


_MEANINGS = {
    State.OPEN: "still ringing",
    State.ACKNOWLEDGED: "taken",
    State.SPOKEN: "closed: the two have spoken",
    State.CANCELLED: "cancelled",
}


def _meanings() -> str:
    return "\n".join(f"- `{state}`: {_MEANINGS[state]}." for state in State)


if __name__ == "__main__":
    PAGE.write_text(states_page(), "utf-8")
