"""The outside world, by name."""

from pathlib import Path

import pytest
from alarm.outside import mail_server, web_server
from servers.certificates import make_certificate


@pytest.fixture
def web():
    with web_server() as server:
        yield server


@pytest.fixture
def mail():
    with mail_server() as server:
        yield server


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("certificate"), days=2)


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate that this process trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return certificate
