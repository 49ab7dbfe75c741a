"""Spans of a practice reach a collector, joined by its trail; of a call-out, none."""

import json
from dataclasses import replace

import pytest
from canary.birds import Birds
from fakes.carrier import WireServer, says
from servers.collector import collecting
from web.house import ACCOUNT, TOKEN, example_rota

from service import tracing
from service.desk import drilling, errands
from service.desk.advancing import advance
from service.telephone.twilio import Account, TwilioTelephone
from service.trails import along, trail_of
from workers.following import errand_followed

SID = "CA" + "a" * 32


@pytest.fixture
def collector(monkeypatch):
    """This process tells a collector of its spans; ``sent`` has all of them arrive."""
    monkeypatch.setattr(tracing, "_process", type(tracing._process)())
    with collecting() as opened:
        tracing.set_up(opened.url, "test")
        processor = tracing._process.tracer.span_processor
        opened.sent = processor.force_flush
        yield opened
        processor.shutdown()


@pytest.fixture
def carrier():
    with WireServer(says(201, json.dumps({"sid": SID}))) as opened:
        yield opened


@pytest.fixture
def named(house, carrier):
    """A house in the morning whose every name is a word of its own, and a carrier on the wire."""
    birds = Birds()
    people = {
        key: replace(one, name=f"{birds.named(key)} {birds.named(key)}")
        for key, one in example_rota().people.items()
    }
    organisation, role = birds.named("organisation"), birds.named("role")
    rota = example_rota(people=people, organisation=organisation)
    rungs = tuple(replace(one, role=role) for one in rota.ladders[0].rungs)
    house.changes_rota(replace(rota, ladders=(replace(rota.ladders[0], rungs=rungs),)))
    house.clock.at = house.clock.at.replace(hour=11)
    account = Account(
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        from_number="+442079460000",
        text_from="+442079460000",
        api_url=carrier.url,
        public_url=house.public,
    )
    desk = replace(house.parts.desk, draw=lambda odds: odds - 1)
    line = replace(house.parts.line, desk=desk, telephone=TwilioTelephone(account))
    house.parts = replace(house.parts, desk=desk, line=line)
    house.birds = birds
    return house


def rings(house, escalation_id):
    """Have the first call be asked of the carrier, as a worker does; return its attempt."""
    work = next(one for one in advance(house.parts.desk, escalation_id) if one.rings)
    with errand_followed(work):
        errands.run(house.parts.line, work)
    return work.attempt.id


def is_told_of(house, attempt):
    for path, said in (("status", {"CallStatus": "ringing"}), ("key/1", {"Digits": "1"})):
        house.webhook(f"/twilio/call/{attempt}/{path}", {"CallSid": SID} | said)


def test_a_practice_is_one_trace_from_the_page_to_the_carrier_and_back(named, collector, carrier):
    started = named.browses("noor").post("/drills", data={"ladder": "safeguarding"})
    assert started.status_code == 303
    (drill,) = drilling.reports(named.parts.desk)
    attempt = rings(named, drill.drill.id)
    is_told_of(named, attempt)
    collector.sent()

    trail = trail_of(drill.drill.id, practice=True).id
    assert collector.traces == {trail}
    assert collector.roles == {"escalate-test"}
    assert collector.names >= {
        "POST /drills",
        "Dial",
        "carrier",
        "POST /twilio/call/<attempt>/status",
        "POST /twilio/call/<attempt>/key/<int:turn>",
    }
    spans = {span.name: span for span in collector.spans}
    assert spans["carrier"].parent_span_id == spans["Dial"].span_id
    (asked,) = [one for one in carrier.asked if one.path.endswith("/Calls.json")]
    version, trace, parent, recorded = asked.headers["traceparent"].split("-")
    assert (version, trace, recorded) == ("00", trail, "01")
    assert parent == spans["Dial"].span_id.hex()


def test_a_span_says_what_is_ours_and_nothing_of_anybody(named, collector):
    named.browses("noor").post("/drills", data={"ladder": "safeguarding"})
    (drill,) = drilling.reports(named.parts.desk)
    attempt = rings(named, drill.drill.id)
    is_told_of(named, attempt)
    collector.sent()

    said = {one.key for span in collector.spans for one in span.attributes}
    assert said == {"status", "channel", "method"}
    assert all(not span.events and not span.status.message for span in collector.spans)
    told = collector.bytes.decode("latin-1")
    assert "Dial" in told  # so that a search would find something
    assert named.birds.found_in(told) == set()
    for secret in (drill.drill.id, drill.drill.reference, attempt, SID, "7700900"):
        assert secret not in told


def test_what_an_error_says_is_told_of_no_span(collector):
    def fails():
        with along(trail_of("a" * 32, practice=True)), tracing.span("Dial"):
            raise ValueError("Sam Lee, 07700 900123")

    with pytest.raises(ValueError, match="Sam Lee"):
        fails()
    collector.sent()
    assert collector.names == {"Dial"}
    assert b"Sam Lee" not in collector.bytes


def test_of_a_call_out_nothing_is_told(named, collector, carrier):
    raised = named.raises()
    named.clock.passes(10)
    is_told_of(named, rings(named, raised["id"]))
    named.asks("sam").get(f"/api/v1/escalations/{raised['id']}")
    named.asks().get("/health/ready")
    collector.sent()
    assert collector.bytes == b""
    (asked,) = [one for one in carrier.asked if one.path.endswith("/Calls.json")]
    trail = trail_of(raised["id"], practice=False).id
    assert asked.headers["traceparent"] == f"00-{trail}-{trail[:16]}-00"


def test_without_an_address_nothing_that_tells_of_spans_is_loaded(start):
    child = start(
        "python",
        "-c",
        "import sys, service.cli.web, service.cli.worker, service.cli.watch, service.tracing\n"
        "service.tracing.set_up(None, 'web')\n"
        "ours = ('opentelemetry.exporter', 'opentelemetry.sdk.trace', 'google')\n"
        "print([one for one in sys.modules if one.startswith(ours)])",
        env={},
    )
    assert child.finishes() == 0, child.said
    assert child.said.strip().endswith("[]"), child.said
