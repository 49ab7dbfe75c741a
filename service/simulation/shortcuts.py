"""What Python 3.11 does again and again, left out for as long as a shard is run."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from enum import EnumType


@contextmanager
def left_unswept() -> Iterator[None]:
    """Leave the rings of garbage to the end: looking for them all the time costs a tenth.

    The nights of one shard leave some 10 megabytes.
    """
    swept = gc.isenabled()
    gc.disable()
    gc.freeze()  # What was there before is no garbage of ours, and need not be looked through.
    try:
        yield
    finally:
        if swept:
            gc.collect()
            gc.enable()
        gc.unfreeze()


@contextmanager
def plain_members() -> Iterator[None]:
    """Let ``State.OPEN`` be looked up as any other attribute of a class: a tenth of all time.

    Enums have a ``__getattr__`` for what is not found otherwise, which no member is; as long as
    it is there, no lookup is a quick one. Python 3.12 has dropped it:
    https://github.com/python/cpython/issues/106762
    """
    fallback = vars(EnumType).get("__getattr__")
    if fallback is None:
        yield
        return
    delattr(EnumType, "__getattr__")
    try:
        yield
    finally:
        setattr(EnumType, "__getattr__", fallback)  # noqa: B010 - mypy knows of none
