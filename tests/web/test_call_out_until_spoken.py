"""The page of one call-out from the key to the conversation, for both of the two."""

import pytest
from web.call_out import buttons, page_of, presses, raised
from web.climbing import climbs, does, look
from web.house import example_rota
from web.seen import seen
from web.talking import hangs_up, joins, puts_through

from service.domain.attempt import Outcome

SAMS = "Ring Sam Lee 07700 900123"
PRIYAS = "Priya Shah Safeguarding officer 07700 900111"


@pytest.fixture
def taken(house):
    """A call-out that Priya has taken, at 03:00."""
    escalation_id = raised(house)
    does(house, "acknowledge", escalation_id, "priya")
    look(house, escalation_id)
    return escalation_id


def passes(house, escalation_id, seconds):
    for _ in range(0, seconds, 60):
        house.clock.passes(60)
        look(house, escalation_id)


# The colleague.


def test_being_put_through_tells_the_colleague_to_answer(house, taken):
    puts_through(house, taken, "priya")
    page = page_of(house, taken)
    assert page.headings == [
        "We are ringing you now to put you through to Priya. Answer, and press 1."
    ]
    assert PRIYAS in page.links
    assert page.links["07700 900111"] == "tel:+447700900111"
    assert "does not ring" not in page.words


def test_on_a_call_nothing_more_is_asked_of_the_colleague(house, taken):
    puts_through(house, taken, "priya")
    joins(house, taken)
    page = page_of(house, taken)
    assert page.headings == ["You and Priya are on a call."]
    assert "Put through to each other." in page.words
    assert buttons(page)[:2] == ["We have spoken", "I still need someone"]


def test_the_question_comes_with_the_two_answers_first_and_numbers_next(house, taken):
    passes(house, taken, 360)
    page = page_of(house, taken)
    assert page.headings == ["Has Priya rung you?"]
    order = ["by 03:15", "We have spoken", "I still need someone", "Or ring one of these", "Who we"]
    places = [page.words.index(words) for words in order]
    assert places == sorted(places)
    assert "Asked you whether you and Priya have spoken." in page.words
    assert page.words.count(PRIYAS) == 1


def test_after_a_busy_phone_the_colleague_is_asked_at_once(house, taken):
    puts_through(house, taken, "priya")
    hangs_up(house, taken, Outcome.BUSY)
    assert page_of(house, taken).headings == [
        "Your phone was busy. Are you talking to Priya already?"
    ]


def test_once_ringing_has_resumed_it_says_who_had_it_and_keeps_their_number(house, taken):
    passes(house, taken, 900)
    page = page_of(house, taken)
    assert page.headings == ["Ringing Tom."]
    assert "Priya had it, and may still ring you." in page.words
    assert "Nobody had said in time that you two have spoken. Ringing again." in page.words
    assert PRIYAS in page.links
    assert "Priya Shah Safeguarding officer had it before" in page.words
    assert "Amina Diallo Deputy next" in page.words


def test_whoever_had_it_keeps_their_number_there_after_the_rota_has_changed(house, taken):
    does(house, "ring_again", taken, "sam")
    ladder = example_rota().ladders[0]
    house.changes_rota(
        example_rota(ladders=(type(ladder)(name=ladder.name, rungs=ladder.rungs[1:]),))
    )
    does(house, "ring_again", taken, "sam")
    page = page_of(house, taken)
    assert page.links["Priya Shah 07700 900111"] == "tel:+447700900111"
    assert "You asked us to ring again." in page.words


def test_handed_back_is_said_and_nobody_waits_for_that_officer(house, taken):
    does(house, "hand_back", taken, "priya")
    look(house, taken)
    page = page_of(house, taken)
    assert page.headings == ["Ringing Tom."]
    assert "Priya had it, and cannot do it after all." in page.words


def test_after_three_rounds_the_colleague_is_asked_whether_somebody_is_still_needed(house):
    escalation_id = raised(house)
    climbs(house, escalation_id, 615 * 3)
    page = page_of(house, escalation_id)
    assert "Do you still need someone? We keep ringing, less often." in page.words
    assert "Asked you whether you still need someone." in page.words
    assert "Ring someone yourself now" in page.words


def test_a_number_that_reaches_a_stranger_is_not_offered_to_be_rung(house):
    escalation_id = raised(house)
    does(house, "wrong_person", escalation_id, "priya")
    page = page_of(house, escalation_id)
    assert "900111" not in page.words
    assert "Tom Reed Deputy 07700 900112" in page.links


def test_whoever_took_it_by_page_is_not_offered_by_a_strangers_number(house, taken):
    does(house, "wrong_person", taken, "priya")
    page = page_of(house, taken)
    assert page.headings[0].startswith("Priya has your call-out")
    assert "900111" not in page.words
    assert 'press "I still need someone".' in page.words


def test_with_nobody_awake_the_page_promises_nothing(house, taken):
    house.clock.passes(60)
    page = page_of(house, taken)
    assert page.headings[0].startswith("Priya has your call-out")
    assert "Our system rings nobody else at the moment." in page.words
    assert "by 03:15" not in page.words


# The officer.


def test_the_officer_reads_that_they_are_put_through(house, taken):
    puts_through(house, taken, "priya")
    page = page_of(house, taken, "priya")
    assert page.headings == ["You are being put through to Sam Lee."]
    joins(house, taken)
    assert page_of(house, taken, "priya").headings == ["You and Sam Lee are on a call."]


def test_after_a_talk_the_officer_is_asked_too(house, taken):
    puts_through(house, taken, "priya")
    joins(house, taken)
    house.clock.passes(45)
    hangs_up(house, taken)
    page = page_of(house, taken, "priya")
    assert page.headings == ["Have you and Sam Lee spoken?"]
    assert buttons(page) == ["We have spoken", "I cannot do it after all"]
    assert page.links[SAMS]


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome.BUSY, "Their phone was busy: if you are talking already"),
        (Outcome.NO_ANSWER, "They did not answer when we put you through."),
    ],
)
def test_what_came_of_being_put_through_is_said_with_the_number(house, taken, outcome, said):
    puts_through(house, taken, "priya")
    hangs_up(house, taken, outcome)
    page = page_of(house, taken, "priya")
    assert page.headings == ["Ring Sam Lee now."]
    assert said in page.words
    assert page.links[SAMS]


def test_once_reminded_the_officer_reads_until_when(house, taken):
    passes(house, taken, 180)
    page = page_of(house, taken, "priya")
    assert page.headings == ["Ring Sam Lee now."]
    assert "If neither of you has said so by 03:15, we ring the next person." in page.words
    assert "Reminded Priya to ring." in page.words


def test_who_had_it_when_ringing_resumed_may_confirm_ring_and_take_it_again(house, taken):
    passes(house, taken, 900)
    answer = house.browses("priya").get(f"/call-outs/{taken}")
    page = seen(answer)
    assert page.headings == ["Ringing has resumed."]
    assert "If you have spoken, say so." in page.words
    assert page.links[SAMS]
    assert buttons(page) == ["We have spoken", "Take it again"]
    listed = seen(house.browses("priya").get("/officer"))
    assert "Ringing has resumed." in listed.words
    assert listed.links["Open this call-out"] == f"/call-outs/{taken}"
    assert "Sam" not in house.browses("tom").get(f"/call-outs/{taken}").text
    after = presses(house, taken, "priya", "We have spoken")
    assert after.headings == ["Done. You have spoken."]
    assert page_of(house, taken).headings == ["Done. You have spoken."]


def test_who_gave_it_back_is_told_so_and_sees_the_colleague_no_more(house, taken):
    page = presses(house, taken, "priya", "I cannot do it after all")
    assert page.headings == ["You do not have it any more."]
    assert "Sam" not in page.words
    assert "07700 900123" not in page.words


# Both.


@pytest.mark.parametrize("seconds", [0, 180, 360, 900, 1200, 2400])
def test_there_is_a_sentence_and_a_number_at_each_moment(house, taken, seconds):
    passes(house, taken, seconds)
    for person, number in (("sam", PRIYAS), ("priya", "Helpline 020 7946 0999")):
        page = page_of(house, taken, person)
        assert page.headings[0].strip()
        assert number in page.links
        assert next(iter(page.links.values())) == "tel:999"
        assert "wait" not in page.words.lower()
