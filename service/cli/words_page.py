"""Writes the page of words, with what each takes: ``python -m service.cli.words_page``."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from service.cli.example_names import LONG, LONGEST, USUAL
from service.cli.speaking import RATES, can_speak, seconds, until_first_key
from service.cli.wordings import (
    ANSWERS,
    SPOKEN,
    TO_ADMINS,
    TO_OFFICERS_AND_COLLEAGUES,
    TO_WHO_IS_TRIED,
    TO_WHO_SIGNS_IN,
    Ear,
    Spoken,
    Written,
    sentence,
)
from service.domain.words import TEXT_LENGTH

PAGE = Path(__file__).parents[2] / "docs" / "words.md"

_TOP = f"""\
# Words

Generated from `service/domain/words/` by `make docs`. Every sentence that leaves the building
stands here, with what it takes.

The calls were measured by speaking each of them with espeak-ng 1.51 in British English
(`espeak-ng -v en-gb -s 140 -w file`), at {RATES[0]}, {RATES[1]} and {RATES[2]} words a minute, and
reading the length of the sound; the silence that the program leaves after its last word is not
counted. *Seconds* is all of it. *First key* is when the first key has been named, which is when
somebody who is half asleep can act; keys work from the first word on. Each is given for usual
names (Harbour Lane, Priya, Sam Lee) and for long ones: an organisation of 30 characters, the
longest that a rota may name, and names of 9 to 43. A carrier's voice is another: the figures
compare sentences, and hold the opening to 8 seconds with usual names at the middle rate (but for
two people on one number with two call-outs) and to 12 with long names at the slowest.

A text is one part of {TEXT_LENGTH} plain characters. Each is counted with usual names and with an
organisation of 30 characters and names of 60, which are cut to what there is room for.
"""

_HEAD = (
    f"| Call | Names | Seconds at {RATES[0]}, {RATES[1]}, {RATES[2]} | First key | Said |\n"
    "|---|---|---|---|---|"
)
_HEAD_OF_TEXTS = "| Text | Usual | Longest | Written |\n|---|---|---|---|"


def words_page(kept: dict[str, str] | None = None) -> str:
    """Return ``docs/words.md`` as it should be.

    Args:
        kept: Figures by the first two cells of a row, for a machine that cannot speak;
            ``None`` measures them.
    """
    parts = [_TOP]
    for ear in Ear:
        rows = (row for one in SPOKEN if one.ear is ear for row in _rows(one, kept))
        parts.append(_section(ear, _HEAD, rows))
    parts.append(_section("Texts", _HEAD_OF_TEXTS, map(_text, TO_OFFICERS_AND_COLLEAGUES)))
    parts.append(_section("To who signs in", _HEAD_OF_TEXTS, map(_text, TO_WHO_SIGNS_IN)))
    parts.append(_section("To whose phone is tried", _HEAD_OF_TEXTS, map(_text, TO_WHO_IS_TRIED)))
    parts.append(_section("To admins", _HEAD_OF_TEXTS, map(_text, TO_ADMINS)))
    parts.append(_section("Answers to texts", _HEAD_OF_TEXTS, map(_text, ANSWERS)))
    return "\n".join(parts)


def kept_figures(page: str) -> dict[str, str]:
    """Read the figures out of a page that was written before, by the first two cells."""
    rows = (line.split(" | ") for line in page.splitlines() if line.startswith("| `"))
    return {" | ".join(cells[:2]): " | ".join(cells[2:4]) for cells in rows if len(cells) > 4}  # noqa: PLR2004


def _section(title: str, head: str, rows: Iterable[str]) -> str:
    return "\n".join([f"## {title}", "", head, *rows, ""])


def _rows(one: Spoken, kept: dict[str, str] | None) -> Iterator[str]:
    said_by = {"usual": sentence(one.script(USUAL)), "long": sentence(one.script(LONG))}
    if said_by["usual"] == said_by["long"]:
        said_by = {"any": said_by["usual"]}
    for label, said in said_by.items():
        start = f"| {_name(one)} | {label}"
        figures = _figures(said) if kept is None else kept.get(start, "? | ?")
        yield f"{start} | {figures} | {said} |"


def _figures(said: str) -> str:
    first = until_first_key(said)
    return f"{_timed(said)} | {_timed(first) if first else ''}"


def _timed(said: str) -> str:
    return ", ".join(f"{seconds(said, rate):.1f}" for rate in RATES)


def _text(one: Written) -> str:
    usual = one.body(USUAL)
    return f"| {_name(one)} | {len(usual)} | {len(one.body(LONGEST))} | {usual} |"


def _name(one: Spoken | Written) -> str:
    return f"`{one.name}`{one.when and ', '}{one.when}"


if __name__ == "__main__":
    if can_speak():
        PAGE.write_text(words_page(), "utf-8")
    else:
        PAGE.write_text(words_page(kept_figures(PAGE.read_text("utf-8"))), "utf-8")
        sys.stderr.write(
            "This machine has no espeak-ng: the seconds in docs/words.md are those of before. "
            "Install espeak-ng, then run `make docs` again.\n"
        )
