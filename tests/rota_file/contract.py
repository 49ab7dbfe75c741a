"""The rota file as the contract shows it, with lines of it swapped."""

from datetime import date

from service.rota_file import read_rota

TODAY = date(2026, 1, 31)

CONTRACT = """\
organisation = "Harbour Lane"        # spoken and texted; at most 30 characters
timezone = "Europe/London"

[people.priya]
name = "Priya Shah"
phone = "07700 900111"
texts = true                         # a mobile that takes texts
roles = ["officer", "admin"]

[people.sam]
name = "Sam Lee"
phone = "07700 900123"
roles = ["staff"]

[[ladders]]
name = "safeguarding"                # the first is the default
everyone_after = true
seconds_between_rounds = 300
spoken_reminder_seconds = 180        # text to the officer
spoken_question_seconds = 360        # text and page to the colleague
spoken_limit_seconds = 900           # ringing resumes

[[ladders.rungs]]
role = "Safeguarding officer"
holder = "priya"
tries = 2
ring_seconds = 22
seconds_between_tries = 60
seconds_before_next = 105
channels = ["call", "text"]

[[directory]]
name = "thirtyone:eight Safeguarding Helpline"
phone = "0303 003 1111"
checked = 2026-01-01
"""


def read(text=CONTRACT, **swaps):
    """Read *text* with each line that starts with a key swapped for another line."""
    for old, new in swaps.items():
        lines = text.split("\n")
        index = next(n for n, line in enumerate(lines) if line.startswith(f"{old} ="))
        lines[index] = new
        text = "\n".join(lines)
    return read_rota(text, today=TODAY)


def places(remarks):
    return [(remark.line, remark.path) for remark in remarks]
