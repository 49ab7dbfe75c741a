"""A whole night is lived, and then somebody steals the book."""

from dataclasses import replace

from book.filled import found_in, spellings, stolen

from service.desk import acting
from service.domain.escalation import State
from service.domain.people import PhoneNumber, Role

#: Long enough to be found by nobody by chance.
NAMES = ("Amarantha", "Benedikta", "Samuelson", "Wilhelmina", "Harbour Lane", "Helpline")


def test_who_steals_the_book_after_a_night_reads_no_name_and_no_number(night, book_url):
    amara, ben = night.puts_on_duty("Amarantha", "Benedikta")
    sam = night._hire("Samuelson", "+447700900124", Role.STAFF)
    night.raises(sam, key="Samuelson 07700 900124")
    amara.rings().and_is_not_answered()
    amara.rings().gets_a_text("Reply 1").and_is_not_answered()
    ben.rings().gets_a_text("Reply 1").then_presses("1").and_hears("Samuelson")
    ben.hangs_up()
    for phone in (ben, sam, amara):
        phone.gets_a_text("Harbour Lane")
    amara.texts("hello, this is Amarantha on 07700 900200")
    night.does(acting.confirm, ben)
    assert night.now().state is State.SPOKEN

    people = dict(night.rota.people)
    people[amara.key] = replace(people[amara.key], name="Wilhelmina")
    night._keep(replace(night.rota, people=people))
    night.texts_left()

    numbers = (sam.number, ben.number, amara.number, PhoneNumber("+442079460999"))
    sought = spellings(NAMES, numbers)
    assert len(sought) > 500
    assert found_in(stolen(book_url), sought) == set()
