"""Every command there is, with its arguments and options, as somebody types them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from canary.birds import Birds
from click.testing import CliRunner
from servers.migrated import BOOK_KEY

from service.cli import main

#: What stands beside the word, so that a command comes as far as to look at it.
BESIDE = {
    "drill --ladder": ("--no-wait",),
    "drill --by": ("--no-wait",),
    "drill reference": ("--report",),
    "simulate --seed": ("--escalations", "1", "--processes", "1"),
}


@dataclass(frozen=True)
class Typed:
    """One line, and what the word in it is."""

    what: str
    words: tuple[str, ...]
    #: Whether it is a value that this command takes, and no slip.
    taken: bool = False


def every_line(birds: Birds) -> Iterator[Typed]:
    """Yield a line for each argument and option of each command, and for each kind of slip."""
    for way, command in every_command():
        name = " ".join(way)
        for param in command.params:
            what = f"{name} {param.opts[0]}"
            beside = BESIDE.get(what, ())
            if isinstance(param, click.Argument):
                yield Typed(what, (*way, *beside, birds.named(what)), taken=True)
            elif param.is_flag:
                yield Typed(what, (*way, f"{param.opts[0]}={birds.named(what)}"))
            else:
                yield Typed(what, (*way, *beside, param.opts[0], birds.named(what)), taken=True)
        more = sum(isinstance(one, click.Argument) for one in command.params)
        what = f"{name} one argument too many"
        yield Typed(what, (*way, *("x" for __ in range(more)), birds.named(what)))
        what = f"{name} no such option"
        yield Typed(what, (*way, f"--{birds.named(what)}"))
    yield Typed("no such command", (birds.named("no such command"),))


class Shell:
    """Where commands are typed, over one book."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._env = {"DATABASE_URL": url, "BOOK_KEY": BOOK_KEY}

    def runs(self, *words: str, typed: str = "") -> dict[str, str]:
        """Return what was said on each stream."""
        env = {**self._env}
        result = CliRunner().invoke(main, words, env=env, input=typed, prog_name="escalate")
        assert result.exception is None or isinstance(result.exception, SystemExit), words
        return {"out": result.stdout, "err": result.stderr}

    def book(self) -> str:
        """Return all that the book holds, as a thief would read it."""
        file = Path(self._url.removeprefix("sqlite:///"))
        return "".join(
            one.read_bytes().decode("latin-1") for one in file.parent.glob(f"{file.name}*")
        )


def every_command(of: click.Command = main, way: tuple[str, ...] = ()) -> Iterator[tuple]:
    """Yield (words, command) for each command that does something."""
    if isinstance(of, click.Group):
        context = click.Context(of)
        for name in of.list_commands(context):
            command = of.get_command(context, name)
            assert command is not None
            yield from every_command(command, (*way, name))
    else:
        yield way, of
