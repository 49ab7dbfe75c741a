"""What people who were left out do meanwhile, each by the way that they would do it."""

from collections.abc import Iterator

from blind.walk import Request
from blind.worlds import Worlds

from service.domain.codes import CodePurpose, digits_of


def all_deeds(worlds: Worlds) -> Iterator[Request]:
    """Yield whatever the left out do while it goes on, and look at what came of it."""
    yield from _presses()
    yield from _own_life(worlds)
    yield from _signs_in(worlds)
    yield from _keeps_the_rota(worlds)
    yield from _keeps_the_house(worlds)


def _post(who: str, path: str, **form: object) -> Request:
    return Request(who, "POST", path, form)


def _presses() -> Iterator[Request]:
    """Kit and Jo press for themselves, for somebody who is on nothing else."""
    yield _post("kit", "/call-outs", key="k" * 32, ring=["amina"], offered=["priya", "amina"])
    yield _post("token of jo", "/api/v1/escalations", ring=["amina", "priya"])


def _own_life(worlds: Worlds) -> Iterator[Request]:
    yield _post("amina", "/officer/phone/pin", pin="2718", again="2718")
    yield _post("amina", "/calendar")
    yield _post("amina", "/me/choices", texts="1")
    yield _post("amina", "/rota/away", version=_version(worlds), first="2026-12-24")
    yield _post("kit", "/me/devices/revoke-others")
    yield _post("grace", "/me/prove", by="text")


def _signs_in(worlds: Worlds) -> Iterator[Request]:
    """Amina comes in by a code, a wrong one first; Grace has hers spoken."""
    typed = {"number": "07700 900113", "by": "text"}
    yield _post("", "/sign-in", **typed)
    yield _post("", "/sign-in/code", **typed, code="000000")
    yield _post("", "/sign-in/code", **typed, code=_code(worlds))
    yield _post("", "/sign-in", number="07700 900126", by="call")


def _code(worlds: Worlds) -> str:
    with worlds.quiet.real_book.reading() as page:
        rota = page.rota()
        code = page.latest_code(rota.people["amina"].phone, CodePurpose.SIGN_IN)
    return digits_of(worlds.quiet.parts.keys.secret, code.id)


def _keeps_the_rota(worlds: Worlds) -> Iterator[Request]:
    """Noor changes who is rung: also who has the call-out that she does not know of."""
    yield _post("noor", "/rota/away", version=_version(worlds), person="tom", first="2026-12-24")
    yield Request("noor", "GET", "/changes")
    yield _post("noor", "/people/tom/prove", by="text")
    yield _post(
        "noor", "/people/tom", version=_version(worlds), name="Tom Reed", phone="07700 900112"
    )
    yield _post("noor", "/people/tom/leave", version=_version(worlds))
    yield _post("noor", "/people/sam/leave", version=_version(worlds))
    for path in ("/people", "/rota", "/changes", "/people/tom", "/people/sam", "/devices"):
        yield Request("noor", "GET", path)
    yield _post("noor", "/changes/2/undo", version=_version(worlds))


def _keeps_the_house(worlds: Worlds) -> Iterator[Request]:
    yield _post(
        "noor", "/directory", version=_version(worlds), name="Helpline", phone="0303 003 1111"
    )
    yield _post("noor", "/devices/revoke", person="sam")
    yield _post("noor", "/devices/revoke", person="tom")
    yield _post("noor", "/drills", ladder="nowhere")
    for path in ("/devices", "/drills", "/alarms", "/exports/people.csv", "/rota/export.toml"):
        yield Request("noor", "GET", path)


def _version(worlds: Worlds) -> int:
    with worlds.quiet.real_book.reading() as page:
        return page.version()
