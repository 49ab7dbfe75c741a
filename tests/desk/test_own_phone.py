"""The colleague's own phone may be seen by whom they fear: they say whether it gets texts."""

import hashlib
import json
from dataclasses import replace

import pytest

from service.desk.raising import Press, raise_escalation
from service.domain.ladder import LadderPace
from service.domain.people import Person, PhoneNumber, Role
from service.domain.refusals import KeyUsed
from service.domain.rota import LadderPlan, Rota, RungPlan

MOBILE = PhoneNumber("+447700900123")
ANOTHER = PhoneNumber("+447700900199")
LANDLINE = PhoneNumber("+442079460001")


def sam(*, phone=MOBILE, texts=True):
    roles = frozenset({Role.STAFF})
    return Person(key="sam", name="Sam Lee", phone=phone, texts=texts, roles=roles)


def keep(desk, colleague):
    priya = replace(colleague, key="priya", name="Priya Shah", phone=PhoneNumber("+447700900111"))
    plan = LadderPlan(
        name="safeguarding", rungs=(RungPlan(role="Officer", holder="priya"),), pace=LadderPace()
    )
    with desk.book.writing() as page:
        people = {one.key: one for one in (priya, colleague)}
        page.replace_rota(Rota(organisation="Harbour Lane", people=people, ladders=(plan,)))


@pytest.mark.parametrize(
    ("colleague", "press", "texts"),
    [
        (sam(), {}, True),
        (sam(texts=False), {}, False),
        (sam(), {"texts": False}, False),
        (sam(texts=False), {"texts": True}, True),
        (sam(), {"callback": ANOTHER}, True),
        (sam(texts=False), {"callback": ANOTHER}, False),
        (sam(texts=False), {"callback": ANOTHER, "texts": True}, True),
        (sam(), {"callback": LANDLINE}, False),
        (sam(), {"callback": LANDLINE, "texts": True}, False),
        (sam(), {"callback": replace(ANOTHER, extension="12"), "texts": True}, False),
        (sam(phone=LANDLINE), {"texts": True}, False),
        (sam(phone=LANDLINE), {}, False),
    ],
)
def test_texts_go_to_a_mobile_whose_owner_wants_them(line, colleague, press, texts):
    keep(line.desk, colleague)

    raised = raise_escalation(line.desk, Press(person="sam", **press))

    assert raised.raiser.texts is texts


def test_the_choice_is_part_of_what_a_key_stands_for(line):
    keep(line.desk, sam())
    first = raise_escalation(line.desk, Press(person="sam", key="one", texts=False))

    again = raise_escalation(line.desk, Press(person="sam", key="one", texts=False))

    assert again.id == first.id
    for other in (None, True):
        with pytest.raises(KeyUsed):
            raise_escalation(line.desk, Press(person="sam", key="one", texts=other))


def test_a_key_from_before_there_was_a_choice_stands_for_the_same_still():
    asked = json.dumps([None, ["priya"], ["+447700900199", ""]])
    press = Press(person="sam", ring=("priya",), callback=ANOTHER)

    assert press.digest == hashlib.sha256(asked.encode()).hexdigest()
