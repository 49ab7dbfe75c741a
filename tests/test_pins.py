"""A PIN fits its own hash under its own key, and nothing else does."""

import pytest

from service.pins import Pins, _digest

PINS = Pins("a-secret-of-ours")


def test_a_pin_fits_its_hash_and_no_other_does():
    hashed = PINS.hashed("2468")
    assert PINS.fits("2468", hashed)
    assert not [
        digits for digits in ("2469", "", "24", "24688", "*468") if PINS.fits(digits, hashed)
    ]


def test_two_hashes_of_one_pin_say_nothing_of_each_other():
    one, other = PINS.hashed("2468"), PINS.hashed("2468")
    assert one != other
    assert "2468" not in one


def test_after_a_change_of_keys_it_still_fits_and_is_told_from_a_new_one():
    changed = Pins("a-new-secret", ("another", "a-secret-of-ours"))
    old, new = PINS.hashed("2468"), changed.hashed("2468")
    assert changed.fits("2468", old)
    assert changed.fits("2468", new)
    assert not changed.fits("2469", old)
    assert (changed.is_new(old), changed.is_new(new)) == (False, True)
    assert not PINS.fits("2468", new)


def test_one_from_before_salts_told_their_key_fits_too():
    salt = "00" * 16
    old = f"scrypt1${salt}${_digest('a-secret-of-ours', '2468', bytes(16)).hex()}"
    changed = Pins("a-new-secret", ("a-secret-of-ours",))
    assert [pins.fits("2468", old) for pins in (PINS, changed)] == [True, True]
    assert [pins.fits("2469", old) for pins in (PINS, changed)] == [False, False]
    assert not PINS.is_new(old)


def test_a_stolen_book_without_its_key_fits_no_pin():
    assert not Pins("another").fits("2468", PINS.hashed("2468"))


@pytest.mark.parametrize("hashed", ["", "scrypt1", "scrypt1$zz$zz", "plain$00$00", "$$$"])
def test_a_hash_that_cannot_be_read_fits_nothing(hashed):
    assert not PINS.fits("2468", hashed)


@pytest.mark.parametrize("pin", ["", "123", "12345", "12a4", "١٢٣٤", "12 4"])
def test_only_four_digits_are_a_pin(pin):
    with pytest.raises(ValueError, match="four digits"):
        PINS.hashed(pin)
