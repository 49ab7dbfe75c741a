"""Rotas of every shape that a file can hold, for properties."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache

from hypothesis import strategies as st

from service.domain.absences import Span, Swap, TimeAway
from service.domain.directory import DirectoryEntry, Hours, Place
from service.domain.ladder import Channel, LadderPace, RungPace
from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, PracticePlan, Rota, RungPlan
from service.domain.rota_rules import clash
from service.domain.shifts import Shift, Turns
from service.numbers import is_mobile, parse_line

PHONES = st.builds(PhoneNumber, st.integers(0, 999).map(lambda n: f"+447700900{n:03}")) | st.builds(
    PhoneNumber,
    st.sampled_from(["+442079460123", "+441914980123", "+441632960123", "+442920180123"])
    | st.sampled_from(["+353851234567", "+33612345678", "+447624123456"]),
    st.sampled_from(["", "12", "66264"]),
)


# Kept once made, like the constants below: to make and check such a strategy anew at each draw
# took most of the time of these tests.
@cache
def lines(most, least=1):
    """Text that one line of the file may hold, with quotes, backslashes and other scripts in it."""
    seen = st.characters(exclude_categories=["C", "Zl", "Zp"])
    return (
        st.text(seen, min_size=least, max_size=most)
        .map(str.strip)
        .filter(lambda text: len(text) >= least)
    )


@cache
def names(most=60):
    """The same without the signs that pages are written with."""
    seen = st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="<>")
    return st.text(seen, min_size=1, max_size=most).map(str.strip).filter(bool)


@cache
def waits(most=604_800):
    return st.integers(1, most).map(lambda seconds: timedelta(seconds=seconds))


CLOCKS = st.builds(time, st.integers(0, 23), st.integers(0, 59))
HOURS = st.builds(Hours, st.frozensets(st.integers(0, 6), min_size=1), CLOCKS, CLOCKS)
#: The years that a file takes; a turn, an absence or a swap starts at any second of them.
WALLS = st.datetimes(
    datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2199-01-01")
).map(lambda at: at.replace(microsecond=0))
DAYS = st.dates(date(2000, 1, 1), date(2198, 12, 31))
CHECKED = st.none() | st.dates(date(2000, 1, 1))
PLACES = st.none() | st.sampled_from(Place)
ROLES = st.frozensets(st.sampled_from(Role))
EITHER = st.booleans()
FEW = st.integers(0, 3)
KEYS = st.lists(
    st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,9}", fullmatch=True),
    min_size=1,
    max_size=4,
    unique=True,
)


@cache
@st.composite
def spans(draw):
    """Whole days, or a stretch of seconds."""
    days = draw(st.integers(1, 30))
    if draw(EITHER):
        start = datetime.combine(draw(DAYS), time())
        return Span(start, start + timedelta(days=days))
    start = draw(WALLS)
    return Span(start, start + timedelta(days=days - 1, seconds=draw(st.integers(1, 90_000))))


@st.composite
def persons(draw, key, roles=frozenset()):
    phone = draw(PHONES)
    return Person(
        key=key,
        name=draw(names()),
        phone=phone,
        texts=is_mobile(phone) and draw(EITHER),
        roles=roles | draw(ROLES),
        night_drills=draw(EITHER),
        page_only=draw(EITHER),
    )


@st.composite
def turns(draw, officers, holder):
    """Several who take turns; or one, before another who holds it."""
    least = 1 if holder else 2
    people = draw(st.lists(st.sampled_from(officers), min_size=least, max_size=3, unique=True))
    if people == [holder]:
        return None
    return Turns(people=tuple(people), days=draw(st.sampled_from([1, 7])), begins=draw(WALLS))


@st.composite
def shifts(draw, officers):
    """Shifts that do not overlap: each on days of its own, none into the next day."""
    days = draw(st.permutations(range(7)))
    found = []
    for number in range(draw(FEW)):
        hours = sorted(draw(st.lists(CLOCKS, min_size=2, max_size=2, unique=True)))
        own = frozenset(days[number * 2 : number * 2 + 2])
        found.append(Shift(weekdays=own, starts=hours[0], ends=hours[1], person=draw(officers)))
    if not found and draw(EITHER):  # or one all night, every night
        night = Shift(
            weekdays=frozenset(range(7)), starts=time(21), ends=time(9), person=draw(officers)
        )
        found.append(night)
    return tuple(found)


@st.composite
def rungs(draw, people, officers, *, empty=True):
    some = st.sampled_from(officers)
    holder = draw(st.none() | some if empty else some)
    several = len(officers) > 1 and draw(EITHER)
    rung = RungPlan(
        role=draw(names()),
        holder=holder,
        turns=draw(turns(officers, holder)) if several else None,
        shifts=draw(shifts(some)) if draw(EITHER) else (),
    )
    ways = [{Channel.CALL}, {Channel.CALL, Channel.TEXT}]
    if all(people[key].texts for key in rung.people):
        ways.append({Channel.TEXT})
    pace = RungPace(
        ring=draw(waits(60)),
        tries=draw(st.integers(1, 10)),
        between_tries=draw(waits()),
        before_next=draw(waits()),
        channels=draw(st.sampled_from(ways).map(frozenset)),
    )
    return replace(rung, pace=pace)


@st.composite
def ladders(draw, name, people, officers):
    return LadderPlan(
        name=name,
        rungs=tuple(draw(st.lists(rungs(people, officers), min_size=1, max_size=3))),
        pace=LadderPace(
            everyone_after=draw(EITHER),
            between_rounds=draw(waits()),
            spoken_reminder=draw(waits()),
            spoken_question=draw(waits()),
            spoken_limit=draw(waits()),
        ),
    )


@st.composite
def swaps(draw, officers):
    """Swaps of which no two share somebody and some time."""
    found = []
    for _ in range(draw(FEW) if len(officers) > 1 else 0):
        one, other = draw(st.permutations(officers))[:2]
        swap = Swap(one, other, draw(spans()))
        if not any(clash(swap, each) for each in found):
            found.append(swap)
    return tuple(found)


@cache
@st.composite
def entries(draw):
    phone = draw(st.sampled_from(["999", "111", "0303 003 1111", "0191 498 0123, ext. 1, 2 or 3"]))
    return DirectoryEntry(
        name=draw(names()),
        phone=phone,
        dial=parse_line(phone).dial,
        note=draw(lines(200, 0)),
        area=draw(lines(200, 0)),
        owner=draw(lines(200, 0)),
        hours=tuple(draw(st.lists(HOURS, max_size=2))),
        checked=draw(CHECKED),
        to_be_checked=draw(EITHER),
        place=draw(PLACES),
    )


@st.composite
def rotas(draw):
    keys = draw(KEYS)
    people = {each: draw(persons(each)) for each in keys}
    people[keys[0]] = draw(persons(keys[0], frozenset({Role.OFFICER})))
    officers = sorted(key for key, one in people.items() if Role.OFFICER in one.roles)
    called = draw(st.lists(names(), min_size=1, max_size=3, unique=True))
    people = {
        key: replace(person, ladder=draw(st.none() | st.sampled_from(called)))
        for key, person in people.items()
    }
    some = st.sampled_from(officers)
    starters = [key for key, one in people.items() if one.roles & {Role.OFFICER, Role.ADMIN}]
    plans = st.builds(
        PracticePlan,
        every_days=st.integers(1, 366),
        at=CLOCKS,
        starts=st.sampled_from(starters),
    )
    return Rota(
        organisation=draw(names(30)),
        timezone=draw(st.sampled_from(["Europe/London", "UTC", "Australia/Lord_Howe"])),
        people=people,
        ladders=tuple(draw(ladders(name, people, officers)) for name in called),
        away=tuple(draw(st.lists(st.builds(TimeAway, some, spans()), max_size=3))),
        swaps=draw(swaps(officers)),
        practice=draw(st.none() | plans),
        directory=tuple(draw(st.lists(entries(), max_size=3))),
    )
