"""What must hold when a night is over."""

from typing import TYPE_CHECKING

from service.domain.escalation import Escalation, State
from service.domain.events import Event, Kind

if TYPE_CHECKING:
    from service.simulation.night import Night

#: What each line of a history makes of an escalation.
AFTER = {
    Kind.ACKNOWLEDGED: State.ACKNOWLEDGED,
    Kind.HANDED_BACK: State.OPEN,
    Kind.RESUMED: State.OPEN,
    Kind.SPOKEN: State.SPOKEN,
    Kind.CANCELLED: State.CANCELLED,
}


def check_end(night: "Night") -> None:
    """See that every press is in the book once, has ended, and that its history says so."""
    known = night.book.known()
    if sorted(night.evening.raised.values()) != sorted(known):
        night.violates("kept", f"{len(night.evening.raised)} pressed, {len(known)} in the book")
    for escalation_id in known:
        found = night.book.peek(escalation_id)
        if found is None:
            continue
        if not found.state.closed:
            night.violates("ends", f"still {found.state} in the morning")
        elif found.due_at is not None:
            night.violates("ends", "over, and something is still due")
        _replay(night, found)


def _replay(night: "Night", escalation: Escalation) -> None:
    """Play the history again: it must lead to where the escalation stands."""
    state, holder = State.OPEN, None
    history = night.book.history(escalation.id)
    for event in history:
        night.say("event", str(event.at), event.kind, event.name or "", event.attempt or "")
        state = AFTER.get(event.kind, state)
        if event.kind is Kind.ACKNOWLEDGED:
            holder = event.name
        elif event.kind in (Kind.HANDED_BACK, Kind.RESUMED):
            holder = None
    kept = escalation.holder.name if escalation.holder else None
    if state is not escalation.state or holder != kept:
        night.violates("history", f"it says {state}, the book says {escalation.state}")
    if not history or not _begins_well(history):
        night.violates("history", "it does not begin with the press")


def _begins_well(history: "list[Event] | tuple[Event, ...] | object") -> bool:
    return isinstance(history, (list, tuple)) and history[0].kind is Kind.RAISED
