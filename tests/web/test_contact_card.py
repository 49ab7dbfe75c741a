"""The contact card: a file that contacts take, and the same as a picture."""

from dataclasses import replace

import pytest
import segno
import vobject
from web.house import example_rota
from web.seen import seen

from service.domain.people import PhoneNumber
from service.web.contact_card import card, picture

CALLS, TEXTS = PhoneNumber("+442079460000"), PhoneNumber("+447700900999")


def numbers(written):
    """Return each number of a card, with what it is for, as a phone reads it."""
    back = vobject.readOne(written)
    return {line.value: set(line.params["TYPE"]) for line in back.contents["tel"]}


def test_it_holds_both_numbers_and_what_each_is_for():
    back = numbers(card("Harbour Lane", CALLS, TEXTS))
    assert {number: "VOICE" in kinds for number, kinds in back.items()} == {
        "+442079460000": True,
        "+447700900999": False,
    }
    assert "MSG" in back["+447700900999"]


def test_one_number_for_both_stands_once():
    assert {"VOICE", "MSG"} <= numbers(card("Harbour Lane", CALLS, CALLS))["+442079460000"]


@pytest.mark.parametrize("name", ["Harbour Lane", "Eté; Ásó, 2:3\\ <b>", "x\nTEL:999"])
def test_a_name_is_read_back_as_it_is_and_adds_nothing(name):
    back = vobject.readOne(card(name, CALLS, TEXTS))
    assert back.version.value == "3.0"
    assert back.fn.value == name
    assert back.org.value == [name]
    assert len(back.contents["tel"]) == 2


def test_the_file_is_the_card(house):
    answer = house.browses("sam").get("/contact-card.vcf")
    assert answer.content_type == "text/vcard; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.text == card("Harbour Lane", CALLS, CALLS)


def test_the_picture_is_the_card_as_a_qr_code(house):
    page = house.browses("tom").get("/contact-card").text
    drawn = segno.make(card("Harbour Lane", CALLS, CALLS).encode(), error="m", micro=False)
    path = drawn.svg_inline(light="#fff", omitsize=True, svgclass="qr").split(' d="')[2]
    assert path in page
    other = picture(card("Harbour Lane", CALLS, TEXTS))
    assert other not in page


def test_it_says_where_calls_and_texts_come_from(house):
    settings = house.parts.settings
    words = seen(house.browses("tom").get("/contact-card")).words
    assert "Our calls and texts come from 020 7946 0000 ." in words
    two = replace(
        house.parts, settings=settings.model_copy(update={"twilio_text_from": TEXTS.e164})
    )
    extension = house.app.extensions["escalate"]
    house.app.extensions["escalate"] = replace(extension, parts=two)
    words = seen(house.browses("tom").get("/contact-card")).words
    assert "Our calls come from 020 7946 0000 , our texts from 07700 900999 ." in words
    assert len(numbers(house.browses("tom").get("/contact-card.vcf").text)) == 2


def test_officers_read_what_to_do_once_and_staff_do_not(house):
    said = "Being on the list is voluntary. Passing a call on is fine. Nobody will ask why."
    assert said in seen(house.browses("tom").get("/contact-card")).words
    assert said not in seen(house.browses("sam").get("/contact-card")).words


def test_a_name_with_markup_is_shown_as_it_is_written(house):
    house.changes_rota(example_rota(organisation="Quay <b>&"))
    answer = house.browses("tom").get("/contact-card")
    assert "Quay <b>&" in seen(answer).words
    assert "Quay <b>" not in answer.text
