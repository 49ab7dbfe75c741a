"""What the account says of itself: enough to check that it is the right one and works."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from service.exchange.calls import API_VERSION, phone_number_sid
from service.exchange.parameters import listing
from service.exchange.switchboard import Switchboard


def account_routes(api: Blueprint, board: Switchboard) -> None:
    """Hang the account, its balance and its numbers into the API."""

    @api.get("/<account_sid>.json")
    def fetch_account(account_sid: str) -> ResponseReturnValue:
        return jsonify(
            {
                "sid": account_sid,
                "friendly_name": "Exchange",
                "status": "active",
                "type": "Full",
                "owner_account_sid": account_sid,
                "auth_token": None,
                "date_created": None,
                "date_updated": None,
                "uri": f"/{API_VERSION}/Accounts/{account_sid}.json",
                "subresource_uris": {},
            }
        )

    @api.get("/<account_sid>/Balance.json")
    def fetch_balance(account_sid: str) -> ResponseReturnValue:
        return jsonify({"account_sid": account_sid, "balance": "100.00", "currency": "USD"})

    @api.get("/<account_sid>/IncomingPhoneNumbers.json")
    def list_numbers(account_sid: str) -> ResponseReturnValue:
        numbers = [_number(account_sid, number, board) for number in board.settings.numbers]
        return listing("incoming_phone_numbers", numbers)


def _number(account_sid: str, number: str, board: Switchboard) -> dict[str, object]:
    sid, root = phone_number_sid(number), board.settings.public_url.rstrip("/")
    return {
        "sid": sid,
        "account_sid": account_sid,
        "phone_number": number,
        "friendly_name": number,
        "capabilities": {"voice": True, "sms": True, "mms": False, "fax": False},
        "voice_url": root + "/twilio/incoming/voice",
        "voice_method": "POST",
        "sms_url": root + "/twilio/incoming/text",
        "sms_method": "POST",
        "status": "in-use",
        "origin": "twilio",
        "beta": False,
        "api_version": API_VERSION,
        "uri": f"/{API_VERSION}/Accounts/{account_sid}/IncomingPhoneNumbers/{sid}.json",
    }
