"""The trustees' page: readable on the smallest screen, in the dark, by axe, and on one sheet."""

import re
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from web.over import anything, keeps

pytestmark = pytest.mark.browser

#: What the criteria ask for, and no more.
CRITERIA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
#: Every picture has come, and none is broken.
DRAWN = """() => [...document.querySelectorAll('img')].every((one) => one.complete
    && one.naturalWidth > 0)"""


@pytest.fixture
def told(house):
    keeps(house, anything(60, datetime(2026, 10, 1, tzinfo=UTC), 12))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_it_can_be_read(page, signs_in, told, complaints, scheme, width):
    page.set_viewport_size({"width": width, "height": 480})
    page.emulate_media(color_scheme=scheme)
    signs_in("grace", "/trustees")
    page.wait_for_function(DRAWN)
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shown = page.evaluate("[...document.querySelectorAll('img')].map((one) => one.currentSrc)")
    look = scheme if width > 640 else f"{scheme}-narrow"
    assert [one.rpartition("/")[2] for one in shown] == [f"{look}.svg"] * 3
    found = Axe().run(page, options=CRITERIA)
    assert found.violations_count == 0, found.generate_report()


def test_it_prints_on_one_sheet(page, signs_in, told, complaints):
    signs_in("grace", "/trustees")
    page.wait_for_function(DRAWN)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
