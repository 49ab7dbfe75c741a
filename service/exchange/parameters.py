"""A REST request's parameters, and pages of a list."""

from typing import Any
from urllib.parse import urlencode

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from service.exchange.calls import Step
from service.exchange.errors import CarrierError
from service.exchange.numbers import is_local_address
from service.exchange.switchboard import Switchboard


class Parameters:
    """The form of one request. Names are PascalCase, and case counts.

    An unknown name is ignored with a warning, 20001, as Twilio does: it is how a misspelt
    parameter hides.
    """

    def __init__(self, board: Switchboard, known: frozenset[str]) -> None:
        self._form = request.form
        for name in sorted(set(self._form) - known):
            board.warn(request.path, 20001, f"unknown parameter {name}")

    def given(self, name: str) -> bool:
        """Say whether it is there at all, though it be empty."""
        return name in self._form

    def one(self, name: str) -> str:
        """Give the only value, or the last; empty where there is none."""
        return self._form.getlist(name)[-1] if name in self._form else ""

    def several(self, name: str) -> list[str]:
        """Give every value of a repeated key."""
        return self._form.getlist(name)

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        """Give a whole number within bounds.

        Raises:
            CarrierError: It is none (20001).
        """
        text = self.one(name) or str(default)
        if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
            raise CarrierError(20001, name)
        return int(text)

    def step(self, url_name: str, method_name: str, code: int) -> Step | None:
        """Give an address of the customer's with its method, or None where none is given.

        Raises:
            CarrierError: The address is no URL, or not on this machine (*code*).
        """
        url, method = self.one(url_name), (self.one(method_name) or "POST").upper()
        if not url:
            return None
        if not is_local_address(url):
            raise CarrierError(code, url)
        if method not in {"GET", "POST"}:
            raise CarrierError(20001, method_name)
        return Step(url, method)


def listing(name: str, items: list[dict[str, Any]]) -> ResponseReturnValue:
    """Answer one page of a list, as Twilio pages.

    Raises:
        CarrierError: Page or PageSize is no number in range (20001).
    """
    size, page = _count("PageSize", 50, 1, 1000), _count("Page", 0, 0, 10**6)
    start, end = page * size, min((page + 1) * size, len(items))
    return jsonify(
        {
            name: items[start:end],
            "page": page,
            "page_size": size,
            "start": start,
            "end": max(end - 1, 0),
            "uri": _page_uri(page, size),
            "first_page_uri": _page_uri(0, size),
            "previous_page_uri": _page_uri(page - 1, size) if page else None,
            "next_page_uri": _page_uri(page + 1, size) if end < len(items) else None,
        }
    )


def _page_uri(page: int, size: int) -> str:
    asked = {name: value for name, value in request.args.items() if name != "PageToken"}
    return f"{request.path}?{urlencode(asked | {'PageSize': size, 'Page': page})}"


def _count(name: str, default: int, low: int, high: int) -> int:
    text = request.args.get(name, str(default))
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise CarrierError(20001, name)
    return int(text)
