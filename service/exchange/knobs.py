"""The knobs by HTTP: what phones do, what people at them do, and what goes wrong."""

import json
import time
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, jsonify, request
from flask.typing import ResponseReturnValue

from service.exchange.behaviours import (
    CallBehaviour,
    Press,
    Ringing,
    keys_from_knob,
    presses,
    seconds_from_knob,
)
from service.exchange.calls import Call, CallStatus
from service.exchange.errors import BadInput
from service.exchange.faults import fault_from_knob
from service.exchange.knobs_account import account_knobs
from service.exchange.numbers import number_from_knob
from service.exchange.placing import ring_in, text_in
from service.exchange.state import page_state, phone_state, whole_state
from service.exchange.switchboard import Switchboard

#: The longest that a knob waits for its moment, seconds.
LONGEST_WAIT = 60


def knobs(app: Flask, board: Switchboard) -> None:
    """Hang ``/exchange/…`` into the application."""
    api = Blueprint("knobs", __name__, url_prefix="/exchange")
    _whole_exchange(api, board)
    _told_beforehand(api, board)
    _done_by_hand(api, board)
    _outward(api, board)
    account_knobs(api, board, _body)
    app.register_blueprint(api)


def _whole_exchange(api: Blueprint, board: Switchboard) -> None:
    @api.get("/state")
    def state() -> ResponseReturnValue:
        return jsonify(whole_state(board))

    @api.post("/reset")
    def reset() -> ResponseReturnValue:
        board.reset()
        return "", 204

    @api.get("/faults")
    def faults() -> ResponseReturnValue:
        with board.changed:
            return jsonify([fault.as_json() for fault in board.faults.listed()])

    @api.post("/faults")
    def add_fault() -> ResponseReturnValue:
        asked: Any = _body()
        wanted = [fault_from_knob(each) for each in (asked if isinstance(asked, list) else [asked])]
        with board.changed:
            for fault in wanted:
                board.faults.add(fault)
            return jsonify([fault.as_json() for fault in board.faults.listed()]), 201

    @api.delete("/faults")
    def clear_faults() -> ResponseReturnValue:
        with board.changed:
            board.faults.clear()
            board.changed.notify_all()
            return "", 204


def _told_beforehand(api: Blueprint, board: Switchboard) -> None:
    @api.get("/phones")
    def phones() -> ResponseReturnValue:
        return jsonify(page_state(board))

    @api.get("/phones/<number>")
    def phone(number: str) -> ResponseReturnValue:
        with board.changed:
            return jsonify(phone_state(board, board.phone(number_from_knob(number))))

    @api.route("/phones/<number>", methods=["PUT", "PATCH"])
    def tell_phone(number: str) -> ResponseReturnValue:
        asked = _body()
        with board.changed:
            told = board.phone(number_from_knob(number))
            told.told(asked)
            board.changed.notify_all()
            return jsonify(phone_state(board, told))


def _done_by_hand(api: Blueprint, board: Switchboard) -> None:
    @api.post("/phones/<number>/answer")
    def answer(number: str) -> ResponseReturnValue:
        call = _call_of(board, number, CallStatus.RINGING, "This phone is not ringing.")
        with board.changed:
            call.picked_up = True
            board.changed.notify_all()
        return _accepted(call)

    @api.post("/phones/<number>/refuse")
    def refuse(number: str) -> ResponseReturnValue:
        call = _call_of(board, number, CallStatus.RINGING, "This phone is not ringing.")
        board.finish(call, CallStatus.BUSY)
        return _accepted(call)

    @api.post("/phones/<number>/hang-up")
    def hang_up(number: str) -> ResponseReturnValue:
        call = _call_of(board, number, None, "This phone is not on a call.")
        board.hang_up(call)
        return _accepted(call)

    @api.post("/phones/<number>/keys")
    def keys(number: str) -> ResponseReturnValue:
        pressed, when = keys_from_knob(_field("keys")), _field("when", "listening")
        if when not in ("listening", "now"):
            raise BadInput("when is listening (the next prompt; the default) or now.")
        not_in_call = "This phone is not in a call."
        call = _call_of(board, number, CallStatus.IN_PROGRESS, not_in_call)
        with board.changed:
            if when == "now":
                call.press(pressed)
            else:
                call.person.will_press(Press(0, pressed))
                if call.listening:
                    call.person.prompted(time.monotonic())
            board.changed.notify_all()
        return _accepted(call)


def _outward(api: Blueprint, board: Switchboard) -> None:
    @api.post("/phones/<number>/text")
    def text(number: str) -> ResponseReturnValue:
        body = _field("body")
        if not isinstance(body, str) or not body:
            raise BadInput('body is the text to send, such as {"body": "1"}.')
        sent = text_in(board, number_from_knob(number), _ours(board), body)
        return jsonify({"sid": sent.sid}), 202

    @api.post("/phones/<number>/call")
    def call(number: str) -> ResponseReturnValue:
        leaves = seconds_from_knob(_field("hang_up_after"), "hang_up_after")
        person = CallBehaviour(
            kind=Ringing.ANSWER, press=presses(_field("press")), hang_up_after=leaves
        )
        return _accepted(ring_in(board, number_from_knob(number), _ours(board), person))


def _accepted(call: Call) -> ResponseReturnValue:
    return jsonify({"sid": call.sid, "status": call.status.value}), 202


def _body() -> object:
    # Read as it came: a person with curl rarely names the content type.
    raw = request.get_data()
    try:
        return json.loads(raw) if raw else {}
    except (ValueError, RecursionError):  # RecursionError: brackets without end
        raise BadInput("The body is not JSON.", 400) from None


def _field(name: str, default: object = None) -> object:
    body = _body()
    if not isinstance(body, dict):
        raise BadInput("The body is not a JSON object.")
    return body.get(name, default)


def _ours(board: Switchboard) -> str:
    """Give the number of ours that is rung or texted: the one named, or the first."""
    asked = _field("to")
    if asked is None and board.settings.numbers:
        return board.settings.numbers[0]
    number = number_from_knob(asked)
    if not board.is_ours(number):
        raise BadInput("to is not a number of the account; left out, the first one is meant.")
    return number


def _call_of(board: Switchboard, number: str, status: CallStatus | None, problem: str) -> Call:
    """Give the call that this phone is on, waiting for it where ``wait`` says so.

    Raises:
        BadInput: It is on none with this status; None is any.
    """
    wanted = number_from_knob(number)
    wait = seconds_from_knob(_field("wait"), "wait", most=LONGEST_WAIT) or 0.0

    def current() -> Call | None:
        call = board.calls.get(board.phone(wanted).engaged or "")
        if call is None or (status is not None and call.status is not status):
            return None
        # A phone that rings out is nobody's to answer.
        rings_out = status is CallStatus.RINGING and call.direction == "inbound"
        return None if rings_out else call

    return _found(board, current, wait, problem)


def _found(
    board: Switchboard, current: Callable[[], Call | None], wait: float, problem: str
) -> Call:
    with board.changed:
        board.wait(wait, lambda: current() is not None)
        call = current()
        if call is None:
            raise BadInput(problem, 409)
        return call
