"""Every version of the rota comes back as it was kept, also one from before today's fields."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from book.anything import rotas
from book.examples import AMARA, NOW, press, rota
from book.steps import add
from hypothesis import HealthCheck, given, settings
from servers.migrated import RING
from sqlalchemy import update

from service.book.opening import alone, read_address
from service.book.version_tables import rota_versions
from service.domain.people import Person
from service.domain.rota import LadderPlan, RungPlan
from service.domain.standing import TokenKind
from service.domain.versions import Author, Source, Version
from service.ports import BookUnavailable

JOAN = Author("joan", "Joan Park")


def version(number, **changed):
    made = Version(
        number=number,
        at=NOW + timedelta(minutes=number),
        author=JOAN,
        source=Source.PAGE,
        changed=(f"Change {number}.", "Another."),
    )
    return replace(made, **changed)


def keep(book, number, kept=None, **changed):
    with book.writing() as page:
        page.keep_version(version(number, **changed), kept or rota())


def test_a_new_book_has_no_version(book):
    with book.reading() as page:
        assert (page.version(), page.versions(5), page.rota_of(1)) == (0, [], None)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(new=rotas)
def test_the_rota_of_a_version_comes_back_as_it_was(book, new):
    with book.writing() as page:
        number = page.version() + 1
        page.keep_version(version(number), new)
    with book.reading() as page:
        back = page.rota_of(number)
    assert back == new
    assert list(back.people) == list(new.people)


def test_versions_come_newest_first_and_in_pages(book):
    for number in range(1, 6):
        keep(book, number)
    with book.reading() as page:
        assert page.version() == 5
        assert page.versions(2) == [version(5), version(4)]
        assert page.versions(2, before=4) == [version(3), version(2)]
        assert [one.number for one in page.versions(9)] == [5, 4, 3, 2, 1]


def test_a_number_is_kept_once(book):
    keep(book, 1)
    with pytest.raises(BookUnavailable):
        keep(book, 1, source=Source.FILE)
    with book.reading() as page:
        assert page.versions(5) == [version(1)]


#: As the first release that kept versions wrote a rota; later ones only add to it.
FIRST = {
    "organisation": "Harbour Lane",
    "people": {
        "amara": {
            "key": "amara",
            "name": "Amara Osei",
            "phone": {"e164": "+447700900111", "extension": ""},
            "roles": ["officer"],
        }
    },
    "ladders": [
        {"name": "safeguarding", "rungs": [{"role": "Safeguarding officer", "holder": "amara"}]}
    ],
    "no_longer_known": {"anything": 1},
}


def test_a_version_without_todays_fields_still_loads(book, database_url):
    keep(book, 1)
    with alone(read_address(database_url), RING) as connection:
        connection.execute(update(rota_versions).values(rota=json.dumps(FIRST)))
    with book.reading() as page:
        found = page.rota_of(1)
    assert found.people == {
        "amara": Person(key="amara", name="Amara Osei", phone=AMARA, roles=frozenset({"officer"}))
    }
    rung = RungPlan(role="Safeguarding officer", holder="amara")
    assert found.ladders == (LadderPlan(name="safeguarding", rungs=(rung,)),)
    assert (found.timezone, found.away, found.practice) == ("Europe/London", (), None)


def test_every_key_that_ever_opened_or_named_anything_is_known(book):
    with book.reading() as page:
        assert page.keys_ever() == frozenset()
    with book.writing() as page:
        page.replace_rota(rota())
        page.add_token("digest", TokenKind.API, "token-owner", NOW)
        page.set_pin("pin-owner", "hashed")
        left = replace(rota().people["sam"], key="left")
        page.keep_version(version(1), rota(people={"left": left}))
    add(book, press(person="raised"))
    with book.reading() as page:
        assert page.keys_ever() == {
            *("sam", "amara"),  # in the rota now
            *("token-owner", "pin-owner", "left"),
            *("raised", "ben"),  # in a call-out; Amara stands on its ladder too
        }
