"""The trustees' pictures: the same bytes for the same figures, and nothing by colour alone."""

import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from service.web.trustees_dots import Column, Dots, picture_of_waits
from service.web.trustees_svg import DARK, LIGHT, LOOKS
from service.web.trustees_weeks import Band, Weeks, picture_of_weeks

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
DOTS = Dots(
    columns=(
        Column(
            first=date(2026, 1, 1),
            last=date(2026, 3, 1),
            minutes=(0.5, 1.0, 1.0, 2.5, 50.0),
            half=1.0,
            never=2,
        ),
        Column(first=date(2026, 4, 1), last=date(2026, 4, 1), minutes=(), half=None, never=6),
    ),
    practices=((date(2026, 5, 1), 1.5), (date(2026, 6, 1), None)),
    until=date(2026, 11, 1),
    never="not taken",
)
WEEKS = Weeks(
    starts=NOW,
    ends=NOW + timedelta(weeks=8),
    ladders=(
        ("safeguarding", (Band(NOW, NOW + timedelta(days=3), gap=True),)),
        ("premises", (Band(NOW + timedelta(days=9), NOW + timedelta(days=20), gap=False),)),
    ),
)
EACH = [(picture_of_waits, DOTS), (picture_of_weeks, WEEKS)]


@pytest.mark.parametrize(("draw", "facts"), EACH)
@pytest.mark.parametrize("look", LOOKS)
def test_the_same_figures_give_the_same_bytes_and_no_date(draw, facts, look):
    drawn = draw(facts, LOOKS[look])
    assert draw(facts, LOOKS[look]) == drawn
    assert b"<metadata" not in drawn
    assert b"Matplotlib" not in drawn


@pytest.mark.parametrize(("draw", "facts"), EACH)
def test_no_style_stands_in_it_and_letters_are_letters(draw, facts):
    root = ET.fromstring(draw(facts, LOOKS["light"]))  # noqa: S314 - ours
    assert root.get("font-family").startswith("system-ui")
    for one in root.iter():
        assert "style" not in one.attrib
        assert not one.tag.endswith(("}style", "}script", "}image"))
        assert one is root or "font-family" not in one.attrib
    assert {one.text for one in root.iter() if one.tag.endswith("}text")} & {"A practice", "Nobody"}


def marks(drawn):
    """How often each mark stands in the picture, by what it is drawn with."""
    root = ET.fromstring(drawn)  # noqa: S314 - ours
    used = [
        one.get("{http://www.w3.org/1999/xlink}href")[1:]
        for one in root.iter()
        if one.tag.endswith("}use")
    ]
    paths = {one.get("id"): one.get("d") for one in root.iter() if one.get("id") and one.get("d")}
    return [paths[one] for one in used if one in paths]


def test_every_call_out_is_a_dot_and_every_practice_a_diamond(root):
    drawn = marks(picture_of_waits(DOTS, LOOKS["light"]))
    round_ones = [one for one in drawn if one.count("C") == 8]
    diamonds = [one for one in drawn if one.count("L") == 3 and "C" not in one]
    crosses = [one for one in drawn if one.count("M") == 2]
    # Each stands in the legend once more, but for the crosses, which the axis names.
    assert (len(round_ones), len(diamonds), len(crosses)) == (5 + 1, 2 + 1, 2)
    assert b">not taken<" in picture_of_waits(DOTS, LOOKS["light"])


def test_bars_differ_by_their_hatch(root):
    drawn = picture_of_weeks(WEEKS, LOOKS["light"])
    assert len(re.findall(rb"<pattern ", drawn)) == 2


def test_nothing_at_all_can_be_drawn(root):
    nothing = Dots(columns=(), practices=(), until=date(2026, 11, 1), never="not taken")
    assert picture_of_waits(nothing, LOOKS["dark-narrow"]).startswith(b"<?xml")


@pytest.mark.parametrize(("scheme", "colours"), [(0, LIGHT), (1, DARK)])
def test_its_colours_are_those_of_the_house(root, scheme, colours):
    sheet = (root / "service/web/static/house.css").read_text()
    block = re.findall(r":root \{(.*?)\n\s*\}", sheet, re.DOTALL)[scheme]
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
    assert {name: tokens[name] for name in colours} == colours


def test_no_process_carries_the_library_before_a_picture_is_asked_for(root):
    code = "import service.web.app, sys; sys.exit('matplotlib' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], cwd=root, check=False)  # noqa: S603
    assert found.returncode == 0
