"""Every page in every state, as each of us meets it: nothing in it shuts anybody out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import looking
from browser.looking import Look
from browser.stage import Stage, running_stage
from browser.states.every import NOT_WALKED, STATES
from browser.states.state import State
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

#: Walked by two at a time.
HALVES = ("browsers, faults", "houses")


@pytest.fixture(scope="module")
def stage(
    chromium: Browser, _migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    with running_stage(chromium, _migrated_sqlite, tmp_path_factory.mktemp("stage")) as stage:
        yield stage


@pytest.mark.parametrize(
    ("state", "look"),
    [
        pytest.param(
            one,
            looking.look_at(at),
            id=one.name,
            marks=pytest.mark.xdist_group(HALVES[at % 2]),
        )
        for at, one in enumerate(STATES)
    ],
)
def test_a_page_shuts_nobody_out(stage: Stage, state: State, look: Look):
    page = stage.plays(state)
    assert stage.answered == (state.page, state.status)
    found = looking.faults(page, [look])
    found += stage.complaints
    assert not found, "\n" + "\n".join(found)


def test_every_page_there_is_is_walked_or_named_with_a_reason(house):
    opened = {rule.endpoint for rule in house.app.url_map.iter_rules() if "GET" in rule.methods}
    walked = {state.page for state in STATES}
    assert opened - walked == set(NOT_WALKED), "walk it: tests/browser/states"


def test_each_state_has_a_name_of_its_own():
    names = [state.name for state in STATES]
    assert len(set(names)) == len(names)
