"""How a text is kept to one part, whatever the names."""

from collections.abc import Sequence

#: One part of a text in the GSM alphabet; one more character doubles its price and its risk.
TEXT_LENGTH = 160

#: Where a name goes. No name and no organisation can hold it: no keyboard and no database does.
NAME = "\0"


def fit(template: str, *names: str) -> str:
    """Put *names* where `NAME` stands, or as much of each as one part of a text has room for.

    The room is shared: what a short name leaves goes to the long one.
    """
    first, *rest = template.split(NAME)
    shares = _shares(names, TEXT_LENGTH - len(template) + len(names))
    cut = [name[:share].rstrip() for name, share in zip(names, shares, strict=True)]
    return first + "".join(name + after for name, after in zip(cut, rest, strict=True))


def _shares(names: Sequence[str], room: int) -> list[int]:
    shares = [0] * len(names)
    shortest_first = sorted(range(len(names)), key=lambda index: len(names[index]))
    for done, index in enumerate(shortest_first):
        shares[index] = min(len(names[index]), max(room // (len(names) - done), 1))
        room -= shares[index]
    return shares


def practised_text(body: str, organisation: str) -> str:
    """Put PRACTICE after the organisation; last sentences go where there is no room for all."""
    start = f"{organisation}: "
    if body.startswith(f"{start}PRACTICE"):
        return body
    marked = f"{start}PRACTICE. {body.removeprefix(start)}"
    while len(marked) > TEXT_LENGTH:
        marked = marked[: marked.rindex(". ", 0, -1) + 1]
    return marked
