"""The frame around the code: the verbs of make, the lock files, the first command on a clone."""

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

#: What make prints. A verb is here once it does something.
VERBS = (
    "run",
    "test",
    "check",
    "fix",
    "stories",
    "faults",
    "fuzz",
    "simulate",
    "bench",
    "demo",
    "pictures",
    "docs",
    "site",
    "audit",
    "sbom",
    "lock",
)

LOCKS = ("requirements.lock", "requirements-dev.lock")


def pinned(text: str) -> dict[str, list[str]]:
    """Return the lines of a lock file that belong to each package, by its name and version."""
    entries = re.split(r"\n(?=\S)", re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE).strip())
    return {entry.split()[0]: entry.split() for entry in entries}


@pytest.fixture
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text())["project"]


@pytest.fixture
def make(root, start):
    def run(*arguments):
        child = start("make", *arguments, env={}, cwd=root)
        assert child.finishes() == 0, child.said
        return child.said

    return run


def test_make_alone_says_each_verb_and_what_it_does(make):
    lines = [line.split(maxsplit=2) for line in make().splitlines()]
    assert [verb for _, verb, _ in lines] == list(VERBS)
    assert all(first == "make" and meaning for first, _, meaning in lines)


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_builds_the_environment_first(make, verb):
    assert "config/venv.sh" in make("--dry-run", verb)


def test_the_continuous_check_is_make_test(root):
    script = root / ".ci/run"
    assert script.stat().st_mode & 0o111
    assert script.read_text().splitlines()[-1] == "make test"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_pins_everything_with_hashes(root, lock):
    for pin, words in pinned((root / lock).read_text()).items():
        assert re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?==[\w.!+]+", pin), pin
        assert any(word.startswith("--hash=sha256:") for word in words), pin


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_host_and_no_index(root, lock):
    text = (root / lock).read_text()
    for word in ("://", "--index", "--extra-index", "--find-links", "--trusted-host", " @ "):
        assert word not in text


@pytest.mark.parametrize(("lock", "extras"), [(LOCKS[0], ()), (LOCKS[1], ("dev",))])
def test_a_lock_file_agrees_with_the_project(root, project, lock, extras):
    wanted = project["dependencies"] + [
        line for extra in extras for line in project["optional-dependencies"][extra]
    ]
    pins = dict(pin.partition("==")[::2] for pin in pinned((root / lock).read_text()))
    versions = {canonicalize_name(name.partition("[")[0]): pin for name, pin in pins.items()}
    for requirement in map(Requirement, wanted):
        version = versions[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement}: run make lock"


def test_the_tests_run_on_the_versions_that_go_out(root):
    program, tests = (set(pinned((root / lock).read_text())) for lock in LOCKS)
    assert program <= tests


def test_no_secret_stands_in_the_compose_file(root):
    compose = yaml.safe_load((root / "docker-compose.yml").read_text())
    for service in compose["services"].values():
        for key, value in service.get("environment", {}).items():
            if key.endswith(("PASSWORD", "KEY", "TOKEN", "SECRET")):
                assert value.startswith("${"), f"{key}: take it from .env"


def test_the_version_stands_in_one_place_and_the_others_agree(root, project, start):
    version = project["version"]
    child = start("escalate", "--version", env={})
    assert (child.finishes(), child.said) == (0, f"{version}\n")
    releases = re.findall(r"^## (.*)$", (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert next(one for one in releases if one != "Unreleased") == version
    steps = (root / "docs" / "without-containers.md").read_text("utf-8")
    assert set(re.findall(r"(?:escalate/|ln -sfn |--branch v)(\d+\.\d+\.\d+)", steps)) == {version}


def test_each_version_says_first_what_a_site_must_do(root):
    _, *versions = re.split(r"^## ", (root / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)
    for version in versions:
        heading, *sections = re.findall(r"^(?:### )?(.+)$", version, flags=re.MULTILINE)
        assert heading == "Unreleased" or sections[0] == "What a site must do", heading
