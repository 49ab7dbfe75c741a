"""What the carrier tells and asks of the calls that we place, and that it places for us.

Anything may come twice, late, or for what we do not know. What a key means stands in the
address that it comes to; nothing is remembered in between.
"""

from flask import Blueprint, Response, request

from service.desk import answering, hearing, putting_through
from service.desk.spots import Said, Spot
from service.domain import words
from service.domain.attempt import CallStatus
from service.domain.words import Menu, Script
from service.telephone import addresses, twiml
from service.web.joined import parts
from service.web.signed import check_signature, digit, digits, name, ours, sid, speak, xml

blueprint = Blueprint("carrier_calls", __name__)
blueprint.before_request(check_signature)


@blueprint.post(addresses.CALL)
def answered(attempt: str) -> Response:
    """Say what an officer who picks up hears first."""
    if not (ours(attempt) and sid("CallSid")):
        return _nothing_known()
    return _to_officer(answering.answered(parts().desk, attempt, sid("CallSid")))


@blueprint.post(addresses.CALL_MENU)
def menu(attempt: str, turn: int) -> Response:
    """Say the opening once more after silence."""
    return _again(Spot(attempt=attempt), turn)


@blueprint.post(addresses.CALL_KEY)
def key(attempt: str, turn: int) -> Response:
    """Do what a key asks after the opening, and say so."""
    return _pressed(Spot(attempt=attempt), turn)


@blueprint.post(addresses.CALL_SPOT_MENU)
def spot_menu(attempt: str, menu: str, offered: str, count: int, turn: int) -> Response:
    """Say any other menu once more after silence."""
    return _again(_spot(attempt, menu, offered, count), turn)


@blueprint.post(addresses.CALL_SPOT_KEY)
def spot_key(attempt: str, menu: str, offered: str, count: int, turn: int) -> Response:
    """Do what a key asks after any other menu, and say so."""
    return _pressed(_spot(attempt, menu, offered, count), turn)


@blueprint.post(addresses.CALL_THROUGH_OVER)
def through_over(attempt: str, offered: str, through: str) -> Response:
    """Say to the officer what came of the call that was to put them through."""
    spot = _spot(attempt, Menu.TAKEN, offered, 0)
    if spot is None or not ours(through):
        return _nothing_known()
    told, child = request.form.get("DialCallStatus", ""), sid("DialCallSid")
    status = CallStatus(told) if told in list(CallStatus) else None
    return _to_officer(answering.went_through(parts().desk, spot, through, status, child))


@blueprint.post(addresses.CALL_STATUS)
def call_status(attempt: str) -> Response:
    """Take in how a call fares. With the book away this is a 503, and the carrier asks again."""
    return _status(attempt)


@blueprint.post(addresses.THROUGH_STATUS)
def through_status(through: str) -> Response:
    """Take in how the call to a colleague fares that was placed from an officer's."""
    return _status(through)


@blueprint.post(addresses.THROUGH)
def through_answered(through: str) -> Response:
    """Say to whoever picks up the colleague's phone who is on the line."""
    return _to_colleague(through, 1)


@blueprint.post(addresses.THROUGH_MENU)
def through_menu(through: str, turn: int) -> Response:
    """Say it once more after silence; after the last turn the call ends, and joins nobody."""
    return _to_colleague(through, turn)


@blueprint.post(addresses.THROUGH_KEY)
def through_key(through: str, turn: int) -> Response:
    """Join the two, where the colleague asks for it."""
    if not ours(through):
        return _nothing_known()
    said = putting_through.colleague_pressed(parts().desk, through, digit(), turn)
    return xml(twiml.join()) if said is None else _ask_colleague(said, through)


def _status(attempt: str) -> Response:
    call, said = sid("CallSid"), request.form.get("CallStatus", "")
    if ours(attempt) and call and said in list(CallStatus):
        webhook = name("call", call, said, request.form.get("SequenceNumber", ""))
        hearing.call_told(parts().desk, attempt, call, CallStatus(said), webhook)
    return Response(status=204)


def _spot(attempt: str, menu: str, offered: str, count: int) -> Spot | None:
    """Read where a key was pressed; ``None`` where we cannot have written that address."""
    each = addresses.read(offered)
    if menu not in list(Menu) or each is None:
        return None
    return Spot(attempt=attempt, menu=Menu(menu), offered=each, count=count)


def _again(spot: Spot | None, turn: int) -> Response:
    if spot is None or not ours(spot.attempt):
        return _nothing_known()
    return _to_officer(answering.menu_again(parts().desk, spot, turn))


def _pressed(spot: Spot | None, turn: int) -> Response:
    if spot is None or not ours(spot.attempt):
        return _nothing_known()
    pressed = digits() if spot.menu is Menu.PIN else digit()
    return _to_officer(answering.pressed(parts().desk, spot, pressed, turn))


def _to_officer(said: Said) -> Response:
    base, spot = parts().settings.public_url, said.spot
    if spot is None:
        return xml(twiml.render(said.script))
    if said.through is not None:
        through = said.through
        leg = twiml.Leg(
            phone=through.phone,
            caller_id=parts().settings.twilio_from,
            ring_seconds=through.ring_seconds,
            answer_url=addresses.through_answer(base, through.attempt),
            status_url=addresses.through_status(base, through.attempt),
            over_url=addresses.through_over(base, spot, through.attempt),
        )
        return xml(twiml.put_through(said.script, leg))
    return speak(
        said.script,
        lambda turn: addresses.key(base, spot, turn),
        lambda turn: addresses.menu(base, spot, turn),
    )


def _to_colleague(through: str, turn: int) -> Response:
    if not ours(through):
        return _nothing_known()
    said = putting_through.colleague_answered(parts().desk, through, sid("CallSid"), turn)
    return _ask_colleague(said, through)


def _ask_colleague(script: Script, through: str) -> Response:
    base = parts().settings.public_url
    return speak(
        script,
        lambda turn: addresses.through_key(base, through, turn),
        lambda turn: addresses.through_menu(base, through, turn),
    )


def _nothing_known() -> Response:
    return xml(twiml.render(words.nothing_known()))
