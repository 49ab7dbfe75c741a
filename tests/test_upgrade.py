"""``config/upgrade.sh``: what it does in which order, and that it stops before it does harm.

On a real git, in containers and under systemd, whose own commands are replaced by ones that
write down what they were asked: there is neither here.
"""

import shutil
import subprocess
from pathlib import Path

import pytest
from servers.required import cannot_have

#: Says what it was asked, and at which version; fails at what $FAILS holds.
SHIM = """#!/bin/sh
said="$(basename "$0") $*"
echo "$said" >>"$LOG"
case "$said" in *"$FAILS"*) exit 1 ;; esac
"""
ROLLED = ("worker-1", "worker-2", "watch", "backup", "web", "caddy")
#: Seconds for one to get well.
PATIENCE = 180
UNITS = ("escalate-worker@1", "escalate-worker@2", "escalate-watch", "escalate-web")


def git(folder: Path, *words: str) -> str:
    program = shutil.which("git") or cannot_have("git", "Install the package git.")
    who = ("-c", "user.name=Priya", "-c", "user.email=priya@example.org")
    done = subprocess.run(  # noqa: S603 - a program of this machine
        [program, *who, *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def origin(root, tmp_path):
    """A project with two versions, each of which knows its own."""
    folder = tmp_path / "origin"
    (folder / "config").mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    shutil.copy(root / "config" / "upgrade.sh", folder / "config")
    shutil.copy(root / "config" / "Caddyfile", folder / "config")
    shutil.copytree(root / "config" / "systemd", folder / "config" / "systemd")
    (folder / "config" / "venv.sh").write_text('echo "venv $0" >>"$LOG"\n')
    for version in ("0.1.0", "0.2.0"):
        (folder / "version").write_text(version)
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", version)
        git(folder, "tag", f"v{version}")
    return folder


def changes(line: str) -> bool:
    """Say whether something that runs is replaced by this."""
    return " up " in line or "restart" in line


class Machine:
    """One machine, and what its own commands were asked."""

    def __init__(self, folder, start, script, opt):
        self.folder, self._start, self.script, self.opt = folder, start, script, opt
        self.log = folder / "log"
        programs = folder / "programs"
        programs.mkdir()
        for name in ("docker", "systemctl", "runuser"):
            (programs / name).write_text(SHIM)
            (programs / name).chmod(0o755)
        for name in ("etc", "units"):
            (folder / name).mkdir()
        self._env = {
            "PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin",
            "LOG": str(self.log),
            "ESCALATE_OPT": str(opt),
            "ESCALATE_ETC": str(folder / "etc"),
            "ESCALATE_UNITS": str(folder / "units"),
            "ESCALATE_CADDYFILE": str(folder / "etc" / "Caddyfile"),
        }

    def upgrades(self, *words, fails="nothing fails"):
        child = self._start("sh", str(self.script), *words, env=self._env | {"FAILS": fails})
        return child.finishes(), child.said

    @property
    def asked(self):
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def containers(origin, tmp_path, start):
    site = tmp_path / "site"
    git(tmp_path, "clone", "--quiet", "--branch", "v0.1.0", str(origin), str(site))
    machine = Machine(tmp_path, start, site / "config" / "upgrade.sh", tmp_path / "none")
    machine.version = (site / "version").read_text
    return machine


@pytest.fixture
def units(origin, tmp_path, start):
    opt = tmp_path / "opt"
    opt.mkdir()
    git(tmp_path, "clone", "--quiet", "--branch", "v0.1.0", str(origin), str(opt / "0.1.0"))
    (opt / "current").symlink_to("0.1.0")
    machine = Machine(tmp_path, start, opt / "current" / "config" / "upgrade.sh", opt)
    machine.version = (opt / "current" / "version").read_text
    return machine


def test_in_containers_a_backup_then_the_book_then_one_after_the_other(containers):
    code, said = containers.upgrades("0.2.0")
    assert code == 0, said
    *first, doctor = [line.removeprefix("docker compose ") for line in containers.asked]
    assert first[:3] == [
        "build --quiet",
        "exec -T backup escalate backup make",
        "run --rm --no-deps migrate",
    ]
    assert [line.split()[-1] for line in first[3:]] == list(ROLLED)
    assert all(" --no-deps --wait " in line for line in first[3:])
    assert doctor == "exec -T web escalate doctor"
    assert containers.version() == "0.2.0"
    assert said.endswith("The way back is the same command with the version before.\n")


def test_under_systemd_the_same(units):
    code, said = units.upgrades("v0.2.0")
    assert code == 0, said
    new = units.opt / "0.2.0"
    program = f"runuser -u escalate -- {new}/.venv/bin/escalate"
    assert units.asked == [
        f"venv {new}/config/venv.sh",
        "systemctl start escalate-backup",
        f"{program} migrate",
        "systemctl daemon-reload",
        *(f"systemctl restart {unit}" for unit in UNITS),
        f"{program} doctor",
    ]
    assert units.version() == "0.2.0"
    assert (units.folder / "units" / "escalate-web.service").exists()
    assert (units.folder / "units" / "escalate-.service.d" / "shut.conf").exists()


def test_what_a_site_copied_for_other_programs_is_compared_and_left(units):
    """Another machine keeps its book elsewhere, so what is not there is not missed."""
    copied = {
        "Caddyfile": units.folder / "etc" / "Caddyfile",
        "systemd/caddy.conf": units.folder / "units" / "caddy.service.d" / "escalate.conf",
        "systemd/database.conf": units.folder / "units" / "postgresql@.service.d" / "escalate.conf",
    }
    for name, place in copied.items():
        place.parent.mkdir(exist_ok=True)
        shutil.copy(units.opt / "0.1.0" / "config" / name, place)
    assert " differs from " not in units.upgrades("0.2.0")[1]
    for place in copied.values():
        place.write_text("its own\n")
    said = units.upgrades("0.2.0")[1]
    for name, place in copied.items():
        assert f"{place} differs from {units.opt}/0.2.0/config/{name}: look" in said
        assert place.read_text() == "its own\n"


@pytest.mark.parametrize("where", ["containers", "units"])
def test_the_way_back_is_the_same_command(request, where):
    machine = request.getfixturevalue(where)
    assert machine.upgrades("0.2.0")[0] == 0
    code, said = machine.upgrades("0.1.0")
    assert code == 0, said
    assert machine.version() == "0.1.0"


@pytest.mark.parametrize("where", ["containers", "units"])
def test_without_a_backup_nothing_is_changed_but_who_says_so_may(request, where):
    machine = request.getfixturevalue(where)
    code, said = machine.upgrades("0.2.0", fails="backup")
    assert code == 2
    assert "There is no backup, so version 0.1.0 runs on as it was." in said
    assert not [line for line in machine.asked if "migrate" in line or changes(line)]
    assert machine.version() == "0.1.0"
    assert machine.upgrades("--without-backup", "0.2.0", fails="backup make")[0] == 0


def test_who_goes_on_without_a_backup_does_not_wait_for_it_to_get_well(containers):
    never_well = f"--wait --wait-timeout {PATIENCE} backup"
    code, said = containers.upgrades("--without-backup", "0.2.0", fails=never_well)
    assert code == 0, said
    assert [line.split()[-1] for line in containers.asked if changes(line)] == list(ROLLED)


@pytest.mark.parametrize(
    ("where", "fails"),
    [("containers", "escalate backup make"), ("units", "start escalate-backup")],
)
def test_where_the_version_that_runs_cannot_make_one_the_other_does(request, where, fails):
    machine = request.getfixturevalue(where)
    code, said = machine.upgrades("0.2.0", fails=fails)
    assert code == 0, said
    assert len([line for line in machine.asked if "backup" in line and not changes(line)]) == 2


@pytest.mark.parametrize(
    ("where", "fails"),
    [("containers", "build"), ("containers", "migrate"), ("units", "migrate")],
)
def test_where_the_program_or_the_book_fails_the_version_before_runs_on(request, where, fails):
    machine = request.getfixturevalue(where)
    code, said = machine.upgrades("0.2.0", fails=fails)
    assert code == 2
    assert "so version 0.1.0 runs on as it was" in said
    assert machine.version() == "0.1.0"
    assert not [line for line in machine.asked if changes(line)]


@pytest.mark.parametrize(
    ("where", "fails", "left"), [("containers", "worker-1", 5), ("units", "escalate-worker@1", 3)]
)
def test_where_the_first_does_not_get_well_the_others_go_on(request, where, fails, left):
    machine = request.getfixturevalue(where)
    code, said = machine.upgrades("0.2.0", fails=fails)
    assert code == 2
    assert "does not get well" in said
    assert said.endswith("sh config/upgrade.sh 0.1.0\n")
    touched = [line for line in machine.asked if changes(line)]
    assert len(touched) == 1, f"{left} are as they were"


@pytest.mark.parametrize("where", ["containers", "units"])
@pytest.mark.parametrize(
    ("words", "means"),
    [((), "Say which version"), (("newest",), "Say which version"), (("9.9.9",), "no version")],
)
def test_a_version_that_is_none_is_a_sentence(request, where, words, means):
    machine = request.getfixturevalue(where)
    code, said = machine.upgrades(*words)
    assert code == 2
    assert means in said
    assert machine.version() == "0.1.0"


def test_what_somebody_changed_in_the_project_is_not_lost(containers):
    (containers.folder / "site" / "version").write_text("changed by hand")
    code, said = containers.upgrades("0.2.0")
    assert code == 2
    assert "what is yours belongs into .env" in said
    assert containers.asked == []
