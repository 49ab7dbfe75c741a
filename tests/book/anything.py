"""Any domain object there can be."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from service.domain.absences import Span, Swap, TimeAway
from service.domain.attempt import (
    Attempt,
    AttemptState,
    CallStatus,
    CarrierCall,
    Failure,
    Outcome,
    Purpose,
)
from service.domain.directory import DirectoryEntry, Hours, Place
from service.domain.escalation import Climb, Escalation, Holder, Raiser, State
from service.domain.events import Event, Kind
from service.domain.ladder import Channel, LadderPace, Rung, RungPace
from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, PracticePlan, Rota, RungPlan
from service.domain.shifts import Shift, Turns

instants = st.datetimes(
    min_value=datetime(1970, 1, 1),  # noqa: DTZ001 - Hypothesis wants them naive
    max_value=datetime(2199, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
waits = st.integers(1, 10**6).map(lambda seconds: timedelta(seconds=seconds))
# PostgreSQL keeps no NUL and no half of a surrogate pair; neither is part of any name.
words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
keys = st.text("abcdefgh", min_size=1, max_size=6)
# Below what one more would push out of a column.
counts = st.integers(0, 2**31 - 2)
phones = st.builds(
    PhoneNumber,
    st.integers(0, 999).map("+447700900{:03}".format),
    st.sampled_from(["", "", "12", "0034"]),
)
channels = st.frozensets(st.sampled_from(Channel))
rung_paces = st.builds(
    RungPace, ring=waits, tries=counts, between_tries=waits, before_next=waits, channels=channels
)
ladder_paces = st.builds(
    LadderPace,
    everyone_after=st.booleans(),
    between_rounds=waits,
    spoken_reminder=waits,
    spoken_question=waits,
    spoken_limit=waits,
)
rungs = st.builds(
    Rung,
    role=words,
    person=st.none() | keys,
    name=words,
    phone=st.none() | phones,
    texts=st.booleans(),
    pace=rung_paces,
)
holders = st.builds(
    Holder,
    person=keys,
    name=words,
    phone=phones,
    at=instants,
    channel=st.sampled_from(Channel),
)
carrier_calls = st.builds(
    CarrierCall,
    sid=words,
    status=st.sampled_from(CallStatus),
    hang_up_at=st.none() | instants,
)
attempts = st.builds(
    Attempt,
    id=words,
    purpose=st.sampled_from(Purpose),
    channel=st.sampled_from(Channel),
    name=words,
    phone=phones,
    person=st.none() | keys,
    climb=counts,
    round=counts,
    rung=st.integers(-1, 20),
    number=counts,
    everyone=st.booleans(),
    ring_seconds=counts,
    state=st.sampled_from(AttemptState),
    outcome=st.none() | st.sampled_from(Outcome),
    failure=st.none() | st.sampled_from(Failure),
    possible_duplicate=st.booleans(),
    intended_at=instants,
    dialled_at=st.none() | instants,
    ended_at=st.none() | instants,
    due_at=st.none() | instants,
    fence=counts,
    calls=st.lists(carrier_calls, max_size=3, unique_by=lambda one: one.sid).map(tuple),
)
climbs = st.builds(
    Climb,
    started_at=instants,
    number=counts,
    round=counts,
    first=counts,
    begun=st.dictionaries(st.integers(0, 30), instants, max_size=4),
    everyone_at=st.none() | instants,
)
events = st.builds(
    Event,
    instants,
    st.sampled_from(Kind),
    st.none() | words,
    st.none() | st.sampled_from(Channel),
    st.none() | st.sampled_from(Outcome),
    st.none() | words,
)


@st.composite
def escalations(draw, identity="one"):
    """Any escalation; all who stand on its rungs are listed, as the domain has it."""
    steps = draw(st.lists(rungs, max_size=4).map(tuple))
    tries = draw(st.lists(attempts, max_size=4, unique_by=lambda one: one.id))
    return Escalation(
        id=identity,
        reference=draw(words),
        organisation=draw(words),
        ladder=draw(words),
        pace=draw(ladder_paces),
        rungs=steps,
        raiser=draw(st.builds(Raiser, person=keys, name=words, phone=phones, texts=st.booleans())),
        raised_at=draw(instants),
        climb=draw(climbs),
        state=draw(st.sampled_from(State)),
        holder=draw(st.none() | holders),
        earlier=draw(st.lists(holders, max_size=2).map(tuple)),
        listed=frozenset(step.person for step in steps if step.person is not None),
        attempts=tuple(tries),
        closed_at=draw(st.none() | instants),
        drill=draw(st.booleans()),
        due_at=draw(st.none() | instants),
        version=0,
    )


persons = st.builds(
    Person,
    key=keys,
    name=words,
    phone=phones,
    texts=st.booleans(),
    roles=st.frozensets(st.sampled_from(Role)),
    night_drills=st.booleans(),
    page_only=st.booleans(),
    ladder=st.none() | words,
)
walls = st.datetimes()
spans = st.builds(Span, walls, walls)
turns = st.builds(
    Turns,
    people=st.lists(keys, min_size=1, max_size=3).map(tuple),
    days=st.sampled_from([1, 7]),
    begins=walls,
)
shifts = st.builds(
    Shift,
    weekdays=st.frozensets(st.integers(0, 6)),
    starts=st.times(),
    ends=st.times(),
    person=keys,
)
hours = st.builds(Hours, st.frozensets(st.integers(0, 6)), st.times(), st.times())
entries = st.builds(
    DirectoryEntry,
    name=words,
    phone=words,
    dial=words,
    note=words,
    area=words,
    owner=words,
    hours=st.lists(hours, max_size=2).map(tuple),
    checked=st.none() | st.dates(),
    to_be_checked=st.booleans(),
    place=st.none() | st.sampled_from(Place),
)
plans = st.builds(
    LadderPlan,
    name=words,
    rungs=st.lists(
        st.builds(
            RungPlan,
            role=words,
            holder=st.none() | keys,
            turns=st.none() | turns,
            shifts=st.lists(shifts, max_size=2).map(tuple),
            pace=rung_paces,
        ),
        max_size=3,
    ).map(tuple),
    pace=ladder_paces,
)
rotas = st.builds(
    Rota,
    organisation=words,
    timezone=st.sampled_from(["Europe/London", "America/New_York"]),
    people=st.lists(persons, max_size=4, unique_by=lambda one: one.key).map(
        lambda some: {one.key: one for one in some}
    ),
    ladders=st.lists(plans, max_size=3, unique_by=lambda one: one.name).map(tuple),
    away=st.lists(st.builds(TimeAway, keys, spans), max_size=2).map(tuple),
    swaps=st.lists(st.builds(Swap, keys, keys, spans), max_size=2).map(tuple),
    practice=st.none() | st.builds(PracticePlan, every_days=counts, at=st.times(), starts=keys),
    directory=st.lists(entries, max_size=3).map(tuple),
)
