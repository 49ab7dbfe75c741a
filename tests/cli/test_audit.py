"""`escalate audit verify`: print what holds, what does not, and the anchor."""

import json
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from service.desk import chain_end, evidence
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
    return lambda *words, **env: with_example("audit", "verify", *words, **env)


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


def test_it_is_proved_anew_once_nothing_comes_late_and_holds_by_the_new_key_alone(
    audited, with_example, monkeypatch
):
    old, new = Path("var/secret-key").read_text().strip(), "b" * 43
    both = {"SECRET_KEY": f"{new},{old}"}
    assert audited(**both).exit_code == 0
    assert "2 lines were proved anew" not in with_example("audit", "reseal", **both).stdout
    said = with_example("audit", "reseal", **both)
    assert (said.exit_code, "Start every process with the new key" in said.stderr) == (2, True)
    monkeypatch.setattr(chain_end, "LATE", timedelta(0))
    said = with_example("audit", "reseal", **both)
    assert (said.exit_code, said.stdout.splitlines()[0]) == (
        0,
        "2 lines were proved anew with the first key of SECRET_KEY.",
    )
    assert audited(SECRET_KEY=new).exit_code == 0
    assert audited(SECRET_KEY=old).exit_code == 1
    done = json.loads(with_example("audit", "reseal", "--json", SECRET_KEY=new).stdout)
    assert (done["holds"], done["lines"]) == (True, 2)


def test_what_does_not_hold_is_not_proved_anew(audited, with_example):
    said = with_example("audit", "reseal", SECRET_KEY="b" * 43)
    assert said.exit_code == 2
    assert "each one before it" in said.stderr


def test_what_is_no_anchor_is_refused(audited):
    said = audited("--anchor", "yesterday")
    assert said.exit_code == 2
    assert "Give it as escalate audit verify printed it" in said.stderr
