"""A colleague, officers, a carrier and dying processes, at random, over two real books at once.

Each rule does the same thing in both worlds. After each step both must have said the same and
must hold the same, and what is held must be sound.
"""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from machine import sound
from machine.cast import ROTAS, TROUBLES
from machine.drawn import FEW, VERBS, people, phones, places, statuses
from machine.side import Side
from machine.worlds import Worlds

from service.book import SqlBook
from service.desk import acting, answering, errands, hearing, ringing_in, texting_in
from service.desk.acting import Step
from service.desk.advancing import advance
from service.desk.raising import Press, raise_escalation
from service.desk.spots import Spot
from service.domain.attempt import CallStatus, Failure
from service.domain.decide import LEASE
from service.domain.escalation import State
from service.domain.plan import HangUp
from service.domain.timetable import nobody_left


class Nights(Worlds):
    """See the module."""

    def __init__(self, *books: SqlBook) -> None:
        super().__init__(*books)
        self.pressed: list[Press] = []
        self.apply("full")

    @initialize(started=st.booleans())
    def begin(self, started):
        """Half of the nights begin where the first phone is about to ring."""
        if started:
            self.press("sam", None, "a", unless_open=False)
            self.look()

    # The colleague.

    # Few at once, so that what happens happens to the same ones.
    @precondition(lambda self: len(self.found) < FEW)
    @rule(
        person=st.sampled_from(["sam", "sam", "jo", "eve"]),
        ring=st.none() | st.lists(st.sampled_from(["amara", "ben", "cat", "eve"]), max_size=2),
        key=st.sampled_from([None, "a", "b", "c"]),
        unless_open=st.booleans(),
    )
    def press(self, person, ring, key, *, unless_open):
        ring = None if ring is None else tuple(ring)
        self._raise(Press(person=person, ring=ring, key=key, unless_open=unless_open))

    @precondition(lambda self: self.pressed)
    @rule(place=places)
    def press_again_with_the_same_key(self, place):
        """It is answered for ever, whatever came between."""
        said = self._raise(self.pressed[place % len(self.pressed)])
        assert said in {"gave", "died"}, said

    def _raise(self, press: Press) -> str:
        raised = self.both(lambda side: raise_escalation(side.desk, press))
        if raised is not None and press.key is not None and not press.unless_open:
            assert self.kept.setdefault(f"{press.person} {press.key}", raised.id) == raised.id
            self.pressed.append(press)
        return self.outcome

    # Whoever does the work.

    @rule()
    def look(self):
        self.both(self._look)

    def _look(self, side: Side) -> list[object]:
        with side.book.reading() as page:
            due = page.due(self.clock.now(), 8)
        given = [
            work
            for identity in due
            for work in advance(side.desk, identity, side.line.calls_per_second)
        ]
        side.in_hand += given
        return given

    @precondition(lambda self: self.one.in_hand)
    @rule(place=places)
    def do_what_is_in_hand(self, place):
        place %= len(self.one.in_hand)
        self.both(lambda side: errands.run(side.line, side.in_hand.pop(place)))

    @precondition(lambda self: self.one.asleep)
    @rule(place=places)
    def wake_up_late(self, place):
        """A process that was frozen goes on where it was, whoever has done it meanwhile."""
        place %= len(self.one.asleep)
        self.both(lambda side: errands.run(side.line, side.asleep.pop(place)))

    @precondition(lambda self: self.one.in_hand)
    @rule()
    def freeze(self):
        for side in self.sides:
            side.asleep += side.in_hand
            side.in_hand.clear()

    @precondition(lambda self: self.one.in_hand)
    @rule()
    def keep_leases(self):
        self.both(self._renew)

    def _renew(self, side: Side) -> None:
        leased = [one for one in side.in_hand if not isinstance(one.errand, HangUp)]
        with side.book.writing() as page:
            page.renew(
                [one.errand.attempt for one in leased],
                [one.fence for one in leased],
                self.clock.now() + LEASE,
            )

    @rule(commits=st.integers(0, 2), kept=st.booleans())
    def die_soon(self, commits, kept):
        for side in self.sides:
            side.book.dies_at(commits, kept=kept)

    # The carrier.

    @rule(trouble=st.sampled_from(sorted(TROUBLES)), taken=st.booleans())
    def carrier_fails(self, trouble, taken):
        known_not_to_be_taken = trouble in {"busy", "suspended", "refused"}
        for side in self.sides:
            side.carrier.fails_next(
                TROUBLES[trouble], after_taking=taken and not known_not_to_be_taken
            )

    @precondition(lambda self: self.one.carrier.calls)
    @rule(place=places, status=statuses, again=st.booleans())
    def carrier_tells_of_a_call(self, place, status, again):
        sid = self._sid(place)
        name = self.name(again=again)
        self.both(lambda side: self._tell(side, sid, status, name))

    def _sid(self, place: int) -> str:
        sids = list(self.one.carrier.calls)
        return sids[place % len(sids)]

    def _tell(self, side: Side, sid: str, status: CallStatus, name: str) -> None:
        call = side.carrier.calls[sid]
        if status.rank > call.status.rank:
            side.carrier.becomes(sid, status)
        hearing.call_told(side.desk, call.attempt.id, sid, status, name)

    @precondition(lambda self: self.one.carrier.texts)
    @rule(place=places, failure=st.sampled_from([None, *Failure]), again=st.booleans())
    def carrier_tells_of_a_text(self, place, failure, again):
        texts = list(self.one.carrier.texts.values())
        attempt, name = texts[place % len(texts)].attempt.id, self.name(again=again)
        self.both(lambda side: hearing.text_told(side.desk, attempt, name, failure))

    # Whoever answers.

    @precondition(lambda self: self.one.carrier.calls)
    @rule(place=places)
    def answer(self, place):
        sid = self._sid(place)

        def pick_up(side: Side) -> object:
            side.carrier.becomes(sid, CallStatus.IN_PROGRESS)
            return answering.answered(side.desk, side.carrier.calls[sid].attempt.id, sid).script

        self.both(pick_up)

    @precondition(lambda self: self.one.carrier.calls)
    @rule(place=places, key=st.sampled_from("1123*9"), turn=st.integers(1, 3))
    def press_a_key(self, place, key, turn):
        attempt = self.one.carrier.calls[self._sid(place)].attempt.id
        spot = Spot(attempt=attempt)
        self.both(lambda side: answering.pressed(side.desk, spot, key, turn).script)

    @precondition(lambda self: self.found)
    @rule(place=places, person=people, verb=st.sampled_from(["take", *VERBS]))
    def act_on_the_page(self, place, person, verb):
        step = Step(escalation=list(self.found)[place % len(self.found)], person=person)
        self.both(lambda side: VERBS[verb](side.desk, step))

    @precondition(lambda self: self.found)
    @rule(place=places, officers=st.permutations(["amara", "ben", "cat"]))
    def two_take_it(self, place, officers):
        """One has it, and the other hears who."""
        identity = list(self.found)[place % len(self.found)]
        for person in officers[:2]:
            step = Step(escalation=identity, person=person)
            self.both(lambda side, step=step: acting.acknowledge(side.desk, step))

    @rule(
        sender=phones,
        body=st.sampled_from(["1", "2", "3", "4", "ring", "on my way"]),
        again=st.booleans(),
        naming=st.none() | places,
    )
    def text_in(self, sender, body, again, naming):
        if naming is not None and self.found:
            named = list(self.found.values())[naming % len(self.found)]
            body = f"{body} {named.reference}"
        name = self.name(again=again)
        self.both(lambda side: texting_in.text_came(side.desk, sender, body, name))

    @rule(caller=st.none() | phones, key=st.sampled_from(["1", "1", "9", None]))
    def ring_in(self, caller, key):
        if key is None:
            self.both(lambda side: ringing_in.rang(side.desk, caller))
        else:
            self.both(lambda side: ringing_in.ring_back(side.desk, caller, key, 1))

    # Time, and the rota.

    @rule(seconds=st.sampled_from([0.2, 1, 2, 3, 4, 10, 30, 60, 105, 300, 900, 7200]))
    def time_passes(self, seconds):
        self.clock.at += timedelta(seconds=seconds)

    @rule(which=st.sampled_from(sorted(ROTAS)))
    def apply(self, which):
        def replace_it(side: Side) -> None:
            with side.real_book.writing() as page:
                page.replace_rota(ROTAS[which])

        self.both(replace_it)

    def teardown(self):
        """Let everything come back to its senses; then nothing rings on, nobody is forgotten."""
        for side in self.sides:
            side.book.lives()
            side.carrier.behaves()
        for sid in list(self.one.carrier.calls):
            name = self.name()
            self.both(
                lambda side, sid=sid, name=name: self._tell(side, sid, CallStatus.RINGING, name)
            )
        self._play(seconds=12, enough=lambda: False)
        sound.nothing_rings_on(self.found, self.one)
        before = self._asked()
        # The longest pause between two rounds, and somewhat more.
        self._play(seconds=31 * 60, enough=lambda: not self._forgotten(before))
        assert not self._forgotten(before), "nobody is rung any more"

    def _forgotten(self, before: dict[str, int]) -> list[str]:
        """Name what is open, and has asked nobody again though it could."""
        asked = self._asked()
        return [
            one.id
            for one in self.found.values()
            if one.state is State.OPEN and not nobody_left(one) and asked[one.id] <= before[one.id]
        ]

    def _play(self, *, seconds: float, enough: Callable[[], bool]) -> None:
        """Let a sound house work until then, in steps; every call that is placed rings out."""
        until = self.clock.now() + timedelta(seconds=seconds)
        for _ in range(2000):
            while self.both(self._look):
                while self.one.in_hand:
                    self.do_what_is_in_hand(0)
            self._ring_out()
            self.both_books_are_the_same_and_sound()
            coming = min((one.due_at for one in self.found.values() if one.due_at), default=until)
            if coming >= until or enough():
                self.clock.at = until
                return
            self.clock.at = max(coming, self.clock.at + timedelta(seconds=1))
        raise AssertionError("it never comes to rest")

    def _ring_out(self) -> None:
        for sid, call in list(self.one.carrier.calls.items()):
            if not call.status.final:
                name = self.name()
                self.both(
                    lambda side, sid=sid, name=name: self._tell(
                        side, sid, CallStatus.NO_ANSWER, name
                    )
                )

    def _asked(self) -> dict[str, int]:
        """Count what asked somebody, by escalation."""
        return {
            one.id: sum(1 for attempt in one.offers() if attempt.dialled_at)
            for one in self.found.values()
        }
