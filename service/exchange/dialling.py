"""Dial: ring others from within a call, and join the first who answers."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from service.exchange.calls import Call, CallStatus, Step, Wish
from service.exchange.line import Line, LineDropped
from service.exchange.numbers import is_number
from service.exchange.ringing import ring
from service.exchange.twiml import Dial, DocumentFault, Number

if TYPE_CHECKING:
    from service.exchange.switchboard import Switchboard

#: Longer than any call: two people talk until one of them hangs up.
FOR_EVER = 86_400.0

Whisper = Callable[[Line], None]


def dial(line: Line, verb: Dial, base: str, whisper: Whisper) -> dict[str, str]:
    """Ring the numbers, join the first who answers, and stay until that is over.

    Args:
        line: The parent call's.
        verb: Whom to ring, and how long.
        base: The address that the verb's relative addresses start from.
        whisper: Carries out a number's own document.

    Returns:
        What the action address is told: ``DialCallStatus`` and the rest.

    Raises:
        DocumentFault: The caller's number is not ours (13214), or a number is none (13223).
        LineDropped: The parent call ended; then so did those it had rung.
    """
    board = line.board
    children = [_child(line.call, verb, number, base, board) for number in verb.numbers]
    first: list[Call] = []
    for child in children:
        board.add_call(child)
    for child in children:
        board.spawn(_leg, board, child, children, first, whisper)
    try:
        _stay(line, verb, children)
    finally:
        for child in children:
            board.hang_up(child)
        with board.changed:
            line.call.joined = None
    return _outcome(children)


def _child(parent: Call, verb: Dial, number: Number, base: str, board: "Switchboard") -> Call:
    caller = verb.caller_id or parent.from_
    if not board.is_ours(caller) and caller != parent.from_:
        raise DocumentFault(13214, "callerId is not a number of the account")
    if not is_number(number.number):
        raise DocumentFault(13223, "Number is not a phone number")
    wish = Wish(
        urljoin(base, number.status_callback) if number.status_callback else "",
        number.status_method,
        number.status_events,
    )
    return Call(
        account_sid=parent.account_sid,
        to=number.number,
        from_=caller,
        direction="outbound-dial",
        steps=Step(urljoin(base, number.url) if number.url else "", number.method),
        wish=wish,
        timeout=verb.timeout,
        parent_sid=parent.sid,
    )


def _leg(
    board: "Switchboard", child: Call, children: list[Call], first: list[Call], whisper: Whisper
) -> None:
    """Live one dialled leg, from its first ring to its end."""
    line = Line(board, child)
    try:
        if not ring(line) or not _wins(board, child, children, first):
            return
        if child.steps.url:
            whisper(line)
        _join(board, child)
        line.hold(FOR_EVER)
    except LineDropped:
        return


def _wins(board: "Switchboard", child: Call, children: list[Call], first: list[Call]) -> bool:
    """Let the first who answered win, before any whisper; the others stop ringing."""
    with board.changed:
        if not first:
            first.append(child)
        for other in children:
            if other is not first[0] and (other is child or other.answered is None):
                board.hang_up(other)
        return first[0] is child


def _join(board: "Switchboard", child: Call) -> None:
    with board.changed:
        parent = board.calls.get(child.parent_sid or "")
        if parent is not None and not parent.is_over and not child.is_over:
            parent.joined, child.joined = child.sid, parent.sid
            parent.was_joined = child.was_joined = True
        board.changed.notify_all()


def _stay(line: Line, verb: Dial, children: list[Call]) -> None:
    call = line.call
    line.hold(FOR_EVER, lambda: call.joined is not None or all(each.is_over for each in children))
    if call.joined is None:
        return
    call.unread.clear()
    line.hold(
        verb.time_limit,
        lambda: (
            all(each.is_over for each in children) or (verb.hangup_on_star and "*" in call.unread)
        ),
    )


def _outcome(children: list[Call]) -> dict[str, str]:
    """Say what came of it, as the action address is told.

    A callee who answered and hung up in the whisper is ``completed`` with DialBridged
    false: only DialBridged tells whether the two have been joined.
    """
    answered = [each for each in children if each.answered]
    reached = next((each for each in answered if each.was_joined), [*answered, *children][0])
    told = {
        "DialCallStatus": reached.status.value,
        "DialCallSid": reached.sid,
        "DialBridged": str(reached.was_joined).lower(),
    }
    if reached.status is CallStatus.COMPLETED:
        told["DialCallDuration"] = str(reached.seconds)
    return told
