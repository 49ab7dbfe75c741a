"""Rotas with turns, shifts, time away and swaps of every shape, over ten years."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from service.domain.absences import Span, Swap, TimeAway
from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.domain.shifts import Shift, Turns

KEYS = ("a", "b", "c", "d", "e")
#: Two of them share a phone, as people do.
NUMBERS = {"a": "111", "b": "222", "c": "333", "d": "444", "e": "111"}
PEOPLE = {
    key: Person(
        key=key,
        name=key.upper(),
        phone=PhoneNumber(f"+447700900{NUMBERS[key]}"),
        roles=frozenset({Role.OFFICER, Role.STAFF}),
    )
    for key in KEYS
}
#: The nights on which the clock is set, and the days around them, come up often.
NIGHTS = [date(2026, 10, 25), date(2027, 3, 28), date(2031, 3, 30), date(2034, 10, 29)]

days = st.dates(date(2025, 1, 1), date(2034, 12, 31)) | st.builds(
    lambda night, days: night + timedelta(days=days),
    st.sampled_from(NIGHTS),
    st.integers(-2, 2),
)
clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45])) | st.sampled_from(
    [time(1), time(1, 30), time(2), time()]
)
walls = st.builds(datetime.combine, days, clocks)
instants = st.builds(
    lambda day, seconds: datetime.combine(day, time(), UTC) + timedelta(seconds=seconds),
    days,
    st.integers(0, 86_399),
)
keys = st.sampled_from(KEYS)
spans = st.builds(
    lambda start, minutes: Span(start, start + timedelta(minutes=minutes)),
    walls,
    st.integers(1, 20_000),
)
turns = st.builds(
    Turns,
    people=st.lists(keys, min_size=1, max_size=5, unique=True).map(tuple),
    days=st.sampled_from([1, 7]),
    begins=walls,
)
shifts = st.builds(
    Shift, weekdays=st.frozensets(st.integers(0, 6)), starts=clocks, ends=clocks, person=keys
)
rungs = st.builds(
    RungPlan,
    role=st.just("Deputy"),
    holder=st.none() | keys,
    turns=st.none() | turns,
    shifts=st.lists(shifts, max_size=3).map(tuple),
)
swaps = st.builds(
    lambda pair, span: Swap(*pair, span), st.permutations(KEYS).map(lambda all_: all_[:2]), spans
)
rotas = st.builds(
    Rota,
    organisation=st.just("Harbour Lane"),
    timezone=st.sampled_from(["Europe/London", "Australia/Lord_Howe"]),
    people=st.just(PEOPLE),
    ladders=st.lists(rungs, min_size=1, max_size=3).map(
        lambda some: (LadderPlan(name="safeguarding", rungs=tuple(some)),)
    ),
    away=st.lists(st.builds(TimeAway, keys, spans), max_size=4).map(tuple),
    swaps=st.lists(swaps, max_size=3).map(tuple),
)


def moments(rota):
    """Instants of interest: at or beside an edge of what lies over *rota*, or anywhere."""
    edges = [edge for one in (*rota.away, *rota.swaps) for edge in one.span.instants(rota.zone)]
    if not edges:
        return instants
    beside = st.sampled_from([timedelta(seconds=-1), timedelta(), timedelta(minutes=20)])
    return instants | st.builds(lambda edge, by: edge + by, st.sampled_from(edges), beside)
