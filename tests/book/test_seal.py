"""A seal opens for its key and its place, and for nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from servers.migrated import BOOK_KEY

from service.book.seal import Seal, Unopened, read_ring

OLD, NEW = "an-old-key-that-is-made-up-0123456789", "a-new-key-that-is-made-up-01234567890"
texts = st.text(max_size=200)


@given(texts)
def test_what_was_sealed_opens_as_it_was(text):
    seal = Seal(BOOK_KEY)
    assert seal.opened(seal.seal(text, "here"), "here") == text
    assert seal.matched(seal.match(text, "here"), "here") == text


def test_equal_texts_are_told_apart_by_nobody_unless_they_are_looked_for():
    seal = Seal(BOOK_KEY)
    assert seal.seal("Priya", "here") != seal.seal("Priya", "here")
    assert seal.match("Priya", "here") == seal.match("Priya", "here")
    assert seal.match("Priya", "here") != seal.match("Priyb", "here")
    assert seal.match("Priya", "here") != seal.match("Priya", "there")


@pytest.mark.parametrize("kind", ["seal", "match"])
def test_the_length_of_a_name_is_not_to_be_seen(kind):
    make = getattr(Seal(BOOK_KEY), kind)
    assert len({len(make("P" * length, "here")) for length in range(33)}) == 1


@pytest.mark.parametrize(("kind", "opening"), [("seal", "opened"), ("match", "matched")])
def test_it_opens_nowhere_else_and_for_no_other_key(kind, opening):
    kept = getattr(Seal(OLD), kind)("Priya", "here")
    for seal, place in ((Seal(OLD), "there"), (Seal(NEW), "here")):
        with pytest.raises(Unopened) as caught:
            getattr(seal, opening)(kept, place)
        assert "Priya" not in str(caught.value)


@given(st.integers(min_value=0), st.sampled_from(["seal", "match"]))
def test_a_seal_that_somebody_changed_does_not_open(at, kind):
    seal = Seal(OLD)
    kept = getattr(seal, kind)("Priya Shah", "here")
    start = len(seal.name) + 1
    at = start + at % (len(kept) - start - 1)  # The last letter carries bits that mean nothing.
    changed = kept[:at] + ("A" if kept[at] != "A" else "B") + kept[at + 1 :]
    with pytest.raises(Unopened):
        (seal.opened if kind == "seal" else seal.matched)(changed, "here")


@pytest.mark.parametrize("kept", ["", ".", "Priya Shah", "+447700900111", "a.b", "é.é"])
def test_what_was_never_sealed_opens_for_no_ring(kept):
    with pytest.raises(Unopened):
        read_ring(OLD).of(kept)


def test_the_first_key_seals_and_both_open():
    before, between, after = read_ring(OLD), read_ring(f"{NEW}, {OLD}"), read_ring(NEW)
    assert between.first.name == after.first.name
    assert [ring.turning for ring in (before, between, after)] == [False, True, False]
    kept = before.first.seal("Priya", "here")
    assert between.of(kept).opened(kept, "here") == "Priya"
    with pytest.raises(Unopened):
        after.of(kept)


def test_a_keys_name_says_nothing_of_the_key():
    assert Seal(OLD).name not in OLD
    assert len({Seal(key).name for key in (OLD, NEW, BOOK_KEY)}) == 3
    assert OLD not in repr(read_ring(f"{OLD},{NEW}"))
