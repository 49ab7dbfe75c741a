"""Nights at random over SQLite and PostgreSQL at once; see `machine`.

``MACHINE_NIGHTS=2000 pytest tests/machine/test_machine.py`` looks for longer.
"""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from machine.machine import Nights
from servers.migrated import RING

from service.book import open_book

#: To make a failing night short takes minutes: ask for it with ``MACHINE_SHRINKS=1``.
UNWANTED = {Phase.explain} | (set() if os.environ.get("MACHINE_SHRINKS") else {Phase.shrink})
NIGHTS = int(os.environ.get("MACHINE_NIGHTS", "6"))


def test_both_books_tell_the_same_night_and_lose_nothing(sqlite_book_url, postgres_book_url):
    books = [open_book(sqlite_book_url, RING), open_book(postgres_book_url, RING)]
    run_state_machine_as_test(
        lambda: Nights(*books),
        settings=settings(
            max_examples=NIGHTS,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=set(Phase) - UNWANTED,
        ),
    )
    for book in books:
        book.close()
