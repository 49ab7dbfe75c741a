"""The settings of the keys that a site keeps: one signs, one seals."""

from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from config import checks
from config.say import Say


class KeySettings(BaseSettings):
    """Both are made and kept under ``var/`` where nobody sets them, on one machine."""

    secret_key: Annotated[
        SecretStr,
        Say(
            f"Write at least {checks.SHORTEST_KEY} random letters and digits; while it is changed,"
            " the new key, a comma and the old one.",
            "made once and kept in `var/secret-key`",
        ),
    ] = Field(
        description="Signs sessions and sign-in links, and proves what is written down. All"
        " processes of a site share it; on several machines it has to be set. What stands after"
        " the first key signs nothing and lets nobody in: PINs that were set under it still fit,"
        " and what was written down under it holds, until `escalate audit reseal` has proved it"
        " anew. See *token-lost* in `docs/runbook.md`."
    )
    book_key: Annotated[
        SecretStr,
        Say(
            f"Write at least {checks.SHORTEST_KEY} random letters and digits; while it is changed,"
            " the new key, a comma and the old one.",
            "made once and kept in `var/book-key`; with PostgreSQL it has to be set",
        ),
    ] = Field(
        description="Seals the names and numbers in the book, so that a copy of the book without"
        " it reads as nothing. All processes of a site share it. Keep a copy of it where no copy"
        " of the book is: without it nobody can read the book again. `escalate book key` makes"
        " one, and `escalate book reseal` finishes a change of keys."
    )


def first_and_older(secret_key: str) -> list[str]:
    """Return the key that signs, and those that only verify, as SECRET_KEY has them."""
    parts = [key.strip() for key in secret_key.split(checks.BETWEEN_KEYS)]
    return [key for key in parts if key] or [""]
