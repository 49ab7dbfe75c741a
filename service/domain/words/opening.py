"""What an officer hears before a key: safe to be overheard by anybody, and by a mailbox."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.domain.catalogue import N_, _
from service.domain.listing import one_of
from service.domain.words.script import TURNS, Menu, Script, danger, together

#: The keys that take a call-out, in the order in which they are offered. The others mean the
#: same on every call: 2 passes on, 3 is the wrong person, star says it again.
TAKE_KEYS = ("1", "4", "5", "6", "7", "8", "9")

#: How many wait, of two and more: where one person is asked, and where several are, since two
#: names before the first key leave no time for more.
_WAITING = (
    N_("Two call-outs are waiting."),
    N_("Three call-outs are waiting."),
    N_("Four call-outs are waiting."),
    N_("Five call-outs are waiting."),
    N_("Six call-outs are waiting."),
    N_("Seven call-outs are waiting."),
)
_WAITING_FOR_SEVERAL = (
    N_("Two call-outs."),
    N_("Three call-outs."),
    N_("Four call-outs."),
    N_("Five call-outs."),
    N_("Six call-outs."),
    N_("Seven call-outs."),
)
#: What takes each of them, the oldest first; ``{keys}`` are the sentences of several people.
_TAKE_NTH = (
    N_("To take the first, press {key}."),
    N_("To take the second, press {key}."),
    N_("To take the third, press {key}."),
    N_("To take the fourth, press {key}."),
    N_("To take the fifth, press {key}."),
    N_("To take the sixth, press {key}."),
    N_("To take the seventh, press {key}."),
)
_TAKE_NTH_EACH = (
    N_("To take the first: {keys}"),
    N_("To take the second: {keys}"),
    N_("To take the third: {keys}"),
    N_("To take the fourth: {keys}"),
    N_("To take the fifth: {keys}"),
    N_("To take the sixth: {keys}"),
    N_("To take the seventh: {keys}"),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One key that takes something: who takes it, and which of those that wait, from 1 up."""

    key: str
    name: str
    nth: int = 1


def offers(names: Sequence[str] | str, *, waiting: int = 1) -> tuple[Offer, ...]:
    """Give a key to each of *names* for each call-out that waits, the oldest first.

    What there is no key for is left out: it waits for the next call.
    """
    each = (names,) if isinstance(names, str) else tuple(names)
    wanted = [(name, nth) for nth in range(1, waiting + 1) for name in each]
    return tuple(Offer(key, name, nth) for key, (name, nth) in zip(TAKE_KEYS, wanted, strict=False))


def opening(  # noqa: PLR0913 - each of them is heard
    organisation: str,
    names: Sequence[str] | str,
    *,
    waiting: int = 1,
    turn: int = 1,
    practice: bool = False,
    texts: bool = False,
) -> Script:
    """Say who rings, for whom, that it is urgent, and which key does what.

    Args:
        organisation: Whose call-out line this is.
        names: The first name of whoever is asked; several share the number that is rung.
        waiting: How many call-outs wait for them.
        turn: How often it has been said, this time counted.
        practice: Whether it is one; the first sentence says so.
        texts: Whether this number takes texts: then the last turn, which is what a mailbox
            keeps, ends by saying where to look.
    """
    return opening_for(
        organisation, offers(names, waiting=waiting), turn=turn, practice=practice, texts=texts
    )


def opening_for(
    organisation: str,
    offered: Sequence[Offer],
    *,
    turn: int = 1,
    practice: bool = False,
    texts: bool = False,
) -> Script:
    """Say `opening` where not everybody on a shared number is asked for the same call-outs."""
    names = one_of(dict.fromkeys(one.name for one in offered))
    who = (
        N_("This is a practice call from {organisation}, for {names}. Nothing has happened.")
        if practice
        else N_("This is {organisation}, calling for {names}. It's urgent.")
    )
    last = (_("Please check your text messages."),) if texts and turn == TURNS else ()
    return Script(
        menu=(
            _(who, organisation=organisation, names=names),
            _choices(offered, practice=practice),
            _("Not {names}? Press 3. To hear this again, press star.", names=names),
            *last,
        ),
        turn=turn,
    )


def taken_opening(organisation: str, name: str, turn: int = 1) -> Script:
    """Ask whoever took it by text, and cannot be texted, for a key: a mailbox may have answered."""
    return Script(
        menu=(
            _(
                "This is {organisation}, calling for {names}. It's urgent.",
                organisation=organisation,
                names=name,
            ),
            _("You have taken a call-out. To hear whom to ring, press 1."),
            _("Not {names}? Press 3. To hear this again, press star.", names=name),
        ),
        turn=turn,
    )


def _choices(offered: Sequence[Offer], *, practice: bool) -> str:
    """Say what each key takes: "To take this call-out, press 1. To pass it on, press 2."."""
    each = sorted({one.nth for one in offered})
    shared = len({one.name for one in offered}) > 1
    if len(each) > 1:
        waiting = (_WAITING_FOR_SEVERAL if shared else _WAITING)[len(each) - 2]
        said = [_choice(nth, _of(offered, nth), shared=shared) for nth in each]
        return together(_(waiting), *said, _("To pass them on, press 2."))
    if shared:
        said = [
            _("{name}, to take this, press {key}.", name=one.name, key=one.key) for one in offered
        ]
    else:
        one = (
            N_("To take it, press {key}.")
            if practice
            else N_("To take this call-out, press {key}.")
        )
        said = [_(one, key=offered[0].key)]
    return together(*said, _("To pass it on, press 2."))


def _of(offered: Sequence[Offer], nth: int) -> list[Offer]:
    return [one for one in offered if one.nth == nth]


def _choice(nth: int, offered: Sequence[Offer], *, shared: bool) -> str:
    """Say the keys for one of several: with names where more than one person may take it."""
    if not shared:
        return _(_TAKE_NTH[nth - 1], key=offered[0].key)
    keys = [_("{name}, press {key}.", name=one.name, key=one.key) for one in offered]
    return _(_TAKE_NTH_EACH[nth - 1], keys=together(*keys))


def practised(script: Script) -> Script:
    """Mark any script as practice, by the first sentence that is heard."""
    mark = _("This is practice.")
    if script.said:
        return replace(script, said=(mark, *script.said))
    return replace(script, menu=(mark, *script.menu)) if script.menu else script


def pin_wanted(turn: int = 1) -> Script:
    """Ask for the four digits that this officer has set."""
    return Script(menu=(_("Please key in your four digits."),), turn=turn, at=Menu.PIN, keys=4)


def pin_wrong(turn: int = 1) -> Script:
    """Ask once more."""
    return Script(
        said=(_("Those were not the right digits."),),
        menu=(_("Please key in your four digits again."),),
        turn=turn,
        at=Menu.PIN,
        keys=4,
    )


def pin_used_up() -> Script:
    """Say that nothing was taken, and the ways that are left."""
    return Script(
        said=(
            _("Those were not the right digits, and nothing was taken."),
            _("You can still take it on your page, or by text. You can hang up."),
        )
    )


def pin_held() -> Script:
    """Say that no digits count for now, and the ways that are left."""
    return Script(
        said=(
            _("Wrong digits were keyed in too often in the last hour, and nothing was taken."),
            _("You can still take it on your page, or by text. You can hang up."),
        )
    )


def taken_already(name: str) -> Script:
    """Let whoever comes second rest."""
    return Script(
        said=(_("{name} has already taken this. Thank you. You can hang up.", name=name),)
    )


def over_already() -> Script:
    """Let whoever answers late rest."""
    return Script(said=(_("This call-out is over. Thank you. You can hang up."),))


def passed_on() -> Script:
    """Confirm that passing it on worked."""
    return Script(said=(_("Thank you. We will ring the next person. You can hang up."),))


def wrong_person() -> Script:
    """Apologise to a stranger."""
    return Script(said=(_("Sorry. We won't ring this number again about this. Please hang up."),))


def nothing_known() -> Script:
    """Answer a call that we know nothing of, in a way that harms nobody."""
    return Script(said=(_("Thank you. You do not need to do anything. You can hang up."),))


def not_possible_now() -> Script:
    """Say the truth when the book cannot be read: nothing was taken."""
    return Script(
        said=(
            _("Sorry, something is wrong on our side, and nothing was taken."),
            together(_("We will ring again."), danger()),
        )
    )


def not_certain() -> Script:
    """Say the truth when the commit's answer was lost twice."""
    return Script(
        said=(
            _("Sorry, something is wrong on our side. We cannot tell whether that was kept."),
            _("Please look at your text messages, or ring this number back."),
            danger(),
        )
    )
