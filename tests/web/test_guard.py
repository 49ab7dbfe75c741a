"""Every door says whom it admits: one table, and nothing beside it."""

import pytest
from flask import Flask
from web.house import PEOPLE

from service.web.auth import Rule, require_rules, rule_of

#: Every address there is, and whom it admits. A new one is written here by hand, on purpose.
DOORS = {
    "/": Rule.ANYBODY,
    "/static/<path:filename>": Rule.ANYBODY,
    "/sign-in/<token>": Rule.ANYBODY,
    "/sign-out": Rule.ANYBODY,
    "/call-outs": Rule.PRESSER,
    "/call-outs/<escalation>": Rule.SIGNED_IN,
    "/call-outs/<escalation>/now": Rule.SIGNED_IN,
    "/call-outs/<escalation>/<verb>": Rule.SIGNED_IN,
    "/officer": Rule.OFFICER,
    "/officer/now": Rule.OFFICER,
    "/officer/phone": Rule.OFFICER,
    "/officer/phone/pin": Rule.OFFICER,
    "/officer/phone/pin/remove": Rule.OFFICER,
    "/rota": Rule.ADMIN,
    "/changes": Rule.ADMIN,
    "/changes/<int:number>/undo": Rule.ADMIN,
    "/alarms": Rule.ADMIN,
    "/drills": Rule.ADMIN,
    "/api/v1/openapi.json": Rule.ANYBODY,
    "/api/v1/ladders": Rule.SIGNED_IN,
    "/api/v1/escalations": Rule.PRESSER,
    "/api/v1/escalations/<escalation_id>": Rule.SIGNED_IN,
    "/api/v1/escalations/<escalation_id>/cancel": Rule.SIGNED_IN,
    "/api/v1/escalations/<escalation_id>/spoken": Rule.SIGNED_IN,
    "/api/v1/escalations/<escalation_id>/ring-again": Rule.SIGNED_IN,
    "/health/live": Rule.ANYBODY,
    "/health/ready": Rule.ANYBODY,
    "/metrics": Rule.MONITOR,
    "/twilio/call/<attempt>": Rule.CARRIER,
    "/twilio/call/<attempt>/menu/<int:turn>": Rule.CARRIER,
    "/twilio/call/<attempt>/key/<int:turn>": Rule.CARRIER,
    "/twilio/call/<attempt>/status": Rule.CARRIER,
    "/twilio/call/<attempt>/<menu>/<offered>/<int:count>/menu/<int:turn>": Rule.CARRIER,
    "/twilio/call/<attempt>/<menu>/<offered>/<int:count>/key/<int:turn>": Rule.CARRIER,
    "/twilio/call/<attempt>/through/<offered>/<through>/over": Rule.CARRIER,
    "/twilio/through/<through>": Rule.CARRIER,
    "/twilio/through/<through>/menu/<int:turn>": Rule.CARRIER,
    "/twilio/through/<through>/key/<int:turn>": Rule.CARRIER,
    "/twilio/through/<through>/status": Rule.CARRIER,
    "/twilio/text/<attempt>/status": Rule.CARRIER,
    "/twilio/code/<token>": Rule.CARRIER,
    "/twilio/code/<token>/menu/<int:turn>": Rule.CARRIER,
    "/twilio/code/<token>/key/<int:turn>": Rule.CARRIER,
    "/twilio/code/<token>/status": Rule.CARRIER,
    "/twilio/incoming/voice": Rule.CARRIER,
    "/twilio/incoming/voice/menu/<int:turn>": Rule.CARRIER,
    "/twilio/incoming/voice/key/<int:turn>": Rule.CARRIER,
    "/twilio/incoming/voice/<asked>/menu/<int:turn>": Rule.CARRIER,
    "/twilio/incoming/voice/<asked>/key/<int:turn>": Rule.CARRIER,
    "/twilio/incoming/text": Rule.CARRIER,
}
#: What the rules mean by role; the guard must agree with it from outside.
ROLES = {
    Rule.PRESSER: {"sam", "jo"},
    Rule.OFFICER: {"priya", "tom", "amina", "jo"},
    Rule.ADMIN: {"priya", "noor"},
    Rule.OFFICER_OR_ADMIN: {"priya", "tom", "amina", "jo", "noor"},
    Rule.SIGNED_IN: set(PEOPLE),
}


def asked(house, rule, person):
    """Ask one address in each of its ways, as *person*; return the statuses."""
    path = (
        rule.rule.replace("<int:turn>", "1")
        .replace("<int:number>", "1")
        .replace("<int:count>", "1")
        .replace("<", "")
        .replace(">", "")
    )
    methods = rule.methods - {"HEAD", "OPTIONS"}
    return {house.asks(person).open(method, path).status_code for method in methods}


def test_every_address_is_in_the_table_with_its_rule(house):
    found = {one.rule: rule_of(house.app, one.endpoint) for one in house.app.url_map.iter_rules()}
    assert found == DOORS


def test_a_view_that_does_not_say_whom_it_admits_keeps_the_app_from_starting():
    app = Flask("app", static_folder=None)
    app.add_url_rule("/open", "open", lambda: "")
    with pytest.raises(LookupError, match="open"):
        require_rules(app)


def test_what_is_not_for_everybody_is_shut_to_who_is_not_signed_in(house):
    house.has_a_ticker()
    for rule in house.app.url_map.iter_rules():
        expected = {
            Rule.ANYBODY: {200, 303, 403, 404},
            Rule.CARRIER: {403},
            Rule.MONITOR: {200},
        }.get(DOORS[rule.rule], {401})
        assert asked(house, rule, None) <= expected, rule.rule


@pytest.mark.parametrize("person", PEOPLE)
def test_each_role_opens_its_doors_and_no_other(house, person):
    for rule in house.app.url_map.iter_rules():
        if DOORS[rule.rule] in ROLES:
            shut = person not in ROLES[DOORS[rule.rule]]
            assert (asked(house, rule, person) == {403}) is shut, rule.rule
