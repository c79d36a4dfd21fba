"""A message is read in steps, so that whatever stops the reader costs one step and not the rest.

Before a step the reader says which one it begins: whoever counts its seconds then knows where it
died. Read again, it leaves out what stopped it. What raises, or uses up memory, is left out at once.
What was not read is kept beside the result with the reason, because "not looked for" is never "not
found".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic
from typing import Final, TypeVar

from clerkapp.evidence.confine.confinement import NotAllowed
from clerkapp.evidence.parse import qr
from clerkapp.evidence.parse.qr import Kind, Looked

T = TypeVar("T")

WHOLE: Final = "whole"
"""The step in which a message is taken apart into its parts."""
PIECE: Final = "piece."
"""How the steps begin in which a message is taken apart piece by piece."""
LAST: Final = "end"
"""The step in which the answer is put together; it cannot be left out."""


class Part(StrEnum):
    """What a step reads."""

    WHOLE = "whole"
    PIECE = "piece"
    TEXT = "text"
    PAGE = "page"
    LINKS = "links"
    FILE = "file"
    CODES = "codes"
    INNER = "inner"
    SENDER_SIGNS = "sender-signs"
    LINK_SIGNS = "link-signs"
    FILE_SIGNS = "file-signs"
    TEXT_SIGNS = "text-signs"
    INDICATORS = "indicators"


class Why(StrEnum):
    """Why a part was not read. LATE: the time for the whole message was over, no fault of the part.

    FAILED: the reader gave up on it by itself. All others stopped the reader.
    """

    SLOW = "slow"
    DIED = "died"
    MEMORY = "memory"
    DEPTH = "depth"
    REFUSED = "refused"
    FAILED = "failed"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Stop:
    """What stopped the reader, and after how many seconds."""

    why: Why
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """A part that was not read. `name`: what the message calls it, as it came; may be empty."""

    part: Part
    name: str
    stop: Stop

    @property
    def stopped_the_reader(self) -> bool:
        """Whether the part itself stopped the reader."""
        return self.stop.why not in (Why.LATE, Why.FAILED)


class Steps:
    """The steps of one reading. `without`: what stopped earlier readings, by the step's key.

    `begin` is told each step's key before it begins; `draw` looks for codes in a picture or a PDF.
    After `seconds` files and attached messages are no longer read.
    """

    def __init__(
        self,
        *,
        without: Mapping[str, Stop] | None = None,
        begin: Callable[[str], None] | None = None,
        draw: Callable[[Kind, bytes, int], Looked | Stop] = qr.look,
        seconds: float = float("inf"),
    ) -> None:
        self._without = without or {}
        self._begin = begin
        self._draw = draw
        self._end = monotonic() + seconds
        self.unread: list[Unread] = []

    def take(self, key: str, part: Part, name: str, read: Callable[[], T], instead: T) -> T:
        """What `read` gives; `instead` where it may not be tried again, or fails."""
        stop = self._without.get(key)
        if stop is None and part in (Part.FILE, Part.INNER) and self._late():
            stop = Stop(Why.LATE)
        if stop is not None:
            self.leave(part, name, stop)
            return instead
        if self._begin is not None:
            self._begin(key)
        try:
            return read()
        except MemoryError:
            why = Why.MEMORY
        except RecursionError:
            why = Why.DEPTH
        except NotAllowed:
            why = Why.REFUSED
        except Exception:
            why = Why.FAILED
        self.leave(part, name, Stop(why))
        return instead

    def look(self, key: str, name: str, kind: Kind, content: bytes, pixels: int) -> Looked:
        """The codes in a picture or PDF. `pixels`: so many may be decoded."""

        def drawn() -> Looked:
            found = self._draw(kind, content, pixels)
            if isinstance(found, Looked):
                return found
            self.leave(Part.CODES, name, found)
            return Looked()

        return self.take(key, Part.CODES, name, drawn, Looked())

    def leave(self, part: Part, name: str, stop: Stop) -> None:
        """Note that a part was not read."""
        self.unread.append(Unread(part, name, stop))

    def last(self) -> None:
        """Say that only putting together is left."""
        if self._begin is not None:
            self._begin(LAST)

    def _late(self) -> bool:
        return monotonic() >= self._end
