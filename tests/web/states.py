"""The pages of the rota and of oneself, each in the states that it can be in."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from web.climbing import climbs, does, look
from web.found import everything_was_found
from web.house import example_rota, number
from web.keeping import away, changes_it, rota_of, swap
from web.over import anything, keeps, over, practised

from service.desk import drilling, own_passkeys
from service.desk.limiting import TO_A_NUMBER
from service.domain.audit import Audited, Deed
from service.domain.codes import CodePurpose, digits_of
from service.domain.directory import DirectoryEntry, Place
from service.domain.edits.house import rename_organisation
from service.domain.faults import Fault
from service.domain.passkeys import Passkey
from service.domain.people import NumberMarks, Role
from service.domain.rota import LadderPlan, RungPlan
from service.domain.shifts import Shift, Turns
from service.domain.versions import Author
from service.rota_file import write_rota

HTML = {"Accept": "text/html"}
PRIYA = Author("priya", "Priya Shah")


def full_rota():
    """The example, with everything in it that a rota can have."""
    plain = example_rota()
    agreed = {key: replace(one, night_drills=key != "amina") for key, one in plain.people.items()}
    rungs = list(plain.ladders[0].rungs)
    rungs[1] = replace(
        rungs[1],
        turns=Turns(people=("tom", "amina"), begins=datetime(2026, 11, 23, 9)),  # noqa: DTZ001
        shifts=(
            Shift(weekdays=frozenset({5, 6}), starts=time(), ends=time(), person="priya"),
            Shift(weekdays=frozenset(range(5)), starts=time(9), ends=time(17), person="jo"),
        ),
    )
    lines = (
        *plain.directory,
        DirectoryEntry(
            name="Helpline",
            phone="020 7946 0998",
            dial="+442079460998",
            owner="Priya Shah",
            area="Harbour Lane",
            to_be_checked=True,
            place=Place.ALTERNATE,
        ),
    )
    return replace(
        plain,
        people=agreed,
        ladders=(
            replace(plain.ladders[0], rungs=tuple(rungs)),
            plain.ladders[1],
            LadderPlan(name="safeguarding premises", rungs=(RungPlan(role="Deputy"),)),
        ),
        directory=lines,
        away=(
            away("tom", "2026-11-21 00:00", "2026-11-25 09:00"),
            away("amina", "2026-11-24 00:00", "2026-11-27 00:00"),
        ),
        swaps=(swap("priya", "jo", "2026-11-28 00:00", "2026-11-29 00:00"),),
    )


def fill(house):
    """Bring the house into a state in which its pages have much to say."""
    house.has_a_ticker()
    house.changes_rota(full_rota())
    now = house.clock.now()
    with house.real_book.writing() as page:
        page.mark(number(111), NumberMarks(proved_at=now - timedelta(days=12), measured_at=now))
        page.mark(number(112), NumberMarks(proved_at=now - timedelta(days=99), texts_off=True))
        page.mark(number(113), NumberMarks(proved_at=now - timedelta(days=1), prove_again=True))
        for deed in Deed:
            page.audit(Audited(at=now, author=PRIYA, deed=deed, person="tom", name="Tom Reed"))
    drilling.start(house.parts.desk, "noor", "safeguarding")
    with house.real_book.reading() as page:
        (drill,) = page.drills(now.replace(year=2020))
    look(house, drill.id)
    climbs(house, drill.id, 300)
    for name in ("Harbour Two", "Harbour Lane"):
        changes_it(house, lambda rota, name=name: rename_organisation(rota, name))
    own_passkeys.add(
        house.parts.keys,
        rota_of(house).people["noor"],
        Passkey(
            id="credential",
            person="noor",
            public_key="AAAA",
            sign_count=1,
            name=own_passkeys.NAMES[0],
            created_at=now,
        ),
    )


def pages(house):
    """Yield (what it is, the answer) for each page in each of its states."""
    yield from a_night(house, house.browses("sam"))
    fill(house)
    yield from trustees(house)
    noor, tom, sam = (house.browses(one) for one in ("noor", "tom", "sam"))
    yield from looked_at(noor, tom, sam)
    yield from refused(house, noor, tom)
    yield from signing_in(house)
    yield from in_trouble(house, noor)


def a_night(house, sam):
    """A call-out from the button to its end, as each of the two meets it, and what is only read."""
    house.has_a_ticker()
    priya, nobody = house.browses("priya"), house.asks()
    for path in ("/", "/guidance/not-urgent", "/guidance/in-the-past", "/today", "/offline"):
        yield f"{path} to staff", sam.get(path, headers=HTML)
        yield f"{path} to anybody", nobody.get(path, headers=HTML)
    yield "nothing there", sam.get("/nothing", headers=HTML)
    one = house.raises()["id"]
    for verb, who in ((None, None), ("acknowledge", "priya"), ("confirm", "priya")):
        if verb:
            does(house, verb, one, who)
        look(house, one)
        for person in (sam, priya):
            yield f"call-out, {verb}", person.get(f"/call-outs/{one}?again=1", headers=HTML)
            yield f"changed, {verb}", person.get(f"/call-outs/{one}?changed=1", headers=HTML)
            yield f"officer, {verb}", priya.get("/officer", headers=HTML)
    house.book.works_for = 0
    yield "not raised", sam.post("/call-outs", data={"key": "k" * 32}, headers=HTML)
    house.book.works_for = None


def trustees(house):
    """What a trustee reads: with nothing counted, with figures, and with none for themselves."""
    grace = house.browses("grace")
    yield "trustees, nothing to count", grace.get("/trustees", headers=HTML)
    keeps(house, anything(60, datetime(2026, 10, 1, tzinfo=UTC), 12))
    keeps(house, [over(61, datetime(2026, 1, 9, tzinfo=UTC), None, None)])
    practised(house, 30, taken=None)
    practised(house, 12)
    yield "trustees, with figures", grace.get("/trustees", headers=HTML)
    rota = rota_of(house)
    tom = replace(rota.people["tom"], roles=frozenset({Role.OFFICER, Role.TRUSTEE}))
    house.changes_rota(replace(rota, people={**rota.people, "tom": tom}))
    yield "trustees, may be rung", house.browses("tom").get("/trustees", headers=HTML)
    house.changes_rota(rota)


def looked_at(noor, tom, sam):
    """What is seen without changing anything."""
    for path in (
        *("/rota", "/rota?day=2026-10-25&time=01:30", "/rota?day=2027-03-28&time=01:30"),
        *("/rota?day=x&time=1", "/rota/away", "/rota/away/1", "/rota/swaps", "/rota/ladders"),
        *("/rota/ladders/1", "/rota/ladders/1/places/2", "/rota/file", "/rota/calendar"),
        *("/people", "/people/new", "/people/tom", "/people/amina", "/people/jo", "/people/sam"),
        *("/people/tom/leave", "/people/tom/prove", "/people/priya/prove", "/changes"),
        *("/changes/2/undo", "/changes/3/undo", "/changes/99/undo", "/directory", "/directory/3"),
        *("/alarms", "/drills", "/devices", "/me", "/me/devices", "/me/passkeys", "/me/prove"),
        "/contact-card",
    ):
        yield path, noor.get(path)
    for path in ("/rota/away", "/rota/away/1", "/rota/swaps", "/me", "/calendar", "/contact-card"):
        yield f"{path} to an officer", tom.get(path)
    for path in ("/me", "/me/devices", "/me/prove", "/contact-card"):
        yield f"{path} to staff", sam.get(path)


def refused(house, noor, tom):
    """What the forms say, and what is wrong with them."""
    seen = {"version": str(version(house))}
    yield "away", noor.post("/rota/away", data={**seen, "person": "tom", "first": "x"})
    yield "away, moved", noor.post("/rota/away", data={"version": "1", "person": "tom"})
    yield "swap", tom.post("/rota/swaps", data={**seen, "other": "tom", "first": "2026-12-01"})
    yield "ladder", noor.post("/rota/ladders", data={**seen, "name": "safeguarding"})
    yield "pace", noor.post("/rota/ladders/1/pace", data={**seen, "ladder": "safeguarding"})
    yield "place", noor.post("/rota/ladders/1/places/1", data={**seen, "shift_0_days": "1"})
    yield "person", noor.post("/people/new", data={**seen, "name": "x", "roles": "staff"})
    shown = {"name": "Jo Bell", "phone": "020 7946 0998", "roles": "staff"}
    yield "number shown", noor.post("/people/new", data={**seen, **shown})
    yield "shared", noor.post("/people/new", data={**seen, **shown, "phone": "07700 900111"})
    yield "line", noor.post("/directory", data={**seen, "name": "x", "phone": "1", "hours": "x"})
    yield "no file", noor.post("/rota/file", headers=HTML)
    yield from files(house, noor)
    yield "practice", noor.post("/drills", data={"ladder": "premises"}, headers=HTML)
    yield "plan", noor.post("/drills/plan", data={**seen, "every": "0", "at": "03:00"})
    yield "PIN", tom.post("/officer/phone/pin", data={"pin": "1234", "again": "1234"})
    yield "code", noor.post("/people/tom/prove/code", data={"code": "123456"})
    yield "address", tom.post("/calendar")
    yield "address again", tom.get("/calendar")
    saved = noor.post("/rota/away", data={**seen, "person": "priya", "first": "2026-12-24"})
    assert saved.status_code == 303, saved.text
    yield "saved", noor.get(saved.headers["Location"])
    yield "saved nothing", noor.get("/rota/away?saved=0")


def files(house, noor):
    """A file that would change something, one with mistakes, and one that cannot be."""
    plain, staff = full_rota(), frozenset({Role.STAFF})
    nobody_keeps_it = {
        key: replace(one, roles=one.roles - {Role.ADMIN} or staff)
        for key, one in plain.people.items()
    }
    for what, text in {
        "a file": write_rota(replace(plain, swaps=())),
        "mistakes": "[house]\n",
        "without an admin": write_rota(replace(plain, people=nobody_keeps_it)),
        "as it is": write_rota(rota_of(house)),
    }.items():
        head = '--b\r\nContent-Disposition: form-data; name="file"; filename="rota-1.toml"\r\n\r\n'
        kind = "multipart/form-data; boundary=b"
        yield what, noor.post("/rota/file", data=f"{head}{text}\r\n--b--\r\n", content_type=kind)


def signing_in(house):
    """Who is not signed in, or not lately."""
    nobody = house.asks()
    yield "sign in", nobody.get("/sign-in")
    yield "used link", nobody.get("/sign-in/used", headers=HTML)
    yield "no number", nobody.post("/sign-in", data={"number": "x"})
    sent = {"number": "07700 900111", "by": "text"}
    yield "code sent", nobody.post("/sign-in", data=sent)
    yield "wrong code", nobody.post("/sign-in/code", data={**sent, "code": "1"})
    house.clock.at -= timedelta(hours=1)
    late = house.browses("noor")
    house.clock.at += timedelta(hours=1)
    yield "prove", late.post("/rota/away", data={"first": "2026-12-01"}, headers=HTML)
    yield "prove, sent", late.post("/prove", data={"_by": "text", "_then": "/people"})
    for _ in range(TO_A_NUMBER.free):
        again = nobody.post("/sign-in", data=sent)
    yield "too often", again
    yield "two of one number", two_of_one_number(house)


def two_of_one_number(house):
    """Come in by a number that two people have."""
    rota, typed = rota_of(house), {"number": "07700 900123", "by": "text"}
    jo = replace(rota.people["jo"], phone=number(123))
    house.changes_rota(replace(rota, people={**rota.people, "jo": jo}))
    browser = house.asks()
    browser.post("/sign-in", data=typed)
    house.app.extensions["escalate"].background.settle()
    with house.real_book.reading() as page:
        code = page.latest_code(number(123), CodePurpose.SIGN_IN)
    digits = digits_of(house.parts.keys.secret, code.id)
    return browser.post("/sign-in/code", data={**typed, "code": digits})


def in_trouble(house, noor):
    """With every alarm, without anybody to ring, and with the book away."""
    with house.real_book.writing() as page:
        for fault in Fault:
            page.notice(fault, house.clock.now())
    yield "alarms", noor.get("/alarms")
    yield "rota under alarms", noor.get("/rota")
    yield "trustees under alarms", house.browses("grace").get("/trustees", headers=HTML)
    house.changes_rota(example_rota(ladders=()))
    yield "no ladder", noor.get("/rota")
    yield "trustees, no ladder", house.browses("grace").get("/trustees", headers=HTML)
    yield "no calendar", noor.get("/rota/calendar")
    yield "doctor, nothing looked at yet", noor.get("/doctor")
    everything_was_found(house)
    yield "doctor, everything that can be said", noor.get("/doctor?asked=1")


def version(house):
    with house.real_book.reading() as page:
        return page.version()
