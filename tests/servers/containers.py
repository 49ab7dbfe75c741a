"""Reads the container files as a container's host would, as far as ours go."""

import fnmatch
import itertools
import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Step:
    """One instruction of a Dockerfile, such as RUN, and the words after it."""

    name: str
    words: list[str]


def dockerfile(path: Path) -> list[Step]:
    """Read *path* into its steps, in order."""
    text = re.sub(r"^\s*#.*\n", "", path.read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line.strip()]
    return [Step(name, _words(rest)) for name, rest in lines]


def _words(rest: str) -> list[str]:
    return list(json.loads(rest)) if rest.startswith("[") else shlex.split(rest)


def stage(steps: list[Step], name: str | None = None) -> list[Step]:
    """Return the steps of the image *name*, or of the last one, which is built by itself."""
    starts = [place for place, step in enumerate(steps) if step.name == "FROM"]
    images = [steps[one:two] for one, two in itertools.pairwise([*starts, len(steps)])]
    return next((one for one in images if name and one[0].words[-1] == name), images[-1])


def words(steps: list[Step], name: str) -> list[list[str]]:
    """Return what stands after each instruction of that *name*."""
    return [step.words for step in steps if step.name == name]


class Ignore:
    """A `.dockerignore`: the last line that matches decides."""

    def __init__(self, path: Path) -> None:
        lines = (line.strip() for line in path.read_text().splitlines())
        self._rules = [line for line in lines if line and not line.startswith("#")]

    def hides(self, name: str) -> bool:
        """Say whether the file *name*, relative to the top folder, stays out of the image."""
        hidden = False
        for rule in self._rules:
            if self._matches(name, rule.removeprefix("!")):
                hidden = not rule.startswith("!")
        return hidden

    @staticmethod
    def _matches(name: str, rule: str) -> bool:
        parts = name.split("/")
        starts = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
        if rule.startswith("**/"):
            return any(fnmatch.fnmatchcase(part, rule[3:]) for part in parts)
        # A star stands for no slash, so a rule is tried on paths of its own depth only.
        same_depth = [start for start in starts if start.count("/") == rule.count("/")]
        return any(fnmatch.fnmatchcase(start, rule) for start in same_depth)


class Compose:
    """A compose file, with the values of its `.env` filled in."""

    #: "${NAME:?what to write}" is required; "${NAME:-otherwise}" is not.
    VARIABLE = re.compile(r"\$\{(\w+)(?::([?-])([^}]*))?\}")

    def __init__(self, path: Path, env: Mapping[str, str]) -> None:
        self._env = env
        self.services: dict[str, dict[str, Any]] = self._fill(yaml.safe_load(path.read_text()))[
            "services"
        ]

    def built(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield each service that runs the last image of our Dockerfile."""
        yield from ((n, s) for n, s in self.services.items() if s.get("build") == ".")

    def environment(self, name: str) -> dict[str, str]:
        """Return what the process of the service *name* finds in its environment."""
        service = self.services[name]
        from_file = dict(self._env) if "env_file" in service else {}
        return from_file | {key: str(value) for key, value in service["environment"].items()}

    def health_check(self, name: str) -> list[str]:
        """Return the command that says whether the service *name* is well."""
        kind, *command = self.services[name]["healthcheck"]["test"]
        assert kind == "CMD", f"{name}: a health check through a shell hides its mistakes"
        return command

    def _fill(self, part: Any) -> Any:
        if isinstance(part, dict):
            return {key: self._fill(value) for key, value in part.items()}
        if isinstance(part, list):
            return [self._fill(value) for value in part]
        return self.VARIABLE.sub(self._value, part) if isinstance(part, str) else part

    def _value(self, match: re.Match[str]) -> str:
        name, kind, text = match.groups()
        if value := self._env.get(name):
            return value
        if kind == "?":
            raise KeyError(f"{name}: {text}")
        return text or ""
