"""The two tasks. Whatever else a message asks for is refused."""

import re

from celery import Celery

from service.bell import LOOK
from workers.canary import CANARY
from workers.hearing import Now

#: What an escalation's id looks like. The book is not asked for anything else.
_ID = re.compile("[0-9a-f]{32}")


def register(app: Celery) -> None:
    """Teach *app* the tasks ``look`` and ``canary``, and unteach it those that Celery brings."""

    @app.task(name=LOOK, ignore_result=True, shared=False, Request=Now)  # type: ignore[untyped-decorator]
    def look(escalation_id: str) -> str:
        """Look at one escalation, then at whatever else is due; say what came of it."""
        if not (isinstance(escalation_id, str) and _ID.fullmatch(escalation_id)):
            return "no id of ours"
        given = app.ticker.look(escalation_id)
        app.ticker.wake()
        return f"{given} errands" if given else "nothing due"

    @app.task(name=CANARY, ignore_result=True, shared=False, Request=Now)  # type: ignore[untyped-decorator]
    def canary(cage: str) -> None:
        """Note that this worker hears, if it is the one that sent this."""
        if cage == app.cage.name:
            app.canary.heard()

    app.finalize()
    # Such as chords, which would have a forged message call others.
    for name in [name for name in app.tasks if name not in {LOOK, CANARY}]:
        app.tasks.unregister(name)
