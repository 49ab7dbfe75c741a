"""A book that goes away, and comes back, when a test says so."""

from contextlib import contextmanager

from service.ports import BookUnavailable, BookUncertain


class MendableBook:
    """The real book, which goes away when a test says so."""

    def __init__(self, book: object) -> None:
        self._book = book
        #: How many transactions still work; ``None`` for all.
        self.works_for: int | None = None
        self.outage: Exception = BookUnavailable()
        #: How many of the next commits get through without anybody hearing of it.
        self.unheard_commits = 0
        self.asked = 0

    @contextmanager
    def _open(self, kind: str):
        self.asked += 1
        if self.works_for is not None:
            if not self.works_for:
                raise self.outage
            self.works_for -= 1
        with getattr(self._book, kind)() as page:
            yield page

    @contextmanager
    def writing(self):
        with self._open("writing") as page:
            yield page
        if self.unheard_commits:
            self.unheard_commits -= 1
            raise BookUncertain

    def reading(self):
        return self._open("reading")

    def scrub(self):
        return self._book.scrub()

    def writable(self):
        return self._book.writable()

    def time_told(self):
        return self._book.time_told()
