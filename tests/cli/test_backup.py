"""``escalate backup``: made, listed, checked and restored from the command line."""

import json
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
from click.testing import CliRunner

from service.cli import main
from service.domain.standing import BackupDeed, HouseDeed

#: In the example, and nowhere in what a backup says of itself.
NAMES = ("Priya", "Shah", "Sam", "900111", "safeguarding")


@pytest.fixture
def pair(alone):
    """A key pair whose private half is in ``key.txt``."""
    made = pyrage.x25519.Identity.generate()
    (alone / "key.txt").write_text(f"{made}\n")
    return str(made.to_public())


def test_the_pair_that_it_makes_seals_a_backup_and_opens_it(with_example, escalate, alone):
    made = escalate("backup", "key")
    assert made.exit_code == 0
    (alone / "made.txt").write_text(made.stdout)
    public = made.stderr.split("BACKUP_RECIPIENT=")[1].split()[0]
    assert f"# BACKUP_RECIPIENT={public}\n" in made.stdout
    assert "AGE-SECRET-KEY" not in made.stderr
    kept = json.loads(with_example("backup", "make", "--json", BACKUP_RECIPIENT=public).stdout)
    checked = escalate("backup", "check", kept["file"], "--identity", "made.txt")
    assert checked.stdout.startswith("Whole: made at 20"), checked.output


def test_each_pair_is_another_and_nothing_keeps_it(escalate, alone):
    before = {file: file.read_bytes() for file in alone.iterdir()}
    first, second = escalate("backup", "key").stdout, escalate("backup", "key").stdout
    assert first != second
    assert {file: file.read_bytes() for file in alone.iterdir()} == before


@pytest.fixture
def backed_up(with_example, pair):
    """Run a command in a house with the example rota, whose backups are sealed for the pair."""

    def run(*words, **env):
        return with_example("backup", *words, BACKUP_RECIPIENT=pair, **env)

    return run


@pytest.fixture
def made(backed_up):
    result = backed_up("make", "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)["file"]


def test_a_backup_is_made_listed_checked_and_restored(backed_up, made, escalate, alone):
    raised = escalate("raise", "sam")
    assert raised.exit_code == 0
    listed = json.loads(backed_up("list", "--json").stdout)
    assert [one["file"] for one in listed] == [made]
    assert listed[0]["bytes"] == Path(made).stat().st_size
    assert made in backed_up("list").stdout
    checked = backed_up("check", made, "--identity", "key.txt")
    assert checked.exit_code == 0
    assert checked.stdout.startswith("Whole: made at 20")
    url = f"sqlite:///{alone}/new/book.sqlite"
    restored = backed_up("restore", made, "--identity", "key.txt", DATABASE_URL=url)
    assert restored.exit_code == 0
    assert "goes on, marked late, once a worker or a watch runs on it" in restored.stdout
    assert "since two would ring" in restored.stdout
    before = escalate("rota", "export").stdout
    assert before == escalate("rota", "export", DATABASE_URL=url).stdout
    for result in (checked, restored):
        assert not [name for name in NAMES if name in result.output]


def test_what_it_prints_for_a_person(backed_up):
    said = backed_up("make").stdout
    assert said.startswith("Made var/backups/escalate-20")
    assert said.endswith(" kB.\n")


def test_where_there_is_none_it_says_so(backed_up):
    assert backed_up("list").stdout == "There is no backup in BACKUP_FOLDER.\n"


def test_without_a_recipient_there_is_no_backup(with_example, alone):
    result = with_example("backup", "make")
    assert result.exit_code == 2
    assert result.stderr.startswith("There is no BACKUP_RECIPIENT")
    timed = with_example("backup", "make", "--by-timer")
    assert timed.exit_code == 6
    assert timed.stderr == result.stderr
    assert not (alone / "var" / "backups").exists()
    assert doctored(with_example) == ("doubtful", "No backup has been recorded.")


def test_by_a_timer_as_well_whatever_fails_exits_as_ever(backed_up, alone):
    (alone / "file").write_text("no folder")
    for env in (
        {"BACKUP_FOLDER": str(alone / "file" / "backups")},
        {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"},
    ):
        assert backed_up("make", "--by-timer", **env).exit_code == 2
    assert backed_up("make", "--by-timer").exit_code == 0


def test_the_folder_and_how_many_stay_can_be_set(backed_up, alone):
    folder = alone / "elsewhere"
    folder.mkdir()
    for day in range(1, 6):
        (folder / f"escalate-2026010{day}T000000Z.age").write_text("older")
    made = backed_up("make", "--json", BACKUP_FOLDER=str(folder), BACKUP_KEEP="3")
    assert json.loads(made.stdout)["deleted"] == 3
    assert len(list(folder.iterdir())) == 3


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"BACKUP_RECIPIENT": "age1short"}, "BACKUP_RECIPIENT: Write the public key"),
        ({"BACKUP_RECIPIENT": "AGE-SECRET-KEY-1QQQ"}, "BACKUP_RECIPIENT: That is the private key"),
        ({"BACKUP_RECIPIENT": f"age1{'q' * 58}"}, "BACKUP_RECIPIENT: Write the public key"),
        ({"BACKUP_KEEP": "0"}, "BACKUP_KEEP: Write a whole number from 1"),
        ({"BACKUP_KEEP": "many"}, "BACKUP_KEEP: Write a whole number from 1"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_name(with_example, given, said):
    result = with_example("backup", "make", **given)
    assert result.exit_code == 2
    assert result.stderr.startswith(said)
    assert "QQQ" not in result.output


@pytest.mark.parametrize("command", ["check", "restore"])
def test_what_cannot_be_read_is_a_sentence_and_leaves_nothing(backed_up, made, alone, command):
    new = alone / "new.sqlite"

    def said(file, identity):
        words = (command, str(file), "--identity", identity)
        result = backed_up(*words, DATABASE_URL=f"sqlite:///{new}")
        assert result.exit_code == 2
        assert result.stdout == ""
        return result.stderr

    other = alone / "other.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()))
    assert said(made, str(other)).startswith("This private key does not open the backup")
    gone = said(made, "none.txt")
    assert gone.startswith(
        "The file given as --identity cannot be read (No such file or directory)"
    )
    key = (alone / "key.txt").read_text().split()[-1]
    typed = said(made, key)
    assert "Name the file, not the key in it" in typed
    assert key not in typed
    (alone / "public.txt").write_text("age1\n")
    assert said(made, "public.txt").startswith("There is no private key in the file")
    assert said("none.age", "key.txt").startswith("The backup cannot be read (No such file")
    short = alone / "short.age"
    short.write_bytes(Path(made).read_bytes()[:-9])
    assert said(short, "key.txt").startswith("The backup is damaged or not whole")
    result = backed_up("restore", made, "--identity", "key.txt", DATABASE_URL=f"sqlite:///{new}")
    assert result.exit_code == 0, "the place was left empty"


@pytest.mark.parametrize("command", ["check", "restore"])
def test_another_book_key_is_a_sentence(backed_up, made, alone, command):
    result = backed_up(
        *(command, made, "--identity", "key.txt"),
        DATABASE_URL=f"sqlite:///{alone}/new.sqlite",
        BOOK_KEY="another-key-that-is-made-up-0123456789",
    )
    assert result.exit_code == 2
    assert "sealed with a key that is not in BOOK_KEY" in result.stderr


def test_it_is_not_restored_over_a_book(backed_up, made, escalate):
    before = escalate("rota", "export").stdout
    result = backed_up("restore", made, "--identity", "key.txt")
    assert result.exit_code == 2
    assert result.stderr.startswith("There is something in the database already")
    assert escalate("rota", "export").stdout == before


def test_the_identity_has_to_be_named(alone):
    result = CliRunner().invoke(main, ["backup", "check", "one.age"], prog_name="escalate")
    assert result.exit_code == 2
    assert "--identity" in result.stderr


# What doctor knows of it.


def doctored(escalate, **env):
    """Return what doctor says of backups: how it stands, and the sentence."""
    found = json.loads(escalate("doctor", "--json", **env).stdout)["findings"]
    [one] = [one for one in found if one["what"] == "backup"]
    return one["verdict"], one["said"]


def test_doctor_says_when_one_was_made_and_read_back(backed_up, with_example, alone):
    assert doctored(with_example) == ("doubtful", "No backup has been recorded.")
    made = json.loads(backed_up("make", "--json").stdout)["file"]
    verdict, said = doctored(with_example)
    assert verdict == "doubtful"
    assert "none has been read back" in said
    backed_up("check", made, "--identity", "key.txt")
    verdict, said = doctored(with_example)
    assert verdict == "right"
    assert "last read back on 20" in said


def test_a_book_that_was_restored_knows_of_its_own_backup(backed_up, made, with_example, alone):
    url = f"sqlite:///{alone}/new/book.sqlite"
    backed_up("restore", made, "--identity", "key.txt", DATABASE_URL=url)
    assert doctored(with_example, DATABASE_URL=url)[0] == "right"


def test_one_that_is_old_is_doubtful(with_example, parts):
    with parts.book.writing() as page:
        page.note_backup(BackupDeed.MADE, parts.desk.clock.now() - timedelta(days=3))
        page.note_backup(BackupDeed.CHECKED, parts.desk.clock.now())
    verdict, said = doctored(with_example)
    assert verdict == "doubtful"
    assert "which is too long ago" in said


def test_a_machine_without_a_book_can_check_one(backed_up, made, alone):
    url = f"sqlite:///{alone}/none.sqlite"
    result = backed_up("check", made, "--identity", "key.txt", DATABASE_URL=url)
    assert result.exit_code == 0
    assert result.stdout.startswith("Whole:")
    assert result.stderr.startswith("There is no book at DATABASE_URL that could note it")
    assert not (alone / "none.sqlite").exists()


def test_one_of_which_no_book_can_be_made_is_written_down(backed_up, made, parts, alone):
    short = alone / "short.age"
    short.write_bytes(Path(made).read_bytes()[:-9])
    assert backed_up("check", str(short), "--identity", "key.txt").exit_code == 2
    with parts.book.reading() as page:
        assert HouseDeed.BACKUP_UNREADABLE in page.deeds()


def test_a_backup_that_failed_is_not_recorded(backed_up, with_example, alone):
    (alone / "file").write_text("no folder")
    result = backed_up("make", BACKUP_FOLDER=str(alone / "file" / "backups"))
    assert result.exit_code == 2
    assert result.stderr.startswith("The backup could not be written")
    assert doctored(with_example)[1] == "No backup has been recorded."


def test_whether_there_is_one_of_the_last_day(backed_up, made, alone):
    assert backed_up("recent").stdout.startswith("Made 20")
    old = Path(made).rename(alone / "var/backups/escalate-20260101T023000Z.age")
    assert old.exists()
    result = backed_up("recent")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("The newest backup in BACKUP_FOLDER is more than a day old")


def test_without_a_recipient_it_says_why_there_is_none(with_example):
    result = with_example("backup", "recent")
    assert result.exit_code == 2
    assert result.stderr.startswith("There is no BACKUP_RECIPIENT")


@pytest.mark.parametrize("command", ["list", "recent"])
def test_a_folder_that_is_none_is_named_by_its_setting(backed_up, alone, command):
    (alone / "file").write_text("no folder")
    result = backed_up(command, BACKUP_FOLDER=str(alone / "file"))
    assert result.exit_code == 2
    assert result.stderr.startswith("BACKUP_FOLDER cannot be looked into (Not a directory).")


def test_a_time_that_is_none_is_a_sentence_that_repeats_nothing(backed_up):
    result = backed_up("nightly", "--at", "25:61")
    assert result.exit_code == 2
    assert result.stderr == ("That is no time of day. Write it as HH:MM in UTC, such as 02:30.\n")
