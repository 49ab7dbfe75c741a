"""Whether the house stands, for machines that watch it.

Nothing here tells that there is an escalation: no count, no rate. Whoever watches the house
may be the very person that one is about. Who is a trustee as well gets the totals that they may
read, and those alone.
"""

import ipaddress
import json
from contextlib import suppress

from flask import Blueprint, Response, request
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from service.desk.health import OK, health
from service.desk.oversight import counted
from service.domain.people import Person, Role
from service.domain.totals import Totals
from service.ports import Outage
from service.web.auth import by_token, signed_in
from service.web.joined import parts
from service.web.metrics import House
from service.web.refused import RoleMayNot

blueprint = Blueprint("health", __name__)

#: What a proxy on this machine adds: then the request itself came from somewhere else.
_PROXIED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")


@blueprint.get("/health/live")
def live() -> Response:
    """Say that this process answers."""
    return Response(json.dumps({"status": OK}), content_type="application/json")


@blueprint.get("/health/ready")
def ready() -> Response:
    """Say whether a colleague who presses now would be served."""
    found = health(parts().desk, parts().bell.answers)
    body = json.dumps({"status": found.status, "checks": found.checks})
    return Response(body, 200 if found.ready else 503, content_type="application/json")


@blueprint.get("/metrics")
def metrics() -> Response:
    """Draw the house for Prometheus: from this machine itself, or with an admin's token.

    For an admin who is a trustee with the totals of call-outs that they may read.
    """
    asker = None if _from_this_machine() and not by_token() else signed_in()
    if asker is not None and Role.ADMIN not in asker.roles:
        raise RoleMayNot(role=Role.ADMIN)
    registry = CollectorRegistry()
    registry.register(House(parts(), _totals_for(asker)))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _totals_for(asker: Person | None) -> Totals | None:
    """Return what *asker* may read of call-outs: what a trustee reads on their page, or nothing."""
    if asker is None or Role.TRUSTEE not in asker.roles:
        return None
    with suppress(Outage):
        found = counted(parts().desk, asker.key)
        return None if found.reach.shut else found.totals
    return None


def _from_this_machine() -> bool:
    if any(name in request.headers for name in _PROXIED):
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
