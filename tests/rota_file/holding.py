"""A rota file whose one rung, and what lies over it, a test writes itself."""

from datetime import date

from service.rota_file import read_rota

TODAY = date(2026, 11, 1)
PEOPLE = """\
organisation = "Harbour Lane"
[people.priya]
name = "Priya Shah"
phone = "07700 900111"
texts = true
roles = ["officer", "admin"]
[people.tom]
name = "Tom Reed"
phone = "07700 900222"
texts = true
roles = ["officer", "staff"]
[people.amina]
name = "Amina Yusuf"
phone = "07700 900333"
roles = ["officer"]
[people.sam]
name = "Sam Lee"
phone = "07700 900123"
roles = ["staff"]
[[directory]]
name = "Helpline"
phone = "0303 003 1111"
checked = 2026-10-01
[[ladders]]
name = "safeguarding"
[[ladders.rungs]]
role = "Officer"
"""
#: The first line that a test writes.
LINE = PEOPLE.count("\n") + 1


def read(*lines, timezone="Europe/London"):
    """Read the file with *lines* at its end, which begin inside the rung."""
    text = f'timezone = "{timezone}"\n' + PEOPLE.rstrip("\n") + "\n" + "\n".join(lines) + "\n"
    return read_rota(text, today=TODAY)


def rung(*lines, **kept):
    """Return the rung of a file that has no mistake."""
    report = read(*lines, **kept)
    assert report.mistakes == []
    return report.rota.ladders[0].rungs[0]


def mistakes(*lines, **kept):
    """Return where each mistake is: the number of the line among *lines*, and the path."""
    return [(one.line - LINE, one.path) for one in read(*lines, **kept).mistakes]


def the_mistake(*lines):
    """Return the words of the only mistake."""
    [mistake] = read(*lines).mistakes
    return f"{mistake.problem} {mistake.mend}"
