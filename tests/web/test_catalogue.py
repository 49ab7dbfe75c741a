"""Every sentence of the pages stands in the catalogue: read in the code, and seen on the page."""

import ast
import re
import tomllib
from pathlib import Path

import jinja2
import pytest
from babel.messages.extract import extract_from_dir
from flask import template_rendered
from jinja2 import nodes
from web.bracketed import Brackets, Outside, without
from web.states import pages

from service.domain.catalogue import speaking

ROOT = Path(__file__).parents[2]
WEB = ROOT / "service/web"
TEMPLATES = WEB / "templates"
#: Brought into the catalogue by themselves.
NOT_YET = {
    *("call_out/macros.html", "call_out/officer.html", "call_out/officer_can.html"),
    *("call_out/page.html", "call_out/raiser.html", "call_out/raiser_can.html"),
    *("failing/page.html", "officer/absences.html", "officer/now.html", "officer/page.html"),
    *("officer/your_phone.html", "parts/lines.html", "parts/press.html", "parts/when.html"),
    *("staff/not_raised.html", "staff/outside.html", "staff/page.html"),
}
#: The same.
MODULES_NOT_YET = {
    *("call_out", "failing", "lines", "officer", "outside_lines", "staff", "steps"),
    *("to_officer", "wording"),
}
#: Read by programs, and by whoever writes or keeps them: in English, as their addresses are.
FOR_PROGRAMS = {"access_log", "health", "models", "openapi", "roles"}
#: Names of classes in the sheet, by which a block says how wide its page is.
CLASSES = {"wide"}
#: What a person may read or hear of a tag beside its text; data is for scripts to show.
READ = re.compile(r'\b(aria-label|alt|placeholder|title|data-[a-z-]+)="([^"]*)"')
WORD, SENTENCE = re.compile(r"[A-Za-z]"), re.compile(r"[A-Za-z],? [a-z]")
SPOKEN = ("_", "N_", "ngettext")

templates = sorted(
    str(one.relative_to(TEMPLATES))
    for one in TEMPLATES.rglob("*.html")
    if str(one.relative_to(TEMPLATES)) not in NOT_YET
)
modules = sorted(
    one.stem for one in WEB.glob("*.py") if one.stem not in MODULES_NOT_YET | FOR_PROGRAMS
)


def text_of(name):
    """Return a template without all that jinja reads: what goes to the page as it stands."""
    source = (TEMPLATES / name).read_text()
    tokens = jinja2.Environment(autoescape=True).lex(source)
    return "".join(value for _line, kind, value in tokens if kind == "data")


@pytest.mark.parametrize("name", templates)
def test_no_word_of_a_template_goes_to_the_page_as_it_stands(name):
    text = re.sub(r"<!doctype[^>]*>", "", text_of(name))
    for attribute, value in READ.findall(text):
        assert not WORD.search(value), f"{attribute}: {value}"
    # A macro may write attributes alone, which stand in no tag then.
    bare = re.sub(r'<[^<>]*>|[a-z-]+="[^"]*"', "\n", text)
    left = [line.strip() for line in bare.splitlines() if WORD.search(line)]
    assert [line for line in left if line not in CLASSES] == []


@pytest.mark.parametrize("name", templates)
def test_no_sentence_stands_in_an_expression_of_a_template(name):
    tree = jinja2.Environment(autoescape=True).parse((TEMPLATES / name).read_text())
    spoken = set()
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in SPOKEN:
            # Looked up as it stands, and shown unescaped: nothing that was typed goes in here.
            assert isinstance(call.args[0], nodes.Const), (name, call.lineno)
            spoken |= {id(one) for one in call.args}
    words = [
        one.value
        for one in tree.find_all(nodes.Const)
        if isinstance(one.value, str) and id(one) not in spoken
    ]
    assert [one for one in words if SENTENCE.search(one) or one[:1].isupper()] == []


@pytest.mark.parametrize("name", modules)
def test_no_sentence_of_a_module_is_said_past_the_catalogue(name):
    tree = ast.parse((WEB / f"{name}.py").read_text())
    spoken = set()
    for one in ast.walk(tree):
        if isinstance(one, ast.Call) and called(one) in (*SPOKEN, "log"):
            spoken |= {id(argument) for argument in one.args}
        if isinstance(one, ast.Expr):  # A docstring.
            spoken.add(id(one.value))
    words = [
        one.value
        for one in ast.walk(tree)
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in spoken
    ]
    assert [one for one in words if SENTENCE.search(one)] == []


def called(call):
    """Return the name of what is called; of a method, the name of what it is called on."""
    function = call.func.value if isinstance(call.func, ast.Attribute) else call.func
    return function.id if isinstance(function, ast.Name) else ""


@pytest.mark.parametrize("name", modules)
def test_no_throw_away_name_hides_the_catalogue(name):
    """Where a module speaks, ``_`` is the catalogue from its first line to its last."""
    tree = ast.parse((WEB / f"{name}.py").read_text())
    stored = [
        one.lineno
        for one in ast.walk(tree)
        if isinstance(one, ast.Name) and one.id == "_" and isinstance(one.ctx, ast.Store)
    ]
    speaks = any(isinstance(one, ast.Call) and called(one) == "_" for one in ast.walk(tree))
    assert not speaks or stored == []


# In a second language, in which each message of the catalogue stands in brackets.

#: What the pages show of other parts of the house, which are brought into it by themselves.
SAID_ELSEWHERE = (
    r"Texts (to you )?are off(\W.*)?|We still ring you.*|.*[Pp]roved.*",  # desk.people, own_phone
    r"Not measured yet.*|(Its|No) mailbox .*",  # desk.people.ring_words
    r".* (is|are) (now|removed|no longer|added)\b.*|.* no longer swap .*",  # domain.changed
    r"line \d+, .*",  # rota_file
    r"Nobody has written when.*|To be checked, and.*|Serves .*|Ring someone yourself",  # lines
)
#: What is in no language: names that the house makes up, and how a device is known to it.
UNTRANSLATED = (
    r"[A-Z2-9]{4}",  # A reference.
    r"A browser",  # devices.coarse_name, as it was kept.
    r"https://ring\.harbourlane\.example/calendar/\S+",
)
#: No message of those is shorter; a shorter piece would excuse too many.
SHORTEST = len("My phone")
#: Parts that say something on the pages, and are yet to mark it for the catalogue.
PARTS_NOT_YET = ("desk", "domain", "numbers.py", "refused_numbers.py", "rota_file")


def outside(answer, allowed=(*SAID_ELSEWHERE, *UNTRANSLATED)):
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
            assert answer.status_code in {200, 403, 404, 409, 422, 429}, (name, answer.text)
            bare[name] = outside(answer)
    assert {name: found for name, found in bare.items() if found} == {}
    whole = {name for name in templates if "{% extends" in (TEMPLATES / name).read_text()}
    assert whole <= rendered
    lost, excused = brackets.said - gathered(), not_marked_yet()
    assert {one for one in lost if not any(part in one for part in excused)} == set()


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


def not_marked_yet():
    """Return what those parts of the house say that are yet to mark it: whole, or in pieces."""
    parts = (ROOT / "service" / one for one in PARTS_NOT_YET)
    files = [one for part in parts for one in ([part] if part.suffix else part.rglob("*.py"))]
    trees = (ast.parse(one.read_text()) for one in files)
    each = (one.value for tree in trees for one in ast.walk(tree) if isinstance(one, ast.Constant))
    return {one for one in each if isinstance(one, str) and len(one) >= SHORTEST}
