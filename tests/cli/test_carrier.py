"""Our numbers at the carrier, set up by a command, and what the doctor says of each mistake."""

import json

import pytest
from cli.doctored import REAL
from servers.child import free_port

from config.settings import load_settings
from service.checkup.carrier import at_carrier
from service.cli.exchange import exchange_settings
from service.cli.findings import by_utc
from service.domain.fitness import Verdict
from service.domain.rota import Rota
from service.exchange import running_exchange

#: The numbers that a house with pretended phones has.
LANDLINE, MOBILE = "+442079460000", "+447700900000"

ELSEWHERE = "http://127.0.0.1:9/somebody/else"


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def settings(port, alone):
    return load_settings({"PORT": str(port)}, alone)


@pytest.fixture
def exchange(settings, port):
    with running_exchange(exchange_settings(settings), port + 1) as running:
        yield running


@pytest.fixture
def tells(exchange):
    """Turn a knob of the exchange's account: `tells.number(LANDLINE, sms=False)`."""

    class Tells:
        def number(self, number: str, **fields: object) -> None:
            with exchange.board.changed:
                rented = exchange.board.rented
                rented[number] = rented[number].told(fields)

        def account(self, **fields: str) -> None:
            for name, value in fields.items():
                setattr(exchange.board.account, name, value)

    return Tells()


@pytest.fixture
def sets(escalate, port):
    def run(*words: str, **env: str):
        return escalate("carrier", "set-webhooks", *words, PORT=str(port), **env)

    return run


def found(settings) -> dict[str, list[str]]:
    """What is not right: what it is about, and what is said and to be done."""
    every = at_carrier(settings, Rota(organisation="Harbour Lane")).found
    wrong = [one for one in every if one.verdict is not Verdict.RIGHT]
    return {one.what: [one.verdict.value, one.words(by_utc), one.mend(by_utc)] for one in wrong}


def test_where_all_is_set_up_nothing_is_changed(exchange, sets, settings):
    assert found(settings) == {}
    assert (
        sets().stdout == "TWILIO_FROM: was right already.\nTWILIO_TEXT_FROM: was right already.\n"
    )
    assert [one["method"] for one in exchange.board.requests if one["method"] != "GET"] == []


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        ("voice_url", ELSEWHERE, "calls"),
        ("voice_url", "", "calls"),
        ("voice_method", "GET", "calls"),
        ("sms_url", ELSEWHERE, "texts"),
        ("sms_method", "GET", "texts"),
    ],
)
def test_a_webhook_that_points_elsewhere_is_found_and_set_right(
    exchange, tells, sets, settings, field, value, what
):
    right = getattr(exchange.board.rented[LANDLINE], field)
    tells.number(LANDLINE, **{field: value})
    verdict, said, mend = found(settings)["webhooks"]
    assert verdict == "wrong"
    assert said == f"What comes in to TWILIO_FROM is told to another address than ours: {what}."
    assert mend == "Run: escalate carrier set-webhooks"

    assert sets().stdout.splitlines()[0] == "TWILIO_FROM: set."
    assert getattr(exchange.board.rented[LANDLINE], field) == right
    assert found(settings) == {}


def test_an_address_of_ours_that_is_asked_once_only_is_doubtful_and_set_right(
    exchange, tells, sets, settings
):
    patient = exchange.board.rented[MOBILE].sms_url
    tells.number(MOBILE, sms_url=patient.partition("#")[0])
    assert found(settings)["webhooks"] == [
        "doubtful",
        "What comes in to TWILIO_TEXT_FROM is told to us once only: texts.",
        "Run: escalate carrier set-webhooks",
    ]
    assert sets().exit_code == 0
    assert exchange.board.rented[MOBILE].sms_url == patient


def test_a_program_is_told_which_were_changed(exchange, tells, sets):
    tells.number(MOBILE, voice_url=ELSEWHERE)
    assert json.loads(sets("--json").stdout) == [
        {"number": "TWILIO_FROM", "changed": False},
        {"number": "TWILIO_TEXT_FROM", "changed": True},
    ]


def test_a_number_that_is_not_rented_changes_nothing(exchange, tells, sets, settings):
    tells.number(LANDLINE, voice_url=ELSEWHERE)
    del exchange.board.rented[MOBILE]
    refused = sets()
    assert refused.exit_code == 2
    assert "TWILIO_TEXT_FROM is not among the numbers that the account rents." in refused.stderr
    assert exchange.board.rented[LANDLINE].voice_url == ELSEWHERE
    assert found(settings)["our number"][0] == "wrong"


def test_a_carrier_that_does_not_answer_is_said_in_a_sentence(sets):
    nothing_set = sets()
    assert nothing_set.exit_code == 2
    assert nothing_set.stderr.startswith("No TWILIO_ setting is given, and the pretended carrier")
    silent = sets(**REAL | {"TWILIO_API_URL": "http://127.0.0.1:1"})
    assert silent.exit_code == 2
    assert silent.stderr.startswith("The carrier does not answer. See that this machine reaches")
    assert "Traceback" not in nothing_set.output + silent.output


def test_a_carrier_that_does_not_know_us_is_said_with_what_to_copy_again(exchange, sets, port):
    refused = sets(**REAL | {"TWILIO_API_URL": f"http://127.0.0.1:{port + 1}"})
    assert refused.exit_code == 2
    assert refused.stderr.startswith("The carrier does not take it (code 20003: a token or key")
    assert "Copy TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN" in refused.stderr
    assert REAL["TWILIO_AUTH_TOKEN"] not in refused.output


def test_what_a_number_cannot_do_is_said(exchange, tells, settings):
    tells.number(LANDLINE, sms=False, sms_url="")
    assert found(settings) == {}  # texts come from the other one
    tells.number(LANDLINE, voice=False)
    assert found(settings)["our number"][1] == "TWILIO_FROM takes no calls, so no telephone rings."
    tells.number(LANDLINE, voice=True)
    tells.number(MOBILE, sms=False)
    verdict, said, mend = found(settings)["our number"]
    assert (verdict, said) == (
        "wrong",
        "TWILIO_TEXT_FROM sends no texts: telephones ring, and nobody is texted.",
    )
    assert mend.startswith("Rent a mobile number")


@pytest.mark.parametrize(
    ("left", "verdict"), [("9.99", "doubtful"), ("0.00", "wrong"), ("-3.2", "wrong")]
)
def test_a_balance_that_runs_out_is_said(exchange, tells, settings, left, verdict):
    tells.account(balance=left)
    assert found(settings)["balance"][0] == verdict
    assert "auto-recharge" in found(settings)["balance"][2]


def test_a_suspended_account_is_wrong(exchange, tells, settings):
    tells.account(status="suspended")
    assert found(settings)["carrier"][:2] == [
        "wrong",
        "The account is suspended or closed, so no telephone rings.",
    ]
