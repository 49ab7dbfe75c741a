"""`escalate audit verify`: print what holds, what does not, and the anchor."""

import json
from contextlib import closing

import pytest
from sqlalchemy import create_engine, text

from service.desk import evidence
from service.domain.audit import Audited, Deed
from service.domain.versions import Author
from service.proofs import Prover


@pytest.fixture
def audited(with_example, parts, sqlite_book_url):
    """Run the command, over a book with two lines in its audit."""
    with parts.book.writing() as page:
        for person in ("priya", "tom"):
            page.audit(
                Audited(
                    at=parts.desk.clock.now(),
                    author=Author("priya", "Priya Shah"),
                    deed=Deed.TOKEN_MADE,
                    person=person,
                    name="Somebody Here",
                )
            )
    prover = Prover(parts.settings.secret_key.get_secret_value())
    assert evidence.link_some(parts.desk, prover) == 2
    return lambda *words: with_example("audit", "verify", *words)


def spoilt(url):
    engine = create_engine(url)
    with closing(engine.connect()) as connection:
        connection.execute(text("UPDATE audit SET deed = 'link_made' WHERE number = 1"))
        connection.commit()
    engine.dispose()


def test_it_says_that_all_holds_and_prints_an_anchor(audited):
    said = audited()
    assert said.exit_code == 0
    assert "All 2 lines hold." in said.stdout
    anchor = said.stdout.split()[-1]
    assert anchor.startswith("2:")
    assert audited("--anchor", anchor).exit_code == 0
    assert audited("--anchor", "2:" + "0" * 40).exit_code == 1


def test_it_says_what_was_done_and_fails(audited, sqlite_book_url):
    spoilt(sqlite_book_url)
    said = audited()
    assert said.exit_code == 1
    assert "audit 1: is not what was written" in said.stdout
    found = json.loads(audited("--json").stdout)
    assert (found["holds"], found["lines"]) == (False, 2)
    assert found["findings"] == [{"wrong": "changed", "of": "audit", "row": 1}]


def test_what_is_no_anchor_is_refused(audited):
    said = audited("--anchor", "yesterday")
    assert said.exit_code == 2
    assert "Give it as escalate audit verify printed it" in said.stderr
