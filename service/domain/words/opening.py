"""What an officer hears before a key: safe to be overheard by anybody, and by a mailbox."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.domain.words.script import DANGER, TURNS, Menu, Script

#: The keys that take a call-out, in the order in which they are offered. The others mean the
#: same on every call: 2 passes on, 3 is the wrong person, star says it again.
TAKE_KEYS = ("1", "4", "5", "6", "7", "8", "9")

_COUNT = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven")
_NTH = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh")


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
    names = _or([one.name for one in offered])
    who = (
        f"This is a practice call from {organisation}, for {names}. Nothing has happened."
        if practice
        else f"This is {organisation}, calling for {names}. It's urgent."
    )
    last = ("Please check your text messages.",) if texts and turn == TURNS else ()
    return Script(
        menu=(
            who,
            _choices(offered, practice=practice),
            f"Not {names}? Press 3. To hear this again, press star.",
            *last,
        ),
        turn=turn,
    )


def taken_opening(organisation: str, name: str, turn: int = 1) -> Script:
    """Ask whoever took it by text, and cannot be texted, for a key: a mailbox may have answered."""
    return Script(
        menu=(
            f"This is {organisation}, calling for {name}. It's urgent.",
            "You have taken a call-out. To hear whom to ring, press 1.",
            f"Not {name}? Press 3. To hear this again, press star.",
        ),
        turn=turn,
    )


def _choices(offered: Sequence[Offer], *, practice: bool) -> str:
    """Say what each key takes: "To take this call-out, press 1. To pass it on, press 2."."""
    each = sorted({one.nth for one in offered})
    shared = len({one.name for one in offered}) > 1
    if len(each) > 1:
        # Two names before the first key leave no time for more.
        said = [f"{_COUNT[len(each)]} call-outs{'' if shared else ' are waiting'}."]
        said += [_choice(f"the {_NTH[nth]}", _of(offered, nth), shared=shared) for nth in each]
        return " ".join((*said, "To pass them on, press 2."))
    if shared:
        said = [f"{one.name}, to take this, press {one.key}." for one in offered]
    else:
        said = [_choice("it" if practice else "this call-out", offered, shared=False)]
    return " ".join((*said, "To pass it on, press 2."))


def _of(offered: Sequence[Offer], nth: int) -> list[Offer]:
    return [one for one in offered if one.nth == nth]


def _choice(what: str, offered: Sequence[Offer], *, shared: bool) -> str:
    """Say the keys for one call-out: with names where more than one person may take it."""
    if not shared:
        return f"To take {what}, press {offered[0].key}."
    keys = " ".join(f"{one.name}, press {one.key}." for one in offered)
    return f"To take {what}: {keys}"


def _or(names: Sequence[str]) -> str:
    """Join names as they are said: "Priya", "Priya or Tom", "Priya, Tom or Amina"."""
    *others, last = dict.fromkeys(names)
    return f"{', '.join(others)} or {last}" if others else last


def practised(script: Script) -> Script:
    """Mark any script as practice, by the first sentence that is heard."""
    mark = "This is practice."
    if script.said:
        return replace(script, said=(mark, *script.said))
    return replace(script, menu=(mark, *script.menu)) if script.menu else script


def pin_wanted(turn: int = 1) -> Script:
    """Ask for the four digits that this officer has set."""
    return Script(menu=("Please key in your four digits.",), turn=turn, at=Menu.PIN, keys=4)


def pin_wrong(turn: int = 1) -> Script:
    """Ask once more."""
    return Script(
        said=("Those were not the right digits.",),
        menu=("Please key in your four digits again.",),
        turn=turn,
        at=Menu.PIN,
        keys=4,
    )


def pin_used_up() -> Script:
    """Say that nothing was taken, and the ways that are left."""
    return Script(
        said=(
            "Those were not the right digits, and nothing was taken.",
            "You can still take it on your page, or by text. You can hang up.",
        )
    )


def taken_already(name: str) -> Script:
    """Let whoever comes second rest."""
    return Script(said=(f"{name} has already taken this. Thank you. You can hang up.",))


def over_already() -> Script:
    """Let whoever answers late rest."""
    return Script(said=("This call-out is over. Thank you. You can hang up.",))


def passed_on() -> Script:
    """Confirm that passing it on worked."""
    return Script(said=("Thank you. We will ring the next person. You can hang up.",))


def wrong_person() -> Script:
    """Apologise to a stranger."""
    return Script(said=("Sorry. We won't ring this number again about this. Please hang up.",))


def nothing_known() -> Script:
    """Answer a call that we know nothing of, in a way that harms nobody."""
    return Script(said=("Thank you. You do not need to do anything. You can hang up.",))


def not_possible_now() -> Script:
    """Say the truth when the book cannot be read: nothing was taken."""
    return Script(
        said=(
            "Sorry, something is wrong on our side, and nothing was taken.",
            f"We will ring again. {DANGER}",
        )
    )


def not_certain() -> Script:
    """Say the truth when the commit's answer was lost twice."""
    return Script(
        said=(
            "Sorry, something is wrong on our side. We cannot tell whether that was kept.",
            "Please look at your text messages, or ring this number back.",
            DANGER,
        )
    )
