"""Who is tried next, and what follows if nobody answers, in one plain sentence.

What is foretold is what ``decide`` will do if nothing happens: both read the same timetable.
"""

from datetime import datetime

from service.domain.catalogue import _
from service.domain.escalation import Escalation, State
from service.domain.ladder import Rung
from service.domain.listing import in_order
from service.domain.timetable import unwilling


def about_to_ring(escalation: Escalation, at: datetime) -> bool:
    """Whether no phone has been asked for yet, and none is before a moment still to come.

    For so long a press by mistake can be taken back without anybody hearing of it.
    """
    begun = escalation.attempts or escalation.climb.begun or escalation.climb.number > 1
    due = escalation.due_at
    return escalation.state is State.OPEN and not begun and due is not None and due > at


def somebody_was_rung(escalation: Escalation) -> bool:
    """Whether any officer's phone was rung for it, or texted: until then nobody has heard of it."""
    return any(one.dialled_at for one in escalation.offers())


def ran_out(escalation: Escalation) -> bool:
    """Whether everybody on the ladder was tried once, and nobody has it."""
    climb = escalation.climb
    return escalation.state is State.OPEN and (climb.everyone_at is not None or climb.round > 1)


def in_turn(escalation: Escalation) -> Rung | None:
    """Return on whom this round has come to; ``None`` before it has come to anybody."""
    begun = [escalation.rungs[index] for index in escalation.climb.begun]
    return next((rung for rung in reversed(begun) if not rung.empty), None)


def to_come(escalation: Escalation, at: datetime) -> list[Rung]:
    """Return who is tried after that in this round, in order."""
    climb = escalation.climb
    return [
        rung
        for index, rung in enumerate(escalation.rungs)
        if index >= climb.first and index not in climb.begun and not unwilling(escalation, rung, at)
    ]


def if_nobody_answers(escalation: Escalation, at: datetime) -> str:
    """Say how the ringing goes on by itself; empty where nothing is to be rung."""
    willing = {rung.person for rung in escalation.rungs if not unwilling(escalation, rung, at)}
    if escalation.state is not State.OPEN or not willing:
        return ""
    if escalation.drill:
        return _("This is a practice, and it ends by itself.")
    if escalation.climb.everyone_at is not None:
        return _("If nobody takes it, we start again from the top. We do not stop by ourselves.")
    turn, coming = in_turn(escalation), to_come(escalation, at)
    first = turn or next(iter(coming), None)
    if first is None:
        return ""
    others = [one for one in coming if one.person != first.person]
    return _unless(first, others, everyone=escalation.pace.everyone_after and len(willing) > 1)


def _unless(first: Rung, coming: list[Rung], *, everyone: bool) -> str:
    name, names = first.first_name, in_order([rung.first_name for rung in coming])
    if coming and everyone:
        return _(
            "If {name} does not answer, we ring {names}, then everyone at once, "
            "and we do not stop by ourselves.",
            name=name,
            names=names,
        )
    if coming:
        return _(
            "If {name} does not answer, we ring {names}, then start again from the top, "
            "and we do not stop by ourselves.",
            name=name,
            names=names,
        )
    if everyone:
        return _(
            "If {name} does not answer, we ring everyone at once, and we do not stop by ourselves.",
            name=name,
        )
    return _(
        "If {name} does not answer, we start again from the top, and we do not stop by ourselves.",
        name=name,
    )
