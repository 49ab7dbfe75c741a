"""The ways in, and everybody's own pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from browser.states.staff import LONG_AGO
from browser.states.state import Given, Sent, State
from web.house import House, example_rota, number
from web.test_devices import DESK, PHONE, enters
from web.test_sign_in_codes import background, code_of

from service.desk.limiting import FROM_AN_ADDRESS, TO_A_NUMBER
from service.domain.devices import FRESH
from service.domain.passkeys import Passkey
from service.domain.people import NumberMarks
from service.domain.standing import TokenKind

#: A little too long ago for a change.
STALE = FRESH + timedelta(minutes=1)
SAMS = "07700 900123"


def asked_for_a_code(house: House) -> None:
    """Let a code be on its way to Sam."""
    house.asks().post("/sign-in", data={"number": SAMS, "by": "text"})
    background(house).settle()


def asked_too_often(house: House) -> None:
    """Let nobody send Sam another code for a while."""
    for _ in range(TO_A_NUMBER.free):
        asked_for_a_code(house)


def tried_too_often(house: House) -> None:
    """Let nobody try a way in from this address for a while."""
    for _ in range(FROM_AN_ADDRESS.free):
        house.asks().post("/sign-in/passkey/options")


def two_on_one_number(house: House) -> None:
    """Let Sam and Jo share a phone, to which a code is on its way."""
    people = dict(example_rota().people)
    people["jo"] = replace(people["jo"], phone=number(123))
    house.changes_rota(example_rota(people=people))
    asked_for_a_code(house)


def proving_asked(house: House) -> None:
    """Let Noor have asked for a code to show who she is."""
    house.asks().post("/sign-in", data={"number": "07700 900125", "by": "text"})
    background(house).settle()


def several_devices(house: House) -> None:
    """Let Sam be signed in on two more devices."""
    enters(house, "sam", PHONE)
    enters(house, "sam", DESK)


def a_passkey(house: House) -> None:
    """Let Noor have a passkey."""
    now = house.clock.now()
    with house.real_book.writing() as page:
        page.add_passkey(
            Passkey(
                id="A" * 22,
                person="noor",
                public_key="A" * 40,
                sign_count=3,
                name="Chrome on Android",
                created_at=now,
                last_used=now.date(),
            )
        )


def by_day(house: House) -> None:
    """Make it eleven in the morning, when numbers may be proved."""
    house.clock.at = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
    house.has_a_ticker()


def proved(house: House) -> None:
    """Let Tom's number be proved today."""
    with house.real_book.writing() as page:
        page.mark(number(112), NumberMarks(proved_at=house.clock.now()))


def measured(house: House) -> None:
    """Let it be known when Tom's mailbox answers."""
    with house.real_book.writing() as page:
        marks = NumberMarks(proved_at=house.clock.now(), mailbox=timedelta(seconds=25))
        page.mark(number(112), marks)


def to_be_proved_again(house: House) -> None:
    """Let Tom's number have been called a wrong one."""
    with house.real_book.writing() as page:
        page.mark(number(112), NumberMarks(prove_again=True))


def no_lot(house: House) -> None:
    """Let no lot keep us from ringing: one call in twenty is not made, and nobody is told why."""
    desk = replace(house.parts.desk, draw=lambda odds: odds - 1)
    house.parts = replace(house.parts, desk=desk, line=replace(house.parts.line, desk=desk))
    joined = house.app.extensions["escalate"]
    house.app.extensions["escalate"] = replace(joined, parts=house.parts)


def being_measured(house: House) -> None:
    """Let Tom's phone be let ring now."""
    proved(house)
    no_lot(house)
    browser = house.browses("tom")
    browser.post("/me/prove/ring")
    background(house).settle()


def a_number_without_texts(house: House) -> None:
    """Let Tom's number take no texts, and have a PIN."""
    with house.real_book.writing() as page:
        page.mark(number(112), NumberMarks(texts_off=True))


def code_to(last: int) -> Callable[[House], str]:
    """Read the code that is on its way to that number."""
    return lambda house: code_of(house, last)


def link_to(person: str) -> Callable[[House], str]:
    """Make a sign-in link."""
    return lambda house: house.parts.keys.issue(person, TokenKind.SIGN_IN)


def sign_in(name: str, page: str, status: int = 200, *given: Given, sends: Sent | None) -> State:
    """Return a step of the way in."""
    return State(
        name=f"sign in, {name}",
        page=page,
        where="/sign-in",
        sends=sends,
        given=given,
        status=status,
    )


def own(name: str, page: str, where: str, person: str, *given: Given) -> State:
    """Return a page of *person*'s own."""
    return State(name=name, page=page, where=where, person=person, given=given)


def own_sent(state: State, page: str, sends: Sent, status: int, name: str) -> State:
    """Return what follows where *sends* is sent from the page of *state*."""
    return replace(state, name=name, page=page, sends=sends, status=status)


ASK = {"number": SAMS, "by": "text"}
SIGN_IN = (
    sign_in("the number", "sign_in.ask", sends=None),
    sign_in("no such number", "sign_in.send", 422, sends=Sent("/sign-in", {"number": "999"})),
    sign_in("the code", "sign_in.send", sends=Sent("/sign-in", ASK)),
    sign_in("too soon", "sign_in.send", 429, asked_too_often, sends=Sent("/sign-in", ASK)),
    sign_in(
        "a wrong code",
        "sign_in.check",
        422,
        asked_for_a_code,
        sends=Sent("/sign-in/code", {"number": SAMS, "code": "000000"}),
    ),
    sign_in(
        "several people",
        "sign_in.check",
        200,
        two_on_one_number,
        sends=Sent("/sign-in/code", {"number": SAMS, "code": code_to(123)}),
    ),
    State(name="sign in, a used link", page="sign_in.sign_in", where="/sign-in/used", status=403),
    State(
        name="sign in, from long ago",
        page="sign_in.ask",
        person="sam",
        proved_ago=LONG_AGO,
        where="/sign-in",
    ),
    sign_in(
        "a passkey refused",
        "passkeys.sign_in",
        422,
        sends=Sent("/sign-in/passkey", {"_passkey": "{}"}),
    ),
)

#: From a page whose every press is a change, by an admin who showed too long ago who they are.
AGAIN = State(
    name="prove again",
    page="devices.sign_out_everywhere",
    person="noor",
    proved_ago=STALE,
    where="/devices",
    sends=Sent("/devices/revoke", {"person": "sam"}),
    status=403,
)
BY_TEXT = {"_then": "/devices", "_method": "GET", "_by": "text"}
CODE = {"_then": "/devices", "_method": "GET", "_code": "000000"}
PROVE_AGAIN = (
    AGAIN,
    State(
        name="prove again, for one's own file",
        page="own_file.file",
        person="sam",
        proved_ago=STALE,
        where="/me/held.json",
        status=403,
    ),
    own_sent(AGAIN, "prove.prove", Sent("/prove", BY_TEXT), 200, "prove again, the code"),
    replace(
        own_sent(AGAIN, "prove.prove", Sent("/prove", CODE), 422, "prove again, a wrong code"),
        given=(proving_asked,),
    ),
)

ME = own("own page", "own_phone.me", "/me", "sam")
PHONE_PAGE = own("own phone", "own_phone.page", "/officer/phone", "tom")
PROVING = own("own number", "proving.my_page", "/me/prove", "tom", by_day)
KEYS = own("passkeys, none yet", "passkeys.page", "/me/passkeys", "noor")
CALENDAR = own("own calendar", "feed.page", "/calendar", "priya")
OWN = (
    ME,
    replace(ME, name="own page, of an officer", person="priya"),
    own_sent(ME, "own_phone.me", Sent("/me/choices", {"texts": "on"}), 200, "own page, saved"),
    PHONE_PAGE,
    replace(PHONE_PAGE, name="own phone, to be proved again", given=(to_be_proved_again,)),
    replace(PHONE_PAGE, name="own phone, no texts", given=(a_number_without_texts,)),
    own_sent(
        PHONE_PAGE,
        "own_phone.keep_pin",
        Sent("/officer/phone/pin", {"pin": "1234", "again": "1234"}),
        422,
        "own phone, no PIN",
    ),
    own_sent(
        PHONE_PAGE,
        "own_phone.me",
        Sent("/officer/phone/pin", {"pin": "4071", "again": "4071"}),
        200,
        "own phone, a PIN",
    ),
    PROVING,
    replace(PROVING, name="own number, asked", where="/me/prove?asked=1"),
    replace(PROVING, name="own number, proved", given=(by_day, proved)),
    replace(PROVING, name="own number, again", given=(by_day, to_be_proved_again)),
    replace(PROVING, name="own number, let ring", given=(by_day, being_measured)),
    replace(PROVING, name="own number, measured", given=(by_day, measured)),
    own_sent(
        replace(PROVING, where="/me/prove?asked=1"),
        "proving.my_code",
        Sent("/me/prove/code", {"code": "000000"}),
        422,
        "own number, a wrong code",
    ),
    own("contact card", "contact_card.page", "/contact-card", "sam"),
    own("devices, this one", "devices.page", "/me/devices", "sam"),
    own("devices, several", "devices.page", "/me/devices", "sam", several_devices),
    KEYS,
    replace(KEYS, name="passkeys, one", given=(a_passkey,)),
    own_sent(
        replace(KEYS, given=(a_passkey,)),
        "passkeys.rename",
        Sent("/me/passkeys/rename", {"name": "zebra"}),
        422,
        "passkeys, refused",
    ),
    CALENDAR,
    own_sent(CALENDAR, "feed.make", Sent("/calendar"), 200, "own calendar, an address"),
)
WAYS_IN = (*SIGN_IN, *PROVE_AGAIN)
