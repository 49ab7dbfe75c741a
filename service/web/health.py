"""Whether the house stands, for machines that watch it.

Nothing here tells that there is an escalation: no count, no rate. Whoever watches the house
may be the very person that one is about.
"""

import ipaddress
import json
from collections.abc import Iterator

from flask import Blueprint, Response, request
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from service.desk.health import OK, Health, health, vitals
from service.domain.people import Role
from service.ports import Outage
from service.web.auth import signed_in
from service.web.joined import parts
from service.web.refused import RoleMayNot
from service.wiring import Parts

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
    found = _health(parts())
    body = json.dumps({"status": found.status, "checks": found.checks})
    return Response(body, 200 if found.ready else 503, content_type="application/json")


@blueprint.get("/metrics")
def metrics() -> Response:
    """Draw the house for Prometheus: from this machine itself, or with an admin's token."""
    if not _from_this_machine() and Role.ADMIN not in signed_in().roles:
        raise RoleMayNot(role=Role.ADMIN)
    registry = CollectorRegistry()
    registry.register(House(parts()))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class House(Collector):
    """Reads the book when it is asked, so that every process says the same."""

    def __init__(self, joined: Parts) -> None:
        self._parts = joined

    def collect(self) -> Iterator[Metric]:
        """Yield each gauge; without those that only the book knows while it is away."""
        found = _health(self._parts)
        yield GaugeMetricFamily("escalate_ready", "1 where a press is served", found.ready)
        checks = GaugeMetricFamily("escalate_check", "1 where it is right", labels=["check"])
        for name, said in found.checks.items():
            checks.add_metric([name], said == OK)
        yield checks
        try:
            known = vitals(self._parts.desk)
        except Outage:
            return
        ages = GaugeMetricFamily(
            "escalate_ticker_silent_seconds", "Since the latest sign of life", labels=["role"]
        )
        for role, age in known.silent_for.items():
            ages.add_metric([role], age.total_seconds())
        yield ages
        yield GaugeMetricFamily("escalate_late", "1 where due work would stay undone", known.late)


def _health(joined: Parts) -> Health:
    return health(joined.desk, joined.bell.answers)


def _from_this_machine() -> bool:
    if any(name in request.headers for name in _PROXIED):
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
