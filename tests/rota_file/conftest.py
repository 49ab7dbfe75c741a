"""The example rota as it ships."""

from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "config" / "rota.example.toml"


@pytest.fixture(scope="session")
def example():
    return EXAMPLE.read_text(encoding="utf-8")
