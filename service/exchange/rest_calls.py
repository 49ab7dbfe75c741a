"""The Calls resource, with Twilio's names, statuses and codes.

Source: Twilio's OpenAPI description of api/v2010, paths ``/Calls.json`` and below.
"""

from datetime import date, datetime

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from service.exchange.calls import Call, CallStatus, Step, Wish
from service.exchange.errors import CarrierError
from service.exchange.numbers import MAGIC_CALL_FROM, MAGIC_CALL_TO, MAGIC_FROM, is_number
from service.exchange.parameters import Parameters, listing
from service.exchange.placing import place_call
from service.exchange.switchboard import Switchboard
from service.exchange.twiml import EVENTS

KNOWN = frozenset({
    "To", "From", "Url", "Twiml", "ApplicationSid", "Method", "FallbackUrl", "FallbackMethod",
    "StatusCallback", "StatusCallbackMethod", "StatusCallbackEvent", "Timeout", "TimeLimit",
    "SendDigits", "Record", "CallerId", "CallReason", "CallToken", "Byoc", "Trim",
    "MachineDetection", "MachineDetectionTimeout", "AsyncAmd", "AsyncAmdStatusCallback",
    "AsyncAmdStatusCallbackMethod", "ClientNotificationUrl",
})  # fmt: skip
KNOWN_UPDATE = frozenset({
    "Status", "Url", "Twiml", "Method", "FallbackUrl", "FallbackMethod", "StatusCallback",
    "StatusCallbackMethod", "TimeLimit",
})  # fmt: skip


def call_routes(api: Blueprint, board: Switchboard) -> None:
    """Hang the Calls resource into the API."""

    @api.post("/<account_sid>/Calls.json")
    def create_call(account_sid: str) -> ResponseReturnValue:
        asked = Parameters(board, KNOWN)
        call = _wanted_call(board, asked, account_sid)
        with board.changed:
            place_call(board, call)
            return jsonify(call.as_twilio()), 201

    @api.get("/<account_sid>/Calls.json")
    def list_calls(account_sid: str) -> ResponseReturnValue:  # noqa: ARG001 - checked in front
        days = _wanted_days()
        with board.changed:
            found = [call for call in reversed(board.calls.values()) if _fits(call, days)]
            return listing("calls", [call.as_twilio() for call in found])

    @api.get("/<account_sid>/Calls/<sid>.json")
    def fetch_call(account_sid: str, sid: str) -> ResponseReturnValue:  # noqa: ARG001
        with board.changed:
            return jsonify(_found(board, sid).as_twilio())

    @api.post("/<account_sid>/Calls/<sid>.json")
    def change_call(account_sid: str, sid: str) -> ResponseReturnValue:  # noqa: ARG001
        asked = Parameters(board, KNOWN_UPDATE)
        with board.changed:
            call = _found(board, sid)
            _change(board, call, asked)
            return jsonify(call.as_twilio())

    @api.delete("/<account_sid>/Calls/<sid>.json")
    def delete_call(account_sid: str, sid: str) -> ResponseReturnValue:  # noqa: ARG001
        with board.changed:
            if not _found(board, sid).is_over:
                raise CarrierError(20009)
            del board.calls[sid]
            return "", 204


def _found(board: Switchboard, sid: str) -> Call:
    try:
        return board.calls[sid]
    except KeyError:
        raise CarrierError(20404, request.path) from None


def _wanted_call(board: Switchboard, asked: Parameters, account_sid: str) -> Call:
    """Read a call from the request.

    Raises:
        CarrierError: As Twilio would.
    """
    to, from_ = asked.one("To"), asked.one("From")
    _check_numbers(board, to, from_)
    return Call(
        account_sid=account_sid,
        to=to,
        from_=from_,
        direction="outbound-api",
        steps=_steps(asked),
        fallback=asked.step("FallbackUrl", "FallbackMethod", 21205),
        wish=_wish(asked),
        timeout=asked.whole("Timeout", 60, 1, 600),
    )


def _check_numbers(board: Switchboard, to: str, from_: str) -> None:
    if not to:
        raise CarrierError(21201)
    if not from_:
        raise CarrierError(21213)
    if not is_number(from_) or from_ in MAGIC_CALL_FROM:
        raise CarrierError(21212, from_)
    if not board.is_ours(from_) and from_ != MAGIC_FROM:
        raise CarrierError(21210, from_)
    if to in MAGIC_CALL_TO:
        raise CarrierError(MAGIC_CALL_TO[to], to)
    if not is_number(to):
        raise CarrierError(21211, to)


def _steps(asked: Parameters) -> Step:
    """Read where the first words come from: exactly one of three ways."""
    given = [name for name in ("Url", "Twiml", "ApplicationSid") if asked.one(name)]
    if len(given) != 1:
        raise CarrierError(21205, "exactly one of Url, Twiml and ApplicationSid is needed")
    if given == ["ApplicationSid"]:
        raise CarrierError(21218, asked.one("ApplicationSid"))
    if given == ["Twiml"]:
        if len(asked.one("Twiml")) > 4000:  # noqa: PLR2004 - Twilio's limit
            raise CarrierError(20001, "Twiml")
        return Step(twiml=asked.one("Twiml"))
    step = asked.step("Url", "Method", 21205)
    if step is None:
        raise CarrierError(21205)
    return step


def _wish(asked: Parameters) -> Wish:
    events = frozenset(asked.several("StatusCallbackEvent")) or frozenset({"completed"})
    if not events <= EVENTS:
        raise CarrierError(20001, "StatusCallbackEvent")
    step = asked.step("StatusCallback", "StatusCallbackMethod", 21609)
    return Wish(step.url, step.method, events) if step else Wish()


def _change(board: Switchboard, call: Call, asked: Parameters) -> None:
    """End a call or send it elsewhere.

    Raises:
        CarrierError: It is over already (21220), or is not in progress and cannot turn.
    """
    status = asked.one("Status")
    if status not in {"", "canceled", "completed"}:
        raise CarrierError(20001, "Status")
    if call.is_over:
        raise CarrierError(21220)
    if status:
        # "canceled" stops only what nobody has answered; "completed" stops everything.
        if status == "completed" or call.status is not CallStatus.IN_PROGRESS:
            board.hang_up(call)
        return
    step = _steps(asked)
    if call.status is not CallStatus.IN_PROGRESS:
        raise CarrierError(21220)
    call.redirected = step
    board.changed.notify_all()


def _fits(call: Call, days: dict[str, date]) -> bool:
    """Say whether a call is one that the list's filters ask for."""
    wanted = request.args
    exact = {
        "To": call.to,
        "From": call.from_,
        "Status": call.status.value,
        "ParentCallSid": call.parent_sid,
    }
    if any(name in wanted and wanted[name] != value for name, value in exact.items()):
        return False
    times = {"StartTime": call.dialled, "EndTime": call.ended}
    return all(_on_day(times[name.rstrip("<>")], name[-1], day) for name, day in days.items())


def _on_day(time: datetime | None, sign: str, wanted: date) -> bool:
    """Filter by the day, as Twilio does; a call without that time fits no such filter."""
    if time is None:
        return False
    day = time.date()
    return day <= wanted if sign == "<" else day >= wanted if sign == ">" else day == wanted


def _wanted_days() -> dict[str, date]:
    """Read the filters by day, such as ``StartTime>``.

    Raises:
        CarrierError: One is no date (20001).
    """
    names = [name + sign for name in ("StartTime", "EndTime") for sign in ("", "<", ">")]
    try:
        return {
            name: date.fromisoformat(request.args[name][:10])
            for name in names
            if request.args.get(name)
        }
    except ValueError:
        raise CarrierError(20001, "StartTime or EndTime") from None
