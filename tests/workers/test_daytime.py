"""What the rounds do by day: tell of gaps, and start regular practices."""

from dataclasses import replace
from datetime import datetime, time
from itertools import count

from web.house import House, example_rota

from service.domain.rota import PracticePlan
from workers.daytime import EVERY_SECONDS
from workers.rounds import Rounds


def test_the_rounds_tell_of_gaps_and_start_a_practice(sqlite_book_url, tmp_path):
    house = House(sqlite_book_url, tmp_path)
    house.clock.at = datetime.fromisoformat("2026-11-23T11:00+00:00")
    house.has_a_ticker()
    # Nobody's number is checked, so all that lies ahead is a gap.
    plan = PracticePlan(every_days=30, at=time(11), starts="noor")
    house.changes_rota(replace(example_rota(), practice=plan))
    seconds = iter(count(step=EVERY_SECONDS / 2))
    rounds = Rounds(house.parts, elapsed=lambda: elapsed[0])
    elapsed = [next(seconds)]
    rounds.go()
    # Both admins, and the practice.
    assert len(house.telephone.sent) == 2
    assert len(drills(house)) == 1
    # What is new is seen some minutes later, and not at each round.
    people = dict(example_rota().people)
    people["grace"] = replace(people["grace"], roles=people["noor"].roles)
    house.changes_rota(replace(example_rota(), people=people))
    elapsed[0] = next(seconds)
    rounds.go()
    assert len(house.telephone.sent) == 2
    elapsed[0] = next(seconds)
    rounds.go()
    assert len(house.telephone.sent) == 3
    house.closes()


def drills(house):
    with house.real_book.reading() as page:
        return page.drills(house.clock.now().replace(year=2020))
