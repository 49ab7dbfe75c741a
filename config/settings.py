"""The settings of one site: one frozen object, read once, at the start of each process."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from config import checks, forms
from config.alarms import AlarmSettings
from config.backups import BackupSettings
from config.given import gather
from config.kept_keys import kept_keys
from config.keys import KeySettings, first_and_older
from config.pretended import pretended_account
from config.prices import PriceSettings
from config.refused import Mistake, SettingsRefused
from config.retention import RetentionSettings
from config.say import Say
from config.tracing import TracingSettings

__all__ = ["Mistake", "Say", "Settings", "SettingsRefused", "load_settings"]

#: The exchange and the embedded bell listen just above the web, all on this machine.
_EXCHANGE_ABOVE, _BELL_ABOVE = 1, 2
_LAST_PORT = 65535 - _BELL_ABOVE
_DEFAULT_PORT = 8000
_PORT = re.compile(r"[0-9]{1,5}")
#: Stands in for each key that is made, until all else is right.
_LATER = "not the key; that is made once all else is right"


_ADDRESS = "without ? or #, user or password."


class Settings(
    KeySettings, RetentionSettings, BackupSettings, PriceSettings, AlarmSettings, TracingSettings
):
    """Everything that a site sets. Built by `load_settings`, which also completes it.

    The fields without a `Say` are found out, not set: ``pretends`` (no Twilio settings, so the
    exchange stands in), ``embedded_bell`` (no ``REDIS_URL``), ``doubts`` (sentences) and
    ``older_secret_keys`` (what stands after the first key of ``SECRET_KEY``).
    """

    model_config = SettingsConfigDict(frozen=True, hide_input_in_errors=True, extra="forbid")

    database_url: Annotated[
        str,
        AfterValidator(forms.book_address),
        Say("Write sqlite:///path/to/book.sqlite or postgresql://user:password@host/name."),
    ] = Field(
        "sqlite:///var/book.sqlite",
        repr=False,
        description="Where the book is: the SQL database that says what is true.",
    )
    redis_url: Annotated[
        str,
        AfterValidator(forms.bell_address),
        Say(
            "Write redis://host:6379/0, rediss:// for TLS, or unix:///path/to/socket.",
            "a small bell inside `escalate run`, two ports above PORT",
        ),
    ] = Field(
        repr=False,
        description="The bell: the Redis through which workers are hinted at new work. If it is"
        " lost, telephones ring a little later.",
    )
    public_url: Annotated[
        str,
        AfterValidator(forms.public_address),
        Say(
            f"Write https://your.host.name, {_ADDRESS}",
            "the local address, `http://127.0.0.1:8000` with the usual PORT",
        ),
    ] = Field(
        description="The address at which people and Twilio reach this program. Twilio signs each"
        " of its requests over it, so it must be the same to the letter. With a local address"
        " only pretended phones ring."
    )
    twilio_account_sid: Annotated[
        str,
        Say(
            "Copy it from Twilio's console; it starts with AC.",
            "no Twilio: the exchange pretends the phones",
        ),
    ] = Field(description="The account that calls are made from.")
    twilio_auth_token: Annotated[SecretStr, Say("Copy it from Twilio's console.", "no Twilio")] = (
        Field(description="Proves that a request comes from Twilio, and us to Twilio.")
    )
    twilio_auth_token_secondary: Annotated[
        SecretStr | None, Say("Copy the secondary token from Twilio's console.", "none")
    ] = Field(None, description="A second token that is taken too, while the first is exchanged.")
    twilio_api_key: Annotated[
        str | None, Say("Copy the key's SID from Twilio's console; it starts with SK.", "none")
    ] = Field(
        None,
        description="With TWILIO_API_SECRET: used for our own requests in place of the auth"
        " token, and can be withdrawn alone.",
    )
    twilio_api_secret: Annotated[
        SecretStr | None, Say("Copy it when the key is made; Twilio shows it once.", "none")
    ] = Field(None, description="The secret of TWILIO_API_KEY.")
    twilio_from: Annotated[
        str,
        AfterValidator(forms.phone),
        Say("Write the number that Twilio rents you, such as +44 20 7946 0000.", "no Twilio"),
    ] = Field(
        description="The number that calls come from. Officers save it, so that it rings through"
        " do-not-disturb."
    )
    twilio_text_from: Annotated[
        str,
        AfterValidator(forms.phone),
        Say(
            "Write a number that sends and receives texts, such as +44 7700 900000.", "TWILIO_FROM"
        ),
    ] = Field(
        description="The number that texts come from; in the UK often a second one, a mobile."
    )
    twilio_api_url: Annotated[
        str, AfterValidator(forms.web_address), Say(f"Write https://host, {_ADDRESS}")
    ] = Field(
        forms.TWILIO,
        description="The carrier's own address. Another one speaks the same protocol.",
    )
    twilio_calls_per_second: Annotated[
        float,
        Say("Write a number above 0, such as 1."),
    ] = Field(
        1.0,
        gt=0,
        allow_inf_nan=False,
        description="How fast the carrier lets us start calls. A new Twilio account allows one a"
        " second.",
    )
    host: Annotated[
        str, AfterValidator(forms.plain_host), Say("Write an address such as 127.0.0.1.")
    ] = Field(
        "127.0.0.1",
        description="Where the web listens; 0.0.0.0 is every address of this machine.",
    )
    port: Annotated[int, Say(f"Write a whole number from 1 to {_LAST_PORT}.")] = Field(
        _DEFAULT_PORT,
        ge=1,
        le=_LAST_PORT,
        description="The port of the web. The exchange takes the next one and the embedded bell"
        " the one after, where they run.",
    )

    pretends: bool = False
    embedded_bell: bool = False
    doubts: tuple[str, ...] = ()
    #: They verify what outlives a change of keys, and let nobody in.
    older_secret_keys: tuple[SecretStr, ...] = ()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the library hands it in by name
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read only what `load_settings` hands in: it knows ``…_FILE``, and tests own theirs."""
        return (init_settings,)

    @property
    def exchange_port(self) -> int:
        """Where the exchange listens, on 127.0.0.1 alone."""
        return self.port + _EXCHANGE_ABOVE

    @property
    def exchange_url(self) -> str:
        """The address of the exchange, for us and for the reader's browser."""
        return f"http://127.0.0.1:{self.exchange_port}"

    @property
    def bell_port(self) -> int:
        """Where the embedded bell listens, on 127.0.0.1 alone."""
        return self.port + _BELL_ABOVE

    @property
    def public_url_is_local(self) -> bool:
        """Whether only this machine reaches the public address."""
        return forms.is_local(self.public_url)

    @property
    def carrier_is_real(self) -> bool:
        """Whether requests go to Twilio itself, so that real telephones ring."""
        return forms.is_twilio(self.twilio_api_url)


def load_settings(environ: Mapping[str, str] | None = None, cwd: Path | None = None) -> Settings:
    """Read the settings from *environ*, and from ``.env`` and ``var/`` under the folder *cwd*.

    They default to those of the process. Nothing is written before everything is found right;
    then the keys that the site has not set. Raises `SettingsRefused` with every mistake.
    """
    folder = cwd or Path.cwd()
    given = gather(os.environ if environ is None else environ, folder, names(), secret_names())
    failed = {mistake.setting.removesuffix("_FILE") for mistake in given.mistakes}
    wrong = [*given.mistakes, *checks.between(given.values, failed)]
    doubts = (*given.doubts, *checks.doubtful(given.values))
    trial = dict.fromkeys(KeySettings.model_fields, _LATER)
    settings = _built(
        {name.upper(): key for name, key in trial.items()} | given.values, doubts, wrong
    )
    missing = [name.upper() for name in trial if name.upper() not in given.values]
    if not missing:
        return settings
    return _built(given.values | kept_keys(folder, missing), doubts, [])


def names() -> list[str]:
    """Return the names of the settings, as they are written in the environment."""
    # A class has its parents' fields first; a reader wants the book and the carrier first.
    parents = (
        *(KeySettings, AlarmSettings, RetentionSettings, BackupSettings, PriceSettings),
        TracingSettings,
    )
    after = [name for parent in parents for name in parent.model_fields]
    own = [name for name in Settings.model_fields if name not in after]
    return [name.upper() for name in (*own, *after) if field_say(name)]


def secret_names() -> list[str]:
    """Return the names of those that may come as a file: what is secret, or may hold a password."""
    secret = (SecretStr, SecretStr | None)
    fields = {name: Settings.model_fields[name.lower()] for name in names()}
    return [name for name, field in fields.items() if field.annotation in secret or not field.repr]


def field_say(name: str) -> Say | None:
    """Return what the field *name* says about itself."""
    marks = Settings.model_fields[name].metadata
    return next((mark for mark in marks if isinstance(mark, Say)), None)


def _built(values: Mapping[str, str], doubts: tuple[str, ...], wrong: list[Mistake]) -> Settings:
    first, *older = first_and_older(values["SECRET_KEY"])
    given = dict(values) | {"SECRET_KEY": first}
    fields: dict[str, Any] = {name.lower(): text for name, text in _completed(given).items()}
    try:
        settings = Settings(
            **fields,
            older_secret_keys=tuple(SecretStr(key) for key in older),
            pretends=checks.pretends(values),
            embedded_bell="REDIS_URL" not in values,
            doubts=doubts,
        )
    except ValidationError as error:
        found = [
            _mistake(each["type"], each["msg"], name)
            for each in error.errors()
            if (name := str(each["loc"][0]).upper()) in values  # the others follow from these
        ]
        # What a setting looks like comes before how it goes with others.
        said = {mistake.setting for mistake in found}
        others = [mistake for mistake in wrong if mistake.setting not in said]
        raise SettingsRefused([*others, *found]) from None
    if wrong:
        raise SettingsRefused(wrong)
    return settings


def _mistake(kind: str, sentence: str, name: str) -> Mistake:
    say = field_say(name.lower())
    return Mistake(name, say.mend if say and kind != "mend" else sentence)


def _completed(values: Mapping[str, str]) -> dict[str, str]:
    """Add what follows from other settings."""
    port = int(values["PORT"]) if _PORT.fullmatch(values.get("PORT", "")) else _DEFAULT_PORT
    filled = {
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "REDIS_URL": f"redis://127.0.0.1:{port + _BELL_ABOVE}/0",
    } | dict(values)
    if "TWILIO_FROM" in values:
        filled.setdefault("TWILIO_TEXT_FROM", values["TWILIO_FROM"])
    carrier = pretended_account(values["SECRET_KEY"])
    if checks.pretends(values):
        carrier["TWILIO_API_URL"] = f"http://127.0.0.1:{port + _EXCHANGE_ABOVE}"
    # Beside settings that were given in part these stand in only until the refusal.
    return carrier | filled
