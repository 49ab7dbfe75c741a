"""Texts that come in. The body is reduced to its meaning here and goes no further."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from service.desk import Desk, acting, trying_texts
from service.desk.acting import Step
from service.desk.bodies import advice_of
from service.desk.limiting import TooSoon, count, of_advice
from service.desk.raising import Press, first_rung, raise_escalation
from service.domain import words
from service.domain.escalation import Escalation, State
from service.domain.ladder import Channel
from service.domain.limits import Limit
from service.domain.people import PhoneNumber, Role
from service.domain.refusals import AlreadyTaken, NobodyToRing, Refusal
from service.domain.replies import Meaning, Reply, parse
from service.domain.rota import Rota
from service.domain.timetable import wrong_numbers
from service.ports import BookUnavailable

#: One answer to what we cannot read, then silence for this long: two machines would talk all night.
ASK_EVERY = Limit(
    free=1,
    first=timedelta(minutes=10),
    longest=timedelta(minutes=10),
    forgotten=timedelta(minutes=11),
)


def text_came(
    desk: Desk, sender: PhoneNumber, body: str, key: str, *, opt_out: str = ""
) -> str | None:
    """Do what a text asks; return the answer to send, or ``None`` for none.

    *key* names the webhook: a double is answered with nothing and changes nothing. *opt_out*
    is what the carrier says that it took the text for, if it says so (see ``parse``).
    """
    with desk.book.writing() as page:
        if page.was_seen(key):
            return None
        rota = page.rota()
        known = page.at_number(sender)
        off = page.marks(sender).texts_off
    text = _Text(sender, parse(body, opt_out=opt_out), key, off)
    answer = _answer(desk, rota, known, text)
    # Remembered last: were the book to go away in between, the carrier asks again, and what
    # is asked for twice is done once.
    with desk.book.writing() as page:
        page.seen(key, desk.clock.now())
    return answer


@dataclass(frozen=True, slots=True)
class _Text:
    sender: PhoneNumber
    reply: Reply | None
    key: str
    #: Texts to the sender are off.
    off: bool


def _answer(desk: Desk, rota: Rota, known: Sequence[Escalation], text: _Text) -> str | None:
    ours = any(one.phone == text.sender for one in rota.people.values())
    if not known and not ours:
        return None  # Nor is a stranger's number kept for a STOP: we text none.
    match text.reply.meaning if text.reply else None:
        case Meaning.STOP:
            _switch(desk, text.sender, off=True)
            return None  # The carrier confirms it, and would refuse what we say.
        case Meaning.START:
            return _on_again(desk, rota, text)
        case Meaning.YES if text.off:
            return _on_again(desk, rota, text)
        case _:
            answer = _understood(desk, rota, known, text)
    # Blocked by the carrier, it would only count against us.
    return None if text.off else answer


def _on_again(desk: Desk, rota: Rota, text: _Text) -> str:
    _switch(desk, text.sender, off=False)
    return words.texts_on_text(rota.organisation)


def _switch(desk: Desk, sender: PhoneNumber, *, off: bool) -> None:
    """Turn texts to this number off, or on again; calls and call-outs go on as they are."""
    with desk.book.writing() as page:
        marks = page.marks(sender)
        if marks.texts_off is not off:
            page.mark(sender, replace(marks, texts_off=off))


def _understood(desk: Desk, rota: Rota, known: Sequence[Escalation], text: _Text) -> str | None:
    """Do what is asked of us, and not of the carrier."""
    if text.reply is None or text.reply.meaning is Meaning.YES:
        return _ask_for_digit(desk, rota, text.sender)
    if text.reply.meaning is Meaning.RING:
        return _raise(desk, rota, text.sender, text.key)
    if text.reply.meaning is Meaning.TEST:
        tried = trying_texts.replied(desk, text.sender)
        return tried or _ask_for_digit(desk, rota, text.sender)
    return _act_on_the_one(desk, rota, known, text.reply, text.sender)


def _act_on_the_one(
    desk: Desk, rota: Rota, known: Sequence[Escalation], reply: Reply, sender: PhoneNumber
) -> str | None:
    """Act if exactly one escalation fits; never guess."""
    named = [one for one in known if reply.reference in (None, one.reference)]
    fitting = _real_first([one for one in named if _fits(one, reply.meaning, sender)])
    if len(fitting) > 1:
        return words.text_reply_which(rota.organisation)
    if not fitting:
        return _too_late(named, sender) or _ask_for_digit(desk, rota, sender)
    return _act(desk, fitting[0], reply.meaning, sender)


def _real_first(fitting: list[Escalation]) -> list[Escalation]:
    """Leave practices out where something real fits: nobody means the practice then."""
    return [one for one in fitting if not one.drill] or fitting


def _fits(escalation: Escalation, meaning: Meaning, sender: PhoneNumber) -> bool:
    """Whether *meaning* from *sender* could be about *escalation*."""
    ours = sender not in wrong_numbers(escalation)
    held = ours and escalation.holder is not None and escalation.holder.phone == sender
    match meaning:
        case Meaning.TAKE:
            return _was_offered(escalation, sender) and escalation.state is State.OPEN
        case Meaning.PASS_ON:
            return held or (_was_offered(escalation, sender) and escalation.state is State.OPEN)
        case Meaning.SPOKEN:
            had = ours and any(one.phone == sender for one in escalation.earlier)
            return held or had or escalation.raiser.phone == sender
        case Meaning.HAND_BACK:
            return held
        case Meaning.RING | Meaning.TEST | Meaning.STOP | Meaning.START | Meaning.YES:
            return False


def _too_late(named: Sequence[Escalation], sender: PhoneNumber) -> str | None:
    """Tell whoever comes second who has it, where nothing else could be meant."""
    taken = _real_first([one for one in named if _was_offered(one, sender) and one.holder])
    if len(taken) != 1 or taken[0].holder is None:
        return None
    site, reference = taken[0].organisation, taken[0].reference
    answer = words.text_reply_taken(site, reference, taken[0].holder.first_name)
    return _marked(taken[0], answer)


def _marked(escalation: Escalation, answer: str) -> str:
    """Say of a practice that it is one."""
    practice = escalation.drill
    return words.practised_text(answer, escalation.organisation) if practice else answer


def _was_offered(escalation: Escalation, sender: PhoneNumber) -> bool:
    """Whether it was offered to this number, and nobody there has said that it is wrong."""
    if sender in wrong_numbers(escalation):
        return False
    return any(one.phone == sender and one.dialled_at for one in escalation.offers())


def _ask_for_digit(desk: Desk, rota: Rota, sender: PhoneNumber) -> str | None:
    """Ask once, at most every ten minutes for one number."""
    try:
        count(desk, [of_advice(desk.pins.secret, sender, ASK_EVERY)])
    except TooSoon:
        return None
    return words.text_reply_digit(rota.organisation)


def _act(desk: Desk, escalation: Escalation, meaning: Meaning, sender: PhoneNumber) -> str:
    site, reference = escalation.organisation, escalation.reference
    try:
        answer = _VERBS[meaning](desk, escalation, _step(escalation, meaning, sender))
    except AlreadyTaken as second:
        answer = words.text_reply_taken(site, reference, str(second.facts["name"]))
    except Refusal:
        answer = words.over_text(site, reference)
    return _marked(escalation, answer)


def _step(escalation: Escalation, meaning: Meaning, sender: PhoneNumber) -> Step:
    """Say who acts: the holder, the officer whom the text went to, or the colleague.

    Only who had it may say that the two have spoken, whoever of their number was asked last.
    """
    held = [escalation.holder] if escalation.holder else []
    if meaning is Meaning.SPOKEN:
        held += reversed(escalation.earlier)
    had = next((one.person for one in held if one.phone == sender), None)
    if had is not None or meaning is Meaning.SPOKEN:
        person = had or escalation.raiser.person
        return Step(escalation=escalation.id, person=person, channel=Channel.TEXT)
    sent = [one for one in escalation.offers() if one.phone == sender and one.dialled_at]
    texts = [one for one in sent if one.channel is Channel.TEXT and one.tried]
    asked = (texts or sent)[-1]
    return Step(
        escalation=escalation.id,
        person=asked.person or "",
        channel=Channel.TEXT,
        attempt=asked.id,
    )


def _take(desk: Desk, _escalation: Escalation, step: Step) -> str:
    taken = acting.acknowledge(desk, step)
    raiser = taken.raiser
    return words.details_text(taken.organisation, taken.reference, raiser.name, raiser.phone)


def _pass_on(desk: Desk, escalation: Escalation, step: Step) -> str:
    if escalation.holder is not None:
        return _hand_back(desk, escalation, step)
    acting.pass_on(desk, step)
    return words.text_reply_passed(escalation.organisation, escalation.reference)


def _spoken(desk: Desk, escalation: Escalation, step: Step) -> str:
    acting.confirm(desk, step)
    return words.text_reply_spoken(escalation.organisation, escalation.reference)


def _hand_back(desk: Desk, escalation: Escalation, step: Step) -> str:
    acting.hand_back(desk, step)
    return words.text_reply_handed_back(escalation.organisation, escalation.reference)


_VERBS = {
    Meaning.TAKE: _take,
    Meaning.PASS_ON: _pass_on,
    Meaning.SPOKEN: _spoken,
    Meaning.HAND_BACK: _hand_back,
}


def _raise(desk: Desk, rota: Rota, sender: PhoneNumber, key: str) -> str | None:
    """Raise for the colleague whose registered number this is."""
    colleague = next((one for one in rota.with_role(Role.STAFF) if one.phone == sender), None)
    if colleague is None:
        return None
    try:
        press = Press(person=colleague.key, key=f"text:{key}", unless_open=True)
        raised = raise_escalation(desk, press)
    except (NobodyToRing, BookUnavailable):
        return words.text_reply_not_raised(rota.organisation, advice_of(desk, rota))
    return _standing(raised, advice_of(desk, rota))


def _standing(raised: Escalation, line: str | None) -> str:
    """Say how the colleague's own call-out stands, which may have been open before."""
    site, reference = raised.organisation, raised.reference
    if raised.holder is not None:
        return words.taken_text(site, reference, raised.holder.first_name, line)
    if raised.earlier:
        return words.ringing_again_text(site, reference, line)
    first = first_rung(raised)
    if first is None:
        return words.nobody_yet_text(site, reference, line)
    return words.text_reply_raised(site, reference, first.first_name, line)
