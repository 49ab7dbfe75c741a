"""Bad input: what is wrong, what `escalate doctor` says of it, and what an admin reads.

Each trouble is made for real. The exchange is the carrier, and between it and the web stands a
proxy with a certificate. What follows a `yield` is what the mend says; then all is well again.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from checkup.site import TOKEN, Site, standing_site
from checkup.small_disk import small_disk
from click import unstyle
from servers.migrated import BOOK_KEY

from service.domain.checks.lines import NAMES, Line

#: How a command exits that refuses to go on.
REFUSED = 2
DISK_FULL = (
    Line.DISK,
    "Less than 100 MB are free at: DATABASE_URL. Presses are refused once the book's disk is full.",
    (
        "Delete old logs, then backups that lie elsewhere too, and nothing of the book's own; or"
        " give it a larger disk."
    ),
)

Trouble = Callable[[Site], Iterator[None]]
#: Each with what is said of it: the line, the words and the mend. "#" is a number.
TROUBLES: dict[Trouble, list[tuple[Line, str, str]]] = {}


def says(line: Line, words: str, mend: str) -> Callable[[Trouble], Trouble]:
    def kept(trouble: Trouble) -> Trouble:
        TROUBLES.setdefault(trouble, []).append((line, words, mend))
        return trouble

    return kept


@says(
    Line.CARRIER,
    "It does not know us (code 20003), so no telephone rings.",
    "Copy TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN from Twilio's console again, then start"
    " everything again.",
)
def a_wrong_token(site):
    site.starts(TWILIO_AUTH_TOKEN="2" * 32)
    yield
    site.starts(TWILIO_AUTH_TOKEN=TOKEN)


@says(
    Line.NUMBER,
    "TWILIO_FROM takes no calls, so no telephone rings.",
    "Rent a number with voice, set TWILIO_FROM to it, and start everything again.",
)
def a_number_without_voice(site):
    site.number_is(voice=False)
    yield
    site.number_is(voice=True)


@says(
    Line.WEBHOOKS,
    "What comes in to TWILIO_FROM is told to another address than ours: calls.",
    "Run: escalate carrier set-webhooks",
)
def a_webhook_that_points_elsewhere(site):
    site.number_is(voice_url="https://somebody.example/else")
    yield
    site.runs("carrier", "set-webhooks")


@says(
    Line.SIGNATURE,
    "Nothing signed gets in: the path is rewritten on the way, the signature is taken off, or the"
    " web runs with another PUBLIC_URL or TWILIO_AUTH_TOKEN.",
    "Start everything again, where a setting was changed. Else have the proxy in front pass on each"
    " request as it came: path, query and body.",
)
def a_proxy_that_rewrites_the_path(site):
    def rewrites(asked):
        asked.path = asked.path.replace("/twilio", "/app/twilio")

    site.between.changes = rewrites
    yield
    site.between.changes = lambda _: None


@says(
    Line.CERTIFICATE,
    "It has ended, so browsers warn, and the carrier asks us nothing: telephones ring and say"
    " nothing.",
    "Start Caddy again, or whatever keeps the certificate, and read in its log why it was not"
    " renewed.",
)
def an_expired_certificate(site):
    site.has_certificate(days=-1)
    yield
    site.has_certificate(days=90)


@says(
    Line.CLOCK,
    "It is off by # seconds, by the carrier's clock: the rota changes hands at the wrong time.",
    "Turn on the machine's time service, with timedatectl set-ntp true or with chrony.",
)
def a_clock_an_hour_off(site):
    site.carrier.account.clock_ahead = 3600
    yield
    site.carrier.account.clock_ahead = 0


@says(
    Line.BOOK,
    "It can be read, but not written: a press would be refused.",
    "See that its disk is not full, and that this user may write there.",
)
@says(*DISK_FULL)
def a_full_disk(site):
    disk = site.moves_to(small_disk(site.folder / "disk"))
    disk.fills()
    yield
    disk.grows()


@says(
    Line.BACKUP_FILE,
    "The newest file in BACKUP_FOLDER is not a backup, or was cut short.",
    "See that the disk is whole and has room, then run: escalate backup make",
)
def a_backup_that_was_cut_short(site):
    file = site.makes_a_backup()
    file.write_bytes(file.read_bytes()[:100])
    yield
    site.makes_a_backup()


@says(
    Line.BACKUP,
    "The last one that was read back could not be read.",
    "Make a new one with escalate backup make, then run escalate backup check on it.",
)
def a_backup_that_cannot_be_read(site):
    file = site.makes_a_backup()
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert site.checks_the_backup(file).exit_code == REFUSED
    yield
    assert site.checks_the_backup(site.makes_a_backup()).exit_code == 0


@pytest.fixture
def site(tmp_path, sqlite_book_url, root, monkeypatch):
    rota = (root / "config/rota.example.toml").read_text()
    with standing_site(tmp_path, sqlite_book_url, rota) as site:
        # Trusted as one of a public authority is.
        monkeypatch.setenv("SSL_CERT_FILE", str(site.certificate))
        yield site


def words_of(printed):
    return " ".join(unstyle(printed).split())


def is_said(verdict, line, words, mend, *, among):
    pattern = re.escape(f"{verdict} {line} {words} {mend}").replace(r"\#", r"\d+")
    return re.search(pattern, among)


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda one: one.__name__)
def test_the_page_and_the_command_say_what_is_wrong_and_its_mend(site, trouble):
    course, expected = trouble(site), TROUBLES[trouble]
    next(course)
    site.looks()
    page, command = site.page, site.runs("doctor")
    for line, words, mend in expected:
        assert is_said("Wrong", NAMES[line][0], words, mend, among=page.words), page.words
        assert is_said("wrong", line, words, mend, among=words_of(command.stdout)), command.stdout
    assert page.headings[0] == "Is everything well? No."
    assert page.words.count("Wrong ") == len(expected), "and nothing else"
    assert command.stdout.splitlines()[-1].startswith(f"{len(expected)} wrong, ")
    assert command.exit_code == 1
    assert list(course) == []
    assert site.runs("doctor").exit_code == 0, "the mend mends it"


def test_a_proxy_that_rewrites_the_host_does_no_harm_since_we_go_by_our_own_address(site):
    def rewrites(asked):
        asked.headers["Host"] = "127.0.0.1:8000"

    words = (
        "What is signed as the carrier signs it arrives whole, and what is signed wrong is refused."
    )
    site.between.changes = rewrites
    site.looks()
    page, command = site.page, site.runs("doctor")
    assert f"Right Signature {words}" in page.words
    assert f"right signature {words}" in words_of(command.stdout)
    assert command.exit_code == 0


def test_a_key_that_is_lost_is_said_in_the_same_words_by_a_web_that_does_not_start(site):
    """So there is no page that could say anything."""
    words = "The book is sealed with a key that is not in BOOK_KEY, so it cannot be read."
    mend = (
        "Give that key back, in BOOK_KEY or in the file where it was kept, var/book-key where this"
        " program made it. If it is lost for ever, nobody can read this book again: put the book"
        " aside or name another in DATABASE_URL, run escalate migrate, and then escalate rota"
        " apply with the rota's file."
    )
    site.stops()
    site.environ["BOOK_KEY"] = "another-one-that-is-made-up-0123456789"
    command, web = site.runs("doctor"), site.runs("web")
    assert is_said("wrong", Line.BOOK, words, mend, among=words_of(command.stdout))
    assert command.exit_code == 1
    assert words_of(web.stderr) == f"{words} {mend}"
    assert (web.exit_code, web.stdout) == (REFUSED, "")
    site.starts(BOOK_KEY=BOOK_KEY)
    assert site.runs("doctor").exit_code == 0


def test_a_disk_that_was_full_before_anything_started_lets_nobody_read_the_book(site):
    """SQLite makes two files beside it first."""
    disk = site.moves_to(small_disk(site.folder / "disk"))
    site.stops()
    disk.fills()
    told = words_of(site.runs("doctor").stdout)
    mend = "See that its database runs and its disk is not full, and that DATABASE_URL is right."
    assert is_said("wrong", Line.BOOK, "It cannot be read.", mend, among=told)
    assert is_said("wrong", *DISK_FULL, among=told)
