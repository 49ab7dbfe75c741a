"""A command without the carrier's settings, beside a house that has them: it must sign nothing."""

import re

import pytest

from service.desk import rehearsing
from service.domain.standing import HouseDeed

SAID = "Real phones ring for this book, and no TWILIO_ setting is given here."


@pytest.mark.parametrize(
    "words",
    [("raise", "sam"), ("sign-in-link", "sam"), ("token", "create", "sam"), ("doctor",)],
    ids=" ".join,
)
def test_beside_real_phones_it_is_refused_and_leaves_nothing(with_example, parts, words):
    rehearsing.note_real(parts.desk)
    result = with_example(*words)
    assert result.exit_code == 2
    assert SAID in result.stderr
    with parts.book.reading() as page:
        assert HouseDeed.LOOKED not in page.deeds()
        assert not page.open_since(parts.desk.clock.now())


def test_a_backup_is_made_all_the_same(with_example, parts):
    rehearsing.note_real(parts.desk)
    public = re.search(r"age1[0-9a-z]+", with_example("backup", "key").output)[0]
    result = with_example("backup", "make", BACKUP_RECIPIENT=public)
    assert result.exit_code == 0, result.stderr


def test_once_no_real_phone_is_at_work_it_goes(with_example, parts):
    with parts.book.writing() as page:
        page.note_deed(HouseDeed.REAL, parts.desk.clock.now() - rehearsing.STILL)
    assert with_example("raise", "sam").exit_code == 0
