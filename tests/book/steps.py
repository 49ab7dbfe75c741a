"""What the tests of this folder do over and over."""

import threading
from concurrent.futures import ThreadPoolExecutor


def add(book, escalation, happened=(), key=None):
    """Add *escalation* in a page of its own, and return it."""
    with book.writing() as page:
        assert page.add(escalation, happened, key=key, digest="digest")
    return escalation


def read(book, escalation):
    """Return it as it now stands in the book."""
    with book.reading() as page:
        return page.escalation(escalation.id)


def save(book, escalation, happened=()):
    """Read it and save it as it is given, in one page."""
    with book.writing() as page:
        page.escalation(escalation.id)
        page.save(escalation, happened)


def at_once(number, work):
    """Run *work*(0), *work*(1) … in as many threads that start together; return what they say."""
    start = threading.Barrier(number)

    def one(index):
        start.wait()
        return work(index)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))
