"""One table of the rota file, read key by key; what is wrong is noted, and reading goes on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from service.domain.catalogue import _
from service.domain.listing import row
from service.domain.names import LONGEST_NAME, NameMarkup, NameUnseen, has_markup, is_unseen
from service.rota_file.lines import Path
from service.rota_file.remarks import Notes, shown

#: A week: nothing about a call-out is longer, and a clock can still be added to it.
LONGEST_SECONDS = 7 * 24 * 60 * 60

Kind = TypeVar("Kind", str, bool, int, date)


@dataclass(frozen=True, slots=True)
class Table:
    """The keys of one table. Each reader returns what it can, and notes what it cannot."""

    notes: Notes
    path: Path
    content: dict[str, object]

    def only(self, allowed: Sequence[str]) -> None:
        """Note every key that is not among *allowed*, by name."""
        for key in self.content:
            if key not in allowed:
                self.notes.mistake(
                    (*self.path, key),
                    _('There is no setting called "{key}" here.', key=shown(key)),
                    _("Write one of: {allowed}; or take the line out.", allowed=row(allowed)),
                )

    def mistake(self, key: str, problem: str, mend: str) -> None:
        """Note a mistake at *key*."""
        self.notes.mistake((*self.path, key), problem, mend)

    def warning(self, key: str, problem: str, mend: str) -> None:
        """Note a doubt at *key*."""
        self.notes.warning((*self.path, key), problem, mend)

    def needed(self, key: str, mend: str) -> None:
        """Note that *key* is missing, unless it is there."""
        if key not in self.content:
            self.mistake(key, _("{key} is missing.", key=key), mend)

    def text(self, key: str, *, longest: int) -> str:
        """Return a line of text without its outer spaces; "" where there is none, or a mistake."""
        value = self._typed(key, str, _("Write a text in quotes."))
        if value is None:
            return ""
        if any(is_unseen(sign) for sign in value):
            self.notes.refused((*self.path, key), NameUnseen(what=key))
            return ""
        if len(value.strip()) > longest:
            self.mistake(
                key,
                _("{key} is too long.", key=key),
                _("Write at most {longest} letters, spaces counted.", longest=longest),
            )
            return ""
        return value.strip()

    def needed_text(self, key: str, *, longest: int, example: str) -> str:
        """Return a text that must be there and not be empty; "" where it is not."""
        mend = _("Write {key} = {example}.", key=key, example=example)
        self.needed(key, mend)
        if isinstance(value := self.content.get(key), str) and not value.strip():
            self.mistake(key, _("{key} is empty.", key=key), mend)
        return self.text(key, longest=longest)

    def needed_name(self, key: str, *, longest: int = LONGEST_NAME, example: str) -> str:
        """Return a text as ``needed_text`` does, which is spoken or stands on buttons."""
        name = self.needed_text(key, longest=longest, example=example)
        if has_markup(name):
            self.notes.refused((*self.path, key), NameMarkup(what=key))
        return name

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self._typed(key, bool, _("Write true or false, without quotes."))
        return default if value is None else value

    def day(self, key: str) -> date | None:
        """Return a date, where one is given."""
        return self._typed(key, date, _("Write a date such as 2026-01-31, without quotes."))

    def whole(self, key: str, *, default: int, most: int) -> int:
        """Return a whole number from 1 to *most*."""
        mend = _("Write a whole number from 1 to {most}, without quotes.", most=most)
        value = self._typed(key, int, mend)
        if value is None:
            return default
        if not 1 <= value <= most:
            self.mistake(key, _("{key} is out of range.", key=key), mend)
            return default
        return value

    def seconds(self, key: str, *, default: timedelta, most: int = LONGEST_SECONDS) -> timedelta:
        """Return a duration that is written in whole seconds."""
        usual = default // timedelta(seconds=1)
        return timedelta(seconds=self.whole(key, default=usual, most=most))

    def words(self, key: str, allowed: Callable[[str], bool], mend: str) -> tuple[str, ...]:
        """Return those texts of a list that are *allowed*, and note each other one."""
        value = self.content.get(key, [])
        if not isinstance(value, list):
            self.mistake(key, _("{key} is not a list.", key=key), mend)
            return ()
        good = tuple(word for word in value if isinstance(word, str) and allowed(word))
        for index, word in enumerate(value):
            if word not in good:
                self.notes.mistake(
                    (*self.path, key, index),
                    _("{key} holds something that is not known here.", key=key),
                    mend,
                )
        return good

    def table(self, key: str) -> "Table":
        """Return a table inside this one; an empty one where there is none."""
        value = self.content.get(key, {})
        if not isinstance(value, dict):
            self.mistake(
                key,
                _("{key} is not a table.", key=key),
                _("Start it with [{key}] on its own line.", key=key),
            )
            value = {}
        return Table(self.notes, (*self.path, key), value)

    def tables(self, key: str, header: str) -> Iterator["Table"]:
        """Yield each table of a list that is written ``[[header]]``."""
        value = self.content.get(key, [])
        mend = _("Start each one with [[{header}]] on its own line.", header=header)
        if not isinstance(value, list):
            self.mistake(key, _("{key} is not a list of tables.", key=key), mend)
            return
        for index, item in enumerate(value):
            path = (*self.path, key, index)
            if isinstance(item, dict):
                yield Table(self.notes, path, item)
            else:
                self.notes.mistake(
                    path, _("{key} holds something that is no table.", key=key), mend
                )

    def _typed(self, key: str, kind: type[Kind], mend: str) -> Kind | None:
        value = self.content.get(key)
        if value is None:
            return None
        # bool is an int, and a moment is a date, to Python but not to whoever wrote the file.
        odd = (isinstance(value, bool) and kind is not bool) or isinstance(value, datetime)
        if not isinstance(value, kind) or odd:
            self.mistake(key, _("{key} is of the wrong kind.", key=key), mend)
            return None
        return value
