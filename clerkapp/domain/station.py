"""What a machine remembers about a vault, outside the vault (docs/formats/vault.md).

A vault that was restored or copied back brings its own past with it; what the machine remembers
does not travel along, and so the difference shows. Failed unlocks wait here, because nothing can be
written into a locked vault.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StationState:
    """One vault as this machine last knew it. Times are RFC 3339 with offset.

    `failed`: failed unlocks since the last good one, `failed_first` and `failed_last` their times.
    `instance`: 32 hex digits, made anew when a vault is created or restored here. `seen_at`: the
    time at the last look; `seen_seq`, `seen_digest`: the head of the journal then. `sent_epoch`,
    `sent_seq`, `sent_digest`: the last bundle that was committed here for the office or the state.
    `header_written`: how often the vault's header had been written.
    """

    failed: int = 0
    failed_first: str | None = None
    failed_last: str | None = None
    instance: str | None = None
    seen_at: str | None = None
    seen_seq: int = 0
    seen_digest: str | None = None
    sent_epoch: int = 0
    sent_seq: int = 0
    sent_digest: str | None = None
    header_written: int = 0
