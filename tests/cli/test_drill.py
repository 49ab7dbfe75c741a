"""`escalate drill`: start a practice, print what came of it, say why not."""

import json
import threading
from dataclasses import replace

import pytest

from service.desk import rehearsing
from service.desk.acting import Step, cancel
from service.desk.advancing import advance
from service.domain.standing import Beat


@pytest.fixture
def practice(with_example, parts):
    """Run `escalate drill`; everybody has agreed to be rung at any hour."""
    with parts.book.writing() as page:
        kept = page.rota()
        people = {key: replace(one, night_drills=True) for key, one in kept.people.items()}
        page.replace_rota(replace(kept, people=people))
        page.beat(Beat("worker-1", "worker", parts.desk.clock.now()))
    return lambda *words: with_example("drill", *words)


def drills(parts):
    with parts.book.reading() as page:
        return page.drills(parts.desk.clock.now().replace(year=2020))


def test_an_admin_starts_it_where_nobody_is_named(practice, parts):
    said = practice("--no-wait").stdout
    (drill,) = drills(parts)
    assert drill.drill
    assert drill.raiser.person == "joan"
    assert f"Practice {drill.reference} is started by Joan. Nothing has happened." in said
    assert "Priya Shah (Safeguarding officer): never rang; not rung; 0 calls, 0 texts" in said
    assert "It cost 0 calls and 0 texts." in said


def test_it_is_followed_to_its_end(practice, with_example, parts):
    rehearsing.note(parts.desk)
    with_example("raise", "sam")  # so that the practice gives way at the first look
    over = threading.Event()

    def works():
        while not over.wait(0.05):
            with parts.book.reading() as page:
                due = page.due(parts.desk.clock.now(), 5)
            for one in due:
                advance(parts.desk, one)

    house = threading.Thread(target=works)
    house.start()
    try:
        said = practice().stdout
    finally:
        over.set()
        house.join()
    assert "  0:00  started\n" in said
    assert "  ended\n" in said
    assert "It was not completed: somebody ended it, or a call-out is open" in said


def test_a_program_reads_the_report(practice, parts):
    told = json.loads(practice("--no-wait", "--by", "priya", "--json").stdout)
    (drill,) = drills(parts)
    assert (told["reference"], told["ended"], told["calls"]) == (drill.reference, "running", 0)
    assert [one["person"] for one in told["officers"]] == ["tom", "amina"]


def test_a_shell_without_settings_says_no_more_than_a_real_house(practice, parts):
    """A house with real phones keeps to itself whether anything real was open."""
    practice("--no-wait")
    (drill,) = drills(parts)
    cancel(parts.desk, Step(escalation=drill.id, person="joan"))
    assert "one practice in twenty" in practice("--report").stdout
    rehearsing.note(parts.desk)
    assert rehearsing.is_under_way(parts.desk)
    rehearsing.note_real(parts.desk)
    assert not rehearsing.is_under_way(parts.desk)


def test_an_old_one_is_printed_again_by_its_reference(practice, parts):
    practice("--no-wait")
    (drill,) = drills(parts)
    cancel(parts.desk, Step(escalation=drill.id, person="joan"))
    rehearsing.note(parts.desk)
    said = practice("--report", drill.reference.lower()).stdout
    assert f"Practice {drill.reference}, safeguarding, started by Joan Park" in said
    assert "It was not completed: somebody ended it" in said
    assert "It cost 0 calls and 0 texts." in said
    assert f"Practice {drill.reference}," in practice("--report").stdout


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        (("--by", "sam"), "Ask one of them: amina, joan, priya, tom."),
        (("--ladder", "premises"), "Choose from: safeguarding."),
        (("--report", "K7Q2"), "Leave the reference out for the latest"),
        (("K7Q2",), "A reference goes with --report."),
    ],
)
def test_what_is_refused_says_the_mend_and_starts_nothing(practice, parts, words, mend):
    result = practice(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert mend in result.stderr
    assert not drills(parts)


@pytest.mark.parametrize("words", [(), ("--no-wait",), ("--json",)])
def test_where_nobody_is_awake_to_ring_it_says_so_at_once_and_starts_nothing(
    with_example, parts, words
):
    result = with_example("drill", *words)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "No worker or watch has looked for ten seconds." in result.stderr
    assert "Start what is missing: sudo systemctl start escalate.target" in result.stderr
    assert not drills(parts)


def test_a_second_one_is_refused_while_the_first_is_under_way(practice, parts):
    practice("--no-wait")
    result = practice("--no-wait")
    assert result.exit_code == 2
    assert "A practice is under way already." in result.stderr
    assert len(drills(parts)) == 1
