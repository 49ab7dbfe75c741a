"""Who may do what on which route: the whole table, in this one place. What is not in it is shut.

A route stands here by its endpoint, ``module.view``, or by endpoint and method where they
differ. The app does not start where one is missing, or where one is named that does not exist.

What may be seen of a call-out is decided before any role: ``visible_to`` of the escalation
itself, which admits whoever raised it and whoever is on its list, in the desk's ``viewing`` and
``acting``. So the routes of a call-out stand here as "signed in", and are shut all the same.
"""

from collections.abc import Mapping
from enum import StrEnum

from flask import Flask

from service.domain.people import Role


class Rule(StrEnum):
    """Whom a route admits."""

    #: Everybody: nothing there concerns anybody.
    ANYBODY = "anybody"
    #: The carrier, by its signature; checked by ``service.web.signed``.
    CARRIER = "carrier"
    #: This machine itself, or an admin's token; checked by ``service.web.health``.
    MONITOR = "monitor"
    SIGNED_IN = "signed in"
    #: Signed in; from a device whose 90 days are over, to what they raised themselves alone.
    OWN_PRESS = "own press"
    #: Signed in, and shown within the last half hour who they are.
    PROVED = "proved"
    STAFF = "staff"
    #: Staff who press, from any device that was not revoked: looked up by ``presser`` in the one
    #: transaction of the press.
    PRESSER = "presser"
    OFFICER = "officer"
    #: Who keeps the rota, to look at it.
    ADMIN = "admin"
    #: The same, to change something: shown within the last half hour who they are.
    ADMIN_CHANGES = "admin, to change"
    #: Who has a place in the rota, or keeps it.
    OFFICER_OR_ADMIN = "officer or admin"
    #: The same, to change something: admins shown within the last half hour who they are.
    OFFICER_OR_ADMIN_CHANGES = "officer or admin, to change"
    #: Who reads totals. How far is asked inside: see the desk's ``oversight``.
    TRUSTEE = "trustee"


#: The roles that a rule asks for: any one of them.
ROLES: Mapping[Rule, frozenset[Role]] = {
    Rule.STAFF: frozenset({Role.STAFF}),
    Rule.PRESSER: frozenset({Role.STAFF}),
    Rule.OFFICER: frozenset({Role.OFFICER}),
    Rule.ADMIN: frozenset({Role.ADMIN}),
    Rule.ADMIN_CHANGES: frozenset({Role.ADMIN}),
    Rule.OFFICER_OR_ADMIN: frozenset({Role.OFFICER, Role.ADMIN}),
    Rule.OFFICER_OR_ADMIN_CHANGES: frozenset({Role.OFFICER, Role.ADMIN}),
    Rule.TRUSTEE: frozenset({Role.TRUSTEE}),
}
#: Who must have shown lately who they are; ``None``: everybody whom the rule admits.
PROVED_LATELY: Mapping[Rule, Role | None] = {
    Rule.PROVED: None,
    Rule.ADMIN_CHANGES: None,
    Rule.OFFICER_OR_ADMIN_CHANGES: Role.ADMIN,
}
#: Not asked for at the door: there is nobody to ask for, or it is asked inside.
OPEN = frozenset({Rule.ANYBODY, Rule.CARRIER, Rule.MONITOR, Rule.PRESSER})

#: Endpoint, or "endpoint METHOD", to whom it admits.
TABLE: Mapping[str, Rule] = {
    # Everybody.
    "static": Rule.ANYBODY,
    "staff.front": Rule.ANYBODY,
    "guidance.not_urgent": Rule.ANYBODY,
    "guidance.in_the_past": Rule.ANYBODY,
    "offline.page": Rule.ANYBODY,
    "offline.worker": Rule.ANYBODY,
    "offline.manifest": Rule.ANYBODY,
    "health.live": Rule.ANYBODY,
    "health.ready": Rule.ANYBODY,
    "api.openapi": Rule.ANYBODY,
    "sign_in.ask": Rule.ANYBODY,
    "sign_in.send": Rule.ANYBODY,
    "sign_in.check": Rule.ANYBODY,
    "today.page": Rule.ANYBODY,
    "sign_in.choose": Rule.ANYBODY,
    "sign_in.sign_in": Rule.ANYBODY,
    "sign_in.sign_out": Rule.ANYBODY,
    "passkeys.sign_in_options": Rule.ANYBODY,
    "passkeys.sign_in": Rule.ANYBODY,
    # A person's own ways in.
    "prove.prove": Rule.SIGNED_IN,
    "passkeys.page": Rule.SIGNED_IN,
    "passkeys.options": Rule.PROVED,
    "passkeys.add": Rule.PROVED,
    "passkeys.rename": Rule.PROVED,
    "passkeys.remove": Rule.PROVED,
    "devices.page": Rule.SIGNED_IN,
    "devices.revoke": Rule.SIGNED_IN,
    "devices.revoke_others": Rule.SIGNED_IN,
    # A press, and what follows it.
    "staff.press": Rule.PRESSER,
    "api.press": Rule.PRESSER,
    "api.ladders": Rule.OWN_PRESS,
    "call_out.page": Rule.OWN_PRESS,
    "call_out.now": Rule.OWN_PRESS,
    "call_out.act": Rule.OWN_PRESS,
    "api.show": Rule.OWN_PRESS,
    "api.cancel": Rule.OWN_PRESS,
    "api.spoken": Rule.OWN_PRESS,
    "api.ring_again": Rule.OWN_PRESS,
    # Everybody who is signed in, for themselves.
    "own_phone.me": Rule.SIGNED_IN,
    "own_phone.choices": Rule.SIGNED_IN,
    "own_file.file": Rule.PROVED,
    "proving.my_page": Rule.SIGNED_IN,
    "proving.my_ask": Rule.SIGNED_IN,
    "proving.my_code": Rule.SIGNED_IN,
    "proving.my_ring": Rule.SIGNED_IN,
    "contact_card.page": Rule.SIGNED_IN,
    "contact_card.file": Rule.SIGNED_IN,
    # Officers.
    "officer.page": Rule.OFFICER,
    "officer.now": Rule.OFFICER,
    "own_phone.page": Rule.OFFICER,
    "own_phone.keep_pin": Rule.OFFICER,
    "own_phone.drop_pin": Rule.OFFICER,
    # Officers for themselves, admins for anybody.
    "away.page": Rule.OFFICER_OR_ADMIN,
    "away.add": Rule.OFFICER_OR_ADMIN_CHANGES,
    "away.one": Rule.OFFICER_OR_ADMIN,
    "away.change": Rule.OFFICER_OR_ADMIN_CHANGES,
    "away.remove": Rule.OFFICER_OR_ADMIN_CHANGES,
    "swaps.page": Rule.OFFICER_OR_ADMIN,
    "swaps.add": Rule.OFFICER_OR_ADMIN_CHANGES,
    "swaps.remove": Rule.OFFICER_OR_ADMIN_CHANGES,
    # Admins.
    "rota.page": Rule.ADMIN,
    "ladders.page": Rule.ADMIN,
    "ladders.one": Rule.ADMIN,
    "ladders.add": Rule.ADMIN_CHANGES,
    "ladders.move": Rule.ADMIN_CHANGES,
    "ladders.rename": Rule.ADMIN_CHANGES,
    "ladders.pace": Rule.ADMIN_CHANGES,
    "ladders.first": Rule.ADMIN_CHANGES,
    "ladders.remove": Rule.ADMIN_CHANGES,
    "rota_files.page": Rule.ADMIN,
    "rota_files.export": Rule.ADMIN,
    # It changes nothing; but what comes of it is a change, and the form would be lost.
    "rota_files.check": Rule.ADMIN_CHANGES,
    "rota_files.bring_in": Rule.ADMIN_CHANGES,
    "rungs.one": Rule.ADMIN,
    "rungs.add": Rule.ADMIN_CHANGES,
    "rungs.change": Rule.ADMIN_CHANGES,
    "rungs.remove": Rule.ADMIN_CHANGES,
    "people.page": Rule.ADMIN,
    "people.new": Rule.ADMIN,
    "people.add": Rule.ADMIN_CHANGES,
    "people.one": Rule.ADMIN,
    "people.change": Rule.ADMIN_CHANGES,
    "people.ask": Rule.ADMIN,
    "people.leave": Rule.ADMIN_CHANGES,
    "proving.page": Rule.ADMIN,
    "proving.ask": Rule.ADMIN_CHANGES,
    "proving.code": Rule.ADMIN_CHANGES,
    "proving.ring": Rule.ADMIN_CHANGES,
    "alarms.page": Rule.ADMIN,
    "doctor.page": Rule.ADMIN,
    # It changes nothing, but asks others.
    "doctor.look_now": Rule.ADMIN_CHANGES,
    "devices.everybody": Rule.ADMIN,
    "devices.sign_out_everywhere": Rule.ADMIN_CHANGES,
    "changes.page": Rule.ADMIN,
    "changes.ask": Rule.ADMIN,
    "changes.take_back": Rule.ADMIN_CHANGES,
    "drills.page": Rule.ADMIN,
    "drills.start": Rule.ADMIN_CHANGES,
    "directory.do": Rule.ADMIN_CHANGES,
    "directory.change": Rule.ADMIN_CHANGES,
    "directory.add": Rule.ADMIN_CHANGES,
    "directory.one": Rule.ADMIN,
    "directory.page": Rule.ADMIN,
    "exports.rota": Rule.ADMIN,
    "exports.people": Rule.ADMIN,
    "drills.plan": Rule.ADMIN_CHANGES,
    "feed.remove": Rule.OFFICER,
    "feed.make": Rule.OFFICER,
    "feed.page": Rule.OFFICER,
    "feed.feed": Rule.ANYBODY,
    "calendar.page": Rule.ADMIN,
    # Trustees.
    "trustees.page": Rule.TRUSTEE,
    "trustees.picture": Rule.TRUSTEE,
    "trustees.file": Rule.TRUSTEE,
    # Machines.
    "health.metrics": Rule.MONITOR,
    "carrier.text_status": Rule.CARRIER,
    "carrier.probe": Rule.CARRIER,
    "carrier.incoming_voice": Rule.CARRIER,
    "carrier.incoming_menu": Rule.CARRIER,
    "carrier.incoming_key": Rule.CARRIER,
    "carrier.incoming_asked_menu": Rule.CARRIER,
    "carrier.incoming_asked_key": Rule.CARRIER,
    "carrier.incoming_text": Rule.CARRIER,
    "carrier_calls.answered": Rule.CARRIER,
    "carrier_calls.menu": Rule.CARRIER,
    "carrier_calls.key": Rule.CARRIER,
    "carrier_calls.spot_menu": Rule.CARRIER,
    "carrier_calls.spot_key": Rule.CARRIER,
    "carrier_calls.through_over": Rule.CARRIER,
    "carrier_calls.call_status": Rule.CARRIER,
    "carrier_calls.through_status": Rule.CARRIER,
    "carrier_calls.through_answered": Rule.CARRIER,
    "carrier_calls.through_menu": Rule.CARRIER,
    "carrier_calls.through_key": Rule.CARRIER,
    "carrier_codes.answered": Rule.CARRIER,
    "carrier_codes.menu": Rule.CARRIER,
    "carrier_codes.key": Rule.CARRIER,
    "carrier_codes.status": Rule.CARRIER,
    "proving_calls.answered": Rule.CARRIER,
    "proving_calls.menu": Rule.CARRIER,
    "proving_calls.key": Rule.CARRIER,
    "proving_calls.status": Rule.CARRIER,
}


def rule_of(endpoint: str, method: str) -> Rule | None:
    """Return whom *endpoint* admits by *method*; ``None``, which is nobody, where none says."""
    method = "GET" if method == "HEAD" else method
    return TABLE.get(f"{endpoint} {method}", TABLE.get(endpoint))


def require_table(app: Flask) -> None:
    """Refuse to start with a route that the table does not have, or has and does not exist.

    Raises:
        LookupError: which those are.
    """
    routes = [
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if method != "HEAD"
    ]
    missing = {endpoint for endpoint, method in routes if rule_of(endpoint, method) is None}
    known = {name for endpoint, method in routes for name in (endpoint, f"{endpoint} {method}")}
    if missing:
        raise LookupError(f"service/web/roles.py must say who may: {', '.join(sorted(missing))}")
    if gone := TABLE.keys() - known:
        raise LookupError(f"service/web/roles.py names no route: {', '.join(sorted(gone))}")
