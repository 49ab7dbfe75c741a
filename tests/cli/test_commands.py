"""What holds for every command: one line of help, and a sentence for whatever is refused."""

import sys

import click
import pytest
from servers.child import free_port

from service.cli import COMMANDS, main
from service.ports import BookUnavailable, BookUncertain

#: The contract's commands.
WANTED = {
    *("run", "web", "worker", "watch", "exchange", "migrate", "rota", "token", "sign-in-link"),
    *("raise", "drill", "doctor", "simulate", "bench"),
}


def every_command(group, context, path=()):
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from every_command(command, context, (*path, name))


def test_the_commands_of_the_contract_are_there():
    assert set(COMMANDS) >= WANTED


def test_each_command_has_one_plain_line_of_help():
    with click.Context(main) as context:
        for path, command in every_command(main, context):
            line = command.get_short_help_str(60)
            assert line, path
            assert line[0].isupper(), path
            assert not line.endswith("..."), path


def test_the_help_names_every_command_that_is_not_hidden(escalate):
    said = escalate("--help").stdout
    assert all(f"  {name} " in said for name in WANTED)
    assert "  bell " not in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ring",), "No such command 'ring'. See escalate --help."),
        (
            ("rota", "chek"),
            "No such command 'chek'. Did you mean 'check'? See escalate rota --help.",
        ),
        (("rota", "check"), "Missing argument 'FILE'. See escalate rota check --help."),
        (("run", "--fast"), "No such option '--fast'. See escalate run --help."),
        (("token", "create", "a", "b"), "Got unexpected extra argument (b). See escalate token"),
    ],
)
def test_a_slip_is_a_sentence_and_exits_2(escalate, words, said):
    result = escalate(*words)
    assert result.exit_code == 2
    assert result.stderr.startswith(said)
    assert result.stdout == ""


@pytest.mark.parametrize("words", [("rota",), ("token",), ()])
def test_half_a_command_says_what_can_follow(escalate, words):
    result = escalate(*words)
    assert result.exit_code == 2
    assert "Commands:" in result.stderr


LONG_RUNNING = ("run", "web", "worker", "watch", "exchange", "bell")
SHORT = (("migrate",), ("rota", "show"), ("token", "create", "sam"), ("raise", "sam"), ("doctor",))


@pytest.mark.parametrize("words", [*((name,) for name in LONG_RUNNING), *SHORT])
def test_nothing_starts_with_a_wrong_setting(escalate, alone, words):
    before = set(alone.iterdir())
    result = escalate(*words, PORT="eighty", TWILIO_FROM="my phone")
    assert result.exit_code == 2
    assert "PORT: Write a whole number" in result.stderr
    assert "TWILIO_AUTH_TOKEN: " in result.stderr
    assert "my phone" not in result.output
    assert set(alone.iterdir()) == before


@pytest.mark.parametrize("words", [("web",), ("worker",), ("watch",), *SHORT[1:4]])
def test_a_book_that_is_not_there_says_how_to_make_it(escalate, alone, words):
    result = escalate(*words, DATABASE_URL=f"sqlite:///{alone}/none.sqlite")
    assert result.exit_code == 2
    assert "Run escalate migrate first" in result.stderr
    assert "start this in the folder that holds its .env" in result.stderr
    assert not (alone / "none.sqlite").exists()


@pytest.mark.parametrize("words", SHORT[:4])
def test_a_database_that_does_not_answer_is_a_sentence(escalate, words):
    url = f"postgresql://invented:secret@127.0.0.1:{free_port()}/none"
    result = escalate(*words, DATABASE_URL=url)
    assert result.exit_code == 2
    assert "The book cannot be used now" in result.stderr
    assert "DATABASE_URL" in result.stderr
    assert "secret" not in result.output


@pytest.mark.parametrize(
    ("outage", "said"),
    [(BookUnavailable(), "cannot be used now, so"), (BookUncertain(), "may be done or not")],
)
def test_an_outage_says_whether_it_was_done(with_example, monkeypatch, outage, said):
    def fails(*_: object) -> None:
        raise outage

    monkeypatch.setattr("service.cli.raising.raise_escalation", fails)
    result = with_example("raise", "sam")
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_bug_stays_a_traceback(with_example, monkeypatch):
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("service.cli.raising.raise_escalation", fails)
    assert isinstance(with_example("raise", "sam").exception, ZeroDivisionError)


def test_a_bug_on_the_command_line_says_where_it_is_and_not_what_it_says(
    with_example, monkeypatch, capsys
):
    row = "Sam Lee, 07700 900123"

    def fails(*_: object) -> None:
        raise LookupError(row)

    monkeypatch.setattr("service.cli.raising.raise_escalation", fails)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    bug = with_example("raise", "sam").exc_info
    sys.excepthook(*bug)
    said = capsys.readouterr().err
    assert said.endswith("LookupError\n")
    assert "in fails" in said
    assert "Sam" not in said


def test_a_book_is_migrated_once(escalate, alone):
    url = f"sqlite:///{alone}/var/new.sqlite"
    assert escalate("migrate", DATABASE_URL=url).stdout == "The book is ready.\n"
    assert escalate("migrate", DATABASE_URL=url).stdout == "The book was up to date.\n"
