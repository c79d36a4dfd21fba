"""Stopping long work at a place where nothing is half done."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from clerkapp.domain.errors import Refused

Stopped = Callable[[], bool]
"""Whether somebody asked to stop."""
T = TypeVar("T")


def unless(stopped: Stopped, pieces: Iterator[T]) -> Iterator[T]:
    """The pieces, until somebody asks to stop. Raises Refused("cancelled")."""
    for piece in pieces:
        if stopped():
            raise Refused("cancelled")
        yield piece
