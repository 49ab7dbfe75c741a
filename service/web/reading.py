"""What a program sent, read strictly: one meaning, or a refusal that repeats none of it."""

import json
from collections.abc import Iterable
from typing import NoReturn, TypeVar

from flask import request
from pydantic import ValidationError

from service.web.models import Model
from service.web.refused import NotCalledJson, NotJson, TooLarge
from service.web.wrong_fields import found_in, not_an_object, wrong_shape

_LONGEST_KEY = 200
_Model = TypeVar("_Model", bound=Model)


def body(model: type[_Model]) -> _Model:
    """Read the body as *model*; an empty one counts as ``{}``.

    Raises:
        NotCalledJson, NotJson, TooLarge, WrongFields: it is something else.
    """
    sent = request.get_data()
    # A body that comes in chunks, without its length, is cut at the limit and not refused.
    if request.content_length is None and len(sent) >= (request.max_content_length or 0):
        raise TooLarge
    if not sent:
        return model()
    if request.mimetype != "application/json":
        raise NotCalledJson
    found = _parsed(sent)
    if not isinstance(found, dict):
        raise not_an_object()
    try:
        return model.model_validate(found)
    except ValidationError as error:
        raise found_in(error, model) from None


def idempotency_key() -> str | None:
    """Read the header of that name.

    Raises:
        WrongFields: it is empty, too long, or not printable ASCII.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not (1 <= len(key) <= _LONGEST_KEY and key.isascii() and key.isprintable()):
        raise wrong_shape("Idempotency-Key")
    return key


def _parsed(sent: bytes) -> object:
    try:
        return json.loads(
            sent.decode("utf-8"), object_pairs_hook=_each_once, parse_constant=_no_number
        )
    except (ValueError, RecursionError):
        raise NotJson from None


def _each_once(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    """Refuse a name that comes twice: two readers could each believe another one of the two."""
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError
        found[name] = value
    return found


def _no_number(_name: str) -> NoReturn:
    """Refuse NaN and Infinity, which are no JSON."""
    raise ValueError
