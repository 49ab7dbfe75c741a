"""What the Dockerfile puts into the image, and what it leaves out."""

import pytest
from servers.containers import Ignore, dockerfile, stage, words


@pytest.fixture
def steps(root):
    return stage(dockerfile(root / "Dockerfile"))


def test_the_image_installs_the_tested_lock_file_and_nothing_else(steps):
    _, *installs = words(steps, "RUN")  # The first makes the folder of the backups.
    for command in installs:
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
