"""A phone of the night, and what its owner does with it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fakes.telephone import FakeCall

from service.desk import answering, putting_through, ringing_in, texting_in
from service.desk.spots import Said, Spot, Through
from service.domain.attempt import CallStatus, Purpose
from service.domain.people import PhoneNumber
from service.domain.words import Script

if TYPE_CHECKING:
    from stories.night import Night

#: The colleague's number, as it is read out.
NUMBER = "0 7 7 0 0. 9 0 0. 1 2 3."


@dataclass
class Phone:
    """Somebody's phone, and what its owner does with it."""

    night: "Night"
    name: str
    number: PhoneNumber
    call: FakeCall | None = None
    heard: Script | None = None
    #: Where the next key goes, and whom this call rings besides.
    spot: Spot | None = None
    through: Through | None = None
    rang_through: str | None = None
    #: Whether a key here has joined the two.
    joined: bool = False
    #: How often they have rung us.
    calls_in: int = 0

    @property
    def key(self) -> str:
        return self.name.lower()

    def rings(self, *, within: float = 600) -> "Phone":
        """Let the night go on until a phone rings, which must be this one."""
        call = self.night.next_ring(within)
        assert call is not None, f"{self.name}'s phone should have rung by now"
        assert call.attempt.phone == self.number, f"{call.attempt.name}'s phone rang instead"
        self.call = call
        return self

    def and_is_not_answered(self, times: int = 1) -> "Phone":
        """Let it ring out; *times* counts the ring that was just heard."""
        self._ring_out()
        for _ in range(times - 1):
            self.rings()._ring_out()
        return self

    def is_busy(self) -> "Phone":
        return self._becomes(CallStatus.BUSY)

    def fails(self) -> "Phone":
        return self._becomes(CallStatus.FAILED)

    def answers(self) -> "Phone":
        assert self.call is not None
        self.call.status = CallStatus.IN_PROGRESS
        attempt, desk = self.call.attempt, self.night.desk
        if self._is_put_through():
            self._hears(Said(putting_through.colleague_answered(desk, attempt.id, self.call.sid)))
        else:
            self._hears(answering.answered(desk, attempt.id, self.call.sid))
        return self

    def presses(self, keys: str, *, dialled: bool = True, told: bool = True) -> "Phone":
        """Press keys; a phone that still rings is answered first.

        Where they put somebody through, the carrier dials, and tells of it, or does not.
        """
        if self.call is not None and self.call.status is not CallStatus.IN_PROGRESS:
            self.answers()
        self.sends(keys)
        if self.through is not None and dialled:
            self.night.telephone.dials(self.through.attempt, self.through.phone)
            self.night.listen(told=told)
        return self

    then_presses = presses

    def sends(self, keys: str) -> "Phone":
        """Have the carrier tell of these keys, as it does once more where nobody answered it."""
        assert self.call is not None
        if self._is_put_through():
            said = putting_through.colleague_pressed(
                self.night.desk, self.call.attempt.id, keys, self.heard.turn if self.heard else 1
            )
            self.joined = said is None
            self._hears(Said(said or Script()))
            return self
        spot = self.spot or Spot(attempt=self.call.attempt.id)
        turn = self.heard.turn if self.heard else 1
        self._hears(answering.pressed(self.night.desk, spot, keys, turn))
        return self

    def presses_again(self, keys: str, *, at: Spot | None) -> "Phone":
        """Have the carrier tell of keys that it has told of before, late and doubled."""
        self.spot = at
        return self.sends(keys)

    def stays_silent(self) -> "Phone":
        """Say nothing and press nothing until the call ends by itself, as a mailbox does."""
        assert self.call is not None
        if self.call.status is not CallStatus.IN_PROGRESS:
            self.answers()
        said = 1
        while self.heard is not None and self.heard.listens:
            said += 1
            self._goes_on(said)
        assert said == 3, "the menu is said twice"
        return self.hangs_up()

    def _goes_on(self, turn: int) -> None:
        assert self.call is not None
        desk, attempt = self.night.desk, self.call.attempt
        if self._is_put_through():
            script = putting_through.colleague_answered(desk, attempt.id, self.call.sid, turn)
            self._hears(Said(script))
        else:
            spot = self.spot or Spot(attempt=attempt.id)
            self._hears(answering.menu_again(desk, spot, turn))

    # Put through.

    def is_back(self) -> "Phone":
        """Hear what the officer's own call says once the colleague's is over."""
        call = self.night.telephone.dialled[self._through_id()]
        assert self.spot is not None
        at = Spot(attempt=self.spot.attempt, offered=self.spot.offered)
        desk, through = self.night.desk, call.attempt.id
        self._hears(answering.went_through(desk, at, through, call.status, call.sid))
        return self

    def _through_id(self) -> str:
        assert self.rang_through is not None, "nobody was put through"
        return self.rang_through

    def _is_put_through(self) -> bool:
        return self.call is not None and self.call.attempt.purpose is Purpose.PUT_THROUGH

    def _hears(self, said: Said) -> None:
        self.heard, self.spot, self.through = said.script, said.spot, said.through
        if said.through is not None:
            self.rang_through = said.through.attempt
        self.night.settle()

    def hangs_up(self) -> "Phone":
        return self._becomes(CallStatus.COMPLETED)

    def and_hears(self, words: str) -> "Phone":
        assert self.heard is not None
        spoken = " ".join((*self.heard.said, *self.heard.menu))
        assert words in spoken, spoken
        return self

    def is_hung_up(self) -> "Phone":
        """Its ring was ended by us."""
        assert self.call is not None
        assert self.call.status is CallStatus.CANCELED
        return self

    def and_does_not_hear(self, *words: str) -> "Phone":
        assert self.heard is not None
        spoken = " ".join((*self.heard.said, *self.heard.menu))
        assert not [one for one in words if one in spoken], spoken
        return self

    def gets_a_text(self, words: str) -> "Phone":
        body = self.night.next_text(self.number)
        assert body is not None, f"{self.name} should have got a text"
        assert words in body, body
        return self

    def texts(self, body: str) -> str | None:
        """Text our number; return the answer."""
        reply = texting_in.text_came(self.night.desk, self.number, body, self.night.name())
        self.night.settle()
        return reply

    def rings_us(self) -> "Phone":
        self.night.settle()
        self.calls_in += 1
        self.heard = ringing_in.rang(self.night.desk, self.number)
        return self

    def presses_on_the_line_in(self, key: str, *, told_twice: bool = False) -> "Phone":
        assert self.heard is not None
        menu, turn, call = self.heard.at, self.heard.turn, f"{self.name}:{self.calls_in}"
        for _ in range(2 if told_twice else 1):
            self.heard = ringing_in.pressed(
                self.night.desk, self.number, key, turn, asked=menu, call=call
            )
        self.night.settle()
        return self

    def _ring_out(self) -> None:
        assert self.call is not None
        self.night.passes_quietly(self.call.attempt.ring_seconds)
        self._becomes(CallStatus.NO_ANSWER)

    def _becomes(self, status: CallStatus) -> "Phone":
        assert self.call is not None
        self.call.status = status
        self.night.tell(self.call)
        self.night.settle()
        return self
