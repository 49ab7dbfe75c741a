"""A site's settings, loaded from an empty folder."""

import pytest

from config.settings import SettingsRefused, load_settings


@pytest.fixture
def real():
    """A carrier that is given whole."""
    return {
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": "1" * 32,
        "TWILIO_FROM": "020 7946 0123",
        "PUBLIC_URL": "https://call.example.org",
    }


@pytest.fixture
def load(tmp_path):
    def loading(**environ):
        return load_settings(environ, tmp_path)

    return loading


@pytest.fixture
def refused(load):
    """Load what must be refused; give the names that are blamed, and all that is said."""

    def refusing(**environ):
        with pytest.raises(SettingsRefused) as caught:
            load(**environ)
        return [mistake.setting for mistake in caught.value.mistakes], str(caught.value)

    return refusing
