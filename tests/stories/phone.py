"""A phone of the night, and what its owner does with it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fakes.telephone import FakeCall

from service.desk import answering, ringing_in, texting_in
from service.domain.attempt import CallStatus
from service.domain.people import PhoneNumber
from service.domain.words import Script

if TYPE_CHECKING:
    from stories.night import Night


@dataclass
class Phone:
    """Somebody's phone, and what its owner does with it."""

    night: "Night"
    name: str
    number: PhoneNumber
    call: FakeCall | None = None
    heard: Script | None = None
    turn: int = 1

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
        self.heard = answering.answered(self.night.desk, self.call.attempt.id, self.call.sid)
        self.turn = 1
        self.night.settle()
        return self

    def presses(self, key: str) -> "Phone":
        """Press a key; a phone that still rings is answered first."""
        if self.call is not None and self.call.status is not CallStatus.IN_PROGRESS:
            self.answers()
        assert self.call is not None
        self.heard = answering.pressed(self.night.desk, self.call.attempt.id, key, self.turn)
        self.night.settle()
        return self

    then_presses = presses

    def stays_silent(self) -> "Phone":
        """Say nothing and press nothing until the call ends by itself, as a mailbox does."""
        assert self.call is not None
        self.answers()
        while self.heard is not None and self.heard.listens:
            self.turn += 1
            self.heard = answering.menu_again(self.night.desk, self.call.attempt.id, self.turn)
        assert self.turn == 3, "the menu is said twice"
        return self.hangs_up()

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
        self.heard = ringing_in.rang(self.night.desk, self.number)
        return self

    def presses_on_the_line_in(self, key: str) -> "Phone":
        self.heard = ringing_in.ring_back(self.night.desk, self.number, key, 1)
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
