"""What is printed when the house is ready."""

from dataclasses import replace

import pytest

from config.settings import load_settings
from service.bell import EMBEDDED_GAP_SECONDS, GAP_SECONDS
from service.cli.rota import replace as put
from service.cli.welcome import welcome
from service.domain.people import Role
from service.domain.standing import TokenKind
from service.wiring import wire


@pytest.fixture
def told(parts, rota):
    put(parts, rota)
    return welcome(parts)


def test_it_says_first_that_no_real_phone_rings(told):
    assert told[0] == "Ready. No real phone rings here."


def test_the_staff_link_is_for_somebody_who_leaves_the_ladder_whole(told, parts):
    link = next(line for line in told if line.startswith("  Staff")).split()[-1]
    session = parts.keys.trade(link.rpartition("/")[2])
    person = parts.keys.holder(session, TokenKind.SESSION)
    assert (person.key, person.roles) == ("sam", {Role.STAFF})


def test_each_start_makes_fresh_links(told, parts):
    links = [line for line in told if "/sign-in/" in line]
    assert not set(links) & set(welcome(parts))


def test_a_role_that_nobody_has_is_said(parts, rota):
    people = {key: one for key, one in rota.people.items() if Role.ADMIN not in one.roles}
    put(parts, replace(rota, people=people))
    assert any(line.endswith("nobody in the rota has this role") for line in welcome(parts))


def test_no_link_is_printed_where_phones_are_real(parts, rota):
    put(parts, rota)
    real = replace(parts, settings=parts.settings.model_copy(update={"pretends": False}))
    assert not any("/sign-in/" in line for line in welcome(real))


def test_the_embedded_bell_is_rung_no_faster_than_it_can_hear(alone):
    def gap(**given: str) -> float:
        return wire(load_settings(given, alone)).bell._gap

    assert gap() == EMBEDDED_GAP_SECONDS
    assert gap(REDIS_URL="redis://127.0.0.1:6379/0") == GAP_SECONDS
