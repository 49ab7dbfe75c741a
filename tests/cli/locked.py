"""Lets a process import only what `make run` installs, though the tests' packages are there too."""

import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.utils import canonicalize_name

SITE = """
import sys

BLOCKED = frozenset({blocked!r})


class OnlyLocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in BLOCKED:
            raise ModuleNotFoundError(f"requirements.lock does not have {{name}}", name=name)


sys.meta_path.insert(0, OnlyLocked())
"""


def only_locked(lock: Path, folder: Path) -> dict[str, str]:
    """Return the environment in which a Python imports nothing that *lock* does not install."""
    pins = re.findall(r"^([\w.-]+)(?:\[.*?\])?==", lock.read_text(), re.MULTILINE)
    locked = {canonicalize_name(pin) for pin in pins} | {"escalate"}
    blocked = sorted(
        module
        for module, owners in packages_distributions().items()
        if locked.isdisjoint(map(canonicalize_name, owners))
        and module not in sys.stdlib_module_names
    )
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(SITE.format(blocked=blocked))
    return {"PYTHONPATH": str(folder)}
