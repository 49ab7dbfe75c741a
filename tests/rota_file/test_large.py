"""Files that are larger than any rota, and a large one that is right."""

import pytest
from rota_file.holding import TODAY

from service.rota_file import read_rota


def crowd(people):
    """A rota of that many people, most of whom raise."""
    lines = ['organisation = "Harbour Lane"']
    for number in range(people):
        roles = '["officer", "admin"]' if number < 10 else '["staff"]'
        lines += [
            f"[people.p{number}]",
            f'name = "Person {number}"',
            f'phone = "07700 {900000 + number % 1000}"',
            f"roles = {roles}",
        ]
    lines += ["[[ladders]]", 'name = "safeguarding"', "[[ladders.rungs]]", 'role = "Officer"']
    return "\n".join([*lines, 'holder = "p0"', "colour = 7"]) + "\n"


def test_a_membership_list_is_one_sentence():
    [mistake] = read_rota(crowd(1000), today=TODAY).mistakes
    assert str(mistake) == (
        "line 2, people: There are 1000 people in this file, and a rota holds at most 500."
        " Take out those who have left."
    )


@pytest.mark.parametrize(("people", "path"), [(500, "ladders.1.rungs.1.colour"), (501, "people")])
def test_five_hundred_people_are_a_large_rota_and_one_more_is_a_list(people, path):
    [mistake] = read_rota(crowd(people), today=TODAY).mistakes
    assert mistake.path == path


def test_a_mistake_for_each_of_five_hundred_names_few_of_those_who_would_do():
    wrong = crowd(500).replace('["officer", "admin"]', '["officer"]').replace('"p0"', '"p499"')
    many = wrong.replace('["staff"]', '["officer"]').replace('"p499"', '"nobody"')
    [mistake] = [one for one in read_rota(many, today=TODAY).mistakes if "holder" in one.path]
    assert mistake.mend.endswith("and 488 others.")
