"""Writes the page of what is kept for how long: ``python -m service.cli.retention_page``."""

from pathlib import Path

from config.settings import Settings
from service.book.retention import TABLES, Goes

PAGE = Path(__file__).parents[2] / "docs" / "retention.md"

_TOP = """\
# What is kept, and for how long

Generated from `TABLES` in `service/book/retention.py` by `make docs`; a test fails for a column
that nobody has classified. Why it is so stands in `docs/decisions/0023-what-is-forgotten.md`.

What is past its time goes by itself, a little each minute, in every worker and in the watch.
`escalate forget --dry-run` says in counts what is past its time now, and `escalate forget` lets it
go at once. `escalate doctor` says when the carrier has not deleted its records in time. The page of
a call-out says until when it can be read: copy its line into your own record by then.

Not reached by any of this: backups, exports and prints that you made, and the calendars and
contacts on people's own phones. Keep backups for no longer than the times below. What a phone keeps
of our pages goes as `docs/decisions/0017-what-a-device-keeps.md` says.
"""


def retention_page() -> str:
    """Return ``docs/retention.md`` as it should be."""
    return f"{_TOP}\n## The settings\n\n{_settings()}\n\n## Table by table\n\n{_tables()}\n"


def _settings() -> str:
    fields = {
        name: field for name, field in Settings.model_fields.items() if name.startswith("keep_")
    }
    rows = [f"| `{name.upper()}` | {field.default} |" for name, field in fields.items()]
    return "\n".join(["| Setting | Left out |", "|---|---|", *rows])


def _tables() -> str:
    rows = [
        f"| `{name}` | {kept.what} | {kept.goes} | {_personal(kept.personal, kept.goes)} |"
        for name, kept in TABLES.items()
    ]
    return "\n".join(
        ["| Table | What it holds | A row goes | Of people |", "|---|---|---|---|", *rows]
    )


def _personal(columns: str, goes: Goes) -> str:
    if not columns:
        return ""
    named = ", ".join(f"`{column}`" for column in columns.split())
    longer = goes in (Goes.CALL_OUT, Goes.ROTA)
    return f"{named}; blanked earlier where they leave" if longer else named


if __name__ == "__main__":
    PAGE.write_text(retention_page(), encoding="utf-8")
