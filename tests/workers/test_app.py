"""A worker starts beside a bell that starts."""

from types import SimpleNamespace

import pytest

from workers.app import BellStep


def step(answers) -> BellStep:
    return BellStep(SimpleNamespace(app=SimpleNamespace(bell_answers=answers), steps=[]))


@pytest.fixture
def no_pause(monkeypatch):
    monkeypatch.setattr("workers.app.LOOK_AGAIN_SECONDS", 0.0)


def test_it_waits_for_a_bell_that_is_a_moment_late(no_pause):
    left = iter([False, False, True])
    step(lambda: next(left)).start(None)
    assert list(left) == []


def test_it_goes_on_without_a_bell_that_does_not_come(no_pause, monkeypatch):
    monkeypatch.setattr("workers.app.BELL_STARTS_WITHIN", 0.0)
    step(lambda: False).start(None)


def test_it_stops_waiting_when_told_to_stop(no_pause, monkeypatch):
    asked = []

    def answers() -> bool:
        asked.append(1)
        monkeypatch.setattr("celery.worker.state.should_stop", 0)
        return False

    step(answers).start(None)
    assert len(asked) == 1
