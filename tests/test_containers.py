"""Every command of the Dockerfile and the compose file runs, here, against real servers."""

import os
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from servers.child import free_port
from servers.containers import Compose, Ignore, dockerfile
from servers.migrated import BOOK_KEY
from servers.postgres import postgres_program
from servers.redis import redis_program
from servers.waiting import wait_until

ENV = {
    "PUBLIC_URL": "http://127.0.0.1:8000",
    "SECRET_KEY": "made-up-and-long-enough-for-a-test-0123456789",
    "BOOK_KEY": BOOK_KEY,
    "POSTGRES_PASSWORD": "madeup0123456789",
}
WANTED = {"web", "worker-1", "worker-2", "watch", "migrate", "postgres", "redis"}
KEEPS_RUNNING = ("web", "worker-1", "worker-2", "watch")


@pytest.fixture
def steps(root):
    return dockerfile(root / "Dockerfile")


@pytest.fixture
def compose(root):
    return Compose(root / "docker-compose.yml", ENV)


def words(steps, name):
    return [step.words for step in steps if step.name == name]


# What the files say.


def test_the_image_installs_the_tested_lock_file_and_nothing_else(steps):
    for command in words(steps, "RUN"):
        assert command[:2] == ["pip", "install"]
        assert "--require-hashes" in command or "--no-deps" in command


def test_the_image_runs_escalate_and_not_as_root(steps):
    assert words(steps, "ENTRYPOINT") == [["escalate"]]
    assert words(steps, "USER") == [["10001:10001"]]


def test_the_image_holds_no_setting_of_a_site(steps):
    names = {word.partition("=")[0] for command in words(steps, "ENV") for word in command}
    assert names == {"PYTHONUNBUFFERED", "HOME"}
    assert not words(steps, "ARG")


@pytest.mark.parametrize(
    "name",
    [".env", "var/book.sqlite3", ".git/config", "config/rota.toml", "service/.env", "tests/x.py"],
)
def test_what_is_private_stays_out_of_the_image(root, name):
    assert Ignore(root / ".dockerignore").hides(name)


@pytest.mark.parametrize(
    "name",
    ["service/web/api.py", "config/rota.example.toml", "pyproject.toml", "requirements.lock"],
)
def test_what_is_needed_goes_into_the_image(root, name):
    assert not Ignore(root / ".dockerignore").hides(name)


def test_every_image_is_pinned(compose, steps):
    images = [service["image"] for service in compose.services.values()]
    images += [command[0] for command in words(steps, "FROM")]
    for image in images:
        name, _, tag = image.partition(":")
        assert tag[:1].isdigit(), f"{name}: write a version, not {tag or 'nothing'}"


def test_the_parts_of_the_house_are_all_there(compose):
    assert set(compose.services) == WANTED
    assert {name for name, _ in compose.built()} == {*KEEPS_RUNNING, "migrate"}


def test_what_keeps_running_says_how_it_is_and_comes_back(compose):
    for name in WANTED - {"migrate"}:
        assert compose.health_check(name)
        assert compose.services[name]["restart"] == "unless-stopped"


def test_nothing_starts_before_the_book_is_ready(compose):
    for name in KEEPS_RUNNING:
        condition = compose.services[name]["depends_on"]["migrate"]["condition"]
        assert condition == "service_completed_successfully"
    assert compose.services["migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"


@pytest.mark.parametrize("missing", ENV)
def test_a_missing_secret_is_refused_before_anything_starts(root, missing):
    with pytest.raises(KeyError, match=missing):
        Compose(root / "docker-compose.yml", ENV | {missing: ""})


# And that they run.


@pytest.fixture
def image(root, steps, tmp_path, start):
    """The Dockerfile carried out in a folder: its programs, packaged as in the image."""
    context, site = tmp_path / "build", tmp_path / "site"
    context.mkdir()
    ignore = Ignore(root / ".dockerignore")
    # Without an index: the lock is installed already, or this fails. Beside the environment of
    # the tests, not in it, so that what the package leaves out is missing here as well.
    pip = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PYTHONNOUSERSITE": "1"}
    for step in steps:
        if step.name == "COPY":
            *sources, target = step.words
            for source in sources:
                copy(root, root / source, context / target, ignore)
        elif step.name == "RUN":
            extra = {} if "--require-hashes" in step.words else {"PIP_TARGET": str(site)}
            # As a module, so that it is this pip and not another one on the PATH.
            child = start(sys.executable, "-m", *step.words, env=pip | extra, cwd=context)
            assert child.finishes(within_seconds=120) == 0, child.said
    return site


def copy(root: Path, source: Path, target: Path, ignore: Ignore) -> None:
    for path in [source] if source.is_file() else source.rglob("*"):
        if path.is_file() and not ignore.hides(str(path.relative_to(root))):
            inside = path.relative_to(source) if source.is_dir() else path.name
            (target / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / inside)


class Host:
    """Runs the services of the compose file as processes, with its hosts replaced by ours."""

    def __init__(self, compose, image, steps, start, postgres_server):
        self.compose, self.image, self._start = compose, image, start
        self.entrypoint = words(steps, "ENTRYPOINT")[0]
        self.postgres = postgres_server
        self.web_port, self.redis_port = free_port(), free_port()

    def here(self, text: str) -> str:
        for there, port in [
            ("postgres:5432", self.postgres.port),
            ("redis:6379", self.redis_port),
            ("127.0.0.1:8000", self.web_port),
        ]:
            text = text.replace(there, f"127.0.0.1:{port}")
        return text

    def environment(self, name: str) -> dict[str, str]:
        env = {key: self.here(value) for key, value in self.compose.environment(name).items()}
        path = f"{self.image / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
        # Only this machine may reach what a test starts, where a container listens to all.
        listens = {"HOST": "127.0.0.1", "PORT": str(self.web_port)}
        return env | listens | {"PATH": path, "PYTHONPATH": str(self.image)}

    def starts(self, name: str):
        command = self.entrypoint + self.compose.services[name]["command"]
        return self._start(*command, env=self.environment(name))

    def starts_redis(self, folder: Path):
        _, *options = self.compose.services["redis"]["command"]
        here = ["--bind", "127.0.0.1", "--port", str(self.redis_port), "--dir", str(folder)]
        return self._start(str(redis_program()), *options, *here, env={})

    def is_well(self, name: str) -> bool:
        program, *options = map(self.here, self.compose.health_check(name))
        env = {}
        if program == "redis-cli":
            program, options = str(redis_program(program)), ["-p", str(self.redis_port), *options]
        elif program == "pg_isready":
            program = str(postgres_program(program))
            env = {"PGHOST": "127.0.0.1", "PGPORT": str(self.postgres.port)}
        else:
            env = self.environment(name)
        return self._start(program, *options, env=env).finishes() == 0

    def becomes_well(self, name: str) -> None:
        wait_until(f"{name} is well", lambda: self.is_well(name), within_seconds=60)


@pytest.fixture
def host(compose, image, steps, start, postgres_server):
    host = Host(compose, image, steps, start, postgres_server)
    address = urlsplit(host.environment("migrate")["DATABASE_URL"])
    database = address.path.removeprefix("/")
    postgres_server.execute(f"CREATE ROLE {address.username} LOGIN PASSWORD '{address.password}'")
    postgres_server.execute(f"CREATE DATABASE {database} OWNER {address.username}")
    yield host
    postgres_server.drop(database)
    postgres_server.execute(f"DROP ROLE {address.username}")


@pytest.mark.processes
def test_every_service_starts_is_well_and_ends_when_asked(host, tmp_path):
    host.starts_redis(tmp_path)
    host.becomes_well("redis")
    host.becomes_well("postgres")

    migrate = host.starts("migrate")
    assert migrate.finishes(within_seconds=60) == 0, migrate.said

    running = {name: host.starts(name) for name in KEEPS_RUNNING}
    for name, child in running.items():
        child.ready(name, lambda name=name: host.is_well(name), within_seconds=60)

    for name, child in running.items():
        assert child.end(within_seconds=20) == 0, f"{name}: {child.said}"
