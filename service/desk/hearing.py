"""Take in what the carrier tells of its calls and texts."""

from service.desk import Desk
from service.desk.placing import note_stopped, note_working
from service.domain.attempt import CallStatus, CarrierCall, Failure
from service.domain.faults import Fault
from service.domain.progress import call_moved, text_failed


def call_told(desk: Desk, attempt_id: str, sid: str, status: CallStatus, key: str) -> None:
    """Take in one status of one call. *key* names the webhook: a double changes nothing."""
    told = CarrierCall(sid=sid, status=status)
    _take_in(desk, attempt_id, key, told)


def text_told(
    desk: Desk, attempt_id: str, key: str, failure: Failure | None, *, stopped: bool = False
) -> None:
    """Take in what became of a text. Only a failure changes what happens next.

    *stopped* is whether it failed because its owner has stopped all texts of ours.
    """
    if failure is not None:
        _take_in(desk, attempt_id, key, failure, stopped=stopped)


def _take_in(
    desk: Desk, attempt_id: str, key: str, told: CarrierCall | Failure, *, stopped: bool = False
) -> None:
    now = desk.clock.now()
    with desk.book.writing() as page:
        escalation = page.of_attempt(attempt_id)
        if escalation is None or page.seen(key, now):
            return
        if stopped:
            note_stopped(page, escalation, attempt_id)
        change = (
            call_moved(escalation, attempt_id, told, now)
            if isinstance(told, CarrierCall)
            else text_failed(escalation, attempt_id, told, now)
        )
        if change.escalation is escalation:
            return
        page.save(change.escalation, change.events)
        if isinstance(told, CarrierCall):
            note_working(page, now)
        elif told is Failure.CARRIER:
            page.notice(Fault.TEXTS_FAILING, now)
    desk.bell.ring(change.escalation.id)
