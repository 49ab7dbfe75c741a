"""Draws the four states from the machine itself: ``python docs/site/states.py``."""

from collections import defaultdict

from drawing import SIDE, Drawing, where_to_write

from service.domain.escalation import TRANSITIONS, State

#: The upper left of each box. A fifth state wants a place here first.
PLACES = {
    State.OPEN: (110, 90),
    State.ACKNOWLEDGED: (510, 90),
    State.CANCELLED: (110, 300),
    State.SPOKEN: (510, 300),
}
SIZE = (140, 46)
#: How each arrow runs, and where its words begin. The machine has no others.
ARROWS = {
    (State.OPEN, State.ACKNOWLEDGED): ("M250 102 H510", (380, 94)),
    (State.ACKNOWLEDGED, State.OPEN): ("M510 124 H250", (380, 142)),
    (State.OPEN, State.OPEN): ("M150 90 C150 40 210 40 210 90", (180, 44)),
    (State.OPEN, State.CANCELLED): ("M150 136 V300", (100, 230)),
    (State.OPEN, State.SPOKEN): ("M215 136 L515 300", (290, 210)),
    (State.ACKNOWLEDGED, State.SPOKEN): ("M610 136 V300", (655, 230)),
    (State.ACKNOWLEDGED, State.CANCELLED): ("M545 136 L245 300", (470, 210)),
}


def picture() -> Drawing:
    """Return the drawing of ``TRANSITIONS``."""
    drawn = Drawing(760, 370, "The states of a call-out, and what leads from one to the next")
    words: dict[tuple[State, State], list[str]] = defaultdict(list)
    for (before, happening), after in TRANSITIONS.items():
        words[before, after].append(happening.replace("_", " "))
    for state, place in PLACES.items():
        drawn.box(place, SIZE, SIDE if state.closed else "#e8f1f4")
        drawn.words((place[0] + SIZE[0] / 2, place[1] + 28), state, size=15, bold=True)
    drawn.arrow("M40 113 H110")
    drawn.words((62, 104), "raised", size=12)
    for pair, said in words.items():
        path, start = ARROWS[pair]
        drawn.arrow(path)
        drawn.column(start, said, size=12)
    return drawn


if __name__ == "__main__":
    picture().keep(where_to_write() / "states.svg")
