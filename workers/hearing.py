"""How a worker hears the bell: through rubbish, and keeping no account of what is only a hint."""

from queue import Empty
from typing import Any

import structlog
from celery.worker.request import Request
from kombu.transport import redis as kombu_redis
from redis import RedisError

log = structlog.get_logger("worker")


class Channel(kombu_redis.Channel):
    """What comes through one connection to Redis, told to Celery."""

    #: By default kombu keeps a second copy of each message in Redis until it is acknowledged, and
    #: puts it back when a connection closes or an hour is over. A hint may be lost, so nobody
    #: needs that; and putting back through a lost connection has ended whole workers. It also
    #: costs two more commands a hint.
    ack_emulation = False
    do_restore = False
    #: There is one priority: by default kombu asks for four keys where we have one.
    priority_steps = [0]  # noqa: RUF012 - the library's own shape

    def _brpop_read(self, **options: Any) -> Any:
        """Take one hint. One that nobody can read is dropped: else it would end the worker."""
        try:
            return super()._brpop_read(**options)  # type: ignore[no-untyped-call]
        except (Empty, OSError, RedisError):  # Nothing came, or the line is gone: kombu knows.
            raise
        except Exception as rubbish:  # noqa: BLE001 - whoever writes into Redis can write anything
            log.warning("bell.rubbish", why=type(rubbish).__name__)
            raise Empty from None


class Transport(kombu_redis.Transport):
    """The way to Redis, with channels that stand rubbish."""

    Channel = Channel


class Now(Request):  # type: ignore[misc]
    """A message that is worked on at once. One that asks for later would be held in memory."""

    @property
    def eta(self) -> None:
        """No time but now."""
        return
