"""The pages on which admins keep the rota, and officers their own time away."""

from dataclasses import replace

from browser.states.state import Given, Sent, State
from playwright.sync_api import Page
from web.climbing import climbs, does, look
from web.found import everything_was_found
from web.house import House, example_rota, number
from web.keeping import away, changes_it, swap

from service.desk import drilling
from service.domain.edits.house import rename_organisation
from service.domain.edits.ladders import set_role
from service.domain.faults import Fault
from service.domain.people import NumberMarks
from service.domain.rota import PracticePlan
from service.rota_file import write_rota

ONE, PLACE = "/rota/ladders/1", "/rota/ladders/1/places/1"


def time_away(house: House) -> None:
    """Let two have time away, and two stand in for each other."""
    spans = (
        away("tom", "2026-11-27", "2026-11-30"),
        away("priya", "2026-11-27 18:00", "2026-11-28 09:00"),
        away("amina", "2026-11-27", "2026-11-29"),
    )
    swaps = (swap("priya", "tom", "2026-12-04 18:00", "2026-12-05 09:00"),)
    house.changes_rota(replace(example_rota(), away=spans, swaps=swaps))


def every_alarm(house: House) -> None:
    """Let everything be wrong that can be."""
    with house.real_book.writing() as page:
        for fault in Fault:
            page.notice(fault, house.clock.now())


def alarms_that_are_over(house: House) -> None:
    """Let everything have been wrong."""
    every_alarm(house)
    house.clock.passes(600)
    with house.real_book.writing() as page:
        for alarm in page.alarms(house.clock.now()):
            page.end_alarm(alarm, house.clock.now())
    house.has_a_ticker()


def numbers_proved(house: House) -> None:
    """Let every officer's number be proved, but one be a wrong one."""
    with house.real_book.writing() as page:
        for last in (111, 113, 124):
            page.mark(number(last), NumberMarks(proved_at=house.clock.now()))
        page.mark(number(112), NumberMarks(prove_again=True, texts_off=True))


def two_changes(house: House) -> None:
    """Let the rota have been changed twice."""
    changes_it(house, lambda rota: set_role(rota, "safeguarding", 1, "Second"))
    changes_it(house, lambda rota: rename_organisation(rota, "Harbour Two"))


def officers_agree(house: House) -> None:
    """Let every officer have agreed to be rung for practice by night."""
    rota = example_rota()
    people = {key: replace(one, night_drills=True) for key, one in rota.people.items()}
    house.changes_rota(replace(rota, people=people))


def practice_running(house: House) -> None:
    """Let one run."""
    officers_agree(house)
    look(house, drilling.start(house.parts.desk, "noor").id)


def practice_over(house: House) -> None:
    """Let one have been taken, and be over."""
    officers_agree(house)
    one = drilling.start(house.parts.desk, "noor").id
    climbs(house, one, 60)
    does(house, "acknowledge", one, "priya")
    does(house, "confirm", one, "noor")


def practices_planned(house: House) -> None:
    """Let practices begin by themselves."""
    officers_agree(house)
    with house.real_book.reading() as page:
        rota = page.rota()
    house.changes_rota(replace(rota, practice=PracticePlan(every=28, at=None, starts="noor")))


def chooses_a_file(text: str) -> object:
    """Choose a rota file on the page, and have it checked."""

    def does_so(page: Page) -> None:
        content = {"name": "mine.toml", "mimeType": "application/toml", "buffer": text.encode()}
        page.locator("input[type=file]").set_input_files(content)
        form = page.locator("form:has(input[type=file])")
        with page.expect_navigation():
            form.locator("button").click()

    return does_so


FILE = write_rota(replace(example_rota(), organisation="Harbour House"))


def admins(name: str, page: str, where: str, *given: Given, person: str = "noor") -> State:
    """Return a page of the admins'."""
    return State(name=name, page=page, where=where, person=person, given=given)


def refused(name: str, page: str, where: str, sends: Sent, status: int = 422) -> State:
    """Return a page of the admins' that did not save what was sent."""
    return State(name=name, page=page, where=where, person="noor", sends=sends, status=status)


ABSENCES = (
    admins("time away", "away.page", "/rota/away"),
    admins("time away, some", "away.page", "/rota/away", time_away),
    admins("time away, one", "away.one", "/rota/away/1", time_away),
    admins("time away, of one's own", "away.page", "/rota/away", time_away, person="tom"),
    refused("time away, refused", "away.add", "/rota/away", Sent("/rota/away", {"first": "x"})),
    admins("swaps", "swaps.page", "/rota/swaps"),
    admins("swaps, some", "swaps.page", "/rota/swaps", time_away),
    admins("swaps, of one's own", "swaps.page", "/rota/swaps", time_away, person="tom"),
    refused("swaps, refused", "swaps.add", "/rota/swaps", Sent("/rota/swaps", {"one": "priya"})),
)
LADDERS = (
    admins("ladders", "ladders.page", "/rota/ladders"),
    refused("ladders, refused", "ladders.add", "/rota/ladders", Sent("/rota/ladders")),
    admins("the order", "ladders.one", ONE),
    admins("the order, saved", "ladders.one", f"{ONE}?saved=2", two_changes),
    refused(
        "the order, refused",
        "ladders.pace",
        ONE,
        Sent(f"{ONE}/pace", {"spoken_limit_seconds": "x"}),
    ),
    admins("a place", "rungs.one", PLACE),
    refused("a place, refused", "rungs.change", PLACE, Sent(PLACE, {"role": ""})),
)
ROTA = (
    admins("rota", "rota.page", "/rota"),
    admins("rota, with gaps", "rota.page", "/rota", time_away),
    admins("rota, proved", "rota.page", "/rota", numbers_proved),
    admins("rota, under alarms", "rota.page", "/rota", every_alarm),
    admins("rota, at a time", "rota.page", "/rota?day=2026-10-25&time=01:30"),
    admins("rota, at no time", "rota.page", "/rota?day=2026-03-29&time=01:30"),
    admins("calendar of the rota", "calendar.page", "/rota/calendar"),
    admins("calendar of the rota, with gaps", "calendar.page", "/rota/calendar", time_away),
    admins("rota file", "rota_files.page", "/rota/file"),
    replace(
        admins("rota file, checked", "rota_files.check", "/rota/file"), then=chooses_a_file(FILE)
    ),
    replace(
        admins("rota file, refused", "rota_files.check", "/rota/file"),
        then=chooses_a_file(FILE.replace("holder = ", "holdr = ")),
        status=422,
    ),
    admins("changes, none", "changes.page", "/changes"),
    admins("changes", "changes.page", "/changes", two_changes),
    admins("changes, to undo", "changes.ask", "/changes/2/undo", two_changes),
)
JOAN = {"name": "Joan Park", "phone": "020 7946 0123", "roles": "officer"}
TOMS = "/people/tom"
PEOPLE = (
    admins("people", "people.page", "/people"),
    admins("people, a new one", "people.new", "/people/new"),
    refused("people, refused", "people.add", "/people/new", Sent("/people/new", {"phone": "999"})),
    refused("people, asked", "people.add", "/people/new", Sent("/people/new", JOAN), 200),
    admins("people, one", "people.one", TOMS, numbers_proved),
    admins("people, to leave", "people.ask", f"{TOMS}/leave"),
    admins("people, a number", "proving.page", f"{TOMS}/prove"),
    refused("people, a number by night", "proving.ask", f"{TOMS}/prove", Sent(f"{TOMS}/prove")),
    admins("people, signed in", "devices.everybody", "/devices"),
)
NUMBERS = (
    admins("directory", "directory.page", "/directory"),
    admins("directory, one", "directory.one", "/directory/1"),
    refused(
        "directory, refused", "directory.add", "/directory", Sent("/directory", {"phone": "x"})
    ),
)
PRACTICE = (
    admins("practice, by night", "drills.page", "/drills"),
    admins("practice", "drills.page", "/drills", officers_agree),
    admins("practice, running", "drills.page", "/drills", practice_running),
    admins("practice, over", "drills.page", "/drills", practice_over),
    refused("practice, refused", "drills.plan", "/drills", Sent("/drills/plan", {"every": "0"})),
)
ALARMS = (
    admins("alarms, none", "alarms.page", "/alarms"),
    admins("alarms, all", "alarms.page", "/alarms", every_alarm),
    admins("alarms, over", "alarms.page", "/alarms", alarms_that_are_over),
    admins("doctor, not looked yet", "doctor.page", "/doctor"),
    admins("doctor, looking", "doctor.page", "/doctor?asked=1"),
    admins("doctor, all that can be said", "doctor.page", "/doctor", everything_was_found),
)
KEEPING = (*ABSENCES, *LADDERS, *ROTA, *PEOPLE, *NUMBERS, *PRACTICE, *ALARMS)
