"""What was done to who may come in is read back, newest first, a page at a time."""

from dataclasses import replace
from datetime import timedelta

from book.examples import NOW

from service.domain.audit import Audited, Deed
from service.domain.versions import Author

LINE = Audited(
    at=NOW, author=Author("priya", "Priya Shah"), deed=Deed.LINK_MADE, person="sam", name="Sam Lee"
)


def test_lines_come_back_newest_first_and_page_by_page(book):
    deeds = list(Deed)
    with book.writing() as page:
        assert page.audited(10) == []
        for nth, deed in enumerate(deeds):
            page.audit(replace(LINE, deed=deed, at=NOW + timedelta(seconds=nth)))
    with book.reading() as page:
        latest = page.audited(2)
        earlier = page.audited(10, before=latest[-1].number)
    assert [one.deed for one in (*latest, *earlier)] == deeds[::-1]
    assert replace(earlier[-1], number=0) == replace(LINE, deed=deeds[0])
    assert page_numbers(latest, earlier) == sorted(page_numbers(latest, earlier), reverse=True)


def page_numbers(*parts):
    return [one.number for part in parts for one in part]
