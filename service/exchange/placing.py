"""Taking up calls and texts, from either side, and seeing each to its end."""

from contextlib import suppress
from typing import TYPE_CHECKING

from service.exchange.behaviours import CallBehaviour, Receiving, TextBehaviour
from service.exchange.calls import Call, CallStatus, Step
from service.exchange.conversation import Conversation
from service.exchange.errors import BadInput, CarrierError
from service.exchange.faults import FaultKind
from service.exchange.line import Line, LineDropped
from service.exchange.person import Person
from service.exchange.phones import HELP_WORDS, START_WORDS, STOP_WORDS
from service.exchange.ringing import ring
from service.exchange.texts import Text
from service.exchange.twiml import DocumentFault, Message, read_texts
from service.exchange.webhooks import WebhookFailed, ask

if TYPE_CHECKING:
    from service.exchange.switchboard import Switchboard

NEVER_RING = frozenset({FaultKind.NEVER_RING})

#: What Twilio answers by itself. Source: https://help.twilio.com/articles/223134027.
STOPPED = "You have successfully been unsubscribed. Reply START to resubscribe."
HELP = "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
STARTED = "You have successfully been re-subscribed. Reply STOP to unsubscribe."


def place_call(board: "Switchboard", call: Call) -> None:
    """Take a call that the customer asked for; it is dialled on its own thread."""
    with board.changed:
        board.add_call(call)
        if board.faults.take(NEVER_RING, "calls") is None:
            board.spawn(_live, board, call)


def _live(board: "Switchboard", call: Call) -> None:
    line = Line(board, call)
    with suppress(LineDropped):
        if ring(line):
            Conversation(line).run()


def ring_in(board: "Switchboard", number: str, ours: str, behaviour: CallBehaviour) -> Call:
    """Let a phone ring one of our numbers.

    Raises:
        BadInput: The phone is engaged.
    """
    with board.changed:
        phone = board.phone(number)
        if phone.engaged:
            raise BadInput("This phone is on a call already: hang up first.", 409)
        call = Call(
            account_sid=board.settings.account_sid,
            to=ours,
            from_=number,
            direction="inbound",
            steps=Step(board.rented[ours].voice_url, board.rented[ours].voice_method),
            status=CallStatus.RINGING,
            person=Person(behaviour, board.settings.pace),
        )
        call.dialled = call.created
        phone.engaged = call.sid
        board.add_call(call)
        board.announce(call, "ringing")
        board.spawn(_talk, board, call)
        return call


def _talk(board: "Switchboard", call: Call) -> None:
    with suppress(LineDropped):
        Conversation(Line(board, call)).run()


def place_text(board: "Switchboard", text: Text) -> None:
    """Take a text that the customer asked for; it is sent on its own thread.

    Raises:
        CarrierError: The phone has told us to stop, or its behaviour is to refuse.
    """
    with board.changed:
        phone = board.phone(text.to)
        if text.from_ in phone.stopped:
            raise CarrierError(21610)
        behaviour = phone.take_text_behaviour()
        if behaviour.kind is Receiving.REFUSE:
            raise CarrierError(behaviour.code, text.to)
        board.add_text(text)
        if board.faults.take(NEVER_RING, "texts") is None:
            board.spawn(_deliver, board, text, behaviour)


def _deliver(board: "Switchboard", text: Text, behaviour: TextBehaviour) -> None:
    fails = behaviour.kind is Receiving.FAIL
    with board.changed:
        if not (fails and behaviour.status == "failed"):
            text.becomes("sent")
            board.tell(text)
        if behaviour.kind is Receiving.STUCK:
            return
        text.error_code = behaviour.code if fails else None
        text.becomes(behaviour.status if fails else "delivered")
        board.tell(text)
    if behaviour.reply is not None and not fails:
        board.wait(behaviour.reply_after * board.settings.pace, lambda: False)
        if not board.stopping:
            text_in(board, text.to, text.from_, behaviour.reply)


def text_in(board: "Switchboard", number: str, ours: str, body: str) -> Text:
    """Let a phone text one of our numbers; our answer goes back to it."""
    with board.changed:
        text = Text(
            account_sid=board.settings.account_sid,
            to=ours,
            from_=number,
            body=body,
            direction="inbound",
            status="received",
            history=["received"],
        )
        board.phone(number)
        board.add_text(text)
        board.tell(text)
        if notice := _heeded(board, text):
            _reply(board, text, notice)
        board.spawn(_hand_over, board, text)
        return text


def _heeded(board: "Switchboard", text: Text) -> str | None:
    """Heed the words that end and begin texts, or ask for help; give the carrier's own answer."""
    word, phone = text.body.strip().upper(), board.phone(text.from_)
    if word in STOP_WORDS and text.to not in phone.stopped:
        phone.stopped.add(text.to)
        return STOPPED
    if word in START_WORDS and text.to in phone.stopped:
        phone.stopped.discard(text.to)
        return STARTED
    return HELP if word in HELP_WORDS else None


def _hand_over(board: "Switchboard", text: Text) -> None:
    """Tell the customer of an incoming text, and send what they answer."""
    ours = board.rented[text.to]
    try:
        reply = ask(
            ours.sms_url,
            ours.sms_method,
            text.incoming_parameters(),
            board.settings.auth_token,
            text.sid,
        )
        if reply.content_type.partition(";")[0].strip().lower() == "text/plain":
            bodies = [reply.body] if reply.body else []
        else:
            verbs = read_texts(reply.body).verbs
            bodies = [verb.body for verb in verbs if isinstance(verb, Message)]
    except WebhookFailed as failure:
        board.warn(text.sid, failure.code, "the incoming text could not be handed over")
        return
    except DocumentFault as fault:
        board.warn(text.sid, fault.code, fault.words)
        return
    with board.changed:
        for body in bodies:
            if text.to in board.phone(text.from_).stopped:
                board.warn(text.sid, 21610, "a reply to somebody who has texted STOP")
            else:
                _reply(board, text, body)


def _reply(board: "Switchboard", text: Text, body: str) -> None:
    answer = Text(
        account_sid=text.account_sid,
        to=text.from_,
        from_=text.to,
        body=body,
        direction="outbound-reply",
    )
    board.add_text(answer)
    for status in ("sent", "delivered"):
        answer.becomes(status)
    board.tell(answer)
