"""The example rota as it ships."""

from pathlib import Path

import pytest

from service.rota_file import read_rota

EXAMPLE = Path(__file__).parents[2] / "config" / "rota.example.toml"


@pytest.fixture(scope="session")
def example():
    return EXAMPLE.read_text(encoding="utf-8")


@pytest.fixture
def rota(example):
    """What the example holds, once it is read."""
    return read_rota(example).rota
