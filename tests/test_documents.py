"""Pages that are made from the code say what the code says."""

from pathlib import Path

from service.cli.documents import SAYS, states_page
from service.domain.escalation import Happening


def test_the_page_of_states_is_the_machine(root: Path):
    written = (root / "docs" / "states.md").read_text("utf-8")
    assert written == states_page(), "make docs writes it anew"


def test_every_happening_is_put_in_words():
    assert set(SAYS) == set(Happening)
