"""Whatever goes wrong is said as one problem, with its mend, and repeats nothing."""

import pytest
from web.house import NUMBERS

from service.domain.refusals import NotFromHere, NotYours, Refusal
from service.ports import NotPlaced
from service.web import problems, roles
from service.web.roles import TABLE, Rule


class Unheard(Refusal):
    problem = "Nobody has written this one down."
    mend = "Write it down."


@pytest.fixture
def broken(house, monkeypatch):
    """The house with doors behind which things go wrong."""
    table = dict(TABLE)
    monkeypatch.setattr(roles, "TABLE", table)

    def door(path, error):
        def view():
            raise error

        table[path] = Rule.ANYBODY
        house.app.add_url_rule(path, path, view)

    door("/api/v1/bug", RuntimeError("Sam Lee on 07700 900123"))
    door("/bug", RuntimeError("Sam Lee on 07700 900123"))
    door("/twilio/bug", RuntimeError("Sam Lee on 07700 900123"))
    door("/api/v1/outage", NotPlaced(20003))
    door("/api/v1/unheard", Unheard())
    return house


def test_a_problem_has_the_shape_of_rfc_9457(house):
    answer = house.asks().get("/api/v1/ladders")
    assert answer.content_type == "application/problem+json"
    assert answer.json == {
        "type": "urn:escalate:problem:not-signed-in",
        "title": "Not signed in",
        "status": 401,
        "detail": "You are not signed in. Sign in on our page, or send a token that is in"
        " force; an admin can make one.",
    }


def test_every_refusal_of_the_web_says_what_and_how(house):
    with house.app.test_request_context("/api/v1/ladders"):
        for kind in problems._STATUSES:
            facts = {"role": "staff", "name": "Sam"}
            written_out = kind in {NotYours, NotFromHere}
            refusal = kind("Only Sam can do that.") if written_out else kind(**facts)
            told = problems.problem_of(refusal)
            assert told.status == problems._STATUSES[kind]
            assert told.detail.count(".") >= 2
            assert "{" not in told.detail


def test_a_refusal_that_is_in_no_table_is_a_wrong_field(broken):
    answer = broken.asks().get("/api/v1/unheard")
    assert answer.status_code == 422
    assert answer.json["errors"] == [
        {"field": None, "problem": Unheard.problem, "mend": Unheard.mend}
    ]


@pytest.mark.parametrize("path", ["/api/v1/bug", "/bug", "/twilio/bug"])
def test_a_bug_tells_nothing_of_itself_but_where_it_is_in_the_log(broken, path, caplog):
    answer = broken.asks().get(path)
    assert answer.status_code == 500
    assert "900123" not in answer.text
    assert "Sam" not in answer.text
    assert "bug: RuntimeError at " in caplog.text
    assert "test_problems.py" in caplog.text
    assert "900123" not in caplog.text
    assert "Sam" not in caplog.text


def test_a_bug_and_an_outage_leave_numbers_to_ring(broken):
    for path, status in (("/api/v1/bug", 500), ("/api/v1/outage", 503)):
        answer = broken.asks().get(path)
        assert answer.status_code == status
        assert answer.json["numbers"] == [NUMBERS[0], NUMBERS[-1]]


@pytest.mark.parametrize(
    ("path", "headers", "program"),
    [
        ("/api/v1/nothing", {"Accept": "text/html"}, True),
        ("/health/nothing", {"Accept": "text/html"}, True),
        ("/nothing", {}, False),
        ("/nothing", {"Accept": "*/*"}, False),
        ("/nothing", {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}, False),
        ("/nothing", {"Accept": "application/json"}, True),
        ("/nothing", {"Accept": "application/json, text/html;q=0.5"}, True),
        ("/nothing", {"Authorization": "Bearer x"}, True),
    ],
)
def test_programs_get_a_document_and_people_a_page(house, path, headers, program):
    answer = house.asks().get(path, headers=headers)
    assert answer.status_code == 404
    expected = "application/problem+json" if program else "text/html; charset=utf-8"
    assert answer.content_type == expected
