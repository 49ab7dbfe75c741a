"""What somebody who was left out may ask for: every address there is, and every way to act."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from blind.world import MORE, OUTSIDE
from web.doors import doors_of
from web.house import PEOPLE, number

from service.web.call_out import ACTS

#: What fills a part of an address, beside the ids of call-outs; more than one where it matters.
PARTS = {
    "filename": ("style.css",),
    "key": ("tom", "sam"),
    "number": ("1", "2"),
    "place": ("1",),
    "name": ("taken",),
    "look": ("light",),
    "token": ("0" * 43,),
}
PHONES = {key: number(last).e164 for key, (__, last, __) in (PEOPLE | MORE).items()}
UNKNOWN = "0" * 32
#: Of a call-out by text: with its reference, and without.
BODIES = ("1 {0}", "2 {0}", "3 {0}", "4{0}", "1", "{0}", "ring {0}", "hello")


@dataclass(frozen=True)
class Request:
    """One thing that is asked, the same in both worlds."""

    #: The person whose browser it is; "token of" one; "" for nobody.
    who: str
    method: str
    path: str
    form: Mapping[str, object] = field(default_factory=dict)
    #: Signed by the carrier.
    carried: bool = False


def looks(house, who: str, ids: tuple[str, ...]) -> Iterator[Request]:
    """Yield a look at every address; those of call-outs with each of *ids*."""
    for door in sorted(doors_of(house.app)):
        method, route = door.split()
        if method == "GET":
            for path in _filled(route, ids):
                yield Request(who, "GET", path)


def acts(who: str, hidden: str) -> Iterator[Request]:
    """Yield each act upon a call-out that there is: all are answered as if there was none."""
    for one in (hidden, UNKNOWN):
        for verb in (*ACTS, "nothing"):
            yield Request(who, "POST", f"/call-outs/{one}/{verb}")
        for verb in ("cancel", "spoken", "ring-again"):
            yield Request(who, "POST", f"/api/v1/escalations/{one}/{verb}")


def by_phone(who: str, reference: str, moment: int) -> Iterator[Request]:
    """Yield texts and calls from the phone of *who*, with the reference as if they knew it."""
    theirs = {"From": PHONES[who], "To": "+442079460000"}
    for nth, body in enumerate(BODIES):
        sid = f"SM{moment:08x}{OUTSIDE.index(who):08x}{nth:016x}"
        form = theirs | {"Body": body.format(reference), "MessageSid": sid}
        yield Request(who, "POST", "/twilio/incoming/text", form, carried=True)
    call = theirs | {"CallSid": f"CA{moment:016x}{OUTSIDE.index(who):016x}"}
    for path, digits in (("", ""), ("/menu/2", ""), ("/key/1", "1"), ("/key/1", "2")):
        form = call | ({"Digits": digits} if digits else {})
        yield Request(who, "POST", f"/twilio/incoming/voice{path}", form, carried=True)


def _filled(route: str, ids: tuple[str, ...]) -> list[str]:
    """Return the addresses of *route*, with whatever may stand in it."""
    head, opened, rest = route.partition("<")
    if not opened:
        return [head]
    name, __, tail = rest.partition(">")
    name = name.rpartition(":")[2]
    values = ids if name.startswith("escalation") else PARTS[name]
    return [head + value + more for value in values for more in _filled(tail, ids)]
