"""The key of the book: made, missing, lost."""

import json

import pytest
from servers.child import free_port
from servers.migrated import BOOK_KEY

from config.settings import load_settings
from service.domain.standing import Beat


def test_a_new_key_is_one_that_the_settings_take(escalate):
    made = escalate("book", "key").stdout.strip()
    assert made != escalate("book", "key").stdout.strip()
    assert load_settings({"BOOK_KEY": made}).book_key.get_secret_value() == made


@pytest.mark.parametrize(
    "command",
    [
        ("rota", "show"),
        ("migrate",),
        ("token", "create", "priya"),
        ("web",),
        ("worker",),
        ("watch",),
        ("run",),
        ("drill",),
    ],
)
def test_without_its_key_nothing_begins_and_it_says_what_to_do(with_example, command):
    other = {"BOOK_KEY": "another-key-that-is-made-up-0123456789", "PORT": str(free_port())}
    result = with_example(*command, **other)
    assert result.exit_code == 2
    assert "sealed with a key that is not in BOOK_KEY" in result.stderr
    assert "Give that key back" in result.stderr
    assert "If it is lost for ever" in result.stderr


def test_a_key_file_that_was_lost_is_made_anew_and_does_not_fit(with_example, alone):
    result = with_example("rota", "show", BOOK_KEY="")
    assert result.exit_code == 2
    assert "var/book-key" in result.stderr
    (alone / "var" / "book-key").write_text(BOOK_KEY)
    assert with_example("rota", "show", BOOK_KEY="").exit_code == 0


@pytest.mark.parametrize("typed", [BOOK_KEY, f"  {BOOK_KEY[:20]} {BOOK_KEY[20:]}\r"])
def test_a_key_that_was_kept_is_tried_whatever_the_settings_have(escalate, typed):
    for env in ({}, {"BOOK_KEY": "another-key-that-is-made-up-0123456789"}):
        found = escalate("book", "key", "--check", typed=f"{typed}\n", **env)
        assert (found.exit_code, found.stdout) == (0, "This key opens the book.\n")


@pytest.mark.parametrize("typed", [BOOK_KEY.swapcase(), BOOK_KEY[:-1], f"{BOOK_KEY},", "", "\xff"])
def test_one_wrong_letter_is_found_while_the_machine_is_there(escalate, typed):
    found = escalate("book", "key", "--check", typed=typed)
    assert (found.exit_code, found.stdout) == (2, "")
    assert "This key does not open the book. Compare each letter" in found.stderr
    assert not typed or typed not in found.stderr


def test_while_keys_are_changed_each_opens_a_part(escalate):
    new = "another-key-that-is-made-up-0123456789"
    assert escalate("migrate", BOOK_KEY=f"{new},{BOOK_KEY}").exit_code == 0
    for one in (new, BOOK_KEY):
        found = escalate("book", "key", "--check", typed=one)
        assert found.stdout.startswith("This key opens a part of the book")


def test_without_a_book_no_key_opens_it(escalate, alone):
    found = escalate("book", "key", "--check", typed=BOOK_KEY, DATABASE_URL="sqlite:///none.sqlite")
    assert found.exit_code == 2
    assert "Run escalate migrate first" in found.stderr
    assert not (alone / "none.sqlite").exists()


def test_doctor_says_so_too(with_example):
    found = with_example("doctor", "--json", BOOK_KEY="another-key-that-is-made-up-0123456789")
    [book] = [one for one in json.loads(found.stdout)["findings"] if one["what"] == "book"]
    assert "not in BOOK_KEY" in str(book)


@pytest.mark.parametrize(
    "written",
    [
        "short",
        f"{BOOK_KEY},short",
        f"{BOOK_KEY},{BOOK_KEY}",
        f"a{BOOK_KEY},b{BOOK_KEY},{BOOK_KEY}",
        ",",
    ],
)
def test_what_is_no_key_or_two_is_refused_by_name(escalate, written):
    result = escalate("rota", "show", BOOK_KEY=written)
    assert result.exit_code == 2
    assert result.stderr.startswith("BOOK_KEY: Write")
    assert BOOK_KEY not in result.stderr


def test_with_postgresql_it_has_to_be_set(escalate):
    url = "postgresql://nobody@127.0.0.1:1/none"
    result = escalate("rota", "show", BOOK_KEY="", DATABASE_URL=url)
    assert result.exit_code == 2
    assert "BOOK_KEY: With PostgreSQL, set it" in result.stderr


def test_the_tables_go_back_and_forth_again(with_example):
    before = with_example("rota", "export").stdout
    assert with_example("migrate", "--to", "0016").stdout == "The tables are those of 0016 now.\n"
    assert with_example("rota", "export").exit_code == 2, "this version wants its own tables"
    assert with_example("migrate", "--to", "0017").exit_code == 2, "that is no way back"
    assert with_example("migrate").stdout == "The book is ready.\n"
    assert with_example("rota", "export").stdout == before


def test_not_while_somebody_works_on_the_book(escalate, parts):
    with parts.book.writing() as page:
        page.beat(Beat("one", "watch", parts.desk.clock.now()))
    result = escalate("migrate", "--to", "0016")
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "A worker or a watch works on the book, so nothing was changed."
    )
    assert escalate("migrate").stdout == "The book was up to date.\n"
