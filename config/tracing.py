"""The setting that has practices traced."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings

from config import forms
from config.say import Say


def _address(text: str | None) -> str | None:
    return text and forms.web_address(text)


class TracingSettings(BaseSettings):
    """By the name that OpenTelemetry has for it."""

    otel_exporter_otlp_endpoint: Annotated[
        str | None,
        AfterValidator(_address),
        Say("Write http://host:4318, the address of an OpenTelemetry collector.", "no traces"),
    ] = Field(
        None,
        description="Where traces of practices go, by OTLP over HTTP. Of call-outs none are made."
        " See `docs/watching.md`.",
    )
