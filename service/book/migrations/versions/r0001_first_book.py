"""The first book."""

import sqlalchemy as sa
from alembic import op

from service.book.columns import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _escalations()
    _rungs()
    _attempts()
    _carrier_calls()
    _events()
    _seen_webhooks()
    _organisation()
    _people()
    _ladders()
    _directory()
    _tokens()
    _tickers()
    _carrier()


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _at(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, Instant, nullable=nullable)


def _ladder_pace() -> list[sa.Column[int] | sa.Column[bool]]:
    return [
        _flag("everyone_after"),
        _count("between_rounds"),
        _count("spoken_reminder"),
        _count("spoken_question"),
        _count("spoken_limit"),
    ]


def _rung_pace() -> list[sa.Column[int] | sa.Column[str]]:
    return [
        _count("ring"),
        _count("tries"),
        _count("between_tries"),
        _count("before_next"),
        _text("channels"),
    ]


def _of_escalation() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["escalation_id"], ["escalations.id"], ondelete="CASCADE")


def _escalations() -> None:
    op.create_table(
        "escalations",
        *(_text("id"), _text("reference"), _text("organisation"), _text("ladder")),
        *_ladder_pace(),
        *(_text("raiser_person"), _text("raiser_name"), _text("raiser_phone")),
        *(_flag("raiser_texts"), _at("raised_at", nullable=False)),
        *(_at("climb_started_at", nullable=False), _count("climb_number")),
        *(_count("climb_round"), _count("climb_first")),
        *(sa.Column("climb_begun", sa.JSON, nullable=False), _at("climb_everyone_at")),
        _text("state"),
        *(_text("holder_person", nullable=True), _text("holder_name", nullable=True)),
        *(_text("holder_phone", nullable=True), _at("holder_at")),
        _text("holder_channel", nullable=True),
        sa.Column("earlier", sa.JSON, nullable=False),
        *(_at("closed_at"), _flag("drill"), _at("due_at"), _count("version")),
        *(_text("intake_key", nullable=True), _text("intake_digest")),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reference"),
        sa.UniqueConstraint("raiser_person", "intake_key"),
    )
    _partial_index("ix_escalations_due", "escalations", "due_at", "due_at IS NOT NULL")
    unclosed = "state IN ('open', 'acknowledged')"
    _partial_index("ix_escalations_unclosed", "escalations", "raised_at", unclosed)


def _partial_index(name: str, table: str, column: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, [column], postgresql_where=where, sqlite_where=where)


def _rungs() -> None:
    op.create_table(
        "rungs",
        *(_text("escalation_id"), _count("climb"), _count("position"), _text("role")),
        *(_text("person", nullable=True), _text("name"), _text("phone", nullable=True)),
        _flag("texts"),
        *_rung_pace(),
        _of_escalation(),
        sa.PrimaryKeyConstraint("escalation_id", "climb", "position"),
    )


def _attempts() -> None:
    op.create_table(
        "attempts",
        *(_text("id"), _text("escalation_id"), _count("position")),
        *(_text("purpose"), _text("channel"), _text("name"), _text("phone")),
        _text("person", nullable=True),
        *(_count("climb"), _count("round"), _count("rung"), _count("number")),
        *(_flag("everyone"), _count("ring_seconds"), _text("state")),
        *(_text("outcome", nullable=True), _text("failure", nullable=True)),
        *(_flag("possible_duplicate"), _at("intended_at", nullable=False)),
        *(_at("dialled_at"), _at("ended_at"), _at("due_at"), _count("fence")),
        _of_escalation(),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("escalation_id", "position"),
    )
    _partial_index("ix_attempts_live", "attempts", "phone", "state <> 'ended'")


def _carrier_calls() -> None:
    op.create_table(
        "carrier_calls",
        *(_text("attempt_id"), _text("sid"), _count("position"), _text("status")),
        _at("hang_up_at"),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("attempt_id", "sid"),
    )
    op.create_index("ix_carrier_calls_sid", "carrier_calls", ["sid"])


def _events() -> None:
    op.create_table(
        "events",
        # SQLite counts by itself only where the type is spelt INTEGER.
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        *(_text("escalation_id"), _at("at", nullable=False), _text("kind")),
        *(_text("name", nullable=True), _text("channel", nullable=True)),
        *(_text("outcome", nullable=True), _text("attempt", nullable=True)),
        _of_escalation(),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_events_escalation", "events", ["escalation_id"])


def _seen_webhooks() -> None:
    op.create_table(
        "seen_webhooks",
        *(_text("key"), _at("at", nullable=False)),
        sa.PrimaryKeyConstraint("key"),
    )


def _organisation() -> None:
    only = op.create_table(
        "organisation",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        *(_text("name"), _text("timezone")),
        sa.Column("rota_stamp", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    row = {"id": 1, "name": "", "timezone": "Europe/London", "rota_stamp": 0}
    op.bulk_insert(only, [row])


def _people() -> None:
    op.create_table(
        "people",
        *(_text("key"), _count("position"), _text("name"), _text("phone")),
        *(_flag("texts"), _text("roles")),
        sa.PrimaryKeyConstraint("key"),
    )


def _ladders() -> None:
    op.create_table(
        "ladders",
        *(_text("name"), _count("position")),
        *_ladder_pace(),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "ladder_rungs",
        *(_text("ladder"), _count("position"), _text("role"), _text("holder", nullable=True)),
        *_rung_pace(),
        sa.ForeignKeyConstraint(["ladder"], ["ladders.name"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ladder", "position"),
    )


def _directory() -> None:
    op.create_table(
        "directory",
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        *(_text("name"), _text("phone"), _text("dial"), _text("note"), _text("area")),
        *(_text("owner"), sa.Column("hours", sa.JSON, nullable=False)),
        *(sa.Column("checked", sa.Date), _flag("to_be_checked")),
        sa.PrimaryKeyConstraint("position"),
    )


def _tokens() -> None:
    op.create_table(
        "tokens",
        *(_text("digest"), _text("kind"), _text("person")),
        *(_at("created_at", nullable=False), _at("revoked_at")),
        sa.PrimaryKeyConstraint("digest"),
    )


def _tickers() -> None:
    op.create_table(
        "tickers",
        *(_text("process"), _text("role"), _at("at", nullable=False)),
        sa.PrimaryKeyConstraint("process"),
    )


def _carrier() -> None:
    only = op.create_table(
        "carrier",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        *(_at("failing_since"), _count("code"), _flag("account"), _at("checked_at")),
        _at("next_call_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.bulk_insert(only, [{"id": 1, "code": 0, "account": False}])
