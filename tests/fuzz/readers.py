"""What reads a rota file and what reads a text: nothing that is written may raise."""

from datetime import date
from functools import partial

from fuzz.tally import Tally
from fuzz.throwing import throw
from hypothesis import strategies as st
from web.house import House

from service.domain.replies import Meaning, Reply, parse
from service.rota_file import read_rota

TODAY = date(2026, 11, 22)
#: A rota with something of everything, to be spoilt.
WHOLE = """\
organisation = "Harbour Lane"
timezone = "Europe/London"
countries = ["GB", "IE"]
[people.priya]
name = "Priya Shah"
phone = "07700 900111"
texts = true
roles = ["officer", "admin"]
[people.sam]
name = "Sam Lee"
phone = "07700 900123"
roles = ["staff"]
[[ladders]]
name = "safeguarding"
everyone_after = true
seconds_between_rounds = 300
[[ladders.rungs]]
role = "Safeguarding officer"
holder = "priya"
tries = 2
channels = ["call", "text"]
[[away]]
person = "priya"
from = 2026-11-27 18:00:00
until = 2026-11-28T09:00:00
[[directory]]
name = "Helpline"
phone = "020 7946 0999"
hours = "Mon-Fri 09:00-17:00"
"""
WORDS = (*WHOLE.split(), "nan", "-inf", "1e999", "0x", "[[[", "'''", '"""', "\x00", "\u202e")
LINES = (*WHOLE.splitlines(), "[people]", "people = 3", "ladders = []", "a.b.c = {}", "[[people]]")

spoilt_line = st.tuples(st.sampled_from(LINES), st.sampled_from(WORDS), st.integers(0, 40)).map(
    lambda piece: piece[0][: piece[2]] + piece[1] + piece[0][piece[2] :]
)
files = st.one_of(
    st.lists(st.sampled_from(LINES), max_size=30).map("\n".join),
    st.lists(st.one_of(st.sampled_from(LINES), spoilt_line), max_size=30).map("\n".join),
    st.tuples(spoilt_line, st.integers(0, len(LINES))).map(
        lambda piece: "\n".join((*LINES[: piece[1]], piece[0], *LINES[piece[1] + 1 :]))
    ),
    st.text(max_size=200),
)
bodies = st.one_of(
    st.lists(
        st.sampled_from(("1", "2", "3", "4", "K7Q2", "k7q2", "ring", "stop", " ", ".", "\u0661")),
        max_size=5,
    ).map("".join),
    st.text(max_size=200),
)


def fuzz_rota_files(_house: House, tally: Tally, many: int, seed: int) -> None:
    """Throw *many* files: each is a rota, or is told with a line and a mend."""

    def ask(text: str) -> None:
        report = tally.times(text, partial(read_rota, text, today=TODAY))
        if report is not None and (report.rota is None) != bool(report.mistakes):
            tally.found("was neither taken nor refused", text)

    throw(files, many, seed, ask)


def fuzz_texts(_house: House, tally: Tally, many: int, seed: int) -> None:
    """Throw *many* texts: each is one of our words, or nothing at all."""

    def ask(text: str) -> None:
        reply = tally.times(text, partial(parse, text))
        if isinstance(reply, Reply) and reply.meaning not in Meaning:
            tally.found("means what no text can mean", text)

    throw(bodies, many, seed, ask)
