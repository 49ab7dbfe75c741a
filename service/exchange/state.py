"""What the exchange shows of itself: everything for a test, the little that the page draws."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from service.exchange.calls import Call, CallStatus, Spoken
from service.exchange.phones import Phone
from service.exchange.texts import Text

if TYPE_CHECKING:
    from service.exchange.switchboard import Switchboard

#: How much of the past a phone on the page keeps in view.
SHOWN_TEXTS = 12


def whole_state(board: "Switchboard") -> dict[str, Any]:
    """Give everything there is: phones, calls, texts, requests, callbacks, warnings, faults."""
    with board.changed:
        return {
            "numbers": list(board.settings.numbers),
            "phones": [phone_state(board, phone) for phone in board.phones.values()],
            "calls": [call_state(call) for call in board.calls.values()],
            "texts": [_text(text) for text in board.texts.values()],
            "requests": list(board.requests),
            "callbacks": [
                {
                    "at": told.at.isoformat(),
                    "about": told.about,
                    "event": told.event,
                    "outcome": told.outcome,
                }
                for told in board.courier.told
            ],
            "warnings": [
                {"about": sid, "code": code, "words": words} for sid, code, words in board.warnings
            ],
            "faults": [fault.as_json() for fault in board.faults.listed()],
            "bugs": list(board.bugs),
        }


def page_state(board: "Switchboard") -> dict[str, Any]:
    """Give what the page draws, each phone with its latest call and last texts."""
    with board.changed:
        calls = {call.phone_number: call for call in board.calls.values()}
        return {
            "phones": [
                phone_state(board, phone)
                | {
                    "last_call": _call_or_none(calls.get(phone.number)),
                    "texts": [
                        _text(text)
                        for text in board.texts.values()
                        if phone.number in {text.to, text.from_}
                    ][-SHOWN_TEXTS:],
                }
                for phone in board.phones.values()
                if not board.is_ours(phone.number)
            ],
            "faults": [fault.as_json() for fault in board.faults.listed()],
        }


def phone_state(board: "Switchboard", phone: Phone) -> dict[str, Any]:
    """Give one phone: what it was told, and what it is doing."""
    call = board.calls.get(phone.engaged or "")
    return phone.as_json() | {
        "state": _doing(phone, call),
        "call_sid": call.sid if call else None,
        "other": _other(board, call) if call else None,
    }


def _doing(phone: Phone, call: Call | None) -> str:
    if call is None:
        return "idle"
    if call.status is CallStatus.IN_PROGRESS:
        return "in call"
    return "calling" if call.from_ == phone.number else "ringing"


def _other(board: "Switchboard", call: Call) -> dict[str, str | None]:
    """Say who is at the other end, by name where the exchange knows one."""
    joined = board.calls.get(call.joined or "")
    number = joined.phone_number if joined else call.ours
    phone = board.phones.get(number)
    return {"number": number, "name": phone.name if phone else None}


def _call_or_none(call: Call | None) -> dict[str, Any] | None:
    return call_state(call) if call else None


def call_state(call: Call) -> dict[str, Any]:
    """Give one call with every word and key."""
    return {
        "sid": call.sid,
        "parent_sid": call.parent_sid,
        "from": call.from_,
        "to": call.to,
        "direction": call.direction,
        "status": call.status.value,
        "created": call.created.isoformat(),
        "answered": call.answered.isoformat() if call.answered else None,
        "ended": call.ended.isoformat() if call.ended else None,
        "listening": call.listening,
        "mailbox": call.mailbox,
        "joined": call.joined,
        "was_joined": call.was_joined,
        "said": [_spoken(words) for words in call.said],
        "pressed": [{"at": at.isoformat(), "key": key} for at, key in call.pressed],
    }


def _spoken(words: Spoken) -> dict[str, Any]:
    return {
        "text": words.text,
        "at": words.at.isoformat(),
        "age": (datetime.now(UTC) - words.at).total_seconds(),
        "seconds": words.seconds,
        "cut_after": words.cut_after,
        "voice": words.voice,
        "language": words.language,
    }


def _text(text: Text) -> dict[str, Any]:
    return {
        "sid": text.sid,
        "from": text.from_,
        "to": text.to,
        "body": text.body,
        "direction": text.direction,
        "status": text.status,
        "history": list(text.history),
        "error_code": text.error_code,
        "at": text.created.isoformat(),
    }
