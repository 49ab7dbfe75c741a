"""What the trustees' pictures share: colours, fonts, and how they are written as SVG.

The same figures give the same bytes. Nothing is told by colour alone: marks and hatches differ.
"""

import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from service.web.trustees_library import figure_class

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: The colours of house.css that are used; a test compares them with the sheet.
LIGHT = {
    "ground": "#f5f3ee",
    "paper": "#ffffff",
    "ink": "#1b2527",
    "quiet": "#4f5d5e",
    "line": "#d9d5cb",
    "link": "#0b5a5f",
    "care-edge": "#a86a00",
    "practice-ink": "#3a2c63",
}
DARK = {
    "ground": "#10171a",
    "paper": "#192327",
    "ink": "#ecf1f0",
    "quiet": "#a9b7b6",
    "line": "#2f3c41",
    "link": "#86d3cb",
    "care-edge": "#d79a36",
    "practice-ink": "#d9cff5",
}
#: What the pages are set in.
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
_SVG, _LINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
#: A mark of that name does not stand in the legend. Source: matplotlib, Artist.set_label.
UNNAMED = "_"


@dataclass(frozen=True, slots=True)
class Look:
    """For which screen a picture is drawn."""

    colours: Mapping[str, str]
    narrow: bool = False

    @property
    def ticks(self) -> int:
        """How many dates fit below it."""
        return 4 if self.narrow else 8


LOOKS = {
    "light": Look(LIGHT),
    "dark": Look(DARK),
    "light-narrow": Look(LIGHT, narrow=True),
    "dark-narrow": Look(DARK, narrow=True),
}


def begun(look: Look, inches: float) -> "tuple[Figure, Axes]":
    """Begin a picture of so many *inches* in height."""
    colours = look.colours
    size = (3.4 if look.narrow else 5.4, inches)
    figure = figure_class()(figsize=size, facecolor=colours["paper"], layout="constrained")
    axes = figure.add_subplot(facecolor=colours["paper"])
    axes.tick_params(colors=colours["quiet"], labelcolor=colours["ink"], length=3)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(colours["quiet"])
    return figure, axes


def legend(axes: "Axes", look: Look) -> None:
    """Name the marks, above the picture, where there are any."""
    if not axes.get_legend_handles_labels()[0]:
        return
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=2 if look.narrow else 3,
        frameon=False,
        labelcolor=look.colours["ink"],
        borderaxespad=0.2,
        handlelength=1.4,
        columnspacing=1.2,
    )


def written(figure: "Figure") -> bytes:
    """Write it without a date, and with attributes where matplotlib writes styles.

    The pages' policy lets no style stand in a document, and a picture is one.
    """
    drawn = io.BytesIO()
    with warnings.catch_warnings():
        # It measures by a font that has no letters for some names. The reader's has.
        warnings.filterwarnings("ignore", "Glyph ")
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _LINK)
    root = ET.fromstring(drawn.getvalue())  # noqa: S314 - written by us, a line above
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in {f"{{{_SVG}}}style", f"{{{_SVG}}}metadata"}:
                parent.remove(child)
        for name, value in _properties(parent.attrib.pop("style", "")):
            if name != "font-family":
                parent.set(name, value)
    # What its sheet said of everything.
    root.attrib |= {"font-family": _FONT, "stroke-linejoin": "round", "stroke-linecap": "butt"}
    picture: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return picture


def _properties(style: str) -> Iterator[tuple[str, str]]:
    for one in style.split(";"):
        name, colon, value = one.partition(":")
        if colon:
            yield name.strip(), value.strip()
