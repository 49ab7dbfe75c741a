"""Processes of a house, which begin in a tenth of the time that a new Python takes."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from faults.cradle import Born, Nursery


@pytest.fixture
def begin(nursery: Nursery, tmp_path: Path) -> Iterator[Callable[..., Born]]:
    """Begin a command of ours as a process of this test: `begin("escalate", "web", env={...})`.

    The same as `start`, without the two seconds in which a Python imports the program.
    """
    born: list[Born] = []

    def begin_one(program: str, *words: str, env: Mapping[str, str]) -> Born:
        log = tmp_path / f"{len(born)}-{words[0]}.log"
        born.append(nursery.begin(program, *words, env=env, cwd=tmp_path, log=log))
        return born[-1]

    yield begin_one
    for one in born:
        one.kill()
