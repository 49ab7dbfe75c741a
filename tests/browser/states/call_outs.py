"""The page of one call-out for each of the two, and the officer's own page."""

from dataclasses import replace

from browser.states.staff import the_longest_names
from browser.states.state import (
    CALL_OUT,
    Event,
    Given,
    State,
    after,
    as_practice,
    by,
    dialling,
    later,
    missed,
    nobody_awake,
    put_through,
    talked,
    talking,
)
from playwright.sync_api import Page
from web.climbing import look
from web.house import House, example_rota, number
from web.keeping import away

from service.domain.attempt import Outcome
from service.domain.people import NumberMarks, PhoneNumber
from service.ports import NotPlaced

TAKEN = (look, by("priya", "acknowledge"))
THROUGH = (*TAKEN, put_through)
TALKED = (*THROUGH, talking, talked)
#: Until the limit, by which nobody had said that the two have spoken.
RESUMED = (*TAKEN, later(900))


def calls_fail(house: House) -> None:
    """Let the carrier place nothing."""
    for _ in range(60):
        house.telephone.fails_next(NotPlaced())


def a_gap_in_the_ladder(house: House) -> None:
    """Let the second place have nobody tonight."""
    ladder = example_rota().ladders[0]
    rungs = (ladder.rungs[0], replace(ladder.rungs[1], holder=None), ladder.rungs[2])
    house.changes_rota(example_rota(ladders=(replace(ladder, rungs=rungs),)))


def on_a_landline(house: House, one: str) -> None:
    """Let the colleague be rung back on a number that takes no texts."""
    with house.real_book.writing() as page:
        escalation = page.escalation(one)
        raiser = replace(escalation.raiser, phone=PhoneNumber("+442079460321"), texts=False)
        page.save(replace(escalation, raiser=raiser))


def every_number_wrong(house: House, one: str) -> None:
    """Let a stranger answer each phone."""
    for person in ("priya", "tom", "amina"):
        by(person, "wrong_person")(house, one)


def a_second_one(house: House, _one: str) -> None:
    """Let Jo raise another."""
    look(house, house.raises("jo")["id"])


def tom_is_away(house: House) -> None:
    """Let Tom have time away, and his number want proving again."""
    spans = (away("tom", "2026-11-27", "2026-11-30"),)
    house.changes_rota(replace(example_rota(), away=spans))
    with house.real_book.writing() as page:
        page.mark(number(112), NumberMarks(prove_again=True, texts_off=True))


def loses_the_connection(page: Page) -> None:
    """Lose the connection, until the page says so."""
    page.context.set_offline(offline=True)
    page.locator("#connection > *").first.wait_for()
    page.context.set_offline(offline=False)
    # It asks again only in some seconds, and would take back what it said.
    page.evaluate("window.stop(); for (let n = setTimeout(() => {}); n > 0; n--) clearTimeout(n)")


def raisers(
    name: str,
    *events: Event,
    given: tuple[Given, ...] = (),
    then: object = None,
    lost: bool = False,
) -> State:
    """Return what Sam sees of the call-out that Sam raised."""
    return State(
        name=f"raiser, {name}",
        page="call_out.page",
        person="sam",
        where=CALL_OUT,
        events=events,
        given=given,
        then=then,
        lost=lost,
    )


def officers(name: str, *events: Event, person: str = "priya") -> State:
    """Return what an officer on its list sees of it."""
    return State(
        name=f"officer, {name}",
        page="call_out.page",
        person=person,
        where=CALL_OUT,
        events=events,
    )


RAISER = (
    raisers("about to ring"),
    raisers("trying", dialling),
    raisers("ringing", look),
    raisers("ringing, not connected", look, then=loses_the_connection, lost=True),
    raisers("ringing, with the longest names", look, given=(the_longest_names,)),
    raisers("between two tries", after(30)),
    raisers("moved on", after(120)),
    raisers("a place with nobody", after(120), given=(a_gap_in_the_ladder,)),
    raisers("everyone", after(330)),
    raisers("nobody yet", after(360)),
    raisers("still needed", after(615 * 3)),
    raisers("calls failing", look, given=(calls_fail,)),
    raisers("nobody awake", look, nobody_awake),
    raisers("no number left", look, every_number_wrong),
    raisers("a landline to be rung on", look, on_a_landline),
    raisers("taken", *TAKEN),
    raisers("taken, a landline to be rung on", *TAKEN, on_a_landline),
    raisers("taken, nobody awake", *TAKEN, nobody_awake),
    raisers("asked", *TAKEN, later(360)),
    raisers("put through", *THROUGH),
    raisers("missed when put through", *THROUGH, missed(Outcome.NO_ANSWER)),
    raisers("busy when put through", *THROUGH, missed(Outcome.BUSY)),
    raisers("talking", *THROUGH, talking),
    raisers("have they spoken", *TALKED),
    raisers("resumed", *RESUMED),
    raisers("handed back", *TAKEN, by("priya", "hand_back")),
    raisers("rung again", *TAKEN, by("sam", "ring_again")),
    raisers("spoken", *TAKEN, by("sam", "confirm")),
    raisers("cancelled", look, by("sam", "cancel")),
    raisers("practice", look, as_practice),
    raisers("practice, taken", *TAKEN, as_practice),
    raisers("practice, over", look, as_practice, by("sam", "cancel")),
)
OFFICER = (
    officers("offered"),
    officers("tried", look),
    officers("passed on", look, by("priya", "pass_on")),
    officers("taken", *TAKEN),
    officers("taken by another", *TAKEN, person="tom"),
    officers("reminded", *TAKEN, later(180)),
    officers("put through", *THROUGH),
    officers("missed when put through", *THROUGH, missed(Outcome.NO_ANSWER)),
    officers("talking", *THROUGH, talking),
    officers("have they spoken", *TALKED),
    officers("handed back", *TAKEN, by("priya", "hand_back")),
    officers("resumed", *RESUMED),
    officers("spoken", *TAKEN, by("sam", "confirm")),
    officers("spoken with another", *TAKEN, by("sam", "confirm"), person="tom"),
    officers("cancelled", *TAKEN, by("sam", "cancel")),
    officers("cancelled before", look, by("sam", "cancel"), person="tom"),
    officers("practice", look, as_practice),
    officers("practice, over", look, as_practice, by("sam", "cancel")),
)
OFFICERS_PAGE = (
    State(name="officer's page", page="officer.page", person="tom", where="/officer"),
    State(
        name="officer's page, away",
        page="officer.page",
        person="tom",
        where="/officer",
        given=(tom_is_away,),
    ),
    State(
        name="officer's page, one asked",
        page="officer.page",
        person="priya",
        where="/officer",
        events=(look,),
    ),
    State(
        name="officer's page, two asked",
        page="officer.page",
        person="priya",
        where="/officer",
        events=(look, a_second_one),
    ),
    State(
        name="officer's page, one taken",
        page="officer.page",
        person="priya",
        where="/officer",
        events=TAKEN,
    ),
    State(
        name="officer's page, one called off",
        page="officer.page",
        person="tom",
        where="/officer",
        events=(look, by("sam", "cancel")),
    ),
    State(
        name="officer's page, theirs called off",
        page="officer.page",
        person="priya",
        where="/officer",
        events=(*TAKEN, by("sam", "cancel")),
    ),
    State(
        name="officer's page, practice",
        page="officer.page",
        person="priya",
        where="/officer",
        events=(look, as_practice),
    ),
    State(
        name="officer's page, not connected",
        page="officer.page",
        person="priya",
        where="/officer",
        then=loses_the_connection,
        lost=True,
    ),
)
CALL_OUTS = (*RAISER, *OFFICER, *OFFICERS_PAGE)
