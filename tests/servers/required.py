"""What to do where this machine lacks a part that a test needs."""

import os
from typing import NoReturn

import pytest


def under_ci() -> bool:
    """Say whether this run decides for everybody whether the code is good."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def cannot_have(part: str, mend: str) -> NoReturn:
    """Skip with a sentence; under CI, fail: there a part that went missing must not look green."""
    message = f"This machine has no {part}. {mend}"
    if under_ci():
        pytest.fail(message, pytrace=False)
    pytest.skip(message)
