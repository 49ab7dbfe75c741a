"""Who may come in, kept in either book, however many processes ask at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from desk.test_codes import SECRET
from desk.test_own_phone import MOBILE, keep, sam

from service.desk import own_passkeys
from service.desk.access import Keys
from service.desk.codes import Wanted, check_code, new_code
from service.desk.limiting import TO_A_NUMBER, TooSoon, count, of_address, of_number
from service.desk.own_passkeys import MOST, NAMES, NoSuchPasskey, TooMany
from service.domain.challenges import Challenge, ChallengeFor
from service.domain.codes import Checked, CodePurpose, digits_of
from service.domain.passkeys import Passkey
from service.domain.people import PhoneNumber
from service.domain.standing import TokenKind

WHO, PASSKEY = ChallengeFor.WHO, ChallengeFor.PASSKEY
AT_ONCE = 8


@pytest.fixture
def keys(line):
    keep(line.desk, sam())
    return Keys(line.desk, SECRET)


@pytest.fixture
def postgres_keys(postgres_line):
    keep(postgres_line.desk, sam())
    return Keys(postgres_line.desk, SECRET)


def challenge(keys, purpose=WHO, seconds=300):
    until = keys.desk.clock.now() + timedelta(seconds=seconds)
    return keys.challenge(Challenge(purpose, until, "sam", MOBILE))


def at_once(act):
    """Do it in several threads at the same moment; return what came of each."""
    start = Barrier(AT_ONCE)

    def one(nth):
        start.wait()
        return act(nth)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


# Challenges.


def test_what_was_handed_out_is_taken_back_once(keys):
    handed_out = challenge(keys)
    found = keys.answer(handed_out, WHO)
    assert (found.person, found.phone) == ("sam", MOBILE)
    assert keys.answer(handed_out, WHO) is None


def test_for_another_purpose_or_too_late_or_unknown_it_is_nothing(keys):
    assert keys.answer(challenge(keys), PASSKEY) is None
    assert keys.answer(challenge(keys, seconds=0), WHO) is None
    assert keys.answer("never handed out", WHO) is None


def test_one_of_many_at_once_gets_it(postgres_keys):
    handed_out = challenge(postgres_keys)
    found = at_once(lambda _: postgres_keys.answer(handed_out, WHO))
    assert len([one for one in found if one]) == 1


# Codes at once.


def test_one_of_many_at_once_uses_a_code(postgres_keys):
    code = new_code(postgres_keys.desk, Wanted(phone=MOBILE, purpose=CodePurpose.SIGN_IN))
    digits = digits_of(SECRET, code.id)
    found = at_once(
        lambda _: check_code(postgres_keys.desk, SECRET, MOBILE, CodePurpose.SIGN_IN, digits)
    )
    assert sorted(found) == [Checked.OVER] * (AT_ONCE - 1) + [Checked.RIGHT]


def test_wrong_ones_at_once_are_all_counted(postgres_keys):
    code = new_code(postgres_keys.desk, Wanted(phone=MOBILE, purpose=CodePurpose.SIGN_IN))
    right = int(digits_of(SECRET, code.id))

    def wrong(nth):
        typed = f"{(right + 1 + nth) % 10**6:06}"
        return check_code(postgres_keys.desk, SECRET, MOBILE, CodePurpose.SIGN_IN, typed)

    found = at_once(wrong)
    assert sorted(found) == [Checked.OVER] * 3 + [Checked.WRONG] * 5


# Limits.


def tries(keys, *counted):
    try:
        count(keys.desk, counted)
    except TooSoon as refusal:
        return refusal.at
    return None


def test_what_is_refused_is_not_counted(keys):
    number, address = of_number(SECRET, MOBILE), of_address(SECRET, "203.0.113.7")
    for _ in range(TO_A_NUMBER.free):
        assert tries(keys, number, address) is None
    first = tries(keys, number, address)
    again = tries(keys, number, address)
    assert first == again
    with keys.desk.book.reading() as page:
        assert page.tally(address.key, keys.desk.clock.now()).count == TO_A_NUMBER.free


def test_tries_at_once_are_all_counted(postgres_keys):
    address = of_address(SECRET, "203.0.113.7")
    number = of_number(SECRET, MOBILE)
    # In both orders, so that no two wait for each other for ever.
    found = at_once(
        lambda nth: tries(postgres_keys, *((number, address) if nth % 2 else (address, number)))
    )
    assert len([one for one in found if one is None]) == TO_A_NUMBER.free


def test_neither_numbers_nor_addresses_are_written_down(keys):
    phone = PhoneNumber("+447700900188")
    counted = (of_number(SECRET, phone), of_address(SECRET, "203.0.113.7"))
    tries(keys, *counted)
    assert not any("203" in one.key[:12] or phone.e164[1:] in one.key for one in counted)
    assert of_number("another secret", phone).key != counted[0].key


# Devices.


def test_a_session_from_before_there_were_devices_is_one(keys):
    token = keys.issue("sam", TokenKind.SESSION)
    person, device = keys.device(token)
    assert (person.key, device.name) == ("sam", "A browser")
    assert device.proved_at == device.first_used
    keys.used(token, "Firefox on Android")
    assert keys.device(token)[1].name == "Firefox on Android"
    assert keys.device(token)[1].proved_at == device.first_used


def test_another_kind_of_token_is_no_device(keys):
    for kind in (TokenKind.API, TokenKind.SIGN_IN):
        assert keys.device(keys.issue("sam", kind)) is None
    assert keys.device("unknown") is None


def test_devices_are_ended_one_or_all_but_one_or_all(keys):
    tokens = [keys.start("sam", f"Browser {nth}") for nth in range(4)]
    other = keys.start("priya", "Hers")
    ids = [keys.device(one)[1].id for one in tokens]
    now = keys.desk.clock.now()

    def ended(**which):
        with keys.desk.book.writing() as page:
            return page.revoke_devices("sam", now, **which)

    assert ended(only=ids[0]) == 1
    assert ended(only=ids[0]) == 0
    assert ended(only=keys.device(other)[1].id) == 0
    assert ended(besides=ids[1]) == 2
    assert [keys.device(one) is not None for one in tokens] == [False, True, False, False]
    assert ended() == 1
    assert keys.device(other)


# Passkeys.


def passkey(keys, nth=0, person="sam"):
    return Passkey(
        id=f"credential-{nth}",
        person=person,
        public_key="AAAA",
        sign_count=nth,
        name="Chrome on Android",
        created_at=keys.desk.clock.now(),
    )


def test_a_passkey_comes_back_as_it_was_kept(keys):
    made = passkey(keys)
    own_passkeys.add(keys, sam(), made)
    (kept,) = own_passkeys.passkeys_of(keys, "sam")
    assert kept == made
    own_passkeys.rename(keys, sam(), kept.id, NAMES[0])
    session = keys.start("sam", "A browser")
    own_passkeys.sign_in(keys, kept.id, lambda one: one.sign_count + 7, f"{session}x", "Another")
    (kept,) = own_passkeys.passkeys_of(keys, "sam")
    assert (kept.name, kept.sign_count) == (NAMES[0], 7)
    assert kept.last_used == keys.desk.clock.now().date()
    assert keys.device(f"{session}x")[1].name == "Another"


def test_a_passkey_is_its_owners_alone(keys):
    own_passkeys.add(keys, sam(), passkey(keys))
    priya = replace(sam(), key="priya", name="Priya Shah")
    with pytest.raises(NoSuchPasskey):
        own_passkeys.add(keys, priya, passkey(keys, person="priya"))
    with pytest.raises(NoSuchPasskey):
        own_passkeys.rename(keys, priya, "credential-0", NAMES[0])
    with pytest.raises(NoSuchPasskey):
        own_passkeys.prove(keys, priya, "credential-0", lambda one: one.sign_count)
    own_passkeys.remove(keys, priya, "credential-0")
    assert own_passkeys.passkeys_of(keys, "sam")
    own_passkeys.remove(keys, sam(), "credential-0")
    own_passkeys.remove(keys, sam(), "credential-0")
    assert not own_passkeys.passkeys_of(keys, "sam")


def test_a_name_is_one_of_ours_and_there_are_only_so_many(keys):
    for nth in range(MOST):
        own_passkeys.add(keys, sam(), passkey(keys, nth))
    with pytest.raises(TooMany):
        own_passkeys.add(keys, sam(), passkey(keys, MOST))
    with pytest.raises(NoSuchPasskey):
        own_passkeys.rename(keys, sam(), "credential-0", "Tom did it")


def test_what_refuses_a_signature_leaves_everything_as_it_was(keys):
    own_passkeys.add(keys, sam(), passkey(keys))

    def refuses(_passkey):
        raise NoSuchPasskey

    with pytest.raises(NoSuchPasskey):
        own_passkeys.sign_in(keys, "credential-0", refuses, "session", "A browser")
    assert keys.device("session") is None
    assert own_passkeys.passkeys_of(keys, "sam")[0].last_used is None


def test_who_left_the_rota_signs_in_with_nothing(keys):
    own_passkeys.add(keys, sam(), passkey(keys))
    session, now = keys.start("sam", "A browser"), keys.desk.clock.now()
    with keys.desk.book.writing() as page:
        page.set_pin("sam", "kept")
        page.shut_out("sam", now)
    assert keys.device(session) is None
    with keys.desk.book.reading() as page:
        assert page.pin("sam") is None
    with pytest.raises(NoSuchPasskey):
        own_passkeys.sign_in(keys, "credential-0", lambda _: 1, "session", "A browser")
