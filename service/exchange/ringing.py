"""From the first ring to an answer, or to none."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from service.exchange.behaviours import CallBehaviour, Ringing
from service.exchange.calls import Call, CallStatus
from service.exchange.line import Line, LineDropped
from service.exchange.person import Person

if TYPE_CHECKING:
    from service.exchange.switchboard import Switchboard

#: Phones that do not even ring.
AT_ONCE = {Ringing.BUSY: CallStatus.BUSY, Ringing.UNREACHABLE: CallStatus.FAILED}

#: How long each rings where nothing else was said, seconds: a mailbox of a UK mobile takes
#: a call after some twenty to thirty.
DEFAULT_AFTER = {Ringing.ANSWER: 2.0, Ringing.MAILBOX: 25.0, Ringing.REFUSE: 2.0}

#: How a call ends that rang as long as it should and was not picked up by hand.
ENDS = {Ringing.REFUSE: CallStatus.BUSY, Ringing.NO_ANSWER: CallStatus.NO_ANSWER}


def ring(line: Line) -> bool:
    """Dial and ring; say whether anybody, or a machine, answered. If not, the call is over.

    Raises:
        LineDropped: The caller gave up first.
    """
    board, call = line.board, line.call
    behaviour = _dial(board, call)
    if behaviour is None:
        return False
    after = _rings_for(behaviour)
    by_hand = line.hold(min(call.timeout, after), until=lambda: call.picked_up)
    with board.changed:
        if call.is_over:
            raise LineDropped
        if by_hand:
            call.person = Person(pace=board.settings.pace)
        elif after >= call.timeout or behaviour.kind in ENDS:
            rang_out = after >= call.timeout
            board.finish(call, CallStatus.NO_ANSWER if rang_out else ENDS[behaviour.kind])
            return False
        call.mailbox = behaviour.kind is Ringing.MAILBOX and not by_hand
        board.answer(call)
        return True


def _rings_for(behaviour: CallBehaviour) -> float:
    """Give the seconds after which the phone itself does something; infinity for never."""
    if behaviour.kind in {Ringing.MANUAL, Ringing.IGNORE}:
        return float("inf")
    if behaviour.after is not None:
        return behaviour.after
    return DEFAULT_AFTER.get(behaviour.kind, float("inf"))


def _dial(board: "Switchboard", call: Call) -> CallBehaviour | None:
    """Begin to ring, and give what the phone will do; None where it does not ring."""
    with board.changed:
        if call.is_over:
            raise LineDropped
        call.dialled = datetime.now(UTC)
        board.announce(call, "initiated")
        phone = board.phone(call.to)
        if phone.engaged:
            board.finish(call, CallStatus.BUSY)
            return None
        behaviour = phone.take_call_behaviour()
        if behaviour.kind in AT_ONCE:
            board.finish(call, AT_ONCE[behaviour.kind])
            return None
        phone.engaged, call.status = call.sid, CallStatus.RINGING
        call.person = Person(behaviour, board.settings.pace)
        board.announce(call, "ringing")
        board.changed.notify_all()
        return behaviour
