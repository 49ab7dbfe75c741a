"""What the account says of itself, and the numbers it rents, with Twilio's names.

Source: Twilio's OpenAPI description of api/v2010, paths ``/Balance.json`` and
``/IncomingPhoneNumbers.json``.
"""

from dataclasses import replace
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from service.exchange.calls import API_VERSION, phone_number_sid
from service.exchange.errors import CarrierError
from service.exchange.numbers import is_local_address
from service.exchange.parameters import Parameters, listing
from service.exchange.rented import CHANGES, Rented
from service.exchange.switchboard import Switchboard

#: The status of a customer whose papers were looked at.
APPROVED = "twilio-approved"
KNOWN_CHANGE = frozenset({*CHANGES.values(), "FriendlyName", "StatusCallback"})


def account_routes(api: Blueprint, board: Switchboard) -> None:
    """Hang the account, its balance and its numbers into the API."""

    @api.get("/<account_sid>.json")
    def fetch_account(account_sid: str) -> ResponseReturnValue:
        with board.changed:
            status, kind = board.account.status, board.account.kind
        return jsonify(
            {
                "sid": account_sid,
                "friendly_name": "Exchange",
                "status": status,
                "type": kind,
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
        with board.changed:
            balance = board.account.balance
        return jsonify({"account_sid": account_sid, "balance": balance, "currency": "USD"})

    @api.get("/<account_sid>/IncomingPhoneNumbers.json")
    def list_numbers(account_sid: str) -> ResponseReturnValue:
        wanted = request.args.get("PhoneNumber")
        with board.changed:
            numbers = [
                one.as_twilio(account_sid)
                for one in board.rented.values()
                if wanted in (None, one.number)
            ]
        return listing("incoming_phone_numbers", numbers)

    @api.get("/<account_sid>/OutgoingCallerIds.json")
    def list_verified(account_sid: str) -> ResponseReturnValue:
        with board.changed:
            verified = [_caller_id(account_sid, one) for one in board.account.verified]
        return listing("outgoing_caller_ids", verified)

    @api.post("/<account_sid>/IncomingPhoneNumbers/<sid>.json")
    def change_number(account_sid: str, sid: str) -> ResponseReturnValue:
        asked = Parameters(board, KNOWN_CHANGE)
        with board.changed:
            changed = _changed(_found(board, sid), asked)
            board.rented[changed.number] = changed
            return jsonify(changed.as_twilio(account_sid))


def trust_routes(api: Blueprint, board: Switchboard) -> None:
    """Hang in what another host of the carrier's answers: whether a customer is known.

    Source: Twilio's OpenAPI description of trusthub/v1, path ``/v1/CustomerProfiles``.
    """

    @api.get("/CustomerProfiles")
    def list_profiles() -> ResponseReturnValue:
        with board.changed:
            approved = board.account.approved
        wanted = request.args.get("Status", APPROVED) == APPROVED
        found = [_profile(board.settings.account_sid)] if approved and wanted else []
        return jsonify(results=found, meta={"key": "results", "next_page_url": None})


def _profile(account_sid: str) -> dict[str, Any]:
    return {
        "sid": "BU" + "0" * 32,
        "account_sid": account_sid,
        "policy_sid": "RN" + "0" * 32,
        "friendly_name": "Exchange",
        "status": APPROVED,
    }


def _caller_id(account_sid: str, number: str) -> dict[str, Any]:
    sid = phone_number_sid(number)
    return {
        "sid": sid,
        "account_sid": account_sid,
        "phone_number": number,
        "friendly_name": number,
        "date_created": None,
        "date_updated": None,
        "uri": f"/{API_VERSION}/Accounts/{account_sid}/OutgoingCallerIds/{sid}.json",
    }


def _found(board: Switchboard, sid: str) -> Rented:
    for one in board.rented.values():
        if one.sid == sid:
            return one
    raise CarrierError(20404, request.path)


def _changed(number: Rented, asked: Parameters) -> Rented:
    wanted: dict[str, Any] = {
        ours: asked.one(theirs) for ours, theirs in CHANGES.items() if asked.given(theirs)
    }
    for name, value in wanted.items():
        # The exchange rings back to this machine alone.
        if name.endswith("_url") and value and not is_local_address(value):
            raise CarrierError(21205, value)
    return replace(number, **wanted)
