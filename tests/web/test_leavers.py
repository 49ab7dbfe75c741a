"""Whoever has left is forgotten everywhere, and all the rest stays as it is."""

from dataclasses import replace
from hashlib import sha256

import pytest
from book.traces import bytes_with, rows_with, spellings
from servers.migrated import RING
from web.house import House, example_rota, number
from web.seen import seen
from web.test_forgotten import happens

from service.book.sealed_columns import PERSON, PHONE, written
from service.desk import evidence, forgetting, keeping, leaving, oversight
from service.desk.forgetting import Counts
from service.desk.keeping import SomebodyLeft
from service.desk.raising import Press, raise_escalation
from service.domain.audit import Audited, Deed
from service.domain.escalation import State
from service.domain.people import NumberMarks
from service.domain.proving import Measuring
from service.domain.refusals import KeyOfThePast
from service.domain.standing import TokenKind
from service.domain.versions import Author
from service.pins import Pins
from service.proofs import Prover
from service.wiring import terms_of

DAY = 24 * 3600
ADMIN = Author("noor", "Noor Aziz")
#: Who leaves: the colleague who pressed, and a deputy who had it for a while.
GONE = {"sam": ("Sam Lee", 123), "tom": ("Tom Reed", 112)}


def traces():
    """By what they could be found again, in the usual spellings."""
    found = [words for name, last in GONE.values() for words in (name, *spellings(number(last)))]
    digests = [sha256(number(last).e164.encode()).hexdigest() for _, last in GONE.values()]
    return [*found, *digests, "(sam)", "(tom)", '"sam"', '"tom"', "/sam/", "/tom/", "Sam", "Tom"]


def sealed():
    """Their keys and numbers as they lie in the file, sealed so that equal ones are equal."""
    seal = RING.first
    keys = [seal.match(key, PERSON) for key in GONE]
    return [*keys, *(seal.match(written(number(last)), PHONE) for _, last in GONE.values())]


def without_them():
    rota = example_rota()
    people = {key: one for key, one in rota.people.items() if key not in GONE}
    ladders = tuple(
        replace(
            plan,
            rungs=tuple(
                replace(rung, holder="jo") if rung.holder == "tom" else rung for rung in plan.rungs
            ),
        )
        for plan in rota.ladders
    )
    return replace(rota, people=people, ladders=ladders)


@pytest.fixture
def lived(any_house: House):
    """A house in which they pressed, were rung, had it, signed in, proved their numbers."""
    desk = any_house.parts.desk
    any_house.changes_rota(replace(example_rota(), people={}, ladders=()))
    keeping.apply(desk, Author("tom", "Tom Reed"), example_rota(), over_pages=True)
    raised = happens(any_house, callback=None)
    any_house.raised = raised["id"]
    for person in GONE:
        any_house.parts.keys.issue(person, TokenKind.API, ADMIN)
        any_house.parts.keys.start(person, "A phone")
        any_house.parts.keys.issue(person, TokenKind.CALENDAR)
    now = desk.clock.now()
    with any_house.real_book.writing() as page:
        page.audit(
            Audited(
                at=now,
                author=Author("tom", "Tom Reed"),
                deed=Deed.DEVICES_REVOKED,
                person="priya",
                name="Priya Shah",
            )
        )
        page.mark(number(112), NumberMarks(proved_at=now))
        page.mark(number(111), NumberMarks(proved_at=now))
        page.keep_measuring(
            Measuring(id="m", phone=number(112), person="tom", asked_at=now, sid="CA1")
        )
        page.set_pin("tom", "hashed")
    return any_house


def says_and_keys_in(house):
    """Sam texts what we cannot read; Tom keys in a PIN that is not his."""
    house.webhook(
        "/twilio/incoming/text",
        {"From": number(123).e164, "Body": "on my way", "MessageSid": "SM" + "7" * 32},
    )
    raised = house.raises("jo", ring=["tom"])
    attempt = house.rings(raised["id"])
    for path, keys in (("key/1", "1"), ("pin/own/1/key/1", "1234")):
        answer = house.webhook(
            f"/twilio/call/{attempt}/{path}", {"CallSid": "CA" + "7" * 32, "Digits": keys}
        )
        assert answer.status_code == 200
    assert "not the right digits" in answer.text
    house.asks("jo").post(f"/api/v1/escalations/{raised['id']}/cancel")


def test_nor_what_they_texted_or_keyed_in(lived):
    with lived.real_book.writing() as page:
        page.set_pin("tom", lived.parts.desk.pins.hashed("4827"))
    says_and_keys_in(lived)
    leave(lived)
    lived.clock.passes(30 * DAY)
    goes(lived)
    assert rows_with(lived.real_book, *traces()) == set()


def leave(house):
    any_version = keeping.standing(house.parts.desk).version
    keeping.change(house.parts.desk, ADMIN, any_version, lambda _: without_them())


def goes(house):
    terms, gone = terms_of(house.parts.settings), Counts()
    while (some := forgetting.forget_some(house.parts.desk, terms)) != Counts():
        gone += some
    return gone


def test_nobody_goes_before_their_time_or_comes_back_in_vain(lived):
    leave(lived)
    lived.clock.passes(30 * DAY - 1)
    assert goes(lived) == Counts()
    keeping.apply(lived.parts.desk, ADMIN, example_rota(), over_pages=True)
    lived.clock.passes(DAY)
    assert goes(lived) == Counts()
    assert "Sam Lee" in {word for word, _ in rows_with(lived.real_book, "Sam Lee")}


def test_after_it_nothing_in_the_book_names_them(lived, book_url):
    assert {word for word, _ in rows_with(lived.real_book, *traces())} >= {"Sam Lee", "Tom Reed"}
    on_disk = book_url.startswith("sqlite")
    assert bytes_with(book_url, *sealed()) == (set(sealed()) if on_disk else set())
    leave(lived)
    lived.clock.passes(30 * DAY)
    terms = terms_of(lived.parts.settings)
    assert forgetting.due(lived.parts.desk, terms).people == 2
    assert goes(lived) == Counts(people=2)
    assert rows_with(lived.real_book, *traces()) == set()
    assert lived.parts.book.scrub()
    assert bytes_with(book_url, *sealed()) == set()
    # All the others are there, with what is theirs.
    others = ["Priya Shah", "Amina Diallo", "Noor Aziz", "+447700900111", "+447700900124"]
    assert {word for word, _ in rows_with(lived.real_book, *others)} == set(others)
    with lived.real_book.reading() as page:
        assert page.marks(number(111)).proved_at
        assert not page.marks(number(112)).proved_at


def test_no_page_names_them_and_each_still_reads(lived):
    leave(lived)
    lived.clock.passes(30 * DAY)
    goes(lived)
    browser = lived.browses("priya")
    page = browser.get(f"/call-outs/{lived.raised}")
    assert page.status_code == 200
    assert "by somebody who left" in seen(page).words
    told = lived.asks("priya").get(f"/api/v1/escalations/{lived.raised}")
    pages = [page.text, told.text]
    for path in ("/changes", "/people", "/rota", "/drills", "/calendar"):
        answer = browser.get(path)
        assert answer.status_code == 200, path
        pages.append(answer.text)
    pages.append(lived.browses("grace").get("/trustees").text)
    for text in pages:
        assert [one for one in traces() if one in text] == []
    assert "somebody who left" in seen(browser.get("/changes")).words


def test_the_audit_keeps_its_lines(lived):
    with lived.real_book.reading() as page:
        before = page.audited(100)
    leave(lived)
    lived.clock.passes(30 * DAY)
    goes(lived)
    with lived.real_book.reading() as page:
        after = page.audited(100)
    assert [(one.number, one.at, one.deed) for one in after] == [
        (one.number, one.at, one.deed) for one in before
    ]
    named = [(one.author.key, one.author.name, one.person, one.name) for one in after]
    assert named == [
        ("somebody who left", "somebody who left", "priya", "Priya Shah"),
        ("noor", "Noor Aziz", "somebody who left", "somebody who left"),
        ("noor", "Noor Aziz", "somebody who left", "somebody who left"),
    ]


def test_whoever_stands_in_something_open_stays_until_it_is_closed(lived):
    open_one = lived.raises("sam")
    leave(lived)
    lived.clock.passes(60 * DAY)
    assert goes(lived) == Counts()
    with lived.real_book.writing() as page:
        one = page.escalation(open_one["id"])
        page.save(replace(one, state=State.CANCELLED, closed_at=lived.clock.now(), due_at=None))
    assert goes(lived) == Counts(people=2)


def test_a_used_key_of_theirs_raises_nothing_when_somebody_has_their_name_again(lived):
    leave(lived)
    lived.clock.passes(30 * DAY)
    goes(lived)
    keeping.apply(lived.parts.desk, ADMIN, example_rota(), over_pages=True)
    key = {"Idempotency-Key": "a-key-of-this-press"}
    again = lived.asks("sam").post("/api/v1/escalations", json={}, headers=key)
    assert again.status_code == 409
    assert lived.asks("sam").get(f"/api/v1/escalations/{lived.raised}").status_code == 404


def test_nor_after_a_change_of_keys_while_the_old_one_is_there(lived):
    leave(lived)
    lived.clock.passes(30 * DAY)
    goes(lived)
    keeping.apply(lived.parts.desk, ADMIN, example_rota(), over_pages=True)
    press = Press(person="sam", key=sha256(b"a-key-of-this-press").hexdigest())
    old = lived.parts.desk.pins.secret
    for pins in (Pins("a new key", (old,)), Pins("one more", ("a new key", old))):
        with pytest.raises(KeyOfThePast):
            raise_escalation(replace(lived.parts.desk, pins=pins), press)
    assert raise_escalation(replace(lived.parts.desk, pins=Pins("a new key")), press)


def test_a_version_that_named_them_cannot_come_back(lived):
    leave(lived)
    lived.clock.passes(30 * DAY)
    goes(lived)
    desk = lived.parts.desk
    version = keeping.standing(desk).version
    with pytest.raises(SomebodyLeft):
        keeping.undo(desk, ADMIN, version, version)


def test_a_number_that_somebody_else_has_stays_where_totals_hang_on_it(lived):
    """Else a trustee with a former officer's phone would read what they were left out of."""
    desk = lived.parts.desk
    people = dict(without_them().people)
    people["grace"] = replace(people["grace"], phone=number(112))
    rota = replace(without_them(), people=people)
    keeping.change(desk, ADMIN, keeping.standing(desk).version, lambda _: rota)
    lived.clock.passes(29 * DAY)
    before = oversight.counted(desk, "grace").reach
    lived.clock.passes(DAY)
    assert goes(lived) == Counts(people=2)
    lived.real_book._rotas.stood = {}
    assert oversight.counted(desk, "grace").reach == before
    assert rows_with(lived.real_book, "Tom Reed") == set()


def test_who_left_before_it_was_written_down_is_found(lived):
    lived.changes_rota(without_them())
    assert leaving.note_leavers(lived.parts.desk) == 2
    assert leaving.note_leavers(lived.parts.desk) == 0
    lived.clock.passes(30 * DAY)
    assert goes(lived) == Counts(people=2)
    assert leaving.note_leavers(lived.parts.desk) == 0


def test_of_a_rota_of_long_ago_only_who_could_be_rung_is_left(lived):
    desk = lived.parts.desk
    leave(lived)
    lived.clock.passes(5 * DAY)
    before = oversight.counted(desk, "grace").reach
    lived.clock.passes(730 * DAY)
    gone = goes(lived)
    assert gone.versions == 1
    lived.real_book._rotas.stood = {}
    assert oversight.counted(desk, "grace").reach == before
    with lived.real_book.reading() as page:
        old = page.rota_of(1)
        assert (old.organisation, old.ladders, old.away) == ("", (), ())
        assert set(old.people) <= set(without_them().people) | {"left-1", "left-2"}
        newest = page.versions(9)[0]
    assert newest.author == ADMIN  # The one in force stays whole.
    with pytest.raises(SomebodyLeft):
        keeping.undo(desk, ADMIN, newest.number, newest.number)
    assert lived.browses("priya").get("/changes").status_code == 200


def test_the_chain_holds_when_they_are_taken_out_and_when_all_has_gone(lived):
    desk, settings = lived.parts.desk, lived.parts.settings
    prover = Prover(settings.secret_key.get_secret_value())
    while evidence.link_some(desk, prover):
        pass
    leave(lived)
    for days in (30, 365):
        lived.clock.passes(days * DAY)
        assert goes(lived) != Counts()
        found = evidence.verify(desk, prover, kept_for=terms_of(settings).call_outs)
        assert (found.findings, found.forgotten > 0) == ((), True)
