"""The knobs of the account: how it stands, and how its numbers are set up."""

import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from service.exchange.errors import BadInput
from service.exchange.numbers import number_from_knob
from service.exchange.rest_permissions import CLASSES
from service.exchange.switchboard import AccountState, Switchboard

STATUSES = ("active", "suspended", "closed")
#: A day: more would be no clock.
MOST_AHEAD = 86_400
KINDS = ("Full", "Trial")
_ISO = re.compile(r"[A-Z]{2}", re.ASCII)
_DOLLARS = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,4})?", re.ASCII)


def account_knobs(api: Blueprint, board: Switchboard, body: Callable[[], object]) -> None:
    """Hang ``/exchange/account`` and ``/exchange/numbers`` into the knobs."""

    @api.put("/account")
    def tell_account() -> ResponseReturnValue:
        asked = _fields(body())
        with board.changed:
            _tell(board.account, asked)
            return jsonify(asdict(board.account))

    @api.put("/numbers/<number>")
    def tell_number(number: str) -> ResponseReturnValue:
        wanted, asked = number_from_knob(number), _fields(body())
        with board.changed:
            if wanted not in board.rented:
                raise BadInput("That is not a number of the account.", 404)
            board.rented[wanted] = board.rented[wanted].told(asked)
            return jsonify(board.rented[wanted].as_twilio(board.settings.account_sid))


def _fields(body: object) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise BadInput("The body is not a JSON object.")
    return body


def _tell(account: AccountState, asked: dict[str, Any]) -> None:
    status = asked.get("status", account.status)
    kind = asked.get("kind", account.kind)
    balance = asked.get("balance", account.balance)
    if status not in STATUSES or kind not in KINDS:
        raise BadInput(f"status is {', '.join(STATUSES)}; kind is {' or '.join(KINDS)}.")
    if not (isinstance(balance, str) and _DOLLARS.fullmatch(balance)):
        raise BadInput('balance is a number of dollars in quotes, such as "12.50".')
    _tell_more(account, asked)
    _tell_permissions(account, asked)
    account.status, account.kind, account.balance = status, kind, balance


def _tell_more(account: AccountState, asked: dict[str, Any]) -> None:
    approved = asked.get("approved", account.approved)
    ahead = asked.get("clock_ahead", account.clock_ahead)
    verified = asked.get("verified", list(account.verified))
    if not isinstance(approved, bool):
        raise BadInput("approved is true or false.")
    if not (isinstance(ahead, int) and abs(ahead) <= MOST_AHEAD) or isinstance(ahead, bool):
        raise BadInput("clock_ahead is whole seconds, negative where the clock is behind.")
    if not (isinstance(verified, list) and all(isinstance(one, str) for one in verified)):
        raise BadInput("verified is a list of numbers.")
    account.verified = tuple(number_from_knob(one) for one in verified)
    account.approved, account.clock_ahead = approved, ahead


def _tell_permissions(account: AccountState, asked: dict[str, Any]) -> None:
    ring, text = asked.get("ring", account.ring), asked.get("text", account.text)
    triggers = asked.get("triggers", account.triggers)
    if not (_by_country(ring, list) and all(map(_are_classes, ring.values()))):
        raise BadInput(f"ring is countries by ISO code, each with a list of {', '.join(CLASSES)}.")
    if not _by_country(text, bool):
        raise BadInput("text is countries by ISO code, each true or false.")
    if not (isinstance(triggers, list) and all(_is_trigger(one) for one in triggers)):
        raise BadInput("triggers is a list, each with trigger_by, usage_category and recurring.")
    account.ring, account.text, account.triggers = ring, text, triggers


def _by_country(asked: object, kind: type) -> bool:
    return isinstance(asked, dict) and all(
        _ISO.fullmatch(country) and isinstance(value, kind) for country, value in asked.items()
    )


def _are_classes(asked: list[object]) -> bool:
    return all(isinstance(one, str) and one in CLASSES for one in asked)


def _is_trigger(asked: object) -> bool:
    return (
        isinstance(asked, dict)
        and asked.keys() == {"trigger_by", "usage_category", "recurring"}
        and all(isinstance(value, str) for value in asked.values())
    )
