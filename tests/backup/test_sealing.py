"""A backup is a sealed file: whole or not there, opened with its own key alone."""

import os
import resource
import signal
import stat
from datetime import UTC, datetime, timedelta

import pyrage
import pytest

from service.backup import (
    BackupDamaged,
    BackupNotKept,
    BackupNotRead,
    NoIdentity,
    WrongIdentity,
    forget_old,
    kept,
    read_backup,
    write_backup,
)

AT = datetime(2026, 11, 30, 2, 30, tzinfo=UTC)
#: Long, and with little to compress in it.
LINES = [os.urandom(40).hex().encode() for __ in range(20_000)]


class Pair:
    """A key pair, its private half in a file as age-keygen writes it."""

    def __init__(self, file):
        made = pyrage.x25519.Identity.generate()
        self.file, self.public = file, str(made.to_public())
        file.write_text(f"# public key: {self.public}\n{made}\n")


@pytest.fixture
def pair(tmp_path):
    return Pair(tmp_path / "key.txt")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "backups"


def lines_of(file, identity):
    found = []
    read_backup(file, identity, found.append)
    return found


def test_what_was_written_is_read_again(pair, folder):
    file = write_backup(LINES, pair.public, folder, AT)
    assert lines_of(file, pair.file) == LINES
    assert [one.name for one in folder.iterdir()] == ["escalate-20261130T023000Z.age"]


def test_nobody_else_on_the_machine_may_read_it_and_it_reads_as_nothing(pair, folder):
    file = write_backup([b"Priya Shah"] * 9, pair.public, folder, AT)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert b"Priya" not in file.read_bytes()


def test_another_key_is_refused(pair, folder, tmp_path):
    file = write_backup(LINES, pair.public, folder, AT)
    with pytest.raises(WrongIdentity):
        lines_of(file, Pair(tmp_path / "other.txt").file)


@pytest.mark.parametrize("text", ["", "# only a remark\n", "age1notprivate\n", "\xff", "\xff\xfea"])
def test_a_file_without_a_private_key_is_refused(pair, folder, text):
    file = write_backup(LINES, pair.public, folder, AT)
    pair.file.write_bytes(text.encode("latin-1"))
    with pytest.raises(NoIdentity):
        lines_of(file, pair.file)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_key_that_windows_saved_opens_as_well(pair, folder, coding):
    """``>`` of Windows PowerShell writes two bytes a letter, with a mark before them."""
    file = write_backup([b"a line"], pair.public, folder, AT)
    text = pair.file.read_text().replace("\n", "\r\n")
    mark = "\ufeff" if coding == "utf-16-be" else ""
    pair.file.write_bytes((mark + text).encode(coding))
    assert lines_of(file, pair.file) == [b"a line"]


def test_a_flipped_byte_is_found_wherever_it_is(pair, folder):
    file = write_backup(LINES, pair.public, folder, AT)
    whole = file.read_bytes()
    for at in (0, 30, 120, 250, 70_000, len(whole) // 2, len(whole) - 20, len(whole) - 1):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises((BackupDamaged, WrongIdentity)):
            lines_of(file, pair.file)


def test_a_file_that_was_cut_short_is_found(pair, folder):
    file = write_backup(LINES, pair.public, folder, AT)
    whole = file.read_bytes()
    for size in (0, 50, 300, 70_000, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:size])
        with pytest.raises(BackupDamaged):
            lines_of(file, pair.file)
    file.write_bytes(whole + b"x")
    with pytest.raises(BackupDamaged):
        lines_of(file, pair.file)


def test_what_is_sealed_and_no_backup_is_refused(pair, folder):
    folder.mkdir()
    file = folder / "strange.age"
    file.write_bytes(pyrage.encrypt(b"no gzip", [pyrage.x25519.Recipient.from_str(pair.public)]))
    with pytest.raises(BackupDamaged):
        lines_of(file, pair.file)


def test_a_file_that_is_not_there_is_a_refusal(pair, folder):
    with pytest.raises(BackupNotRead, match="No such file"):
        lines_of(folder / "none.age", pair.file)


class Halted(Exception):
    """Whoever writes or takes has had enough."""


def halting():
    yield from LINES
    raise Halted


def test_an_error_half_way_comes_through_and_leaves_nothing(pair, folder):
    with pytest.raises(Halted):
        write_backup(halting(), pair.public, folder, AT)
    assert list(folder.iterdir()) == []


def test_an_error_of_whoever_takes_the_lines_comes_through(pair, folder):
    def take(_line):
        raise Halted

    with pytest.raises(Halted):
        read_backup(write_backup(LINES, pair.public, folder, AT), pair.file, take)


@pytest.fixture
def little_room():
    """No file of this process may grow beyond 100 kB, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    usual = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, usual)


def test_a_full_disk_leaves_the_older_ones_and_no_half_one(pair, folder, little_room):
    older = write_backup(LINES[:10], pair.public, folder, AT - timedelta(days=1))
    with pytest.raises(BackupNotKept, match="there is no new one"):
        write_backup(LINES, pair.public, folder, AT)
    assert list(folder.iterdir()) == [older]


def test_a_folder_that_cannot_be_is_a_refusal(pair, tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(BackupNotKept):
        write_backup(LINES, pair.public, tmp_path / "file" / "backups", AT)


# What stays in the folder.


def made(folder, days):
    """Put a backup of so many *days* ago into *folder*."""
    folder.mkdir(exist_ok=True)
    file = folder / f"escalate-{AT - timedelta(days=days):%Y%m%dT%H%M%SZ}.age"
    file.write_bytes(b"a backup")
    return file


def test_backups_are_listed_newest_first_and_nothing_else_is(folder):
    assert kept(folder) == []
    old, new = made(folder, 2), made(folder, 1)
    (folder / "notes.txt").write_text("ours")
    (folder / ".escalate-20261130T023000Z.age.7.part").write_text("half")
    assert [one.file for one in kept(folder)] == [new, old]
    assert [one.made_at for one in kept(folder)] == [AT - timedelta(days=n) for n in (1, 2)]
    assert kept(folder)[0].size == len("a backup")


def test_the_latest_stay(folder):
    files = [made(folder, days) for days in range(5)]
    strange = folder / "escalate-of-last-year.age"
    strange.write_text("kept by hand")
    assert forget_old(folder, 2, files[0]) == 3
    assert set(folder.iterdir()) == {files[0], files[1], strange}
    assert forget_old(folder, 2, files[0]) == 0


def test_the_one_just_made_stays_although_a_clock_was_wrong(folder):
    newest = made(folder, 3)
    ahead = [made(folder, days) for days in (-300, 0)]
    assert forget_old(folder, 1, newest) == 2
    assert set(folder.iterdir()) == {newest}
    assert not any(one.exists() for one in ahead)


def test_what_a_process_that_died_left_goes_after_a_day(folder):
    newest = made(folder, 0)
    left, fresh = (folder / f".escalate-{name}.age.7.part" for name in ("old", "new"))
    for one in (left, fresh):
        one.write_text("half")
    os.utime(left, (AT.timestamp() - 10 * 365 * 86_400,) * 2)
    forget_old(folder, 9, newest)
    assert set(folder.iterdir()) == {newest, fresh}
