"""The sentences of pages, from the one catalogue."""

import re

from flask import Flask
from markupsafe import Markup, escape

from service.domain.catalogue import found, found_for

_HYPHENED = re.compile(r"\w+(?:-\w+)+")


def speak(app: Flask) -> None:
    """Give the templates of *app* the catalogue, as ``_`` and ``ngettext``."""
    app.jinja_env.globals["_"] = in_page
    app.jinja_env.globals["ngettext"] = counted_in_page
    app.jinja_env.filters["unbroken"] = unbroken


def unbroken(text: str) -> Markup:
    """Keep each word with a hyphen on one line: a heading of large letters else parts it."""
    return Markup(_HYPHENED.sub(r'<span class="word">\g<0></span>', str(escape(text))))  # noqa: S704


def in_page(message: str, /, **facts: object) -> Markup:
    """Say *message*, which may have tags of ours in it, with the *facts* made harmless."""
    said = Markup(found(message))  # noqa: S704  a sentence of our own
    return said.format(**facts) if facts else said


def counted_in_page(one: str, many: str, count: int, /, **facts: object) -> Markup:
    """Say *one* or *many* as *count* asks for, which is filled in as ``{count}``."""
    said = Markup(found_for(one, many, count))  # noqa: S704  a sentence of our own
    return said.format(count=count, **facts)
