"""``escalate pin``: an officer's PIN, set or removed from the machine itself."""

import pytest
from click.testing import CliRunner

from service.cli import main
from service.pins import Pins


@pytest.fixture
def types(with_example):
    """Run ``escalate pin`` with something on standard input."""

    def run(*arguments: str, typed: str = ""):
        return CliRunner().invoke(main, ("pin", *arguments), input=typed, prog_name="escalate")

    return run


def kept(parts, person="priya"):
    with parts.book.reading() as page:
        return page.pin(person)


def test_it_is_read_from_standard_input_and_said_nowhere(types, parts):
    result = types("priya", typed="4827\n")
    assert result.exit_code == 0
    assert "4827" not in result.output
    secret = parts.settings.secret_key.get_secret_value()
    assert Pins(secret).fits("4827", kept(parts))


def test_one_that_was_forgotten_is_removed(types, parts):
    types("priya", typed="4827\n")
    assert types("priya", "--off").exit_code == 0
    assert kept(parts) is None


@pytest.mark.parametrize("typed", ["", "\n", "482\n", "48271\n", " 4827\n", "1234\n"])
def test_what_is_no_good_pin_is_refused_with_the_mend(types, parts, typed):
    result = types("priya", typed=typed)
    assert result.exit_code == 2
    assert "nothing was changed" in result.stderr
    assert not typed.strip() or typed.strip() not in result.output
    assert kept(parts) is None


def test_nobody_else_has_a_pin(types, parts):
    result = types("sam", typed="4827\n")
    assert result.exit_code == 2
    assert "does not have the role officer" in result.stderr
    assert "Choose from" in types("nobody-here", typed="4827\n").stderr
    assert kept(parts, "sam") is None
