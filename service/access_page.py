"""What the desk asks of a page of the book about who may come in."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from service.domain.audit import Audited
from service.domain.challenges import Challenge, ChallengeFor
from service.domain.codes import Code, CodePurpose
from service.domain.devices import Device
from service.domain.limits import Tally
from service.domain.passkeys import Passkey
from service.domain.people import Person, PhoneNumber


class AccessPage(Protocol):
    """The part of a transaction that concerns who may come in."""

    # Codes.

    def add_code(self, code: Code) -> None:
        """Keep a new code; earlier ones to that number for that purpose are over."""

    def forget_codes(self, now: datetime) -> None:
        """Let go of codes, challenges and tallies of which a day has nothing left to count.

        In a block of its own, where no tally is held: two who count would wait for each other's.
        """

    def code(self, code_id: str) -> Code | None:
        """Return it, locked until the block is left where the page is for writing."""

    def latest_code(self, phone: PhoneNumber, purpose: CodePurpose) -> Code | None:
        """Return the newest to *phone*, locked like ``code``, whether or not it still stands."""

    def keep_code(self, code: Code) -> None:
        """Keep what became of a code that was read in this block."""

    # Devices: sessions, each on one browser.

    def device(self, digest: str) -> tuple[Person, Device] | None:
        """Return whose session that is, and the device, unless it was revoked."""

    def note_device(
        self, digest: str, name: str, last_used: date, proved_at: datetime | None
    ) -> None:
        """Keep what is known of the device of a session; ``None`` leaves the proof as it was."""

    def devices_of(self, person: str) -> Sequence[Device]:
        """Return the devices of *person* that are not revoked, the first one first."""

    def revoke_devices(
        self, person: str, at: datetime, *, only: str | None = None, besides: str | None = None
    ) -> int:
        """End sessions of *person*, by the ids of their devices; return how many."""

    def shut_out(self, person: str, at: datetime) -> None:
        """End all by which *person* could come in: tokens, devices, passkeys, and their PIN."""

    def number_given_at(self, person: str) -> datetime | None:
        """Return since when *person* has their number; ``None`` where that is not known."""

    def give_number(self, person: str, at: datetime) -> None:
        """Note that *person* was given a number then."""

    def end_since(self, person: str, since: datetime, at: datetime) -> None:
        """End tokens, devices and passkeys of *person* that began *since* then."""

    # Passkeys.

    def add_passkey(self, passkey: Passkey) -> bool:
        """Keep a new one; False where somebody has that credential already."""

    def passkey(self, passkey_id: str) -> Passkey | None:
        """Return it, locked like ``code``."""

    def passkeys_of(self, person: str) -> Sequence[Passkey]:
        """Return those of *person*, the oldest first."""

    def keep_passkey(self, passkey: Passkey) -> None:
        """Keep its count, its name and when it was last used."""

    def remove_passkey(self, passkey_id: str, person: str) -> bool:
        """Remove it if it is that person's; whether it was."""

    # Challenges, and limits.

    def add_challenge(self, digest: str, challenge: Challenge, now: datetime) -> None:
        """Keep what was handed out, by its digest."""

    def use_challenge(self, digest: str, purpose: ChallengeFor, now: datetime) -> Challenge | None:
        """Return what was handed out and is in time, and forget it: once alone."""

    def tally(self, key: str, now: datetime) -> Tally | None:
        """Return how often it was tried before *now*.

        On a page for writing nobody else counts it until the block is left.
        """

    def keep_tally(self, key: str, tally: Tally) -> None:
        """Keep how often it was tried."""

    # The audit.

    def audit(self, done: Audited) -> None:
        """Write a line; its number is the book's to give."""

    def audited(self, most: int, *, before: int | None = None) -> Sequence[Audited]:
        """Return the latest lines, *most* of them, newest first; those *before* a number."""
