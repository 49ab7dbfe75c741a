"""Rotas of every shape that a file can hold, for properties."""

from datetime import date, time, timedelta

from hypothesis import strategies as st

from service.domain.directory import DirectoryEntry, Hours
from service.domain.ladder import Channel, LadderPace, RungPace
from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.numbers import is_mobile, parse_line

PHONES = st.builds(PhoneNumber, st.integers(0, 999).map(lambda n: f"+447700900{n:03}")) | st.builds(
    PhoneNumber,
    st.sampled_from(["+442079460123", "+441914980123", "+441632960123", "+442920180123"])
    | st.sampled_from(["+353851234567", "+33612345678", "+447624123456"]),
    st.sampled_from(["", "12", "66264"]),
)


def lines(most, least=1):
    """Text that one line of the file may hold, with quotes, backslashes and other scripts in it."""
    seen = st.characters(exclude_categories=["C", "Zl", "Zp"])
    return (
        st.text(seen, min_size=least, max_size=most)
        .map(str.strip)
        .filter(lambda text: len(text) >= least)
    )


def waits(most=604_800):
    return st.integers(1, most).map(lambda seconds: timedelta(seconds=seconds))


HOURS = st.builds(
    Hours,
    st.frozensets(st.integers(0, 6), min_size=1),
    *[st.builds(time, st.integers(0, 23), st.integers(0, 59))] * 2,
)


@st.composite
def persons(draw, key, roles=frozenset()):
    phone = draw(PHONES)
    return Person(
        key=key,
        name=draw(lines(60)),
        phone=phone,
        texts=is_mobile(phone) and draw(st.booleans()),
        roles=roles | draw(st.frozensets(st.sampled_from(Role))),
        night_drills=draw(st.booleans()),
    )


@st.composite
def rungs(draw, people, holders):
    holder = draw(holders)
    ways = [{Channel.CALL}, {Channel.CALL, Channel.TEXT}]
    if holder is None or people[holder].texts:
        ways.append({Channel.TEXT})
    pace = RungPace(
        ring=draw(waits(60)),
        tries=draw(st.integers(1, 10)),
        between_tries=draw(waits()),
        before_next=draw(waits()),
        channels=draw(st.sampled_from(ways).map(frozenset)),
    )
    return RungPlan(role=draw(lines(60)), holder=holder, pace=pace)


@st.composite
def ladders(draw, name, people):
    officers = [key for key, person in people.items() if Role.OFFICER in person.roles]
    held = rungs(people, st.sampled_from(officers))
    maybe = rungs(people, st.none() | st.sampled_from(officers))
    return LadderPlan(
        name=name,
        rungs=(draw(held), *draw(st.lists(maybe, max_size=2))),
        pace=LadderPace(
            everyone_after=draw(st.booleans()),
            between_rounds=draw(waits()),
            spoken_reminder=draw(waits()),
            spoken_question=draw(waits()),
            spoken_limit=draw(waits()),
        ),
    )


@st.composite
def entries(draw):
    phone = draw(st.sampled_from(["999", "111", "0303 003 1111", "0191 498 0123, ext. 1, 2 or 3"]))
    return DirectoryEntry(
        name=draw(lines(60)),
        phone=phone,
        dial=parse_line(phone).dial,
        note=draw(lines(200, 0)),
        area=draw(lines(200, 0)),
        owner=draw(lines(200, 0)),
        hours=tuple(draw(st.lists(HOURS, max_size=2))),
        checked=draw(st.none() | st.dates(date(2000, 1, 1))),
        to_be_checked=draw(st.booleans()),
    )


@st.composite
def rotas(draw):
    key = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,9}", fullmatch=True)
    keys = draw(st.lists(key, min_size=1, max_size=4, unique=True))
    people = {each: draw(persons(each)) for each in keys}
    people[keys[0]] = draw(persons(keys[0], frozenset({Role.OFFICER})))
    names = draw(st.lists(lines(60), min_size=1, max_size=3, unique=True))
    return Rota(
        organisation=draw(lines(30)),
        timezone=draw(st.sampled_from(["Europe/London", "UTC", "Australia/Lord_Howe"])),
        people=people,
        ladders=tuple(draw(ladders(name, people)) for name in names),
        directory=tuple(draw(st.lists(entries(), max_size=3))),
    )
