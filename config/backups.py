"""The settings of backups: for whom they are sealed, and where they lie."""

from typing import Annotated

import pyrage
from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings

from config import forms
from config.say import Say

_PRIVATE = "AGE-SECRET-KEY-"
_MOST = 3660


def recipient(text: str | None) -> str | None:
    """Take the public half of a key pair of age; a private one is told apart."""
    if text is None:
        return None
    if text.upper().startswith(_PRIVATE):
        raise forms.unlike(
            "That is the private key, which may not lie on this machine: write the public one,"
            " which starts with age1, and make a new pair."
        )
    try:
        return str(pyrage.x25519.Recipient.from_str(text))
    except pyrage.RecipientError:
        raise ValueError from None


class BackupSettings(BaseSettings):
    """Without any of them no backup can be made."""

    backup_recipient: Annotated[
        str | None,
        AfterValidator(recipient),
        Say(
            "Write the public key that escalate backup key prints: it starts with age1.",
            "no backups can be made",
        ),
    ] = Field(
        None,
        description="The public key that backups are sealed for. Make the pair on another machine"
        " with `escalate backup key`, and keep the private key there: whoever steals this machine"
        " cannot read its backups then. See `docs/backup.md`.",
    )
    backup_folder: Annotated[str, Say("Write the path of a folder.")] = Field(
        "var/backups",
        description="Where `escalate backup make` writes. Have it copied to another place: what"
        " lies on the same disk is lost with it.",
    )
    backup_keep: Annotated[int, Say(f"Write a whole number from 1 to {_MOST}.")] = Field(
        30,
        ge=1,
        le=_MOST,
        description="How many backups stay in the folder: the latest. A new one is whole before"
        " the oldest goes.",
    )
