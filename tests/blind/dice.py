"""Chance that falls the same in two worlds, so that what is drawn there may be compared."""

import hashlib
import os
import random
from itertools import count

import pytest


class Dice:
    """Stands in for the machine's randomness; what is drawn follows from what it is drawn for."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._real = os.urandom
        self._label, self._counted = "", count()
        patch.setattr(os, "urandom", self.draws)
        # What `secrets` draws from.
        patch.setattr(random, "_urandom", self.draws)

    def are_for(self, label: str) -> None:
        """Begin anew: whatever is drawn for the same *label* is the same."""
        self._label, self._counted = label, count()

    def draws(self, size: int) -> bytes:
        nth = next(self._counted)
        return hashlib.shake_256(f"{self._label} {nth}".encode()).digest(size)
