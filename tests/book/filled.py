"""A book with something in every column that is sealed, and every way to write what that is."""

import base64
import hashlib
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from book.examples import AMARA, BEN, NOW, SAM, call, press
from sqlalchemy import create_engine, inspect, text

from service.book.opening import read_address
from service.domain.absences import Span, Swap, TimeAway
from service.domain.audit import Audited, Deed
from service.domain.challenges import Challenge, ChallengeFor
from service.domain.codes import Code, CodePurpose
from service.domain.directory import DirectoryEntry, Hours
from service.domain.escalation import Holder, Raiser, State
from service.domain.events import Event, Kind
from service.domain.gap_warnings import DayTask, ToldOfGap
from service.domain.ladder import Channel, Rung
from service.domain.passkeys import Passkey
from service.domain.people import NumberMarks, Person, PhoneNumber, Role
from service.domain.proving import Measuring
from service.domain.rota import LadderPlan, PracticePlan, Rota, RungPlan
from service.domain.shifts import Shift, Turns
from service.domain.standing import Beat, Looked, TokenKind
from service.domain.versions import Author, Source, Version

AUTHOR = Author("amarantha", "Amarantha Oseighale")
AMARA_HAD_IT = Holder(
    person="amarantha", name="Amarantha Oseighale", phone=AMARA, at=NOW, channel=Channel.CALL
)
SPAN = Span(datetime(2026, 3, 1, 9), datetime(2026, 3, 2, 9))  # noqa: DTZ001 - wall times
LISTED = (
    Rung(role="Safeguarding officer", person="amarantha", name="Amarantha Oseighale", phone=AMARA),
    Rung(role="Deputy", person="benedikta", name="Benedikta Halewood", phone=BEN),
)
HELD = press(
    rungs=LISTED,
    listed=frozenset({"amarantha", "benedikta"}),
    raiser=Raiser(person="samuelson", name="Samuelson Leeward", phone=SAM),
    holder=replace(AMARA_HAD_IT, person="benedikta", name="Benedikta Halewood", phone=BEN),
    earlier=(AMARA_HAD_IT,),
    attempts=(
        call(name="Amarantha Oseighale", person="amarantha"),
        call(phone=BEN, name="Benedikta Halewood", person="benedikta"),
    ),
)
#: So few letters stand next to each other by chance, in that many that mean nothing.
_BY_CHANCE = 7
#: What nobody may find in a stolen book, in any way of writing it.
WORDS = (
    "Amarantha",
    "Oseighale",
    "Benedikta",
    "Halewood",
    "Samuelson",
    "Leeward",
    "Harbour Lane",
    "safeguarding",
    "Quiet room",
    "A helpline",
)
#: The most frequent values of each column, as PostgreSQL keeps them for its own use.
_STATISTICS = "pg_stats WHERE schemaname = 'public'"
NUMBERS = (AMARA, BEN, SAM, PhoneNumber("+442079460000"))


def rota():
    """The example, with everything that a rota can say of anybody."""
    rungs = (
        RungPlan(
            role="Safeguarding officer",
            turns=Turns(people=("amarantha", "benedikta"), begins=datetime(2026, 3, 1, 9)),  # noqa: DTZ001
            shifts=(
                Shift(weekdays=frozenset({0}), starts=time(9), ends=time(17), person="samuelson"),
            ),
        ),
        RungPlan(role="Deputy", holder="benedikta"),
    )
    officer = frozenset({Role.OFFICER})
    people = (
        Person(key="amarantha", name="Amarantha Oseighale", phone=AMARA, roles=officer),
        Person(key="benedikta", name="Benedikta Halewood", phone=BEN, roles=officer),
        Person(key="samuelson", name="Samuelson Leeward", phone=SAM, ladder="safeguarding"),
    )
    helpline = DirectoryEntry(
        name="A helpline",
        phone="020 7946 0000",
        dial="+442079460000",
        note="Quiet room, ask for Amarantha",
        area="Harbour Lane",
        owner="Benedikta Halewood",
        hours=(Hours(frozenset({0, 4}), time(9), time(17, 30)),),
    )
    return Rota(
        organisation="Harbour Lane",
        people={one.key: one for one in people},
        ladders=(LadderPlan(name="safeguarding", rungs=rungs),),
        directory=(helpline,),
        away=(TimeAway("amarantha", SPAN),),
        swaps=(Swap("amarantha", "benedikta", SPAN),),
        practice=PracticePlan(every_days=30, at=time(11), starts="amarantha"),
    )


def fill(book):
    """Write something into every column that is sealed."""
    later = NOW + timedelta(days=1)
    told_of = ToldOfGap(
        person="amarantha", ladder="safeguarding", gap=True, days=7, starts=NOW, ends=later
    )
    with book.writing() as page:
        page.replace_rota(rota())
        made = Version(
            number=1,
            at=NOW,
            author=AUTHOR,
            source=Source.PAGE,
            changed=("Amarantha Oseighale is away.",),
        )
        page.keep_version(made, rota())
        events = [Event(NOW, Kind.RAISED, name="Samuelson Leeward"), Event(NOW, Kind.RINGING)]
        assert page.add(HELD, events, key="Samuelson's own key", digest="of 07700 900333")
        page.give_number("amarantha", NOW)
        page.add_token("digest", TokenKind.SESSION, "amarantha", NOW)
        page.note_device("digest", "Amarantha's phone", NOW.date(), NOW)
        page.add_passkey(
            Passkey(
                id="an id",
                person="amarantha",
                public_key="a key",
                sign_count=1,
                name="Amarantha's key",
                created_at=NOW,
                last_used=NOW.date(),
            )
        )
        page.audit(
            Audited(
                at=NOW,
                author=AUTHOR,
                deed=Deed.TOKEN_MADE,
                person="samuelson",
                name="Samuelson Leeward",
            )
        )
        page.seen("07700 900333", NOW)
        page.beat(Beat("amaranthas-laptop/worker-1", "worker", NOW))
        page.note_look(Looked(NOW, [["carrier_right", {}, ""]]))
        page.take_day(DayTask.WARNING, date(2026, 3, 1), "amarantha")
        page.note_told_of_gap(told_of, NOW)
    _fill_numbers(book, later)
    _fill_past(book, later)


def _fill_past(book, later):
    """Have somebody leave, and a call-out go after its time."""
    over = press(state=State.CANCELLED, closed_at=NOW, due_at=None)
    with book.writing() as page:
        page.leaves("benedikta", NOW)
        assert page.add(over, [], key=None, digest="")
        (one,) = page.expired(later, 1)
        page.fade(one, None)


def _fill_numbers(book, later):
    with book.writing() as page:
        page.mark(AMARA, NumberMarks(texts_off=True))
        page.set_pin("amarantha", "hashed")
        page.keep_measuring(Measuring(id="0" * 32, phone=AMARA, person="amarantha", asked_at=NOW))
        page.add_code(
            Code(
                id="1" * 32,
                purpose=CodePurpose.PROVE,
                phone=BEN,
                channel=Channel.CALL,
                person="benedikta",
                created_at=NOW,
                expires_at=later,
            )
        )
        challenge = Challenge(
            purpose=ChallengeFor.WHO, expires_at=later, person="samuelson", phone=SAM
        )
        page.add_challenge("a digest", challenge, NOW)


def told(book):
    """Return all that ``fill`` wrote, as the book tells it."""
    with book.reading() as page:
        return {
            "rota": page.rota(),
            "escalation": page.escalation(HELD.id),
            "history": page.history(HELD.id),
            "by key": page.by_key("samuelson", "Samuelson's own key"),
            "versions": (page.versions(9), page.rota_of(1)),
            "session": page.device("digest"),
            "passkeys": page.passkeys_of("amarantha"),
            "audit": page.audited(9),
            "seen": page.was_seen("07700 900333"),
            "beats": page.beats(),
            "gaps": page.told_of_gaps(NOW),
            "marks": page.marked(),
            "pin": page.pin("amarantha"),
            "measuring": page.measuring_at(AMARA),
            "code": page.latest_code(BEN, CodePurpose.PROVE),
            "at number": page.at_number(BEN),
            "keys": page.keys_ever(),
        }


def spellings(words=WORDS, numbers=NUMBERS):
    """Return every way in which somebody would look for a name or a number, as bytes."""
    plain = {form for word in words for form in (word, word.lower(), word.upper())}
    for number in numbers:
        national = "0" + number.e164[3:]
        plain |= {number.e164, number.e164[1:], national, national[1:], number.national()}
        plain |= {f"00{number.e164[1:]}", "-".join((national[:5], national[5:])), national[-9:]}
    every = {form.encode() for form in plain} | {form.encode("utf-16-le") for form in plain}
    for form in plain:
        every |= {hashlib.new(way, form.encode()).hexdigest().encode() for way in ("md5", "sha1")}
        digest = hashlib.sha256(form.encode())
        every |= {digest.hexdigest().encode(), digest.digest(), form.encode().hex().encode()}
        every |= {base64.b64encode(digest.digest()).rstrip(b"="), *_in_base64(form.encode())}
    return every


def _in_base64(word):
    """Return what *word* looks like within base64, wherever in three bytes it begins."""
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + word)
        whole = coded[-(-before * 4 // 3) : len(coded) - 4]
        if len(whole) > _BY_CHANCE:
            yield from (whole, whole.translate(bytes.maketrans(b"+/", b"-_")))


def stolen(url):
    """Return the bytes of all that somebody has who has stolen the book, by what they are."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        return {file.name: file.read_bytes() for file in path.parent.glob(f"{path.name}*")}
    engine = create_engine(read_address(url))
    with closing(engine.connect()) as connection:
        look = inspect(connection)
        dumped = {
            table: repr(connection.execute(text(f"SELECT * FROM {table}")).all()).encode()  # noqa: S608
            for table in (*look.get_table_names(), _STATISTICS)
        }
    engine.dispose()
    return dumped


def found_in(loot, sought):
    """Return which of *sought* stand in which part of the *loot*."""
    return {(name, one) for name, held in loot.items() for one in sought if one in held}
