"""Count what the carrier does to practices, codes and tries. No call-out is counted anywhere."""

from service.desk.work import Work
from service.domain.attempt import Attempt
from service.domain.counted import Counted
from service.ports import NotPlaced, Outage, Page, Refused


def count_failure(page: Page, failure: Outage) -> None:
    """Count what the carrier made of a request that belongs to no call-out."""
    page.count(_class_of(failure))


def count_of_practice(page: Page, work: Work, failure: Outage) -> None:
    """Count it where the try belongs to a practice."""
    if work.escalation.drill:
        count_failure(page, failure)


def count_lease(page: Page, work: Work, attempt: Attempt | None) -> None:
    """Count a lease that was lost: somebody else has taken this practice's try in hand."""
    if work.escalation.drill and attempt is not None and attempt.fence != work.fence:
        page.count(Counted.LEASE_LOST)


def _class_of(failure: Outage) -> Counted:
    match failure:
        case NotPlaced(account=True):
            return Counted.CARRIER_ACCOUNT
        case NotPlaced():
            return Counted.CARRIER_DOWN
        case Refused():
            return Counted.CARRIER_REFUSED
        case _:
            return Counted.CARRIER_LOST
