"""One tidy stream from many processes: each line behind the name of who said it."""

import click

#: Colours that can be told apart on black and on white.
_COLOURS = ("cyan", "magenta", "yellow", "green", "blue", "bright_black")


class Stream:
    """Prints lines in two columns: who, and what. Colour only where a person watches."""

    def __init__(self, names: list[str]) -> None:
        self._width = max(map(len, names))
        self._colours = {name: _COLOURS[index % len(_COLOURS)] for index, name in enumerate(names)}

    def say(self, name: str, line: str) -> None:
        """Print one line of *name*; a blank one tells nothing."""
        if not line.strip():
            return
        who = click.style(f"{name:<{self._width}} |", fg=self._colours.get(name))
        click.echo(f"{who} {line}")

    def block(self, lines: list[str]) -> None:
        """Print lines for a person, apart from the rest."""
        click.echo("\n".join(["", *lines, ""]))
