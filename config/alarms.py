"""The settings by which admins hear of a fault, and somebody outside of our silence."""

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings

from config import forms
from config.say import Say


def _secretly(form: Callable[[str], str]) -> AfterValidator:
    """Hold a secret to *form* where it is given: the library looks at defaults as well."""

    def held(secret: SecretStr | None) -> SecretStr | None:
        return secret and SecretStr(form(secret.get_secret_value()))

    return AfterValidator(held)


def _plainly(form: Callable[[str], str]) -> AfterValidator:
    """Hold what is no secret to *form* where it is given."""

    def held(text: str | None) -> str | None:
        return text and form(text)

    return AfterValidator(held)


class AlarmSettings(BaseSettings):
    """None of them has to be set; without any, alarms stand on the admins' page alone."""

    alarm_webhook_url: Annotated[
        SecretStr | None,
        _secretly(forms.outgoing_address),
        Say("Write https://host/path, as the chat room or the pager gives it to you.", "none"),
    ] = Field(
        None,
        description="Where a fault of this house is posted as JSON, with a `text` that chat rooms"
        " show. It says nothing of any call-out. Set it to something that wakes an admin.",
    )
    alarm_email_to: Annotated[
        str | None,
        _plainly(forms.mail_addresses),
        Say("Write one address or several, such as ann@example.org, bob@example.org.", "none"),
    ] = Field(
        None,
        description="Who gets a mail about a fault of this house; with ALARM_EMAIL_FROM and"
        " SMTP_URL.",
    )
    alarm_email_from: Annotated[
        str | None,
        _plainly(forms.mail_address),
        Say("Write one address, such as call-outs@example.org.", "none"),
    ] = Field(None, description="The address that such a mail comes from.")
    smtp_url: Annotated[
        SecretStr | None,
        _secretly(forms.mail_server),
        Say(
            "Write smtps://user:password@host, or smtp://user:password@host:587 where TLS begins"
            " after a word. Write signs such as @ and / in the password as %40 and %2F.",
            "none",
        ),
    ] = Field(None, description="The mail server that takes our mail. It has to offer TLS.")
    heartbeat_url: Annotated[
        SecretStr | None,
        _secretly(forms.outgoing_address),
        Say("Write the https address that such a place gives you.", "none"),
    ] = Field(
        None,
        description="An outside address that the watch asks once a minute while all is well, and"
        " that tells somebody when it was not asked for some minutes: only so does anybody hear"
        " when this whole machine is gone. Have it wait for five minutes: at healthchecks.io, or in"
        " the same program on another machine of yours, period 1 minute and grace 5 minutes.",
    )
    alarm_private_hosts: Annotated[
        str | None,
        _plainly(forms.host_names),
        Say("Write host names or addresses, such as monitor.lan, 10.0.0.5.", "none"),
    ] = Field(
        None,
        description="Hosts of your own network that ALARM_WEBHOOK_URL and HEARTBEAT_URL may lead"
        " to, over plain http as well. Any other has to be https, and is asked only at an address"
        " of the open Internet: never one inside, whatever its name leads to.",
    )
