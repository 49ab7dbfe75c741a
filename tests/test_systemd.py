"""The units of a machine without containers: systemd checks them, and their commands run."""

import ctypes
import re
import shutil
import socket
import subprocess
from pathlib import Path

import click
import pytest
from servers.child import free_port
from servers.containers import Compose
from servers.migrated import BOOK_KEY, SECRET_KEY
from servers.required import cannot_have

from service.cli import main

PROGRAM = "/opt/escalate/current/.venv/bin/escalate"
UNITS = (
    "escalate-web.service",
    "escalate-worker@.service",
    "escalate-watch.service",
    "escalate-migrate.service",
    "escalate-backup.service",
)
STAY = UNITS[:3]
#: What ``backup make --by-timer`` exits with where there is no BACKUP_RECIPIENT.
NOT_CONFIGURED = "6"
#: Of 10, where less is better. The network and a database are what is left.
MOST_EXPOSED = "1.5"
#: prctl(2): no memory that is both written and run, and no new rights.
MDWE, NO_NEW_PRIVILEGES = 65, 38


@pytest.fixture
def folder(root):
    return root / "config" / "systemd"


def said(file: Path, name: str) -> list[str]:
    """Return what a unit says of *name*, line by line."""
    return re.findall(rf"^{name}=(.*)$", file.read_text("utf-8"), re.MULTILINE)


def words_of(folder: Path, unit: str) -> list[str]:
    (line,) = said(folder / unit, "ExecStart")
    program, *words = line.split()
    assert program == PROGRAM
    return words


def analyze(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemd-analyze")
    if program is None:
        cannot_have("systemd-analyze", "Install the package systemd.")
    command = [program, *words]
    return subprocess.run(  # noqa: S603 - a program of this machine
        command, env=env, capture_output=True, text=True, check=False
    )


@pytest.fixture
def here(folder, tmp_path):
    """The units as they would lie on a machine, with a program that this one has."""
    units = tmp_path / "system"
    shutil.copytree(folder, units)
    for file in units.glob("escalate-*.service"):
        file.write_text(file.read_text().replace(PROGRAM, "/bin/true"))
    return units


def test_every_unit_is_here(folder):
    assert {file.name for file in folder.glob("*.service")} == set(UNITS)


def test_systemd_finds_nothing_to_say_about_any(here):
    files = [
        str(file) for file in here.iterdir() if file.suffix in {".service", ".target", ".timer"}
    ]
    assert len(files) == len(UNITS) + 2
    # What another package brings is not looked for: a Debian server may be without it here.
    result = analyze("verify", "--recursive-errors=no", *files, SYSTEMD_UNIT_PATH=f"{here}:")
    assert (result.returncode, result.stderr) == (0, "")


def test_a_slip_in_a_unit_would_be_seen(here):
    file = here / "escalate-web.service"
    file.write_text(file.read_text().replace("[Service]", "[Service]\nProtectHouse=yes"))
    assert "ProtectHouse" in analyze("verify", str(file), SYSTEMD_UNIT_PATH=f"{here}:").stderr


@pytest.mark.parametrize("unit", UNITS)
def test_each_is_shut(here, unit):
    words = ("security", "--offline=true", "--no-pager", "--threshold=15", str(here / unit))
    result = analyze(*words, SYSTEMD_UNIT_PATH=f"{here}:")
    assert result.returncode == 0, result.stdout
    # By which start of the machine a clock counts stands where this would hide it.
    assert said(here / "escalate-.service.d" / "shut.conf", "ProcSubset") == []


@pytest.mark.parametrize("unit", UNITS)
def test_each_runs_a_command_of_ours(folder, unit):
    command, context = main, click.Context(main)
    for word in words_of(folder, unit):
        if word.startswith("-"):
            assert word in {name for one in command.params for name in one.opts}
            continue
        command = command.get_command(context, word)
        assert command is not None, word


@pytest.mark.parametrize("unit", STAY)
def test_what_stays_is_started_again_for_ever_and_may_end_what_it_asks(folder, unit):
    file = folder / unit
    assert said(file, "Restart") == ["always"]
    assert said(file, "StartLimitIntervalSec") == ["0"]
    assert said(file, "TimeoutStopSec") == ["20"]
    # Where the book is away they tell the admins, and must not be ended for being late.
    assert said(file, "TimeoutStartSec") == ["infinity"]
    # Wanted, not required: who is required and fails at the start of the machine takes all along.
    assert said(file, "Requires") == []


@pytest.mark.parametrize(
    ("name", "restart"), [("caddy.conf", "always"), ("database.conf", "on-failure")]
)
def test_what_debian_brings_is_started_again_for_ever_as_well(folder, name, restart):
    """Its own units are not started again at all, and five ends in ten seconds stop most."""
    text = (folder / name).read_text("utf-8")
    unit, _, service = text.partition("[Service]")
    assert "[Unit]" in unit
    assert "\nStartLimitIntervalSec=0\n" in unit, "in another section systemd passes it over"
    assert f"\nRestart={restart}\n" in service


def test_each_file_goes_where_the_steps_put_it(root, folder):
    steps = (root / "docs" / "without-containers.md").read_text("utf-8").replace("\\\n", " ")
    for file in (folder / "caddy.conf", folder / "database.conf"):
        (place,) = re.findall(r"^# Goes to (\S+)\.(?: |$)", file.read_text("utf-8"), re.MULTILINE)
        line = next(line for line in steps.splitlines() if f"{file.name} " in line)
        assert line.split()[-1] == place


@pytest.mark.parametrize("unit", [*STAY, "escalate-migrate.service"])
def test_each_is_started_again_with_the_whole(folder, unit):
    """So the pages name one command for what a change of the settings needs."""
    assert said(folder / unit, "PartOf") == ["escalate.target"]


def test_a_backup_that_failed_is_tried_again_and_one_that_nobody_set_up_is_not(folder):
    unit = folder / "escalate-backup.service"
    assert said(unit, "Restart") == ["on-failure"]
    assert said(unit, "RestartSec") == ["10min"]
    # No other status: 2 is also a book that is away, or a disk that is full.
    assert said(unit, "RestartPreventExitStatus") == [NOT_CONFIGURED]
    assert said(unit, "SuccessExitStatus") == []


def test_systemd_knows_that_status_by_a_name():
    named = analyze("exit-status", NOT_CONFIGURED).stdout.split("\n")[1].split()
    assert named == ["NOTCONFIGURED", NOT_CONFIGURED, "LSB"]


def test_the_timer_makes_up_for_a_night_that_was_missed(folder):
    timer = folder / "escalate-backup.timer"
    assert said(timer, "Persistent") == ["yes"]
    assert said(timer, "OnCalendar") == ["*-*-* 02:30:00 UTC"]


@pytest.mark.parametrize(
    ("unit", "container"),
    list(zip(UNITS, ("web", "worker-1", "watch", "migrate", "backup"), strict=True)),
)
def test_each_may_take_as_much_memory_as_its_container(root, folder, unit, container):
    env = dict.fromkeys(("PUBLIC_URL", "SECRET_KEY", "BOOK_KEY", "POSTGRES_PASSWORD"), "made up")
    compose = Compose(root / "docker-compose.yml", env)
    (limit,) = said(folder / unit, "MemoryMax")
    assert limit.lower() == compose.services[container]["mem_limit"]


def test_caddy_is_told_all_that_its_file_asks_for_and_nothing_else(root, folder):
    told = {line.partition("=")[0] for line in said(folder / "caddy.conf", "Environment")}
    assert told == set(re.findall(r"\{\$(\w+)", (root / "config" / "Caddyfile").read_text()))


def test_the_steps_lead_to_files_that_are_there(root):
    text = (root / "docs" / "without-containers.md").read_text("utf-8")
    named = re.findall(r"/opt/escalate/(?:current|0\.1\.0)/([\w./-]*[\w])", text)
    assert len(set(named)) > 4
    assert [name for name in named if not (root / name).exists()] == []


# And that they run.


def shut_in() -> None:
    """Take away what the units take away, as far as a process may by itself."""
    libc = ctypes.CDLL(None)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.prctl(MDWE, 1, 0, 0, 0)  # Kernels before 6.3 say no.


@pytest.fixture
def run(folder, start, tmp_path, sqlite_book_url, redis_url):
    """Run a unit's command in a folder with an .env, and nothing in the environment but its own."""
    etc = tmp_path / "etc"
    etc.mkdir()
    settings = {
        "DATABASE_URL": sqlite_book_url,
        "REDIS_URL": redis_url,
        "PORT": free_port(),
        "BOOK_KEY": BOOK_KEY,
        "SECRET_KEY": SECRET_KEY,
        "BACKUP_RECIPIENT": "age1zte8u8fp5k8rv58dtpkws9rw78efm4c9nwat4qyheng4q7ddt5zs6gkwgj",
        "BACKUP_FOLDER": tmp_path / "backups",
    }

    def run(unit, without=(), **env):
        kept = {name: value for name, value in settings.items() if name not in without}
        (etc / ".env").write_text("".join(f"{name}={value}\n" for name, value in kept.items()))
        return start("escalate", *words_of(folder, unit), env=env, cwd=etc, preexec_fn=shut_in)

    return run


@pytest.mark.processes
@pytest.mark.parametrize("unit", STAY)
def test_each_that_stays_says_when_it_is_ready_and_ends_when_asked(folder, run, unit, tmp_path):
    assert said(folder / unit, "Type") == ["notify"]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind(str(tmp_path / "notify"))
        told.settimeout(60)
        child = run(unit, NOTIFY_SOCKET=str(tmp_path / "notify"))
        assert told.recv(100).startswith(b"READY=1"), child.said
    assert child.end(within_seconds=20) == 0, child.said


@pytest.mark.processes
def test_where_no_backup_is_set_up_the_timer_is_told_so(run):
    child = run("escalate-backup.service", without=("BACKUP_RECIPIENT",))
    assert str(child.finishes()) == NOT_CONFIGURED, child.said
    assert "There is no BACKUP_RECIPIENT" in child.said


@pytest.mark.processes
@pytest.mark.parametrize("unit", UNITS[3:])
def test_each_that_does_one_thing_does_it(run, unit):
    child = run(unit)
    assert child.finishes() == 0, child.said
