"""What a person meets where something did not work."""

from browser.states.own import tried_too_often
from browser.states.staff import LONG_AGO, book_away, book_away_at_last
from browser.states.state import Given, Sent, State
from flask import abort
from web.house import House


def breaks() -> str:
    """Be a bug."""
    raise ZeroDivisionError


def a_bug(house: House) -> None:
    """Let a page of everybody's have one."""
    house.app.view_functions["contact_card.page"] = breaks


def refuses(status: int) -> Given:
    """Let that page refuse in the library's words, of which nothing is to be seen."""

    def happens(house: House) -> None:
        house.app.view_functions["contact_card.page"] = lambda: abort(status)

    return happens


FAILING = (
    State(
        name="400",
        page="contact_card.page",
        where="/contact-card",
        person="sam",
        given=(refuses(400),),
        status=400,
    ),
    State(
        name="415",
        page="contact_card.page",
        where="/contact-card",
        person="sam",
        given=(refuses(415),),
        status=415,
    ),
    State(
        name="401, to a press",
        page="staff.press",
        sends=Sent("/call-outs", {"key": "k" * 32}),
        status=401,
    ),
    State(name="401", page="officer.page", where="/officer", status=401),
    State(
        name="401, long ago",
        page="rota.page",
        where="/rota",
        person="noor",
        proved_ago=LONG_AGO,
        status=401,
    ),
    State(name="403", page="rota.page", where="/rota", person="sam", status=403),
    State(name="404", page="", where="/nothing", person="sam", status=404),
    State(name="404, nobody signed in", page="", where="/nothing", status=404),
    State(name="405", page="", where="/", sends=Sent("/rota"), person="noor", status=405),
    State(
        name="413",
        page="staff.press",
        person="sam",
        sends=Sent("/call-outs", {"key": "k" * 20_000}),
        status=413,
    ),
    State(
        name="429",
        page="passkeys.sign_in_options",
        where="/sign-in",
        sends=Sent("/sign-in/passkey/options"),
        given=(tried_too_often,),
        status=429,
    ),
    State(
        name="500",
        page="contact_card.page",
        where="/contact-card",
        person="sam",
        given=(a_bug,),
        status=500,
    ),
    State(name="503", page="staff.front", person="sam", given=(book_away_at_last,), status=503),
    State(
        name="503, before anything was read",
        page="staff.front",
        given=(book_away,),
        status=200,
    ),
)
