"""Known mistakes: each is caught by a promise that it breaks, in nights of fixed seeds.

The weather is chosen so that a mistake shows within a few nights; the same nights without it
keep every promise.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice

import pytest

from service.simulation.night import Night
from service.simulation.weather import CALM, Weather, weather_of
from simulation import planted

#: The carrier's answers come late and its words seldom, and colleagues change their minds.
DEAF = replace(CALM, name="a deaf house", slow=0.9, lost=0.9, called_off=1.0)
#: Processes are often frozen between two steps.
DROWSY = replace(CALM, name="a drowsy house", freezes=0.15, called_off=0.7)
#: Answers are lost, words too, and the carrier's list shows a call only after a while.
UNSEEN = replace(CALM, name="unseen calls", unheard=0.4, list_lags=1.0, lost=0.7)
#: Next to nothing is heard of any call.
SILENT = replace(CALM, name="a silent carrier", lost=0.9)
CRASHES = weather_of("crashes while asking")
CALLBACKS = weather_of("callbacks")
NEVER = weather_of("calls that never ring")

#: The mistake, the weather in which it shows, and the promise that catches it.
MISTAKES = [
    (planted.no_fence, DROWSY, "double ring"),
    (planted.no_compare_and_set, CALM, "one holder"),
    (planted.no_look_before_redial, UNSEEN, "double ring"),
    (planted.unmarked_redial, UNSEEN, "double ring"),
    (planted.dials_after_it_was_taken, DROWSY, "no ring after"),
    (planted.unwanted_calls_ring_on, CALM, "late"),
    (planted.late_ring_is_welcome, DEAF, "late"),
    (planted.statuses_move_backwards, CALLBACKS, "backwards"),
    (planted.no_answer_window, CALLBACKS, "late"),
    (planted.leases_last_for_ever, CRASHES, "late"),
    (planted.a_crashed_intent_is_left, CRASHES, "late"),
    (planted.one_round_is_enough, CALM, "late"),
    (planted.an_empty_rung_ends_the_climb, CALM, "late"),
    (planted.passing_on_moves_nobody, CALM, "late"),
    (planted.whoever_is_in_line_is_passed_over, CALM, "too soon"),
    (planted.the_deputy_is_skipped, CALM, "late"),
    (planted.nothing_is_said_to_the_colleague, CALM, "late"),
    (planted.a_wrong_turn_in_the_table, CALM, "history"),
    (planted.a_key_is_taken_twice, CALM, "kept"),
    (planted.nobody_is_rung_after_the_limit, CALM, "late"),
    (planted.ringing_resumes_while_they_talk, CALM, "breaks in"),
    (planted.a_mailbox_is_joined, CALM, "joined"),
    (planted.a_lost_talk_is_never_looked_for, SILENT, "late"),
    (planted.a_phone_rings_without_end, CALM, "too often"),
]
#: More nights than any of them needs.
MOST = 250
#: So many nights without a mistake keep every promise, in each weather.
SOUND = 60


def nights(weather: Weather) -> Iterator[Night]:
    return (Night(f"mutants/{number}", weather=weather) for number in count())


def broken_by(night: Night) -> set[str]:
    return {promise for promise, _ in night.run().violations}


@pytest.mark.parametrize(
    ("mistake", "weather", "promise"), MISTAKES, ids=[one[0].__name__ for one in MISTAKES]
)
def test_the_nights_catch(mistake, weather, promise):
    with mistake():
        assert any(promise in broken_by(night) for night in islice(nights(weather), MOST))


def test_the_nights_on_which_clocks_change_catch_instants_read_off_the_wall():
    changing = (night for night in nights(CALM) if night.scene.start.month != 11)
    first = list(islice(changing, 12))
    with planted.naive_local_time():
        assert "too soon" in set().union(*map(broken_by, first))
    changing = (night for night in nights(CALM) if night.scene.start.month != 11)
    assert not set().union(*map(broken_by, islice(changing, 12)))


@pytest.mark.parametrize(
    "weather", [CALM, DEAF, SILENT, DROWSY, UNSEEN, CRASHES, CALLBACKS], ids=lambda one: one.name
)
def test_the_same_nights_without_a_mistake_keep_every_promise_in(weather):
    for night in islice(nights(weather), SOUND):
        assert not night.run().violations, night.seed
