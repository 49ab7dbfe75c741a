"""For every table, whose it is and when it goes; and every column that somebody has looked at.

``docs/retention.md`` is written from it. A test fails for a column that is not here: whoever adds
one says whose it is, and sees to it that it goes.
"""

from dataclasses import dataclass
from enum import StrEnum


class Goes(StrEnum):
    """When something goes, in the words of the page."""

    CALL_OUT = "`KEEP_CALL_OUTS_DAYS` after the call-out was closed"
    LEAVER = "`KEEP_LEAVERS_DAYS` after they left the rota"
    ROTA = "`KEEP_ROTA_DAYS` after another rota took its place"
    CARRIER = "`KEEP_AT_CARRIER_HOURS` later, when the carrier has deleted its record"
    CHANGED = "when the rota is changed so"
    DAY = "a day after it ran out"
    SEASON = "90 days later"
    STAYS = "stays: it names nobody"


@dataclass(frozen=True, slots=True)
class Kept:
    """One table: what it holds of whom, when its rows go, and what of it is blanked before that."""

    what: str
    goes: Goes
    columns: str
    #: Columns that say who somebody is, or lead to them. They are blanked `Goes.LEAVER` at the
    #: latest where the row stays for longer.
    personal: str = ""

    @property
    def every(self) -> frozenset[str]:
        """All its columns."""
        return frozenset((self.columns + " " + self.personal).split())


_PACE = "everyone_after between_rounds spoken_reminder spoken_question spoken_limit"
_RUNG_PACE = "ring tries between_tries before_next channels"

TABLES: dict[str, Kept] = {
    "escalations": Kept(
        "call-outs and practices: who raised one, and who had it",
        Goes.CALL_OUT,
        f"id reference organisation ladder {_PACE} raiser_texts raised_at climb_started_at"
        " climb_number climb_round climb_first climb_begun climb_everyone_at state holder_at"
        " holder_channel holder_reminded_at holder_asked_at closed_at asked_days drill due_at"
        " version dated_boot dated_offset dated_at intake_digest",
        "raiser_person raiser_name raiser_phone holder_person holder_name holder_phone earlier"
        " intake_key",
    ),
    "rungs": Kept(
        "whom a call-out was to ring, in order",
        Goes.CALL_OUT,
        f"escalation_id climb position role texts {_RUNG_PACE}",
        "person name phone",
    ),
    "attempts": Kept(
        "each try to reach somebody",
        Goes.CALL_OUT,
        "id escalation_id position purpose channel climb round rung number everyone ring_seconds"
        " state outcome failure possible_duplicate intended_at dialled_at ended_at joined_at"
        " due_at fence in_line_since",
        "name phone person",
    ),
    "carrier_calls": Kept(
        "the carrier's ids of calls", Goes.CALL_OUT, "attempt_id sid position status hang_up_at"
    ),
    "events": Kept(
        "the history of a call-out",
        Goes.CALL_OUT,
        "id escalation_id at kind channel outcome attempt proof",
        "name",
    ),
    "past_escalations": Kept(
        "what totals are made from when a call-out has gone",
        Goes.STAYS,
        "number drill ladder raised_at closed_at taken_at spoken_at tried",
    ),
    "used_keys": Kept("keyed digests of intake keys that were used", Goes.STAYS, "digest"),
    "carrier_traces": Kept(
        "what the carrier is still to delete", Goes.CARRIER, "sid noted_at at_once tries again_at"
    ),
    "organisation": Kept(
        "the name of the house", Goes.CHANGED, "id name timezone rota_stamp", "practice"
    ),
    "people": Kept(
        "the people in the rota; they go from here at once",
        Goes.CHANGED,
        "position texts roles night_drills page_only ladder",
        "key name phone",
    ),
    "ladders": Kept("the ladders in the rota", Goes.CHANGED, f"name position {_PACE}"),
    "ladder_rungs": Kept(
        "who holds which rung",
        Goes.CHANGED,
        f"ladder position role {_RUNG_PACE}",
        "holder turns shifts",
    ),
    "directory": Kept(
        "outside lines",
        Goes.CHANGED,
        "position name phone dial note area owner hours checked to_be_checked place",
    ),
    "time_away": Kept("times away", Goes.CHANGED, "position starts ends", "person"),
    "swaps": Kept("swaps", Goes.CHANGED, "position starts ends", "one other"),
    "rota_versions": Kept(
        "who changed the rota when, and what it was",
        Goes.ROTA,
        "number at source",
        "person name changed rota",
    ),
    "leavers": Kept("who left, and when", Goes.LEAVER, "left_at", "person"),
    "tokens": Kept(
        "digests of tokens, sessions and links",
        Goes.LEAVER,
        "digest kind created_at revoked_at",
        "person",
    ),
    "devices": Kept("what a device is called", Goes.LEAVER, "digest last_used proved_at", "name"),
    "passkeys": Kept(
        "public keys of passkeys",
        Goes.LEAVER,
        "sign_count created_at last_used",
        "id person public_key name",
    ),
    "pins": Kept("hashes of PINs", Goes.LEAVER, "", "person hashed"),
    "numbers_given": Kept("since when somebody has their number", Goes.LEAVER, "at", "person"),
    "number_marks": Kept(
        "what was learnt of a number",
        Goes.LEAVER,
        "texts_off prove_again proved_at measured_at mailbox_seconds",
        "phone",
    ),
    "measurings": Kept(
        "the last call that measured a mailbox",
        Goes.LEAVER,
        "id asked_at sid rang_at answered_at by_person silent stopped ended",
        "phone person",
    ),
    "audit": Kept(
        "what was done to who may come in; the line stays, blanked",
        Goes.LEAVER,
        "number at deed proof",
        "author author_name person name",
    ),
    "codes": Kept(
        "codes, without their digits",
        Goes.DAY,
        "id purpose channel created_at expires_at tries used_at sid rang_at answered_at heard_at"
        " ended_at",
        "phone person",
    ),
    "challenges": Kept(
        "challenges of passkeys", Goes.DAY, "digest purpose expires_at", "person phone"
    ),
    "limits": Kept("keyed digests of what is limited", Goes.DAY, "key count last"),
    "day_tasks": Kept("what was done on a day", Goes.SEASON, "task day", "person"),
    "told_of_gaps": Kept(
        "which gaps an admin was told of",
        Goes.SEASON,
        "ladder gap days starts ends told_at",
        "person",
    ),
    "chain": Kept(
        "the chain over the audit and every history",
        Goes.STAYS,
        "number of row day owner proof link",
    ),
    "chain_head": Kept("how far it goes", Goes.STAYS, "id count link sealed"),
    "seals": Kept("which key the book is sealed with", Goes.STAYS, "name swept"),
    "seen_webhooks": Kept(
        "digests of the carrier's ids, each with its month", Goes.STAYS, "key at"
    ),
    "tickers": Kept("signs of life of our processes", Goes.DAY, "process role at"),
    "backups": Kept("when a backup was last made and read back", Goes.STAYS, "deed at"),
    "deeds": Kept(
        "when the house last did its daily work, and what it last found of itself",
        Goes.STAYS,
        "deed at found",
    ),
    "counts": Kept("how often something happened of the house", Goes.STAYS, "what times"),
    "carrier": Kept(
        "how the carrier treats us",
        Goes.STAYS,
        "id failing_since code account checked_at next_call_at",
    ),
    "alarms": Kept("faults of the house", Goes.STAYS, "fault since seen_at over_at"),
    "tellings": Kept("what was told of a fault", Goes.STAYS, "fault since path at over held_until"),
}
