"""The bell: a hint over Redis that an escalation is worth looking at, and nothing more.

Rings a worker by its task's name and imports none. A hint may be lost: each ticker looks in
the book twice a second anyway.
"""

import json
import os
import threading
from base64 import b64encode
from time import monotonic
from uuid import uuid4

import redis
import structlog
from celery import Celery

#: The one task there is, and the queue that it waits in.
LOOK = "look"
QUEUE = "hints"

#: A hint that is older than this, in seconds, is news to nobody.
STALE_SECONDS = 60
#: One hint wakes a ticker, which looks at all that is due; a burst needs no more than one each
#: so many seconds. The embedded bell handles some ten hints a second.
GAP_SECONDS = 0.02
EMBEDDED_GAP_SECONDS = 0.25
#: After a hint that failed, seconds until the next is tried.
REST_SECONDS = 2.0
#: A publish costs at most about this many seconds with Redis frozen. Measured: without these
#: limits it waits for ever, and with publish retries switched off 6 to 7 s.
PATIENCE_SECONDS = 0.4

log = structlog.get_logger("bell")


def celery_app(redis_url: str, *, patience: float = PATIENCE_SECONDS) -> Celery:
    """Return an app that can send a hint and gives up after *patience* seconds."""
    app = Celery("escalate", broker=redis_url, set_as_current=False)
    app.conf.update(
        task_ignore_result=True,
        result_backend=None,
        task_default_queue=QUEUE,
        task_serializer="json",
        accept_content=["json"],
        # Retries stay switched on, with none allowed: switched off, kombu takes another way
        # in, whose own retries cost seconds.
        task_publish_retry=True,
        task_publish_retry_policy={"max_retries": 0},
        broker_connection_timeout=patience,
        broker_pool_acquire_timeout=patience,
        broker_transport_options={
            "socket_timeout": patience,
            "socket_connect_timeout": patience,
        },
    )
    return app


def spelt_hint(app: Celery, escalation_id: str) -> str:
    """Return the message as Celery makes it, laid into Redis as kombu lays it.

    Its headers and body are Celery's own; the envelope is kombu's, version 5
    (https://docs.celeryq.dev/en/stable/internals/protocol.html, kombu/transport/virtual/base.py).
    """
    task = app.amqp.as_task_v2(
        str(uuid4()), LOOK, args=[escalation_id], expires=STALE_SECONDS, ignore_result=True
    )
    envelope = {
        "body": b64encode(json.dumps(task.body).encode()).decode(),
        "content-encoding": "utf-8",
        "content-type": "application/json",
        "headers": task.headers,
        "properties": task.properties
        | {
            "delivery_mode": 2,
            "delivery_info": {"exchange": "", "routing_key": QUEUE},
            "priority": 0,
            "body_encoding": "base64",
            "delivery_tag": str(uuid4()),
        },
    }
    return json.dumps(envelope)


class CeleryBell:
    """Keeps ``Bell``. ``ring`` only notes the id; a thread of its own does the publishing.

    The thread is begun by the first hint, so a process may fork before it.
    """

    def __init__(self, redis_url: str, *, gap_seconds: float = GAP_SECONDS) -> None:
        self._url = redis_url
        self._gap = gap_seconds
        self._waiting: str | None = None
        self._noted = threading.Condition()
        self._pid = 0
        self._rest_until = 0.0

    def ring(self, escalation_id: str) -> None:
        """Note the hint and return. A burst is one hint: the ticker that it wakes sees all."""
        with self._noted:
            self._waiting = self._waiting or escalation_id
            if self._pid != os.getpid():
                self._pid = os.getpid()
                threading.Thread(target=self._publish_for_ever, name="bell", daemon=True).start()
            self._noted.notify()

    def answers(self) -> bool:
        """Whether Redis answers a PING within a third of a second."""
        client = redis.Redis.from_url(
            self._url, socket_timeout=0.3, socket_connect_timeout=0.3, retry=None
        )
        try:
            return bool(client.ping())
        except (redis.RedisError, OSError):
            return False
        finally:
            client.close()

    def _publish_for_ever(self) -> None:
        app = celery_app(self._url)
        # Celery's own way to publish takes 1.5 ms after a pause, at the moment when a phone
        # waits to be rung; this takes a quarter of it.
        queue = redis.Redis.from_url(
            self._url,
            socket_timeout=PATIENCE_SECONDS,
            socket_connect_timeout=PATIENCE_SECONDS,
            retry=None,
        )
        while True:
            with self._noted:
                while self._waiting is None:
                    self._noted.wait()
                escalation_id, self._waiting = self._waiting, None
            if monotonic() >= self._rest_until:
                self._publish(app, queue, escalation_id)
            with self._noted:
                self._noted.wait_for(lambda: False, timeout=self._gap)

    def _publish(self, app: Celery, queue: redis.Redis, escalation_id: str) -> None:
        try:
            queue.lpush(QUEUE, spelt_hint(app, escalation_id))
        # Anything at all: whatever ended this thread would leave the process dumb for good. And
        # the class alone is told, for an error's text may hold the address and its password.
        except Exception as failure:  # noqa: BLE001
            self._rest_until = monotonic() + REST_SECONDS
            log.warning("bell.silent", why=type(failure).__name__)
