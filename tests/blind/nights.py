"""The life of a call-out that somebody was left out of, moment by moment."""

from collections.abc import Iterator

from blind.world import World
from blind.worlds import Worlds
from web import climbing, talking


def moments(worlds: Worlds) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield after each step of it: what has happened, and its id and reference."""
    told = worlds.told
    raised = hidden(told, "first")
    yield "raised", raised
    for world in worlds.both:
        world.clock.passes(30)
    yield "nobody at work", raised
    worlds.pass_by(15)
    yield "ringing", raised
    worlds.pass_by(420)
    yield "nobody yet, everybody round", raised
    acts(told, "acknowledge", raised, "tom")
    worlds.pass_by(15)
    yield "taken", raised
    talking.puts_through(told, raised["id"], "tom")
    talking.joins(told, raised["id"])
    yield "talking", raised
    talking.hangs_up(told, raised["id"])
    worlds.pass_by(960)
    yield "resumed", raised
    acts(told, "acknowledge", raised, "tom")
    acts(told, "confirm", raised, "sam")
    worlds.pass_by(15)
    yield "spoken", raised
    second = hidden(told, "second")
    worlds.pass_by(15)
    acts(told, "cancel", second, "sam")
    worlds.pass_by(15)
    yield "called off", second


def hidden(world: World, label: str) -> dict[str, str]:
    """Have Sam raise it with Tom alone: everybody else is left out."""
    world.dice.are_for(f"hidden {label}")
    return world.raises("sam", ring=["tom"])


def acts(world: World, verb: str, one: dict[str, str], person: str) -> None:
    """Let one of the two do it."""
    world.dice.are_for(f"hidden {verb} {person} {world.clock.now()}")
    climbing.does(world, verb, one["id"], person)
