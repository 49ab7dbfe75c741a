"""Every sentence of the pages stands in the catalogue: seen on the pages in a second language."""

import re
import tomllib
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from flask import template_rendered
from web.bracketed import Brackets, Outside, without
from web.states import pages

from service.domain.catalogue import speaking

ROOT = Path(__file__).parents[2]
WEB = ROOT / "service/web"
TEMPLATES = WEB / "templates"
EXTENDS = re.compile(r'{% extends "(.+)" %}')
templates = sorted(str(one.relative_to(TEMPLATES)) for one in TEMPLATES.rglob("*.html"))

#: What is in no language: names that the house makes up, and how a device is known to it.
UNTRANSLATED = (
    r"[A-Z2-9]{4}",  # A reference.
    r"A browser",  # devices.coarse_name, as it was kept.
    r"https://ring\.harbourlane\.example/calendar/\S+",
)


def outside(answer, allowed=UNTRANSLATED):
    """Return what a page says in no bracket, beside names, dates and what is *allowed*."""
    return [
        one
        for one in Outside(answer.text).found
        if without(one) and not any(re.fullmatch(each, one) for each in allowed)
    ]


@pytest.fixture
def rendered(house):
    """The names of the templates that were filled in."""
    names = set()

    def note(_sender, template, **_more):
        names.add(template.name)

    with template_rendered.connected_to(note, house.app):
        yield names


def test_each_page_says_everything_in_the_second_language(house, rendered):
    brackets, bare = Brackets(), {}
    with speaking(brackets):
        for name, answer in pages(house):
            assert answer.status_code in {200, 403, 404, 409, 422, 429, 503}, (name, answer.text)
            bare[name] = outside(answer)
    assert {name: found for name, found in bare.items() if found} == {}
    extends = {name: EXTENDS.match((TEMPLATES / name).read_text()) for name in templates}
    grounds = {found[1] for found in extends.values() if found}
    assert {name for name, found in extends.items() if found} - grounds <= rendered
    assert brackets.said - gathered() == set()


def test_a_sentence_that_the_catalogue_lacks_is_seen(house):
    with speaking(Brackets(lacking="There is no swap.")):
        answer = house.browses("tom").get("/rota/swaps")
    assert outside(answer) == ["There is no swap."]


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
    each = (message for _file, _line, message, *_more in found)
    return {part for one in each for part in (one if isinstance(one, tuple) else (one,))}
