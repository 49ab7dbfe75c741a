"""Sign in without a password: a code to one's own number, then a session on this device."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.desk import Desk
from service.desk.access import Keys
from service.desk.codes import Wanted, check_code, send_code
from service.desk.errands import Line
from service.domain.catalogue import N_
from service.domain.challenges import CHALLENGE_LIFE, Challenge, ChallengeFor
from service.domain.codes import Checked, CodePurpose
from service.domain.ladder import Channel
from service.domain.people import Person, PhoneNumber
from service.domain.refusals import Refusal


class NoSuchCode(Refusal):
    """It is wrong, or over, or there never was one: never said which."""

    problem = N_("That code does not fit, or it is over.")
    mend = N_("Type the latest one as you heard or read it, or ask for a new one.")


class ChooseAgain(Refusal):
    """The choice of who one is came too late, or names somebody else."""

    problem = N_("That took too long, so nobody is signed in.")
    mend = N_("Ask for a new code.")


@dataclass(frozen=True, slots=True)
class Several:
    """Several people have that number. ``choice`` lets whoever typed the code say who they are."""

    choice: str
    people: tuple[Person, ...]


def people_at(desk: Desk, phone: PhoneNumber) -> Sequence[Person]:
    """Return who in the rota has *phone*, in its order."""
    with desk.book.reading() as page:
        return [one for one in page.rota().people.values() if one.phone == phone]


def send_sign_in_code(line: Line, secret: str, phone: PhoneNumber, channel: Channel) -> None:
    """Send a code to *phone* if anybody has it. Waits for the carrier: never on a request's path.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    if people_at(line.desk, phone):
        send_code(line, secret, Wanted(phone=phone, purpose=CodePurpose.SIGN_IN, channel=channel))


def by_code(keys: Keys, phone: PhoneNumber, typed: str, device: str) -> str | Several:
    """Trade a code for a session on *device*, or for the choice among several people.

    Raises:
        NoSuchCode: nobody is signed in.
    """
    _check(keys, phone, typed)
    found = people_at(keys.desk, phone)
    if not found:
        raise NoSuchCode  # Their number was changed since the code was sent.
    if len(found) == 1:
        return keys.start(found[0].key, device)
    challenge = Challenge(ChallengeFor.WHO, keys.desk.clock.now() + CHALLENGE_LIFE, phone=phone)
    return Several(keys.challenge(challenge), tuple(found))


def by_choice(keys: Keys, choice: str, person: str, device: str) -> str:
    """Trade the choice, which works once, for a session of *person*.

    Raises:
        ChooseAgain: it is over, or that is nobody with the number that was proved.
    """
    challenge = keys.answer(choice, ChallengeFor.WHO)
    if challenge is None or challenge.phone is None:
        raise ChooseAgain
    if person not in {one.key for one in people_at(keys.desk, challenge.phone)}:
        raise ChooseAgain
    return keys.start(person, device)


def prove_by_code(keys: Keys, session: str, person: Person, typed: str, device: str) -> None:
    """Note that whoever holds this device has just shown that they are *person*.

    Raises:
        NoSuchCode: they have not.
    """
    _check(keys, person.phone, typed)
    keys.proved(session, device)


def _check(keys: Keys, phone: PhoneNumber, typed: str) -> None:
    purpose = CodePurpose.SIGN_IN
    if check_code(keys.desk, keys.secret, phone, purpose, typed) is not Checked.RIGHT:
        raise NoSuchCode
