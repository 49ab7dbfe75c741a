"""The Messages resource, with Twilio's names, statuses and codes.

Source: Twilio's OpenAPI description of api/v2010, paths ``/Messages.json`` and below.
"""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from service.exchange.calls import Wish
from service.exchange.errors import CarrierError
from service.exchange.numbers import MAGIC_FROM, MAGIC_TEXT_FROM, MAGIC_TEXT_TO, is_number
from service.exchange.parameters import Parameters, listing
from service.exchange.placing import place_text
from service.exchange.switchboard import Switchboard
from service.exchange.texts import SETTLED, Text

#: Twilio's limit on a text, characters.
MAX_BODY = 1600

KNOWN = frozenset({
    "To", "From", "MessagingServiceSid", "Body", "MediaUrl", "ContentSid", "StatusCallback",
    "ValidityPeriod", "RiskCheck", "ContentRetention", "AddressRetention", "SmartEncoded",
    "ProvideFeedback", "Attempt", "ScheduleType", "SendAt", "ShortenUrls", "ForceDelivery",
    "FallbackFrom", "ApplicationSid", "TrafficType", "MaxPrice",
})  # fmt: skip
KNOWN_UPDATE = frozenset({"Body", "Status"})


def text_routes(api: Blueprint, board: Switchboard) -> None:
    """Hang the Messages resource into the API."""

    @api.post("/<account_sid>/Messages.json")
    def create_text(account_sid: str) -> ResponseReturnValue:
        asked = Parameters(board, KNOWN)
        text = _wanted_text(board, asked, account_sid)
        with board.changed:
            place_text(board, text)
            return jsonify(text.as_twilio()), 201

    @api.get("/<account_sid>/Messages.json")
    def list_texts(account_sid: str) -> ResponseReturnValue:  # noqa: ARG001 - checked in front
        wanted = request.args
        with board.changed:
            found = [
                text.as_twilio()
                for text in reversed(board.texts.values())
                if wanted.get("To", text.to) == text.to
                and wanted.get("From", text.from_) == text.from_
            ]
            return listing("messages", found)

    @api.get("/<account_sid>/Messages/<sid>.json")
    def fetch_text(account_sid: str, sid: str) -> ResponseReturnValue:  # noqa: ARG001
        with board.changed:
            return jsonify(_found(board, sid).as_twilio())

    @api.post("/<account_sid>/Messages/<sid>.json")
    def change_text(account_sid: str, sid: str) -> ResponseReturnValue:  # noqa: ARG001
        asked = Parameters(board, KNOWN_UPDATE)
        with board.changed:
            text = _found(board, sid)
            _redact(text, asked)
            board.changed.notify_all()
            return jsonify(text.as_twilio())

    @api.delete("/<account_sid>/Messages/<sid>.json")
    def delete_text(account_sid: str, sid: str) -> ResponseReturnValue:  # noqa: ARG001
        with board.changed:
            _check_settled(_found(board, sid))
            del board.texts[sid]
            return "", 204


def _redact(text: Text, asked: Parameters) -> None:
    # All that can be changed of a text is that its words are gone.
    if not asked.given("Body") or asked.one("Body"):
        raise CarrierError(20001, "Body")
    _check_settled(text)
    text.body = ""


def _check_settled(text: Text) -> None:
    if text.status not in SETTLED | {"sent"}:
        raise CarrierError(20009)


def _found(board: Switchboard, sid: str) -> Text:
    try:
        return board.texts[sid]
    except KeyError:
        raise CarrierError(20404, request.path) from None


def _wanted_text(board: Switchboard, asked: Parameters, account_sid: str) -> Text:
    """Read a text from the request.

    Raises:
        CarrierError: As Twilio would.
    """
    to, from_, body = asked.one("To"), asked.one("From"), asked.one("Body")
    _check_numbers(board, to, from_)
    if not body:
        raise CarrierError(21602)
    if len(body) > MAX_BODY:
        raise CarrierError(21617)
    asked.whole("ValidityPeriod", 36000, 1, 36000)
    step = asked.step("StatusCallback", "StatusCallbackMethod", 21609)
    wish = Wish(step.url, step.method) if step else Wish()
    return Text(account_sid=account_sid, to=to, from_=from_, body=body, wish=wish)


def _check_numbers(board: Switchboard, to: str, from_: str) -> None:
    if not to:
        raise CarrierError(21604)
    if not from_:
        raise CarrierError(21603)
    if from_ in MAGIC_TEXT_FROM:
        raise CarrierError(MAGIC_TEXT_FROM[from_], from_)
    if not is_number(from_):
        raise CarrierError(21212, from_)
    if not board.is_ours(from_) and from_ != MAGIC_FROM:
        raise CarrierError(21606, from_)
    if to in MAGIC_TEXT_TO:
        raise CarrierError(MAGIC_TEXT_TO[to], to)
    if not is_number(to):
        raise CarrierError(21211, to)
