"""The colleague's page with the button, and what is shown in its place."""

from dataclasses import replace

from browser.states.state import Sent, State
from playwright.sync_api import Page
from web.climbing import look
from web.house import House, example_rota, number

from service.domain.devices import REMEMBERED
from service.domain.people import NumberMarks, Person, Role

PRESS = "form[action='/call-outs'] button.press"
LONG_AGO = REMEMBERED * 2


def nobody_on_duty(house: House) -> None:
    """Leave the rota without a ladder."""
    house.changes_rota(example_rota(ladders=()))


def ringing_does_not_work(house: House) -> None:
    """Let every ticker be silent for too long."""
    house.clock.passes(60)


def phones_are_real(house: House) -> None:
    """Let the house believe that its carrier is the real one."""
    house.has_real_phones()


def texts_are_off(house: House) -> None:
    """Let Sam have written STOP."""
    with house.real_book.writing() as page:
        page.mark(number(123), NumberMarks(texts_off=True))


def the_longest_names(house: House) -> None:
    """Let everybody have a name as long as names get, and the directory a long line."""
    rota = example_rota()
    people = {
        key: replace(one, name=f"{one.name.split()[0]}-Anastasia Featherstonehaugh-Cholmondeley")
        for key, one in rota.people.items()
    }
    line = replace(
        rota.directory[0], name="Multi-Agency Safeguarding Hub", note="Ask for the duty worker"
    )
    house.changes_rota(
        replace(
            rota,
            people=people,
            directory=(line, *rota.directory[1:]),
            organisation="Saint Bartholomew's, Camberley",
        )
    )


def priya_is_staff(house: House) -> None:
    """Let an officer on the ladder be staff too."""
    priya = Person(
        key="priya",
        name="Priya Shah",
        phone=number(111),
        roles=frozenset({Role.OFFICER, Role.STAFF, Role.ADMIN}),
    )
    house.changes_rota(example_rota(people=example_rota().people | {"priya": priya}))


def book_away(house: House) -> None:
    """Let the record book be away."""
    house.book.works_for = 0


def book_away_at_last(house: House) -> None:
    """The same, once its directory was read."""
    house.asks().get("/", headers={"Accept": "text/html"})
    book_away(house)


def kept_unheard(house: House) -> None:
    """Let the book be cut off at the very moment of keeping."""
    house.book.unheard_commits = 1


def presses_offline(page: Page) -> None:
    """Press with no connection; the page stays, and says so."""
    page.context.set_offline(offline=True)
    page.locator(PRESS).click()
    page.locator("#outcome > *").first.wait_for()


def gets_no_answer(page: Page) -> None:
    """Press, and have every answer lost."""
    page.evaluate("() => { window.fetch = async () => { throw new TypeError('lost') } }")
    page.locator(PRESS).click()
    page.locator("#outcome > *").first.wait_for()


def somebody_else_answers(page: Page) -> None:
    """Press, and have a network answer in our place."""
    page.evaluate("() => { window.fetch = async () => new Response('<p>Sign in here</p>') }")
    page.locator(PRESS).click()
    page.locator("#outcome > *").first.wait_for()


def comes_back(page: Page) -> None:
    """Press, leave before an answer came, and open the page again."""
    gets_no_answer(page)
    where = page.url
    page.goto("about:blank")
    page.goto(where)
    page.locator("#outcome > *").first.wait_for()


def pressed_before(house: House) -> None:
    """Let a call-out of this key be over."""
    browser = house.browses("sam")
    where = browser.post("/call-outs", data={"key": "k" * 32}).location
    browser.post(f"{where}/cancel")


def opens_drawers(page: Page) -> None:
    """Open the drawer in which the people are ticked."""
    page.locator("details:has([name=ring]) summary").click()


STAFF = (
    State(name="button", page="staff.front", person="sam"),
    State(
        name="button, with real phones", page="staff.front", person="sam", given=(phones_are_real,)
    ),
    State(name="button, with a drawer open", page="staff.front", person="sam", then=opens_drawers),
    State(
        name="button, with the longest names",
        page="staff.front",
        person="sam",
        given=(the_longest_names,),
    ),
    State(name="button, of another site", page="staff.front", person="sam", where="/?site=2"),
    State(
        name="button, with one call-out open",
        page="staff.front",
        person="sam",
        events=(look,),
    ),
    State(
        name="button, for something else",
        page="staff.front",
        person="sam",
        where="/?another=1",
        events=(look,),
    ),
    State(
        name="button, of an officer who is staff",
        page="staff.front",
        person="priya",
        given=(priya_is_staff,),
    ),
    State(name="button, texts are off", page="staff.front", person="sam", given=(texts_are_off,)),
    State(
        name="button, signed in long ago",
        page="staff.front",
        person="sam",
        proved_ago=LONG_AGO,
    ),
    State(
        name="button, ringing does not work",
        page="staff.front",
        person="sam",
        given=(ringing_does_not_work,),
    ),
    State(name="nobody on duty", page="staff.front", person="sam", given=(nobody_on_duty,)),
    State(
        name="refused, nobody ticked",
        page="staff.press",
        person="sam",
        sends=Sent("/call-outs", {"ring": None}),
        status=422,
    ),
    State(
        name="refused, no such number",
        page="staff.press",
        person="sam",
        sends=Sent("/call-outs", {"callback": "0770O 900456"}),
        status=422,
    ),
    State(
        name="pressed offline",
        page="staff.front",
        person="sam",
        then=presses_offline,
        lost=True,
    ),
    State(
        name="pressed, no answer",
        page="staff.front",
        person="sam",
        then=gets_no_answer,
    ),
    State(
        name="pressed, somebody else answers",
        page="staff.front",
        person="sam",
        then=somebody_else_answers,
    ),
    State(name="pressed, left and come back", page="staff.front", person="sam", then=comes_back),
    State(
        name="refused, used before",
        page="staff.press",
        person="sam",
        given=(pressed_before,),
        sends=Sent("/call-outs", {"key": "k" * 32, "callback": "07700 900456"}),
        status=409,
    ),
    State(
        name="refused, nobody to ring",
        page="staff.press",
        person="sam",
        given=(nobody_on_duty,),
        sends=Sent("/call-outs", {"key": "k" * 32}),
        status=503,
    ),
    State(
        name="not raised",
        page="staff.press",
        person="sam",
        given=(book_away_at_last,),
        sends=Sent("/call-outs", {"key": "k" * 32}),
        status=503,
    ),
    State(
        name="not certain",
        page="staff.press",
        person="sam",
        sends=Sent("/call-outs", {"key": "k" * 32}),
        given=(kept_unheard,),
        status=503,
    ),
    State(name="outside, nobody signed in", page="staff.front"),
    State(name="outside, signed in without the role", page="staff.front", person="grace"),
    State(
        name="outside, signed in long ago",
        page="staff.front",
        person="noor",
        proved_ago=LONG_AGO,
    ),
)
