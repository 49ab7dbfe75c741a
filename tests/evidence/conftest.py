"""A house in which there is something to be evidence of."""

import pytest
from evidence.thief import Thief
from web.climbing import climbs, does, look
from web.house import House

from service.desk import evidence
from service.domain.audit import Audited, Deed
from service.domain.versions import Author
from service.proofs import Prover

PRIYA = Author("priya", "Priya Shah")


@pytest.fixture
def written(book_url, tmp_path):
    """Two lines of the audit, and a call-out from the press to its end."""
    house = House(book_url, tmp_path)
    with house.real_book.writing() as page:
        for deed in (Deed.TOKEN_MADE, Deed.DEVICES_REVOKED):
            at = house.clock.now()
            page.audit(Audited(at=at, author=PRIYA, deed=deed, person="tom", name="Tom Reed"))
    one = house.raises()["id"]
    look(house, one)
    climbs(house, one, 30)
    does(house, "acknowledge", one, "priya")
    does(house, "confirm", one, "sam")
    yield house
    house.closes()


@pytest.fixture
def prover(written):
    prover = Prover(written.parts.settings.secret_key.get_secret_value())
    assert evidence.link_some(written.parts.desk, prover) > 6
    assert evidence.link_some(written.parts.desk, prover) == 0
    return prover


@pytest.fixture
def thief(prover, book_url):
    thief = Thief(book_url)
    yield thief
    thief.leaves()


@pytest.fixture
def thief_before(written, book_url):
    """The same, before anything is chained."""
    thief = Thief(book_url)
    yield thief
    thief.leaves()
