"""Nights by the thousand: the same seed, the same night, whoever keeps the book."""

import json
import sqlite3
from collections import Counter

import pytest
from click.testing import CliRunner
from servers.migrated import RING
from sqlalchemy import make_url

from service.book import open_book
from service.cli.simulate import simulate
from service.domain.attempt import Purpose
from service.simulation.book import MemoryBook
from service.simulation.night import Night
from service.simulation.shards import Total, run_shard, run_shards
from service.simulation.weather import CALM, KINDS, weather_of
from simulation import planted


def total(seed: str, escalations: int, processes: int) -> Total:
    found = Total()
    for shard in run_shards(seed, escalations, processes):
        found.merge(shard)
    return found


def test_the_same_seed_gives_the_same_digest_and_another_gives_another():
    assert run_shard("a", 20).digest == run_shard("a", 20).digest
    assert run_shard("a", 20).digest != run_shard("b", 20).digest


def test_the_number_of_processes_changes_nothing(monkeypatch):
    monkeypatch.setattr("service.simulation.shards.SHARD", 15)
    one, two = total("shards", 40, 1), total("shards", 40, 2)
    assert (one.digest, one.escalations, one.worst) == (two.digest, two.escalations, two.worst)
    assert one.escalations >= 40


@pytest.mark.parametrize("weather", [one for one, _ in KINDS], ids=lambda one: one.name)
def test_every_promise_is_kept_in(weather):
    for number in range(25):
        night = Night(f"kept/{number}", weather=weather).run()
        assert not night.violations, night.seed


def test_a_storm_brings_every_kind_of_trouble_to_nights_that_end():
    faults = set()
    for number in range(60):
        night = Night(f"storm/{number}", weather=weather_of("everything")).run()
        faults |= set(night.faults)
    assert {"frozen", "died while asking", "callback lost", "answer lost", "book away"} <= faults
    assert len(faults) > 15


_ORDER = """
SELECT place FROM (
    SELECT id, row_number() OVER (ORDER BY at, id) - 1 AS place
    FROM events WHERE escalation_id = ?
) ORDER BY id
"""


class WatchedSqlBook:
    """The real book, looked into from beside."""

    def __init__(self, url: str) -> None:
        self._book = open_book(url, RING)
        self._file = sqlite3.connect(str(make_url(url).database))
        self.writing, self.reading = self._book.writing, self._book.reading

    def known(self):
        found = self._file.execute("SELECT id FROM escalations ORDER BY rowid").fetchall()
        return [escalation_id for (escalation_id,) in found]

    def peek(self, escalation_id):
        with self._book.reading() as page:
            return page.escalation(escalation_id)

    def history(self, escalation_id):
        """Return it in the order of the commits: one who waited for the book tells an older now."""
        with self._book.reading() as page:
            found = page.history(escalation_id)
        rows = self._file.execute(_ORDER, (escalation_id,)).fetchall()
        return [found[place] for (place,) in rows]


# Ordinary nights: one on which nobody answers for a day asks the real book for the same 120 calls
# three thousand times over, and takes a minute.
@pytest.mark.parametrize("number", [1, 3, 4])
@pytest.mark.parametrize("name", ["calm", "lost answers", "callbacks", "frozen processes"])
def test_the_book_in_memory_gives_the_night_that_the_real_one_gives(name, number, sqlite_book_url):
    book = WatchedSqlBook(sqlite_book_url)

    def with_rota(rota):
        with book.writing() as page:
            page.replace_rota(rota)
        return book

    seed, weather = f"twice/{name}/{number}", weather_of(name)
    real, memory = [], []
    Night(seed, weather=weather, make_book=with_rota, trace=real.append).run()
    Night(seed, weather=weather, make_book=MemoryBook, trace=memory.append).run()
    assert real == memory
    assert len(real) > 30


def test_the_command_says_what_came_of_it_and_exits_with_0():
    said = CliRunner().invoke(simulate, ["--escalations", "5", "--processes", "1"])
    assert said.exit_code == 0, said.output
    assert "violations  0" in said.output
    assert "digest" in said.output


def test_a_broken_promise_exits_with_1_and_says_how_to_see_it_again():
    flags = ["--escalations", "12", "--processes", "1"]
    with planted.the_deputy_is_skipped():
        said = CliRunner().invoke(simulate, flags, standalone_mode=False)
        assert said.return_value == 1
        assert "escalate simulate --night 1/0/" in said.output
        told = CliRunner().invoke(simulate, [*flags, "--json"], standalone_mode=False)
        broken = json.loads(told.stdout)["violations"][0]
        again = ["--night", broken["night"], "--trace"]
        seen = CliRunner().invoke(simulate, again, standalone_mode=False)
    assert seen.return_value == 1
    assert f"broken {broken['promise']}" in seen.output


def test_the_nights_go_on_until_the_two_have_spoken():
    happened, purposes, through = Counter(), Counter(), Counter()
    for number in range(60):
        night = Night(f"spoken/{number}", weather=CALM)
        night.run()
        for escalation_id in night.book.known():
            happened += Counter(one.kind for one in night.book.history(escalation_id))
            attempts = night.book.peek(escalation_id).attempts
            purposes += Counter(one.purpose for one in attempts)
            bridges = [one for one in attempts if one.purpose is Purpose.PUT_THROUGH]
            through += Counter("talked" if one.talked else one.outcome for one in bridges)
    assert {"put_through", "reminded", "asked", "resumed", "handed_back", "spoken"} <= set(happened)
    assert {"reminder", "question", "resumed", "ringing_again"} <= set(purposes)
    assert {"talked", "acknowledged", "busy", "no_answer", "no_key"} <= set(through)


def test_calm_nights_are_calm():
    quick = [Night(f"calm/{number}", weather=CALM).run() for number in range(30)]
    late = max(delay for night in quick for delay in night.worst.values())
    assert late < 4_000_000
    assert not any(night.duplicates for night in quick)
