"""Every pair of colours that meets on a page, by WCAG 2.2's formula, by day and by night."""

import re

import pytest

TEXT, SHAPE = 4.5, 3.0
#: (in front, behind, at least). 4.5 is 1.4.3 for text; 3 is 1.4.11 for what must be made out.
PAIRS = [
    ("ink", "ground", TEXT),
    ("ink", "paper", TEXT),
    ("quiet", "ground", TEXT),
    ("quiet", "paper", TEXT),
    ("link", "ground", TEXT),
    ("link", "paper", TEXT),
    ("act-ink", "act", TEXT),
    ("act-ink", "act-down", TEXT),
    ("strip-ink", "strip", TEXT),
    ("strip-quiet", "strip", TEXT),
    ("practice-ink", "practice", TEXT),
    ("care-ink", "care", TEXT),
    ("good-ink", "good", TEXT),
    ("act", "ground", SHAPE),
    ("act", "paper", SHAPE),
    ("edge", "ground", SHAPE),
    ("edge", "paper", SHAPE),
    ("care-edge", "ground", SHAPE),
    ("care-edge", "paper", SHAPE),
    ("good-edge", "ground", SHAPE),
    ("good-edge", "paper", TEXT),
    ("focus", "ground", SHAPE),
    ("focus", "paper", SHAPE),
    ("focus", "care", SHAPE),
    ("focus", "good", SHAPE),
    ("strip-ink", "strip", SHAPE),
]


@pytest.fixture(scope="module")
def schemes(root):
    sheet = (root / "service/web/static/house.css").read_text()
    day, night = re.findall(r":root \{(.*?)\n\s*\}", sheet, re.DOTALL)
    read = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", day))
    return {"day": read, "night": read | dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", night))}


def luminance(colour):
    def linear(channel):
        part = int(channel, 16) / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(colour[at : at + 2]) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_knows_black_on_white():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("scheme", ["day", "night"])
@pytest.mark.parametrize(("front", "behind", "least"), PAIRS)
def test_it_can_be_read(schemes, scheme, front, behind, least):
    colours = schemes[scheme]
    found = contrast(colours[front], colours[behind])
    assert found >= least, f"{front} on {behind} by {scheme}: {found:.2f}"


def test_every_colour_is_a_token_and_is_looked_at_here(schemes, root):
    sheet = (root / "service/web/static/house.css").read_text()
    rules = sheet.split("/* The page. */")[1]
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b", rules)
    looked_at = {name for front, behind, _ in PAIRS for name in (front, behind)}
    # Lines between rows only decorate: what they part is apart without them.
    assert set(schemes["day"]) - looked_at == {"line"}
