"""Lists the decisions: ``python docs/site/decisions.py``."""

import re
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "decisions"

_TOP = """\
# Decisions

Written by `make docs`. What hurt, what we chose, and what it cost, each within a page.

"""


def page() -> str:
    """Return ``docs/decisions/README.md`` as it should be."""
    lines = []
    for paper in sorted(FOLDER.glob("[0-9]*.md")):
        title = re.sub(r"^# \d+\. ", "", paper.read_text("utf-8").partition("\n")[0])
        lines.append(f"{int(paper.name[:4])}. [{title}]({paper.name})\n")
    return _TOP + "".join(lines)


if __name__ == "__main__":
    (FOLDER / "README.md").write_text(page(), "utf-8")
