"""Every door says whom it admits: one table, tried from outside by everybody on every route."""

import sys
from datetime import timedelta

import pytest
from flask import Flask
from web.doors import doors_of

from service.domain.devices import FRESH, REMEMBERED
from service.web import roles
from service.web.roles import PROVED_LATELY, TABLE, Rule, require_table, rule_of

#: Who asks: a letter, the person, and for how long before they showed who they are.
ASKERS = {
    "x": (None, timedelta()),
    "s": ("sam", timedelta()),
    "o": ("tom", timedelta()),
    "a": ("noor", timedelta()),
    "t": ("grace", timedelta()),
    #: Staff on a device that is remembered no more.
    "e": ("sam", REMEMBERED + timedelta(days=1)),
    #: An admin who has not shown lately who they are.
    "l": ("noor", FRESH + timedelta(minutes=1)),
}
EVERYBODY, NOBODY = "xsoatel", ""
SIGNED_IN, OFFICERS, ADMINS, CHANGES, TRUSTEES = "soatl", "o", "al", "a", "t"
#: Sam raised it and Tom is on its list; an admin and a trustee are on neither.
RAISER_AND_LISTED = "soe"
RAISER = "se"

#: Each address and method there is, and whom it lets in. Written by hand, on purpose.
DOORS = {
    "GET /": EVERYBODY,
    "GET /guidance/not-urgent": EVERYBODY,
    "GET /guidance/in-the-past": EVERYBODY,
    "GET /static/<path:filename>": EVERYBODY,
    "GET /today": EVERYBODY,
    "GET /offline": EVERYBODY,
    "GET /sw.js": EVERYBODY,
    "GET /app.webmanifest": EVERYBODY,
    "GET /sign-in": EVERYBODY,
    "POST /sign-in": EVERYBODY,
    "POST /sign-in/code": EVERYBODY,
    "POST /sign-in/who": EVERYBODY,
    "POST /sign-in/passkey": EVERYBODY,
    "POST /sign-in/passkey/options": EVERYBODY,
    "GET /sign-in/<token>": EVERYBODY,
    "POST /prove": SIGNED_IN,
    "GET /me/passkeys": SIGNED_IN,
    "POST /me/passkeys": "soat",
    "POST /me/passkeys/options": "soat",
    "POST /me/passkeys/rename": "soat",
    "POST /me/passkeys/remove": "soat",
    "GET /me/devices": SIGNED_IN,
    "POST /me/devices/revoke": SIGNED_IN,
    "POST /me/devices/revoke-others": SIGNED_IN,
    "GET /devices": ADMINS,
    "POST /devices/revoke": CHANGES,
    "POST /sign-out": EVERYBODY,
    "GET /health/live": EVERYBODY,
    "GET /health/ready": EVERYBODY,
    "GET /metrics": EVERYBODY,  # from this machine; test_health tries it from elsewhere
    "GET /api/v1/openapi.json": EVERYBODY,
    "POST /call-outs": RAISER,
    "GET /call-outs/<escalation>": RAISER_AND_LISTED,
    "GET /call-outs/<escalation>/now": RAISER_AND_LISTED,
    "POST /call-outs/<escalation>/<verb>": RAISER,  # tried with "spoken"
    "GET /api/v1/ladders": "soatle",
    "POST /api/v1/escalations": RAISER,
    "GET /api/v1/escalations/<escalation_id>": RAISER_AND_LISTED,
    "POST /api/v1/escalations/<escalation_id>/cancel": RAISER,
    "POST /api/v1/escalations/<escalation_id>/spoken": RAISER,
    "POST /api/v1/escalations/<escalation_id>/ring-again": RAISER,
    "GET /officer": OFFICERS,
    "GET /officer/now": OFFICERS,
    "GET /me": SIGNED_IN,
    "POST /me/choices": SIGNED_IN,
    "GET /me/held.json": "soat",
    "GET /me/prove": SIGNED_IN,
    "POST /me/prove": SIGNED_IN,
    "POST /me/prove/code": SIGNED_IN,
    "POST /me/prove/ring": SIGNED_IN,
    "GET /contact-card": SIGNED_IN,
    "GET /contact-card.vcf": SIGNED_IN,
    "GET /people": ADMINS,
    "GET /people/new": ADMINS,
    "POST /people/new": CHANGES,
    "GET /people/<key>": ADMINS,
    "POST /people/<key>": CHANGES,
    "GET /people/<key>/leave": ADMINS,
    "POST /people/<key>/leave": CHANGES,
    "GET /people/<key>/prove": ADMINS,
    "POST /people/<key>/prove": CHANGES,
    "POST /people/<key>/prove/code": CHANGES,
    "POST /people/<key>/prove/ring": CHANGES,
    "GET /officer/phone": OFFICERS,
    "POST /officer/phone/pin": OFFICERS,
    "POST /officer/phone/pin/remove": OFFICERS,
    "GET /rota": ADMINS,
    "GET /rota/away": "oal",
    "POST /rota/away": "oa",
    "GET /rota/away/<int:place>": "oal",
    "POST /rota/away/<int:place>": "oa",
    "POST /rota/away/<int:place>/remove": "oa",
    "GET /rota/swaps": "oal",
    "POST /rota/swaps": "oa",
    "POST /rota/swaps/remove": "oa",
    "GET /rota/ladders": ADMINS,
    "POST /rota/ladders": CHANGES,
    "GET /rota/ladders/<int:number>": ADMINS,
    "POST /rota/ladders/<int:number>/move": CHANGES,
    "POST /rota/ladders/<int:number>/rename": CHANGES,
    "POST /rota/ladders/<int:number>/pace": CHANGES,
    "POST /rota/ladders/<int:number>/first": CHANGES,
    "POST /rota/ladders/<int:number>/remove": CHANGES,
    "POST /rota/ladders/<int:number>/places": CHANGES,
    "GET /rota/ladders/<int:number>/places/<int:place>": ADMINS,
    "POST /rota/ladders/<int:number>/places/<int:place>": CHANGES,
    "POST /rota/ladders/<int:number>/places/<int:place>/remove": CHANGES,
    "GET /rota/file": ADMINS,
    "GET /rota/export.toml": ADMINS,
    "POST /rota/file": CHANGES,
    "POST /rota/file/bring-in": CHANGES,
    "GET /changes": ADMINS,
    "GET /changes/<int:number>/undo": ADMINS,
    "POST /changes/<int:number>/undo": CHANGES,
    "GET /alarms": ADMINS,
    "GET /doctor": ADMINS,
    "POST /doctor/look": CHANGES,
    "GET /drills": ADMINS,
    "POST /drills": CHANGES,
    "POST /directory/<int:number>/<deed>": CHANGES,
    "POST /directory/<int:number>": CHANGES,
    "GET /directory/<int:number>": ADMINS,
    "POST /directory": CHANGES,
    "GET /directory": ADMINS,
    "GET /exports/rota.csv": ADMINS,
    "GET /exports/people.csv": ADMINS,
    "POST /drills/plan": CHANGES,
    "GET /trustees": TRUSTEES,
    "GET /trustees/pictures/<name>/<look>.svg": TRUSTEES,
    "GET /trustees/totals.csv": TRUSTEES,
    "POST /calendar/remove": OFFICERS,
    "POST /calendar": OFFICERS,
    "GET /calendar": OFFICERS,
    "GET /calendar/<token>.ics": EVERYBODY,
    "GET /rota/calendar": ADMINS,
    "POST /twilio/call/<attempt>": NOBODY,
    "POST /twilio/call/<attempt>/menu/<int:turn>": NOBODY,
    "POST /twilio/call/<attempt>/key/<int:turn>": NOBODY,
    "POST /twilio/call/<attempt>/status": NOBODY,
    "POST /twilio/call/<attempt>/<menu>/<offered>/<int:count>/menu/<int:turn>": NOBODY,
    "POST /twilio/call/<attempt>/<menu>/<offered>/<int:count>/key/<int:turn>": NOBODY,
    "POST /twilio/call/<attempt>/through/<offered>/<through>/over": NOBODY,
    "POST /twilio/through/<through>": NOBODY,
    "POST /twilio/through/<through>/menu/<int:turn>": NOBODY,
    "POST /twilio/through/<through>/key/<int:turn>": NOBODY,
    "POST /twilio/through/<through>/status": NOBODY,
    "POST /twilio/text/<attempt>/status": NOBODY,
    "POST /twilio/probe": NOBODY,
    "POST /twilio/probe/<path:deeper>": NOBODY,
    "POST /twilio/code/<token>": NOBODY,
    "POST /twilio/code/<token>/menu/<int:turn>": NOBODY,
    "POST /twilio/code/<token>/key/<int:turn>": NOBODY,
    "POST /twilio/code/<token>/status": NOBODY,
    "POST /twilio/measuring/<token>": NOBODY,
    "POST /twilio/measuring/<token>/menu/<int:turn>": NOBODY,
    "POST /twilio/measuring/<token>/key/<int:turn>": NOBODY,
    "POST /twilio/measuring/<token>/status": NOBODY,
    "POST /twilio/incoming/voice": NOBODY,
    "POST /twilio/incoming/voice/menu/<int:turn>": NOBODY,
    "POST /twilio/incoming/voice/key/<int:turn>": NOBODY,
    "POST /twilio/incoming/voice/<asked>/menu/<int:turn>": NOBODY,
    "POST /twilio/incoming/voice/<asked>/key/<int:turn>": NOBODY,
    "POST /twilio/incoming/text": NOBODY,
}
#: What an answer that let nobody in calls itself.
SHUT = ("not-signed-in", "stranger", "sign-in-again", "role-may-not", "prove-again", "not-by-token")


def browser_of(house, letter):
    person, ago = ASKERS[letter]
    if person is None:
        return house.asks()
    now = house.clock.at
    house.clock.at = now - ago
    browser = house.browses(person)
    house.clock.at = now
    return browser


def lets_in(house, door, letter):
    """Whether *door* is open to that asker, who comes with a session of their own each time."""
    method, route = door.split()
    raised = house.raises()["id"] if "escalation" in route else ""
    path = route.replace("<escalation>", raised).replace("<escalation_id>", raised)
    for part, value in {"<int:": "1", "<verb>": "spoken", "<path:filename>": "none"}.items():
        while part in path:
            start = path.index(part)
            path = path[:start] + value + path[path.index(">", start) + 1 :]
    path = path.replace("<", "").replace(">", "")
    answer = browser_of(house, letter).open(method, path, headers={"Accept": "application/json"})
    if "escalation" in route and answer.status_code in {403, 404}:
        return False  # What one may not see looks like what there is not.
    if route.startswith("/twilio/"):
        return answer.status_code != 403
    said = answer.json if answer.is_json else None
    kind = said.get("type", "") if isinstance(said, dict) else ""
    return not kind.endswith(SHUT)


def test_every_route_lets_in_whom_it_should_and_nobody_else(house, capsys):
    doors, tried = doors_of(house.app), 0
    assert set(doors) == set(DOORS)
    house.has_a_ticker()
    for door, expected in DOORS.items():
        found = {one for one in ASKERS if lets_in(house, door, one)}
        assert found == set(expected), door
        tried += len(ASKERS)
    assert tried == len(doors) * len(ASKERS)
    with capsys.disabled():
        sys.stdout.write(
            f" {len(DOORS)} of {len(doors)} routes, {len(ASKERS)} kinds of asker: {tried} tries "
        )


def test_a_route_that_the_table_does_not_have_keeps_the_app_from_starting():
    app = Flask("app", static_folder=None)
    app.add_url_rule("/open", "open", lambda: "")
    with pytest.raises(LookupError, match="must say who may: open"):
        require_table(app)


def test_a_route_of_the_table_that_there_is_not_keeps_the_app_from_starting(house, monkeypatch):
    monkeypatch.setattr(roles, "TABLE", {**TABLE, "nobody.knows": Rule.ANYBODY})
    with pytest.raises(LookupError, match="names no route: nobody"):
        require_table(house.app)


def test_what_an_admin_may_change_wants_a_proof_everywhere(house):
    for door, rule in doors_of(house.app).items():
        method = door.split()[0]
        found = rule_of(rule.endpoint, method)
        if method != "GET" and found in {Rule.ADMIN, Rule.OFFICER_OR_ADMIN}:
            pytest.fail(f"{door} changes something and asks for no proof")


def test_a_programs_token_proves_nobodys_presence(house):
    asked = house.asks("noor").post("/drills", headers={"Accept": "application/json"})
    assert (asked.status_code, asked.json["type"]) == (403, "urn:escalate:problem:not-by-token")


def test_an_officer_needs_no_fresh_proof_for_their_own_time_away(house):
    house.clock.at -= FRESH * 2
    tom, priya = house.browses("tom"), house.browses("priya")
    house.clock.at += FRESH * 2
    json = {"Accept": "application/json"}
    assert tom.post("/rota/away", headers=json).status_code == 422
    assert priya.post("/rota/away", headers=json).json["type"].endswith("prove-again")
    assert {PROVED_LATELY[Rule.OFFICER_OR_ADMIN_CHANGES]} == {"admin"}
