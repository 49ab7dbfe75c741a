"""The catalogue: a sentence is its own key, and another language is another table."""

import io
from gettext import GNUTranslations

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from service.domain.catalogue import N_, _, ngettext, speaking


@pytest.fixture
def welsh():
    """A second language of three sentences, through Babel and gettext as a real one would be."""
    catalogue = Catalog(locale="cy")
    catalogue.add("We ring {name} now.", "Rydym yn ffonio {name} nawr.")
    catalogue.add("It is yours.", "Eich un chi ydyw.")
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def test_a_sentence_is_said_as_it_is_written():
    assert _("It is yours.") == "It is yours."
    assert _("We ring {name} now.", name="Priya") == "We ring Priya now."


def test_braces_in_what_is_filled_in_stay_what_they_are():
    assert _("We ring {name} now.", name="{0.__class__}") == "We ring {0.__class__} now."


def test_a_second_language_is_said_in_its_block_and_nowhere_else(welsh):
    with speaking(welsh):
        assert _("We ring {name} now.", name="Priya") == "Rydym yn ffonio Priya nawr."
        assert _(N_("It is yours.")) == "Eich un chi ydyw."
    assert _("It is yours.") == "It is yours."


def test_what_the_second_language_has_not_is_said_in_english(welsh):
    with speaking(welsh):
        assert _("Nobody has it yet.") == "Nobody has it yet."


@pytest.mark.parametrize(("count", "said"), [(1, "1 person"), (2, "2 people"), (0, "0 people")])
def test_one_and_many(count, said):
    assert ngettext("{count} person", "{count} people", count) == said
