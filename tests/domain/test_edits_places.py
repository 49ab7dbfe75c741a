"""A place is looked for before anything is done to it."""

from datetime import date

import pytest
from domain.edited import CHRISTMAS, NOW, ROTA

from service.domain.absences import TimeAway
from service.domain.edits import absences, directory, ladders, places
from service.domain.refusals import UnknownLadder
from service.domain.rota import RungPlan


@pytest.mark.parametrize("place", [-1, 3])
def test_a_place_that_is_not_there_is_refused(place):
    for edit in (
        lambda: ladders.remove_rung(ROTA, "safeguarding", place),
        lambda: ladders.move_rung(ROTA, "safeguarding", place, 1),
        lambda: ladders.set_holder(ROTA, "safeguarding", place, "tom"),
        lambda: ladders.set_rung(ROTA, "safeguarding", place, RungPlan(role="X")),
        lambda: absences.remove_away(ROTA, place),
        lambda: absences.change_away(ROTA, place, TimeAway("tom", CHRISTMAS), NOW),
        lambda: absences.remove_swap(ROTA, place),
        lambda: directory.remove_line(ROTA, place),
        lambda: directory.change_line(ROTA, place, ROTA.directory[0]),
        lambda: directory.check_line(ROTA, place, date(2026, 11, 1)),
        lambda: directory.move_line(ROTA, place, 1),
    ):
        with pytest.raises(places.NoSuchPlace):
            edit()


def test_a_ladder_that_is_not_there_is_refused():
    with pytest.raises(UnknownLadder, match="safeguarding, north"):
        ladders.set_holder(ROTA, "south", 0, "tom")
