"""What the page of promises names is there."""

import re
from pathlib import Path

import pytest

NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


PAGES = [
    "docs/reliability.md",
    "docs/runbook.md",
    "docs/threats.md",
    "CONTRIBUTING.md",
    "README.md",
]


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_a_page_names_exists(root: Path, page: str):
    for file, name in NAMED.findall((root / page).read_text("utf-8")):
        assert (root / file).is_file(), file
        assert not name or f"def {name}(" in (root / file).read_text("utf-8"), f"{file}::{name}"


def test_each_promise_names_what_holds_it(root: Path):
    written = (root / "docs" / "reliability.md").read_text("utf-8")
    promises = written.partition("## The promises")[2].partition("## ")[0]
    rows = [line for line in promises.splitlines() if line.startswith("| **")]
    assert len(rows) > 15
    for row in rows:
        assert NAMED.search(row), row
