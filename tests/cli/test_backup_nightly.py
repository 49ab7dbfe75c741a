"""``escalate backup nightly``: it makes the first at once, and stays whatever fails."""

import pyrage
import pytest
from servers.migrated import BOOK_KEY

#: A pair made for nothing else.
RECIPIENT = str(pyrage.x25519.Identity.generate().to_public())


@pytest.mark.processes
def test_nightly_makes_the_first_at_once_and_ends_when_asked(start, sqlite_book_url, alone):
    env = {"DATABASE_URL": sqlite_book_url, "BOOK_KEY": BOOK_KEY, "BACKUP_RECIPIENT": RECIPIENT}
    child = start("escalate", "backup", "nightly", env=env)
    child.ready("a backup", lambda: "Made var/backups/escalate-20" in child.said)
    assert len(list((alone / "var" / "backups").iterdir())) == 1
    assert child.end() == 0


@pytest.mark.processes
def test_nightly_stays_where_there_is_no_folder_and_says_so_once(start, alone):
    (alone / "file").write_text("no folder")
    env = {"BACKUP_RECIPIENT": RECIPIENT, "BACKUP_FOLDER": str(alone / "file")}
    child = start("escalate", "backup", "nightly", env=env)
    child.ready("it speaks", lambda: "it is tried again in ten minutes" in child.said)
    assert child.end() == 0
    assert child.said.count("BACKUP_FOLDER cannot be looked into") == 1


@pytest.mark.processes
def test_nightly_without_a_recipient_says_so_once_and_stays(start, alone):
    child = start("escalate", "backup", "nightly", env={})
    child.ready("it speaks", lambda: "There is no BACKUP_RECIPIENT" in child.said)
    assert child.end() == 0
    assert child.said.count("BACKUP_RECIPIENT, so") == 1
