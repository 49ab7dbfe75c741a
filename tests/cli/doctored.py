"""What the doctor's tests share: a real site's settings, and how its findings are read."""

import json

from servers.migrated import BOOK_KEY

from service.domain.fitness import Verdict
from service.domain.standing import BackupDeed, Beat, HouseDeed

RIGHT, DOUBTFUL, WRONG = Verdict
REAL = {
    "TWILIO_ACCOUNT_SID": f"AC{'0' * 32}",
    "TWILIO_AUTH_TOKEN": "a-made-up-token",
    "TWILIO_FROM": "020 7946 0000",
    "PUBLIC_URL": "https://call.example.org",
    "SECRET_KEY": "made-up-and-long-enough-for-a-test-0123456789",
    "BOOK_KEY": BOOK_KEY,
}


def codes(found) -> set[str]:
    return {one.said.code for one in found}


def told(result) -> dict[str, dict[str, str]]:
    """What a program reads: the findings by what they are about, those that are not right."""
    found = json.loads(result.stdout)["findings"]
    return {one["what"]: one for one in found if one["verdict"] != "right"}


def is_well(parts) -> None:
    """Leave behind what a house leaves that runs, and was cared for."""
    now = parts.desk.clock.now()
    with parts.book.writing() as page:
        page.beat(Beat("here/worker", "worker", now))
        page.beat(Beat("here/watch", "watch", now))
        page.note_backup(BackupDeed.MADE, now)
        page.note_backup(BackupDeed.CHECKED, now)
        page.note_deed(HouseDeed.FORGOT, now)
