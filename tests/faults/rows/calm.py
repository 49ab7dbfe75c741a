"""Nothing goes wrong: what the machine itself costs."""

from faults.fault import Fault, Scene
from faults.invariants import Bounds


def _nothing(scene: Scene) -> None:
    """Do nothing."""


FAULTS = (Fault(name="no fault", strike=_nothing, bounds=Bounds(late=2.0)),)
