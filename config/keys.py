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
            f"Write at least {checks.SHORTEST_KEY} random letters and digits.",
            "made once and kept in `var/secret-key`",
        ),
    ] = Field(
        description="Signs sessions and sign-in links. All processes of a site share it; on"
        " several machines it has to be set."
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
