"""A name is what can be shown, wherever in the rota it stands."""

from dataclasses import replace

import pytest
from domain.edited import ROTA, person

from service.domain.edits import directory, house, ladders, people
from service.domain.names import NameLong, NameMarkup, NameMissing, NameUnseen


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("", NameMissing),
        ("  ", NameMissing),
        ("n" * 61, NameLong),
        ("<b>Zoe", NameMarkup),
        ("Zoe>", NameMarkup),
        ("Zoe\nDoe", NameUnseen),
        ("Zoe\u202e", NameUnseen),
        ("Zoe\x00", NameUnseen),
    ],
)
def test_a_name_that_could_not_be_shown_is_refused_with_the_mend(name, refusal):
    for edit in (
        lambda: people.add_person(ROTA, replace(person("zoe", "555"), name=name)),
        lambda: people.replace_person(ROTA, replace(ROTA.people["sam"], name=name)),
        lambda: ladders.add_ladder(ROTA, name),
        lambda: ladders.rename_ladder(ROTA, "north", name),
        lambda: ladders.set_role(ROTA, "north", 0, name),
        lambda: directory.add_line(ROTA, replace(ROTA.directory[0], name=name)),
        lambda: house.rename_organisation(ROTA, name),
    ):
        with pytest.raises(refusal) as refused:
            edit()
        assert refused.value.cure
        assert not name.strip() or name not in str(refused.value)


def test_names_of_any_script_and_of_sixty_letters_are_taken():
    for name in ("n" * 60, "Siân O\u2019Brien", "\u0646\u06cc\u06a9\u200c\u0646\u0627\u0645"):
        assert people.add_person(ROTA, replace(person("z", "555"), name=name)).people["z"].name
