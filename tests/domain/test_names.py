"""Keys of new people, which are never those of others."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.names import new_key


@pytest.mark.parametrize(
    ("name", "used", "key"),
    [
        ("Priya Shah", [], "priya"),
        ("Priya Rao", ["priya"], "priya-2"),
        ("Priya Rao", ["priya", "priya-2", "priya-3"], "priya-4"),
        ("Priya Rao", ["Priya"], "priya-2"),
        ("Siân O\u2019Brien", [], "sian"),
        ("O\u2019Brien", [], "obrien"),
        ("Mary-Ann Low", [], "maryann"),
        ("李 明", [], "person"),
        ("李 明", ["person"], "person-2"),
        ("", [], "person"),
        ("n" * 60, [], "n" * 30),
    ],
)
def test_a_key_is_made_of_the_first_name(name, used, key):
    assert new_key(name, used) == key


@given(st.text(), st.sets(st.sampled_from(["person", "person-2", "a", "a-2", "b"])))
def test_a_key_is_new_and_one_that_the_file_takes(name, used):
    key = new_key(name, used)
    assert key not in used
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", key)
