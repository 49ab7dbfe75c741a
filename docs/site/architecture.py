"""Draws the architecture from the code: ``python docs/site/architecture.py``.

The rows are the layers that import-linter holds, out of pyproject.toml; what each part imports and
which libraries it stands on is read from the imports themselves.
"""

import ast
import textwrap
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import grimp
from drawing import BOX, SIDE, Drawing, where_to_write

ROOT = Path(__file__).parents[2]
OURS = ("service", "workers", "config")
#: Beside the layers: the one that stands alone, and the one that everybody's door reads.
BESIDE = ("service.exchange", "config")
#: Libraries that are told of in a box, by what they are imported as.
_TOLD = (
    "alembic celery click cryptography flask gunicorn matplotlib phonenumbers prometheus_client"
    " pydantic pydantic_settings pyrage redis requests_hardened smtplib sqlalchemy structlog"
    " tomlkit twilio webauthn"
)
TOLD = frozenset(_TOLD.split())
WIDTH, ASIDE, ROW, GAP = 900, 170, 52, 12

_TOP = """\
# Architecture

Drawn by `make docs` from the code: the rows are the layers of the import contract in
`pyproject.toml`, which `make check` holds; which part names which, and the libraries, are read
from the imports. A part may import what lies below it, and nothing beside or above it.

![The parts of the program in layers, from the doors down to the rules](architecture.svg)

How a press goes through them: [the house](house.md). Why it is so:
[the decisions](decisions/README.md).

## What each part is

| Part | What it says of itself | Imports |
|---|---|---|
"""


@dataclass(frozen=True)
class House:
    """The parts, as they lie in layers, and who imports whom."""

    layers: tuple[tuple[str, ...], ...]

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """All parts, from the doors down, and those beside."""
        return (*(part for layer in self.layers for part in layer), *BESIDE)

    @cached_property
    def graph(self) -> grimp.ImportGraph:
        """Who imports whom, libraries included."""
        return grimp.build_graph(*OURS, include_external_packages=True, cache_dir=None)

    def part_of(self, module: str) -> str | None:
        """Return the part that *module* belongs to; ``None`` for a library."""
        return next(
            (part for part in self.parts if module == part or module.startswith(f"{part}.")), None
        )

    def imports(self, part: str) -> set[str]:
        """Return the other parts that *part* imports, and the libraries that are told of."""
        found = {
            self.part_of(name) or name.partition(".")[0]
            for module in {part, *self.graph.find_descendants(part)}
            for name in self.graph.find_modules_directly_imported_by(module)
        }
        return (found - {part}) & {*self.parts, *TOLD}

    def says(self, part: str) -> str:
        """Return the first line that *part* says of itself."""
        folder = ROOT / part.replace(".", "/")
        path = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
        told = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        return told.partition("\n")[0]


def the_house() -> House:
    """Read the layers of the contract."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (layers,) = [one["layers"] for one in contracts if one["type"] == "layers"]
    return House(tuple(tuple(layer.replace(" ", "").split("|")) for layer in layers))


def short(part: str) -> str:
    """Return the name as it is spoken."""
    return part.removeprefix("service.")


def page(house: House) -> str:
    """Return ``docs/architecture.md`` as it should be."""
    rows = []
    for part in house.parts:
        imported = house.imports(part)
        named = ", ".join(short(name) for name in house.parts if name in imported)
        rows.append(f"| `{short(part)}` | {house.says(part)} | {named} |\n")
    return _TOP + "".join(rows)


@dataclass(frozen=True)
class Spot:
    """Where a part is drawn: its upper left, how wide, in which colour."""

    x: float
    y: float
    width: float
    fill: str = BOX


def picture(house: House) -> Drawing:
    """Return the drawing: a row for each layer, the two that stand beside on the right."""
    height = GAP + len(house.layers) * (ROW + GAP)
    drawn = Drawing(WIDTH, height, "The layers of the program, each importing only those below")
    room = WIDTH - ASIDE - 3 * GAP - 24
    for number, layer in enumerate(house.layers):
        each = (room - (len(layer) - 1) * GAP / 2) / len(layer)
        for column, part in enumerate(layer):
            across = GAP + 24 + column * (each + GAP / 2)
            _draw(drawn, house, part, Spot(across, GAP + number * (ROW + GAP), each))
    for number, part in enumerate(BESIDE):
        below = GAP + number * 3 * (ROW + GAP)
        _draw(drawn, house, part, Spot(WIDTH - ASIDE - GAP, below, ASIDE, SIDE))
    drawn.arrow(f"M{GAP + 6} {GAP} V{height - GAP}")
    return drawn


def _draw(drawn: Drawing, house: House, part: str, spot: Spot) -> None:
    """Draw one part: its name, and what it stands on."""
    drawn.box((spot.x, spot.y), (spot.width, ROW), spot.fill)
    middle = spot.x + spot.width / 2
    size = min(14, int(spot.width / len(short(part)) / 0.72))
    drawn.words((middle, spot.y + 19), short(part), size=size, bold=True)
    stands_on = sorted(name for name in house.imports(part) if name in TOLD)
    drawn.column((middle, spot.y + 33), wrapped(stands_on, int(spot.width / 5.4)), size=9)


def wrapped(names: Sequence[str], room: int) -> list[str]:
    """Return *names* in two lines of *room* letters at most."""
    return textwrap.wrap(", ".join(names), max(room, 12), max_lines=2, placeholder=" …")


if __name__ == "__main__":
    read, folder = the_house(), where_to_write()
    (folder / "architecture.md").write_text(page(read), "utf-8")
    picture(read).keep(folder / "architecture.svg")
