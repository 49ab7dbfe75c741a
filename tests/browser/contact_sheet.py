"""A sheet of pictures, to be looked at in a browser: the night, and every state in four looks."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from browser.looking import SMALL, WIDE, Look
from browser.night import Moment
from browser.stage import Stage
from browser.states.state import State

LOOKS = tuple(
    Look(size, scheme, drawers=False) for size in (SMALL, WIDE) for scheme in ("light", "dark")
)

#: Which pictures are wider than high.
WIDER = (str(WIDE["width"]), "phones")

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 1rem; }
.row { display: flex; gap: 0.75rem; overflow-x: auto; align-items: flex-start; }
figure { margin: 0; } figcaption { font-size: 0.8125rem; }
img { width: 36rem; height: 26rem; object-fit: cover; object-position: top;
  border: 1px solid #8888; }
.narrow img { width: 13rem; }
"""


def pictures_of(stage: Stage, state: State, number: int, folder: Path) -> list[tuple[str, str]]:
    """Play *state*, and keep a picture of it in each look; return (look, file) pairs."""
    page = stage.plays(state)
    found = []
    for look in LOOKS:
        page.set_viewport_size(look.size)
        page.emulate_media(color_scheme=look.scheme)
        name = f"{number:03}-{look.size['width']}-{look.scheme}.jpeg"
        page.screenshot(
            path=folder / name, type="jpeg", quality=80, full_page=True, animations="disabled"
        )
        found.append((f"{look.size['width']}, {look.scheme}", name))
    return found


def sheet(moments: Sequence[Moment], states: Sequence[tuple[State, list[tuple[str, str]]]]) -> str:
    """Return the sheet as HTML."""
    return "\n".join(
        [
            '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Every state</title>',
            f"<style>{_STYLE}</style><h1>A night</h1>",
            "<p>A real house, and phones that are pretended. No real phone has rung.</p>",
            *_night(moments),
            f"<h1>Every page, in {len(states)} states</h1>",
            *(line for state, shown in states for line in _row(state.name, shown)),
        ]
    )


def _night(moments: Sequence[Moment]) -> Iterator[str]:
    for one in moments:
        yield from _row(f"{one.seconds:.0f} s: {one.said}", one.pictures)


def _row(title: str, pictures: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield f'<h2>{escape(title)}</h2><div class="row">'
    for caption, file in pictures:
        narrow = "" if caption.startswith(WIDER) else ' class="narrow"'
        yield (
            f'<figure{narrow}><a href="{file}"><img src="{file}" loading="lazy" alt=""></a>'
            f"<figcaption>{escape(caption)}</figcaption></figure>"
        )
    yield "</div>"
