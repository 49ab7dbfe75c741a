"""The rota comes back as it went in; a token opens what it opens, to whom it belongs."""

from dataclasses import replace

import pytest
from book.anything import rotas
from book.examples import NOW, press, rota
from book.steps import add, read
from hypothesis import HealthCheck, given, settings
from servers.migrated import RING

from service.book import open_book
from service.domain.rota import Rota
from service.domain.standing import TokenKind


def apply(book, new):
    with book.writing() as page:
        page.replace_rota(new)


def now(book):
    with book.reading() as page:
        return page.rota()


def test_a_new_book_has_an_empty_rota(book):
    assert now(book) == Rota(organisation="")
    assert now(book).empty


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(new=rotas)
def test_it_comes_back_as_it_was_applied(book, new):
    apply(book, new)
    book._rotas.put(-1, new)  # what the process remembers must not answer for the book
    back = now(book)
    assert back == new
    assert list(back.people) == list(new.people)


def test_applying_replaces_all_of_it(book):
    apply(book, rota())
    apply(book, Rota(organisation="Quay House", timezone="America/New_York"))
    assert now(book) == Rota(organisation="Quay House", timezone="America/New_York")


def test_applying_touches_no_open_escalation(book):
    apply(book, rota())
    one = add(book, press())
    apply(book, Rota(organisation="Quay House"))
    assert read(book, one) == one


def test_a_rota_that_was_applied_elsewhere_is_seen_at_once(book, database_url):
    elsewhere = open_book(database_url, RING)
    apply(book, rota())
    assert now(book) == now(elsewhere) == rota()
    apply(elsewhere, rota(organisation="Quay House"))
    elsewhere.close()
    assert now(book).organisation == "Quay House"


def test_what_is_known_is_not_read_again(book):
    apply(book, rota())
    assert now(book) is now(book)


def apply_and_fail(book, new):
    with book.writing() as page:
        page.replace_rota(new)
        assert page.rota() == new
        raise ZeroDivisionError


def test_a_rota_that_was_undone_is_forgotten(book):
    apply(book, rota())
    with pytest.raises(ZeroDivisionError):
        apply_and_fail(book, rota(organisation="Quay House"))
    assert now(book) == rota()
    apply(book, rota(organisation="Third"))
    assert now(book).organisation == "Third"


def test_a_page_for_writing_reads_the_rota_too(book, database_url):
    apply(book, rota())
    fresh = open_book(database_url, RING)
    with fresh.writing() as page:
        assert page.rota() == rota()
    fresh.close()


# Tokens.


@pytest.fixture
def token(book):
    """A token of Sam's for the API."""
    apply(book, rota())
    with book.writing() as page:
        page.add_token("digest", TokenKind.API, "sam", NOW)
    return "digest"


def owner(book, digest, kind=TokenKind.API):
    with book.reading() as page:
        return page.token(digest, kind)


def test_a_token_belongs_to_a_person(book, token):
    assert owner(book, token) == rota().people["sam"]


def test_a_token_of_another_kind_or_an_unknown_one_opens_nothing(book, token):
    assert owner(book, token, TokenKind.SESSION) is None
    assert owner(book, "unknown") is None


def test_a_revoked_token_opens_nothing(book, token):
    with book.writing() as page:
        page.revoke_token(token, NOW)
        page.revoke_token(token, NOW)
        page.revoke_token("unknown", NOW)
    assert owner(book, token) is None


def test_the_token_of_somebody_who_left_the_rota_opens_nothing(book, token):
    others = {"amara": rota().people["amara"]}
    apply(book, rota(people=others))
    assert owner(book, token) is None


def test_a_token_shows_the_person_as_the_rota_has_them_now(book, token):
    sam = replace(rota().people["sam"], name="Sam Lee-Jones")
    apply(book, rota(people={"sam": sam}))
    assert owner(book, token) == sam


def test_a_token_is_used_once(book):
    apply(book, rota())
    with book.writing() as page:
        page.add_token("once", TokenKind.SIGN_IN, "sam", NOW)
        page.add_token("gone", TokenKind.SIGN_IN, "nobody", NOW)
        assert page.use_token("once", TokenKind.SESSION, NOW, NOW) is None
        assert page.use_token("once", TokenKind.SIGN_IN, NOW, NOW) == rota().people["sam"]
        assert page.use_token("once", TokenKind.SIGN_IN, NOW, NOW) is None
        assert page.use_token("gone", TokenKind.SIGN_IN, NOW, NOW) is None
        assert page.use_token("unknown", TokenKind.SIGN_IN, NOW, NOW) is None
