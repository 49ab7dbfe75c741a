"""Every sentence of the pages stands in the catalogue: seen on the pages in a second language."""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from flask import template_rendered
from web.bracketed import Brackets, bare, bracketed
from web.over import anything, keeps, practised
from web.states import pages
from web.trustee import PICTURES, rows

from service.domain.catalogue import _, ngettext, speaking

ROOT = Path(__file__).parents[2]
WEB = ROOT / "service/web"
TEMPLATES = WEB / "templates"
EXTENDS = re.compile(r'{% extends "(.+)" %}')
templates = sorted(str(one.relative_to(TEMPLATES)) for one in TEMPLATES.rglob("*.html"))

#: What is in no language: how a device is known to us, as it was kept (``coarse_name``), settings,
#: a currency, and an address.
UNTRANSLATED = ("A browser", "BACKUP_FOLDER", "TWILIO_TEXT_FROM", "USD")
ADDRESS = re.compile(r"https://ring\.harbourlane\.example/calendar/\S+")
#: What those states show that read a rota file: its own keys, and where in it they stand.
OF_A_FILE = {"a file", "mistakes", "without an admin", "as it is"}
KEYS = (
    *("house", "organisation", "timezone", "countries", "people", "ladders", "away", "swaps"),
    *("practice", "directory", "admin", "rungs", "holder", "checked", "to_be_checked"),
)


def outside(answer, state=""):
    """Return what a page in that *state* says in no bracket, beside names, numbers and dates."""
    text = ADDRESS.sub("", answer.text)
    return bare(text, (*UNTRANSLATED, *(KEYS if state in OF_A_FILE else ())))


@pytest.fixture
def rendered(house):
    """The names of the templates that were filled in."""
    names = set()

    def note(_sender, template, **_more):
        names.add(template.name)

    with template_rendered.connected_to(note, house.app):
        yield names


def test_each_page_says_everything_in_the_second_language(house, rendered):
    brackets, loose = Brackets(), {}
    with speaking(brackets):
        for name, answer in pages(house):
            assert answer.status_code in {200, 403, 404, 409, 422, 429, 503}, (name, answer.text)
            loose[name] = outside(answer, name)
    assert {name: found for name, found in loose.items() if found} == {}
    extends = {name: EXTENDS.match((TEMPLATES / name).read_text()) for name in templates}
    grounds = {found[1] for found in extends.values() if found}
    assert {name for name, found in extends.items() if found} - grounds <= rendered
    assert brackets.said - gathered() == set()


def test_a_sentence_that_the_catalogue_lacks_is_seen(house):
    with speaking(Brackets(lacking="There is no swap.")):
        answer = house.browses("tom").get("/rota/swaps")
    assert outside(answer) == ["There is no swap."]


def test_english_within_a_fact_is_seen():
    with speaking(Brackets()):
        assert bare(_("{name} has it.", name="Priya Shah")) == []
        assert bare(_("{name} has it.", name="Somebody")) == ["Somebody"]
        assert bare(_("{name} has it.", name=_("Nobody"))) == []
        assert bare(_("It ends on {day}.", day="Monday 3")) == ["Monday 3"]
        assert bare(ngettext("{count} of {of}", "{count} of {of}", 2, of="three")) == ["2 three"]
    assert bracketed('<a href="{url}">{name}</a>') == '⟦<a href="{url}">⟧{name}⟦</a>⟧'


def test_a_trustees_pictures_are_drawn_in_the_second_language(house):
    keeps(house, anything(60, datetime(2026, 10, 1, tzinfo=UTC), 12))
    practised(house, 12, taken=None)
    with speaking(Brackets()):
        for path in PICTURES:
            drawn = house.browses("grace").get(path).text
            assert "⟦" in drawn
            assert bare(drawn) == [], path


def test_a_trustees_file_is_in_the_second_language(house):
    keeps(house, anything(60, datetime(2026, 10, 1, tzinfo=UTC), 12))
    practised(house, 12)
    with speaking(Brackets()):
        found = rows(house)
    assert len(found) > 5
    loose = [cell for row in found for cell in row if bare(cell)]
    assert loose == []


def test_a_spreadsheet_has_its_heads_in_the_second_language(house):
    with speaking(Brackets()):
        for path in ("/exports/people.csv", "/exports/rota.csv"):
            heads = house.browses("noor").get(path).text.splitlines()[0].lstrip("\ufeff")
            assert all(re.fullmatch("⟦.+⟧", one) for one in heads.split(",")), heads


def test_what_is_refused_is_said_in_the_second_language(house):
    with speaking(Brackets()):
        answer = house.asks("sam").post("/api/v1/escalations", json={"ring": 1, "else": 2})
        assert re.fullmatch(r"⟦Something .+: .+⟧ ⟦See errors .+⟧", answer.json["detail"])
        for one in answer.json["errors"]:
            assert re.fullmatch("⟦.+⟧", one["problem"])
            assert re.fullmatch("⟦.+⟧", one["mend"])


def gathered():
    """Return each message that is found in the code."""
    kinds = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    found = extract_from_dir(
        ROOT / "service",
        method_map=[(one["pattern"], one["method"]) for one in kinds],
        options_map={one["pattern"]: {"silent": "false"} for one in kinds},
    )
    each = (message for __, __, message, *__ in found)
    return {part for one in each for part in (one if isinstance(one, tuple) else (one,))}
