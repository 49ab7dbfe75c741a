"""Looks at the ways to the admins for ``doctor``."""

from collections.abc import Iterator

from service.cli.findings import Finding, doubtful, right, wrong
from service.domain.alarms import trial_notice
from service.heralds import NotTold
from service.wiring import Parts

_SET = "Set ALARM_WEBHOOK_URL, or ALARM_EMAIL_TO, ALARM_EMAIL_FROM and SMTP_URL."


def check_alarms(parts: Parts, *, send: bool) -> Iterator[Finding]:
    """Yield who would be told of a fault; with *send*, tell a test by each way."""
    ways = ", ".join(herald.path for herald in parts.heralds)
    if ways:
        yield right("alarms", f"told by {ways}, and on the admins' page")
    elif parts.settings.carrier_is_real:
        yield doubtful("alarms", "Nobody is told when something breaks at night.", _SET)
    else:
        yield right("alarms", "on the admins' page alone; no real phone rings here")
    if parts.heartbeat:
        yield right("heartbeat", "an outside address misses us when this machine is gone")
    elif parts.settings.carrier_is_real:
        yield doubtful(
            "heartbeat", "Nobody hears when this whole machine is gone.", "Set HEARTBEAT_URL."
        )
    if send:
        yield from _sent(parts)


def _sent(parts: Parts) -> Iterator[Finding]:
    for herald in parts.heralds:
        what = f"test by {herald.path}"
        try:
            herald.tell(trial_notice(parts.desk.clock.now()))
        except NotTold as failure:
            yield wrong(
                what,
                f"It was not taken ({failure}).",
                "See that its address and password are right. A host of your own network has to be"
                " named in ALARM_PRIVATE_HOSTS.",
            )
        else:
            yield right(what, "taken; see that it has arrived")
