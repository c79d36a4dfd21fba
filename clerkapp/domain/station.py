"""What a machine remembers about a vault, outside the vault (docs/formats/memory.md).

A vault that was restored or copied back brings its own past with it; what the machine remembers
does not travel along, and so the difference shows.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A folder in which the vault, or a copy of it, was seen.

    `instance`: 32 hex digits, made anew whenever the vault began anew. `seq`, `digest`: the head of its
    journal when it was seen last; 0 and None for one that is about to begin anew. `header_written`: how
    often its header had been written.
    """

    path: str
    instance: str
    seq: int = 0
    digest: str | None = None
    header_written: int = 0


@dataclass(frozen=True, slots=True)
class StationState:
    """One vault as this machine last knew it. Times are RFC 3339 with offset.

    `seen_at`: the time at the last look. `places`: where it was seen, the latest last. `sent_epoch`,
    `sent_seq`, `sent_digest`: the last bundle that was committed here for the office or the state.
    `unjournaled`: what was done while the vault could only be read, the first acts by name, and how many
    they were.
    """

    seen_at: str | None = None
    places: tuple[Place, ...] = ()
    sent_epoch: int = 0
    sent_seq: int = 0
    sent_digest: str | None = None
    unjournaled: tuple[str, ...] = ()
    unjournaled_count: int = 0

    def place(self, path: str) -> Place | None:
        """What was seen in a folder."""
        return next((place for place in self.places if place.path == path), None)
