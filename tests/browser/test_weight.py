"""What the page with the button costs a phone with a poor line."""

import pytest
from browser.weighing import weigh

pytestmark = pytest.mark.browser

#: In thousands of bytes: two seconds on a line of a quarter of a megabit.
MOST = 60


def test_the_page_with_the_button_is_small(page, signs_in, served):
    signs_in("sam", "/health/live")
    cold = weigh(page, f"{served}/")
    warm = weigh(page, f"{served}/")
    print(f" cold {cold}; warm {warm} ", end="")  # noqa: T201 - a figure to show
    assert cold.bytes < MOST * 1000
    assert warm.bytes <= cold.bytes
