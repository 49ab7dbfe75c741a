"""The one task."""

from celery import Celery

from service.bell import LOOK


def register(app: Celery) -> None:
    """Teach *app* the task ``look``."""

    @app.task(name=LOOK, ignore_result=True, shared=False)  # type: ignore[untyped-decorator]
    def look(escalation_id: str) -> str:
        """Look at one escalation, then at whatever else is due; say what came of it."""
        given = app.ticker.look(escalation_id)
        app.ticker.wake()
        return f"{given} errands" if given else "nothing due"
