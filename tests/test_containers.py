"""Every command of the Dockerfile and the compose file runs, here, against real servers."""

import json
import os
import re
import shutil
import sys
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pyrage
import pytest
import yaml
from servers.caddy import caddy_program
from servers.containers import Compose, Ignore, dockerfile, stage, words
from servers.host import Host
from servers.migrated import BOOK_KEY
from servers.postgres import PostgresServer

ENV = {
    "PUBLIC_URL": "http://127.0.0.1:8000",
    "SECRET_KEY": "made-up-and-long-enough-for-a-test-0123456789",
    "BOOK_KEY": BOOK_KEY,
    "POSTGRES_PASSWORD": "madeup0123456789",
}
KEEPS_RUNNING = ("web", "worker-1", "worker-2", "watch", "backup")
WANTED = {*KEEPS_RUNNING, "migrate", "caddy", "postgres", "redis"}
#: Without these there is no way in and nothing to work with; .env may well be without the others.
NEEDED = tuple(ENV)
#: A pair made for nothing else.
RECIPIENT = str(pyrage.x25519.Identity.generate().to_public())


@pytest.fixture
def whole(root):
    return dockerfile(root / "Dockerfile")


@pytest.fixture
def steps(whole):
    return stage(whole)


@pytest.fixture
def compose(root):
    return Compose(root / "docker-compose.yml", ENV | {"BACKUP_RECIPIENT": RECIPIENT})


# What the files say.


def test_every_image_is_pinned_to_the_patch(compose, whole):
    images = [service["image"] for service in compose.services.values()]
    images += [command[0] for command in words(whole, "FROM")]
    for image in images:
        name, _, tag = image.partition(":")
        # PostgreSQL counts in two, the others in three.
        parts = tag.partition("-")[0].split(".")
        assert len(parts) == (2 if name == "postgres" else 3), f"{name}: write it to the patch"
        assert all(part.isdigit() for part in parts), f"{name}: write a version, not {tag}"


def test_our_images_bear_the_version_of_the_project(root, compose):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    ours = {one["image"] for one in compose.services.values() if "build" in one}
    assert ours == {f"{name}:{project['version']}" for name in ("escalate", "escalate-proxy")}


@pytest.mark.parametrize("name", sorted(WANTED))
def test_no_container_has_more_than_it_needs(compose, whole, name):
    service = compose.services[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "caddy" else [])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"]
    assert service["logging"]["options"]["max-size"]
    image = stage(whole, "proxy" if name == "caddy" else None)
    user = words(image, "USER")[0][0] if "build" in service else service["user"]
    assert user.partition(":")[0] not in {"0", "root"}


def test_secrets_are_given_to_whom_they_serve_and_nobody_else(compose):
    given_all = {name for name, one in compose.services.items() if "env_file" in one}
    assert given_all == {"web", "worker-1", "worker-2", "watch"}
    of_the_book = {"DATABASE_URL", "BOOK_KEY"}
    of_backups = {"BACKUP_RECIPIENT", "BACKUP_KEEP", "BACKUP_FOLDER"}
    assert set(compose.environment("migrate")) == of_the_book
    assert set(compose.environment("backup")) == of_the_book | of_backups
    for name in ("migrate", "backup"):
        assert compose.services[name]["networks"] == ["inside"]
        # Where a key that signs is made, since nothing else can be written to.
        assert compose.services[name]["working_dir"] in compose.services[name]["tmpfs"]
    assert set(compose.services["caddy"]["environment"]) == {"PUBLIC_URL"}
    assert "environment" not in compose.services["redis"]


def test_nothing_but_the_way_in_can_be_reached_and_the_book_from_nowhere(root, compose):
    public = {
        name
        for name, one in compose.services.items()
        for port in one.get("ports", [])
        if not port.startswith("127.0.0.1:")
    }
    assert public == {"caddy"}
    for name in ("postgres", "redis"):
        assert compose.services[name]["networks"] == ["inside"]
    assert "inside" not in compose.services["caddy"]["networks"]
    networks = yaml.safe_load((root / "docker-compose.yml").read_text())["networks"]
    assert networks["inside"] == {"internal": True}


def test_the_way_in_listens_where_the_world_may_come_in_and_nowhere_else(root, compose, start):
    """Under systemd nothing stands before these ports."""
    file = str(root / "config" / "Caddyfile")
    env = {"PUBLIC_URL": "https://call.example.org"}
    adapt = start(caddy_program(), "adapt", "--config", file, env=env)
    assert adapt.finishes() == 0, adapt.said
    said = next(line for line in adapt.said.splitlines() if line.startswith('{"admin"'))
    servers = json.loads(said)["apps"]["http"]["servers"].values()
    open_to_all = {port for one in servers for port in one["listen"] if port.startswith(":")}
    assert open_to_all == {":8443"}  # And :8080, once it runs, for whoever comes without TLS.
    published = compose.services["caddy"]["ports"]
    assert published == ["80:8080", "443:8443"]
    assert {protocol for one in servers for protocol in one["protocols"]} == {"h1", "h2"}


def test_the_parts_of_the_house_are_all_there(compose):
    assert set(compose.services) == WANTED
    assert {name for name, _ in compose.built()} == {*KEEPS_RUNNING, "migrate"}


def test_what_keeps_running_says_how_it_is_and_comes_back(compose):
    for name in WANTED - {"migrate"}:
        assert compose.health_check(name)
        assert compose.services[name]["restart"] == "always"


def test_nothing_starts_before_the_book_is_ready(compose):
    for name in KEEPS_RUNNING:
        condition = compose.services[name]["depends_on"]["migrate"]["condition"]
        assert condition == "service_completed_successfully"
    assert compose.services["migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"


@pytest.mark.parametrize("missing", NEEDED)
def test_a_missing_secret_is_refused_before_anything_starts(root, missing):
    with pytest.raises(KeyError, match=missing):
        Compose(root / "docker-compose.yml", ENV | {missing: ""})


def test_the_page_leads_to_each_setting_without_which_nothing_starts(root):
    page = (root / "docs" / "machine.md").read_text("utf-8")
    assert [name for name in NEEDED if f"\n{name}=" not in page] == []
    assert page.index("POSTGRES_PASSWORD=") < page.index("docker compose up")


def test_the_page_says_which_engine_the_health_checks_want(root, compose):
    """Compose refuses to start them where the engine is older than 25."""
    assert [
        one for one in compose.services.values() if "start_interval" in one.get("healthcheck", {})
    ]
    page = (root / "docs" / "machine.md").read_text("utf-8")
    assert "Docker Engine 25 " in " ".join(page.split())


def test_the_page_says_what_the_limits_come_to(root, compose):
    megabytes = {
        name: int(one["mem_limit"].removesuffix("m")) for name, one in compose.services.items()
    }
    whole = sum(megabytes.values())
    resting = whole - megabytes["migrate"]
    page = " ".join((root / "docs" / "machine.md").read_text("utf-8").split())
    said = f"The limits come to {resting / 1000:.1f} GB, and to {whole / 1000:.1f} GB with"
    assert said in page


def test_a_restore_is_tried_in_a_book_of_its_own(root, compose, start, tmp_path):
    """By a shell of the container, so that the password stands on no command line."""
    page = (root / "docs" / "machine.md").read_text("utf-8").split("### A restore, tried")[1]
    tried = re.findall(r"--entrypoint sh (\S+) -c '(.*)'\n", page)
    assert [name for name, _ in tried] == ["backup", "web"]
    program = tmp_path / "escalate"
    program.write_text('#!/bin/sh\necho "$DATABASE_URL $1 $2"\n')
    program.chmod(0o755)
    for name, line in tried:
        env = {"DATABASE_URL": compose.environment(name)["DATABASE_URL"], "PATH": str(tmp_path)}
        shell = start("/bin/sh", "-c", line, env=env)
        assert shell.finishes() == 0, shell.said
        where, *words = shell.said.split()
        assert where == env["DATABASE_URL"].removesuffix("/escalate") + "/restored"
        assert words in (["backup", "restore"], ["rota", "show"])


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
        elif step.name == "RUN" and step.words[0] == "pip":
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


@pytest.fixture
def host(compose, image, whole, start, postgres_server, tmp_path):
    host = Host(compose, image, whole, start, postgres_server, tmp_path)
    address = urlsplit(host.environment("migrate")["DATABASE_URL"])
    database = address.path.removeprefix("/")
    postgres_server.execute(f"CREATE ROLE {address.username} LOGIN PASSWORD '{address.password}'")
    postgres_server.execute(f"CREATE DATABASE {database} OWNER {address.username}")
    yield host
    postgres_server.drop(database)
    postgres_server.execute(f"DROP ROLE {address.username}")


def test_postgres_takes_its_options_and_loses_nothing_that_was_committed(compose):
    program, *options = compose.services["postgres"]["command"]
    assert program == "postgres"
    server = PostgresServer(*options)
    try:
        server.start()
        with psycopg.connect(server.url().replace("+psycopg", "")) as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                assert connection.execute(f"SHOW {setting}").fetchone() == ("on",)
    finally:
        server.end()


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


@pytest.mark.processes
def test_the_way_in_starts_is_well_and_ends_when_asked(
    compose, whole, start, postgres_server, tmp_path, root
):
    host = Host(compose, None, whole, start, postgres_server, tmp_path)
    caddy = host.starts_caddy(root)
    caddy.ready("caddy", lambda: host.is_well("caddy"))
    assert caddy.end() == 0, caddy.said
