"""Every way in that there is over HTTP, each with a word of its own."""

import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from canary.birds import Birds
from flask import Flask
from web.doors import doors_of
from web.house import number
from werkzeug.routing import Rule

VERSION = "version"
#: Every field of any form of ours, and some that nobody asks for: what each page says by itself.
FIELDS = {
    **dict.fromkeys(("_by", "by", "way"), "text"),
    **dict.fromkeys(("_code", "code"), "123456"),
    **dict.fromkeys(("_method", "_passkey", "_then", "passkey", "then", "was", "at"), ""),
    **dict.fromkeys(("again", "pin"), "2718"),
    **dict.fromkeys(("another", "everyone_after", "night_drills", "page_only", "shown"), "1"),
    **dict.fromkeys(("phone", "number"), "07700 900150"),
    **dict.fromkeys(("first", "begins_day", "day", "last"), "2026-12-24"),
    **dict.fromkeys(("first_time", "last_time", "begins_time", "time", "starts", "stop"), "09:00"),
    **dict.fromkeys(("person", "holder", "turn", "other", "choice", "call"), "tom"),
    **dict.fromkeys(("ring", "offered"), "amina"),
    **dict.fromkeys(("area", "owner", "named", "like", "note", "hours"), ""),
    **dict.fromkeys(("place", "every", "days"), "1"),
    "name": "Ann Moss",
    "role": "Deputy",
    "roles": "staff",
    "ladder": "safeguarding",
    # Filled in when it is sent: nothing is kept of a form that is behind.
    VERSION: "",
    "key": "k" * 32,
    "callback": "",
    "device": "0" * 16,
    "texts": "on",
    **dict.fromkeys(("content", "text", "file", "message", "notes", "reason"), ""),
}
#: What the carrier sends with calls and texts, by its own documentation.
CARRIED = {
    "From": number(111).e164,
    "To": "+442079460000",
    "CallSid": "CA" + "a" * 32,
    "MessageSid": "SM" + "b" * 32,
    "SmsSid": "SM" + "b" * 32,
    "Body": "1",
    "Digits": "1",
    "CallStatus": "in-progress",
    "MessageStatus": "sent",
    "SmsStatus": "sent",
    "SequenceNumber": "1",
    "OptOutType": "",
    "NumMedia": "0",
    "NumSegments": "1",
    **dict.fromkeys(("SpeechResult", "UnstableSpeechResult", "TranscriptionText"), ""),
    **dict.fromkeys(("CallerName", "ProfileName", "ForwardedFrom", "Caller", "Called"), ""),
    **dict.fromkeys(("FromCity", "FromState", "FromZip", "FromCountry", "ToCity"), ""),
    **dict.fromkeys(("RecordingUrl", "RecordingSid", "MediaUrl0", "StirVerstat"), ""),
    **dict.fromkeys(("ErrorCode", "ErrorMessage", "SipResponseCode", "AnsweredBy"), ""),
    **dict.fromkeys(("Confidence", "DialCallStatus", "DialCallSid", "FinishedOnKey"), ""),
}
HEADERS = (
    *("User-Agent", "Referer", "Accept", "Accept-Language", "X-Request-Id", "From", "Pragma"),
    *("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "Via", "Range"),
    *("Idempotency-Key", "If-None-Match", "X-Anything", "I-Twilio-Idempotency-Token"),
)
#: Each of these opens or shuts the door by itself.
ALONE = ("Cookie", "Authorization", "Origin", "Sec-Fetch-Site")
#: Sent alone among usual values: what the carrier's words mean something by.
SIGNIFICANT = (
    *("From", "To", "CallSid", "MessageSid", "Body", "Digits", "CallStatus", "MessageStatus"),
    *("SpeechResult", "CallerName", "OptOutType", "ErrorCode", "ErrorMessage"),
)
JSON = ("ladder", "ring", "callback", "note", "")
#: What stands in an address where it is not the word itself.
PARTS = {"int": "1", "verb": "spoken", "key": "tom", "deed": "check"}


@dataclass(frozen=True)
class Sent:
    """One request that carries one word; ``what`` names the input."""

    what: str
    method: str
    path: str
    form: Mapping[str, str] = field(default_factory=dict)
    json: object = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def carried(self) -> bool:
        return self.path.startswith("/twilio/")


def everything(house, birds: Birds) -> Iterator[Sent]:
    """Yield a request for each input of each door; the least harmful first."""
    doors = doors_of(house.app)
    for door in sorted(doors, key=lambda door: ("leave" in door, door)):
        method, route = door.split()
        path = _plain(route)
        yield from _around(birds, method, route, path)
        if method == "POST" and route.startswith("/api/"):
            yield from _in_json(birds, path)
        elif method == "POST":
            yield from _in_forms(birds, house.app, path, doors[door])


def _around(birds: Birds, method: str, route: str, path: str) -> Iterator[Sent]:
    """Yield what comes with any request: address, query, headers."""
    for nth in range(route.count("<")):
        what = f"{method} {route} part {nth + 1}"
        yield Sent(what, method, _plain(route, nth, birds.named(what)))
    for what in (f"{method} {route} query name", f"{method} {route} query value"):
        word = birds.named(what)
        query = f"{word}=1" if what.endswith("name") else f"then={word}&site={word}&day={word}"
        yield Sent(what, method, f"{path}?{query}")
    for headers in (HEADERS, *((one,) for one in ALONE)):
        names = {one: birds.named(f"{method} {route} {one}") for one in headers}
        cookies = {"Cookie": "__Host-session={0}; {0}=1".format(names.get("Cookie"))}
        sent = names | (cookies if "Cookie" in names else {})
        yield Sent(f"{method} {route} headers", method, path, headers=sent)


def _in_forms(birds: Birds, app: Flask, path: str, rule: Rule) -> Iterator[Sent]:
    carried = path.startswith("/twilio/")
    usual = CARRIED if carried else {**FIELDS, **dict.fromkeys(_asked_by(app, rule), "")}
    words = {name: birds.named(f"POST {path} {name}, among others") for name in usual}
    yield Sent(f"POST {path} all", "POST", path, words)
    for name in SIGNIFICANT if carried else _asked_by(app, rule):
        what = f"POST {path} {name}"
        yield Sent(what, "POST", path, dict(usual) | {name: birds.named(what)})
    what = f"POST {path} a field's name"
    yield Sent(what, "POST", path, dict(usual) | {birds.named(what): "1"})


def _asked_by(app: Flask, rule: Rule) -> list[str]:
    """Return the fields that this door's module asks for, or a module that it stands upon."""
    module = sys.modules[app.view_functions[rule.endpoint].__module__]
    near = {module.__name__: module}
    for one in list(vars(module).values()):
        name = getattr(one, "__module__", None) or getattr(one, "__name__", "")
        if str(name).startswith("service.web.") and name in sys.modules:
            near[name] = sys.modules[name]
    source = "".join(inspect.getsource(one) for one in near.values())
    return [name for name in FIELDS if f'"{name}"' in source]


def _in_json(birds: Birds, path: str) -> Iterator[Sent]:
    for name in JSON:
        what = f"POST {path} {name or 'a name'}"
        word = birds.named(what)
        for value in (word, [word], {word: word}):
            yield Sent(what, "POST", path, json={name or word: value})


def _plain(route: str, chosen: int = -1, word: str = "") -> str:
    """Return *route* as an address, with *word* in its part *chosen*."""
    parts = []
    for nth, part in enumerate(route.replace(">", "<").split("<")):
        inside = nth % 2
        parts.append((word if nth // 2 == chosen else _usual(part)) if inside else part)
    return "".join(parts)


def _usual(part: str) -> str:
    kind = part.partition(":")[0]
    return PARTS.get(kind, PARTS.get(part, "0" * 32))
