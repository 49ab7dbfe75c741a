"""The trustees' pictures: the same bytes for the same figures, and nothing by colour alone."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from gettext import NullTranslations
from xml.etree import ElementTree as ET

import pytest
from fakes.clock import START
from web.bracketed import Brackets

from service.domain.catalogue import language, speaking
from service.web.trustees import drawn
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


#: In a process of its own: draws, and says which fonts the library knows.
ALONE = """
import service.web.trustees_weeks as weeks
from datetime import datetime, timedelta
from service.web.trustees_svg import LOOKS
at = datetime(2026, 11, 22)
facts = weeks.Weeks(starts=at, ends=at + timedelta(weeks=8), ladders=(("safeguarding", ()),))
assert weeks.picture_of_weeks(facts, LOOKS["light"]).startswith(b"<?xml")
from matplotlib.font_manager import fontManager
import os
print([one.name for one in fontManager.ttflist], os.environ.get("MPLCONFIGDIR"))
"""


@pytest.mark.parametrize("named", [None, "/proc/nowhere"])
def test_the_library_warns_of_nothing_writes_nothing_and_reads_no_fonts(root, tmp_path, named):
    """As in a container: nothing but a folder for passing things can be written."""
    passing = tmp_path / "passing"
    passing.mkdir()
    env = {"HOME": "/proc/nowhere", "TMPDIR": str(passing), "PYTHONWARNINGS": "error"}
    found = subprocess.run(  # noqa: S603
        [sys.executable, "-c", ALONE],
        cwd=root,
        env=env | ({"MPLCONFIGDIR": named} if named else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.stdout, found.stderr) == (f"['DejaVu Sans'] {named}\n", "")
    assert list(passing.iterdir()) == []


def test_a_name_in_letters_that_the_library_cannot_measure_is_drawn_without_a_warning():
    named = replace(WEEKS, ladders=(("\N{CJK UNIFIED IDEOGRAPH-5B89}", ()),))
    assert "\N{CJK UNIFIED IDEOGRAPH-5B89}" in picture_of_weeks(named, LOOKS["light"]).decode()


def test_a_picture_is_drawn_once_for_each_look_and_language():
    drawn.cache_clear()
    english = NullTranslations()
    first = drawn(DOTS, "light", english)
    assert drawn(DOTS, "light", english) is first
    with speaking(Brackets()):
        assert drawn(DOTS, "light", language()) != first
    assert drawn(DOTS, "dark", english) != first
    assert drawn(WEEKS, "light", english) != first


def test_the_weeks_ahead_are_drawn_once_an_hour(house):
    grace = house.browses("grace")
    drawn.cache_clear()
    for seconds in (0, 1, 59 * 60):
        house.clock.at = START + timedelta(seconds=seconds)
        assert grace.get("/trustees/pictures/cover/light.svg").status_code == 200
    assert drawn.cache_info().misses == 1
