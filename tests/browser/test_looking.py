"""Each of the eyes that walk the pages sees the fault that it is there for."""

import pytest
from browser import looking
from browser.looking import LOOKS, SMALL, look_at

pytestmark = pytest.mark.browser

BAR = '<div class="danger" style="position:fixed;top:0;height:60px;background:#fff">999</div>'
#: What is wrong, and which eye sees it.
FAULTS = {
    "frame": "<h1>One</h1><h1>Two</h1>",
    "polite": "<p role='status'></p><p aria-live='polite'></p>",
    "nameless": "<button></button>",
    "wide": "<p style='width:400px'>Wide</p>",
    "small": "<button style='height:30px'>Small</button>",
    "hidden": f"{BAR}<button style='position:fixed;top:10px'>Under it</button>",
    "moving": "<p style='transition:color 1s'>Moves</p>",
    "edgeless": "<button style='border:0'>No edge</button>",
    "axed": "<img src='data:,'>",
}
LOST = {
    "over each other": "<p style='margin:0'>Under</p>"
    "<p style='margin:0;position:absolute;top:8px'>Over</p>",
    "out of its button": "<button style='width:60px;height:48px;white-space:nowrap'>"
    "Much too long for it</button>",
    "cut off": "<p style='height:10px;overflow:hidden'>Cut</p>",
}


@pytest.fixture
def eyes(page):
    page.set_viewport_size(SMALL)

    def see(markup: str, what: str) -> list[str]:
        page.goto("about:blank")
        page.set_content(f"<html lang='en'><title>x</title><main>{markup}</main></html>")
        looking.prepare(page)
        page.keyboard.press("Tab")
        found: list[str] = page.evaluate("what => looking[what]()", what)
        return found

    return see


@pytest.mark.parametrize("what", FAULTS)
def test_each_eye_sees_its_fault(eyes, what):
    assert eyes(FAULTS[what], what)


@pytest.mark.parametrize("how", LOST)
def test_text_that_is_lost_is_told_of_in_each_way(eyes, how):
    assert [one for one in eyes(LOST[how], "lost") if one.startswith(how)]


@pytest.mark.parametrize("what", [*FAULTS, "lost"])
def test_what_is_right_is_not_complained_of(eyes, what):
    right = (
        "<style>:focus{outline:2px solid}</style><h1>One</h1>"
        "<p>In <a href='#x'>a sentence</a> that is longer.</p>"
        "<button style='min-height:48px;min-width:48px;border:2px solid'>Press</button>"
    )
    assert eyes(right, what) == []


def test_eight_states_in_a_row_are_met_in_all_eight_looks():
    assert len({str(look_at(place)) for place in range(8)}) == len(LOOKS) == 8
