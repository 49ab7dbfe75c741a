"""A group of commands that loads each when it is asked for, and says refusals in a sentence."""

import importlib
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import click

from config import logs
from config.refused import SettingsRefused
from service.domain.refusals import Refusal
from service.ports import BookUnavailable, BookUncertain

#: What everything that is refused exits with.
REFUSED = 2
#: What shells say of Ctrl-C.
INTERRUPTED = 130


class Refused(click.ClickException):
    """Something that the person can mend, in words for standard error."""

    exit_code = REFUSED


class Commands(click.Group):
    """Commands by name, each as ``module:attribute``."""

    def __init__(self, *args: Any, places: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order in which somebody new meets them."""
        del ctx
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        del ctx
        if cmd_name not in self._places:
            return None
        module, _, name = self._places[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101 - for the type checker
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run what was asked for; a refusal and an outage become a sentence."""
        try:
            return super().invoke(ctx)
        except (Refusal, SettingsRefused) as refusal:
            raise Refused(str(refusal)) from None
        except BookUncertain:
            raise Refused(
                "The book's answer was lost, so it may be done or not. Look before you repeat it."
            ) from None
        except BookUnavailable as outage:
            raise Refused(_no_book(outage)) from None

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - as in the base
        **extra: Any,
    ) -> Any:
        """Run, and exit with what the command returned: nothing is 0."""
        ask = partial(super().main, args, prog_name, complete_var, False, **extra)
        if not standalone_mode:
            return ask()
        sys.excepthook = logs.without_words
        try:
            code: object = ask()
        except click.ClickException as slip:
            click.echo(_plain(slip), err=True)
            sys.exit(REFUSED)
        except click.Abort:
            sys.exit(INTERRUPTED)
        sys.exit(code if isinstance(code, int) else 0)


def _no_book(outage: BookUnavailable) -> str:
    why = f" ({outage})" if str(outage) else ""
    return (
        f"The book cannot be used now{why}, so nothing was changed."
        " See that its database runs and that DATABASE_URL is right, then try again."
    )


def _plain(slip: click.ClickException) -> str:
    """Write a slip on the command line as a sentence, and where to look."""
    said = slip.format_message()
    helps = isinstance(slip, click.exceptions.NoArgsIsHelpError)
    if helps or not isinstance(slip, click.UsageError):
        return said
    asked = slip.ctx.command_path if slip.ctx else "escalate"
    # The library ends "Did you mean ...?" with a full stop more.
    said = said.rstrip(".")
    return f"{said}{'' if said.endswith('?') else '.'} See {asked} --help."
