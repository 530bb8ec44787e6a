"""Keeping Python's search for unused objects out of work on a great many records."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Put off the search for objects that only refer to one another.

    A search goes through every object there is, without letting another thread run: with the
    records of a large import in memory it stops the window for half a second, again and again,
    and finds nothing, since records do not refer to one another.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
