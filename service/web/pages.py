"""The pages for people in a browser."""

from flask import Blueprint
from markupsafe import escape

from service.web.models import Problem

blueprints: tuple[Blueprint, ...] = ()


def error_page(problem: Problem) -> str:
    """Return the page that tells a person of *problem*; its status is set by the caller."""
    lines = "".join(f"<li>{escape(one.name)}: {escape(one.phone)}" for one in problem.numbers or ())
    return (
        "<!doctype html><html lang=en><title>Call-outs</title>"
        f"<h1>{escape(problem.title)}</h1><p>{escape(problem.detail)}<ul>{lines}</ul>"
    )
