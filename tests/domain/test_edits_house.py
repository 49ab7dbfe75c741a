"""What a page may do to the house: its name, and how often it practises."""

from datetime import time

import pytest
from domain.edited import ROTA

from service.domain.edits import house
from service.domain.names import NameLong
from service.domain.rota import PracticePlan


def test_the_organisation_is_called_anew_in_thirty_letters():
    assert house.rename_organisation(ROTA, " Quay House ").organisation == "Quay House"
    with pytest.raises(NameLong, match="at most 30"):
        house.rename_organisation(ROTA, "n" * 31)


@pytest.mark.parametrize(
    ("plan", "refusal"),
    [
        (PracticePlan(every_days=90, at=time(10), starts="sam"), house.CannotStart),
        (PracticePlan(every_days=90, at=time(10), starts="nobody"), house.CannotStart),
        (PracticePlan(every_days=0, at=time(10), starts="joan"), house.OddInterval),
        (PracticePlan(every_days=367, at=time(10), starts="joan"), house.OddInterval),
    ],
)
def test_practices_that_could_not_be_kept_are_refused(plan, refusal):
    with pytest.raises(refusal):
        house.set_practice(ROTA, plan)


def test_practices_are_set_and_ended():
    plan = PracticePlan(every_days=366, at=time(14, 30), starts="tom")
    assert house.set_practice(ROTA, plan).practice == plan
    assert house.set_practice(ROTA, None).practice is None
