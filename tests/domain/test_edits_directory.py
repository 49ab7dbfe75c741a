"""What a page may do to the lines of the directory."""

from dataclasses import replace
from datetime import date

import pytest
from domain.edited import ROTA

from service.domain.directory import DirectoryEntry, Place
from service.domain.edits import directory
from service.domain.names import NameLong, NameUnseen


def test_lines_are_added_changed_moved_and_taken_out():
    first, second = ROTA.directory
    new = DirectoryEntry(name=" Chair ", phone="999", dial="999", place=Place.ALTERNATE, note=" x ")
    named = replace(new, name="Chair", note="x")
    assert directory.add_line(ROTA, new).directory == (first, second, named)
    assert directory.change_line(ROTA, 0, new).directory == (named, second)
    assert directory.move_line(ROTA, 1, -1).directory == (second, first)
    assert directory.remove_line(ROTA, 0).directory == (second,)


def test_a_line_that_was_rung_is_checked_today():
    today = date(2026, 11, 6)
    checked = directory.check_line(ROTA, 1, today).directory[1]
    assert (checked.checked, checked.to_be_checked) == (today, False)
    assert not checked.overdue(today)


@pytest.mark.parametrize("part", ["note", "area", "owner"])
@pytest.mark.parametrize(("text", "refusal"), [("n" * 201, NameLong), ("a\nb", NameUnseen)])
def test_what_stands_beside_a_line_is_one_line_that_can_be_seen(part, text, refusal):
    with pytest.raises(refusal, match=part):
        directory.add_line(ROTA, replace(ROTA.directory[0], **{part: text}))
