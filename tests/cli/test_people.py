"""Tokens, links and presses for the people in the rota."""

import json

import pytest

from service.domain.audit import Deed
from service.domain.escalation import State
from service.domain.standing import TokenKind
from service.domain.versions import Author


def test_a_token_stands_alone_and_acts_for_the_person(with_example, parts):
    token = with_example("token", "create", "sam").stdout
    assert token.count("\n") == 1
    assert parts.keys.holder(token.strip(), TokenKind.API).key == "sam"


def test_a_sign_in_link_stands_alone_and_works_once(with_example, parts):
    link = with_example("sign-in-link", "priya", PUBLIC_URL="http://localhost:8123").stdout
    assert link.startswith("http://localhost:8123/sign-in/")
    token = link.strip().rpartition("/")[2]
    assert parts.keys.trade(token)
    assert parts.keys.trade(token) is None


def test_what_lets_somebody_in_is_written_down(with_example, parts):
    with_example("token", "create", "sam")
    with_example("sign-in-link", "priya")
    with parts.book.reading() as book:
        link, token = book.audited(10)
    assert (token.deed, token.person, token.name) == (Deed.TOKEN_MADE, "sam", "Sam Lee")
    assert (link.deed, link.person) == (Deed.LINK_MADE, "priya")
    assert token.author == link.author == Author("", "the command line")


@pytest.mark.parametrize("words", [("token", "create"), ("sign-in-link",), ("raise",)])
def test_somebody_unknown_is_refused_with_who_there_is(with_example, words):
    result = with_example(*words, "nobody-here")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Choose from: ada, amina, grace, joan, priya, sam, tom." in result.stderr
    assert "nobody-here" not in result.stderr


def test_raising_prints_the_reference_and_the_page(with_example, parts):
    first, page = with_example("raise", "sam").stdout.splitlines()
    with parts.book.reading() as book:
        (raised,) = book.raised_by("sam")
    assert first == f"{raised.reference} is raised: phones will ring."
    assert page == f"http://127.0.0.1:8000/call-outs/{raised.id}"
    assert raised.state is State.OPEN


def test_raising_tells_a_program(with_example, parts):
    told = json.loads(with_example("raise", "sam", "--json").stdout)
    with parts.book.reading() as book:
        (raised,) = book.raised_by("sam")
    assert (told["id"], told["reference"], told["state"]) == (raised.id, raised.reference, "open")


def test_nobody_raises_without_the_role(with_example, parts):
    result = with_example("raise", "joan")
    assert result.exit_code == 2
    assert "does not have the role staff" in result.stderr
    with parts.book.reading() as book:
        assert not book.raised_by("joan")
