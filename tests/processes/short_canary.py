"""One worker whose canary's minute is a matter of seconds: ``python short_canary.py``."""

from config import logs
from config.settings import load_settings
from service.wiring import wire
from workers.canary import Pace
from workers.worker import work

if __name__ == "__main__":
    logs.set_up()
    work(wire(load_settings()), Pace(every_seconds=0.5, unheard=5))
