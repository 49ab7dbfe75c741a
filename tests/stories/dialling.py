"""The night's telephone: it also dials from within a call, as a document asks it to."""

from typing import TYPE_CHECKING

from fakes.telephone import FakeCall, FakeTelephone

from service.domain.people import PhoneNumber

if TYPE_CHECKING:
    from stories.night import Night


class Dialling(FakeTelephone):
    def __init__(self, night: "Night") -> None:
        super().__init__(night.clock.now)
        self._night = night
        #: The calls that were dialled from another, by the attempt that they serve.
        self.dialled: dict[str, FakeCall] = {}

    def dials(self, through: str, phone: PhoneNumber) -> FakeCall:
        """Ring *phone* from a call, for the attempt *through*."""
        with self._night.desk.book.reading() as page:
            escalation = page.of_attempt(through)
        attempt = escalation.attempt(through) if escalation else None
        assert attempt is not None, "the book comes first"
        assert attempt.phone == phone
        sid = f"CA{len(self.calls):032x}"
        call = FakeCall(sid=sid, attempt=attempt, created_at=self._night.clock.now())
        self.calls[sid] = self.dialled[through] = call
        return call
