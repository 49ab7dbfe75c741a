"""How a practice gives way: at once to anything real, and never saying to what.

Real call-outs are looked for here, and nowhere told of. Whoever starts a practice, or is rung
for it, may be the very person who was left out of what it gives way to: see ``decisions/0012``.
"""

from collections.abc import Sequence

from service.desk import Desk
from service.desk.acting import new_id
from service.domain import changes
from service.domain.attempt import Attempt, CallStatus
from service.domain.drills import LONGEST
from service.domain.escalation import Escalation, State
from service.domain.ladder import Channel
from service.ports import Outage, Page

#: One practice in so many is put off as it starts, by lot, and …
PUT_OFF_ONE_IN = 20
#: … one look in so many ends one that is ringing: about three in a hundred practices. Real
#: call-outs put off far fewer, so that one which is put off is no sign of any.
STOPPED_ONE_IN = 1000


def in_the_way(page: Page, real: Escalation) -> Sequence[Escalation]:
    """Return the practices that have to give way to *real*, which is about to ring.

    Asked with each look that hands out a call, and with no other: one read of an index that
    holds nothing but practices. A look only at the phones that are engaged would leave the
    practice the carrier's moments, and would come after the first call had found its phone busy.
    """
    if real.drill:
        return ()
    return [one for one in page.drills(real.raised_at - LONGEST, running=True) if _busy(one)]


def must_give_way(desk: Desk, page: Page, drill: Escalation) -> bool:
    """Whether the practice *drill* stops here; asked before it does anything more."""
    if drill.state.closed or not _busy(drill):
        return False
    if page.count_open() > 0 or _second(page, drill):
        return True
    return drill.state is State.OPEN and _by_lot(desk, drill)


def give_way(desk: Desk, drill_id: str) -> bool:
    """Have a practice free every phone; False where it has nothing to free any more.

    In a transaction of its own: two escalations are never locked by one look. Whatever fails
    here must not keep the real one from ringing, and is tried again at the practice's next look.
    """
    try:
        with desk.book.writing() as page:
            drill = page.escalation(drill_id)
            if drill is None or not _busy(drill):
                return False
            change = changes.give_way(drill, desk.clock.now(), new_id)
            page.save(change.escalation, change.events)
    except Outage:
        return False
    return True


def _busy(drill: Escalation) -> bool:
    """Whether it rings somebody, or will, or somebody is on a call of it."""
    calls = [one for one in drill.attempts if one.channel is Channel.CALL]
    return drill.state is State.OPEN or any(one.live or _listens(one) for one in calls)


def _listens(attempt: Attempt) -> bool:
    return any(
        call.status is CallStatus.IN_PROGRESS and call.hang_up_at is None for call in attempt.calls
    )


def _second(page: Page, drill: Escalation) -> bool:
    """Whether an older one is under way: two people may have started one at the same moment."""
    running = page.drills(drill.raised_at - LONGEST, running=True)
    return any((one.raised_at, one.id) < (drill.raised_at, drill.id) for one in running)


def _by_lot(desk: Desk, drill: Escalation) -> bool:
    first = not drill.climb.begun
    return desk.by_lot(PUT_OFF_ONE_IN if first else STOPPED_ONE_IN)
