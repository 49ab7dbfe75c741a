"""What is chosen in a carrier's console: where the account may ring and text, and its triggers.

Source: Twilio's OpenAPI descriptions of voice/v1, path ``/v1/DialingPermissions/Countries``,
accounts/v1, path ``/v1/Messaging/GeoPermissions``, and api/v2010, path ``/Usage/Triggers.json``.
It says so and no more: the exchange rings and texts what it knows, wherever that is.
"""

from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from service.exchange.calls import API_VERSION
from service.exchange.parameters import listing
from service.exchange.switchboard import Switchboard

#: The classes of a country's numbers, with Twilio's name for whether each may be rung.
CLASSES = {
    "common": "low_risk_numbers_enabled",
    "special": "high_risk_special_numbers_enabled",
    "fraud": "high_risk_tollfraud_numbers_enabled",
}


def permission_routes(api: Blueprint, board: Switchboard) -> None:
    """Hang in what the hosts for voice and for accounts answer."""

    @api.get("/DialingPermissions/Countries")
    def list_countries() -> ResponseReturnValue:
        with board.changed:
            found = [_country(iso, may) for iso, may in board.account.ring.items()]
        return jsonify(content=found, meta={"key": "content", "next_page_url": None})

    @api.get("/Messaging/GeoPermissions")
    def fetch_permissions() -> ResponseReturnValue:
        wanted = request.args.get("CountryCode")
        with board.changed:
            found = [
                {"country_code": iso, "type": "country", "enabled": may}
                for iso, may in board.account.text.items()
                if wanted in (None, iso)
            ]
        return jsonify(permissions=found)


def trigger_routes(api: Blueprint, board: Switchboard) -> None:
    """Hang the usage triggers into the API."""

    @api.get("/<account_sid>/Usage/Triggers.json")
    def list_triggers(account_sid: str) -> ResponseReturnValue:
        with board.changed:
            found = [
                _trigger(account_sid, nth, told) for nth, told in enumerate(board.account.triggers)
            ]
        return listing("usage_triggers", found)


def _country(iso: str, may: list[str]) -> dict[str, Any]:
    return {
        "iso_code": iso,
        "name": iso,
        "continent": None,
        "country_codes": [],
        **{theirs: ours in may for ours, theirs in CLASSES.items()},
        "url": None,
        "links": {},
    }


def _trigger(account_sid: str, nth: int, told: dict[str, str]) -> dict[str, Any]:
    sid = f"UT{nth:032x}"
    return {
        "sid": sid,
        "account_sid": account_sid,
        "api_version": API_VERSION,
        "friendly_name": "Exchange",
        "trigger_value": "50.00",
        "current_value": "0",
        "date_created": None,
        "date_updated": None,
        "date_fired": None,
        "uri": f"/{API_VERSION}/Accounts/{account_sid}/Usage/Triggers/{sid}.json",
        **told,
    }
