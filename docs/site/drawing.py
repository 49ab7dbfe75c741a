"""Small drawings as SVG that a code host shows as well: boxes, lines and words."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

#: Readable on white and, since the ground is drawn too, on any page.
INK, LINE, GROUND, BOX, SIDE = "#1a2b33", "#5b7583", "#ffffff", "#e8f1f4", "#f6efe2"
FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', Arial, sans-serif"


@dataclass
class Drawing:
    """What is drawn so far, in pixels from the upper left."""

    width: int
    height: int
    #: Read out in the place of the picture.
    title: str
    _root: ET.Element = field(init=False)

    def __post_init__(self) -> None:
        self._root = ET.Element(
            "svg",
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {self.width} {self.height}",
            role="img",
        )
        ET.SubElement(self._root, "title").text = self.title
        ends = ET.SubElement(self._root, "defs")
        tip = ET.SubElement(
            ends, "marker", id="tip", viewBox="0 0 8 8", refX="7", refY="4", orient="auto",
            markerWidth="7", markerHeight="7",
        )  # fmt: skip
        ET.SubElement(tip, "path", d="M0 0 L8 4 L0 8 z", fill=LINE)
        ET.SubElement(
            self._root, "rect", width=str(self.width), height=str(self.height), fill=GROUND
        )

    def box(self, place: tuple[float, float], size: tuple[float, float], fill: str = BOX) -> None:
        """Draw a box with round corners; *place* is its upper left."""
        ET.SubElement(
            self._root, "rect", x=f"{place[0]:g}", y=f"{place[1]:g}", width=f"{size[0]:g}",
            height=f"{size[1]:g}", rx="6", fill=fill, stroke=LINE,
        )  # fmt: skip

    def words(self, place: tuple[float, float], said: str, *, size: int = 13, bold: bool = False,
              anchor: str = "middle") -> None:  # fmt: skip
        """Write *said* with its middle, or its start, at *place*."""
        ET.SubElement(
            self._root, "text",
            {"x": f"{place[0]:g}", "y": f"{place[1]:g}", "text-anchor": anchor, "fill": INK,
             "font-family": FONT, "font-size": str(size), "font-weight": "600" if bold else "400"},
        ).text = said  # fmt: skip

    def arrow(self, path: str) -> None:
        """Draw a line along *path*, in SVG's own words, with a tip at its end."""
        ET.SubElement(
            self._root, "path",
            {"d": path, "fill": "none", "stroke": LINE, "stroke-width": "1.5",
             "marker-end": "url(#tip)"},
        )  # fmt: skip

    def column(self, place: tuple[float, float], lines: Sequence[str], size: int = 11) -> None:
        """Write *lines* below each other from *place* on."""
        for number, line in enumerate(lines):
            self.words((place[0], place[1] + number * (size + 4)), line, size=size)

    def written(self) -> str:
        """Return the file's text."""
        ET.indent(self._root, " ")
        return ET.tostring(self._root, encoding="unicode") + "\n"

    def keep(self, path: Path) -> None:
        """Write the file."""
        path.write_text(self.written(), "utf-8")


def where_to_write() -> Path:
    """Return the folder that the program was given, or else docs/."""
    return Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1]
