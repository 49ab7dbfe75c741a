"""What lets somebody in is kept as a digest under a key that is not in the book."""

import pytest
from book.filled import found_in, spellings, stolen
from servers.migrated import BOOK_KEY, RING
from web.house import number
from web.test_sign_in_codes import asks

from config.settings import load_settings
from service.domain.codes import CodePurpose, digits_of
from service.domain.standing import TokenKind
from service.pins import Pins
from service.wiring import wire


@pytest.mark.parametrize("kind", list(TokenKind))
def test_no_token_stands_in_a_stolen_book_nor_a_digest_that_it_gives(any_house, kind):
    token = any_house.parts.keys.issue("sam", kind)
    url = any_house.parts.settings.database_url
    assert any_house.parts.keys.holder(token, kind).key == "sam"
    assert found_in(stolen(url), spellings((token,), ())) == set()


@pytest.mark.parametrize("kind", list(TokenKind))
def test_what_an_older_key_signed_lets_nobody_in(any_house, tmp_path, kind):
    settings = any_house.parts.settings
    token, old = any_house.parts.keys.issue("sam", kind), settings.secret_key.get_secret_value()
    given = {"DATABASE_URL": settings.database_url, "BOOK_KEY": BOOK_KEY}
    for keys, holds in [(old, True), (f"{'n' * 40},{old}", False)]:
        parts = wire(load_settings(given | {"SECRET_KEY": keys}, tmp_path))
        assert (parts.keys.holder(token, kind) is not None) is holds
        assert parts.keys.secret == keys.split(",")[0]
        parts.book.close()


def test_the_digits_of_a_code_follow_from_nothing_in_the_book(any_house):
    asks(any_house, any_house.asks())
    with any_house.real_book.reading() as page:
        code = page.latest_code(number(123), CodePurpose.SIGN_IN)
    secret = any_house.parts.keys.secret
    assert digits_of(secret, code.id) != digits_of(RING.first.name, code.id)
    kept = set(vars(type(code))) | {str(getattr(code, name)) for name in code.__slots__}
    assert digits_of(secret, code.id) not in kept


def test_a_pin_is_kept_as_a_slow_hash_under_a_key(any_house):
    secret = any_house.parts.keys.secret
    with any_house.real_book.writing() as page:
        page.set_pin("priya", Pins(secret).hashed("4827"))
    with any_house.real_book.reading() as page:
        kept = page.pin("priya")
    assert Pins(secret).fits("4827", kept)
    assert not Pins("").fits("4827", kept)
    assert not Pins(secret).fits("4828", kept)
