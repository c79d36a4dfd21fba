"""Wrong tries: four are free; then a pause of 30 seconds that doubles up to 15 minutes.

The pause is the account's, at this vault on this computer: nobody else waits for it. A try is noted before
it is judged, so that however many are made at one moment, no more are judged than may be. The names are
in the vault's header for everybody to read; all names that are not there share one count.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from clerkapp.domain.errors import Refused
from clerkapp.domain.time.times import format_instant, parse_instant
from clerkapp.services.ports import Ports
from clerkapp.vault.keys import header as headers
from clerkapp.vault.keys import tries
from clerkapp.vault.keys.tries import Book, TryKind, TryLine

FREE_TRIES: Final = 4
FIRST_PAUSE_SECONDS: Final = 30
LONGEST_PAUSE_SECONDS: Final = 15 * 60

NOBODY: Final = "nobody"
"""Who tries under a name that has no account."""
RECOVERY: Final = "recovery"
"""Who tries the printed recovery key."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Tries that failed since the last unlock, of all accounts. Times are RFC 3339."""

    count: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try that may be judged. Say how it ended, exactly once."""

    book: Book
    who: str
    token: str
    at: str

    def failed(self) -> int | None:
        """It was wrong. Returns the tries left before the next pause; None where no try can be noted."""
        if not self._note(TryKind.BAD):
            return None
        counted = tries.counting(self.book.read(), self.who)
        return max(FREE_TRIES - len(counted), 0)

    def withdrawn(self) -> None:
        """It was not judged: something else was in the way."""
        self._note(TryKind.OFF)

    def succeeded(self) -> None:
        """It opened the vault."""
        self._note(TryKind.OK)

    def _note(self, kind: TryKind) -> bool:
        return self.book.append(TryLine(kind, self.who, self.token, self.at))


def pause_seconds(failed: int) -> int:
    """How long to wait after `failed` failed unlocks in a row."""
    if failed < FREE_TRIES:
        return 0
    return min(FIRST_PAUSE_SECONDS << min(failed - FREE_TRIES, 10), LONGEST_PAUSE_SECONDS)


def attempt(folder: Path, who: str | None, ports: Ports) -> Attempt:
    """Begin a try of the account `who` (None: a name without one).

    Raises Refused("unlock-paused", for the printed key "recovery-paused") with `seconds` while the account's pause runs. A clock set back does not
    lengthen a pause: it then counts from now, once.
    """
    at = format_instant(ports.clock.now())
    book = book_of(folder, ports, headers.read(folder).vault_id.hex())
    mine = Attempt(book, who or NOBODY, tries.new_token(), at)
    before = tries.counting(book.read(), mine.who)
    _require_over(mine, before)
    book.append(TryLine(TryKind.TRY, mine.who, mine.token, at))
    # Others may have begun at the same moment; those whose lines are before this one go first.
    counted = tries.counting(book.read(), mine.who)
    tokens = [line.token for line in counted]
    try:
        if mine.token in tokens:
            _require_over(mine, counted[: tokens.index(mine.token)])
    except Refused:
        mine.withdrawn()
        raise
    return mine


def book_of(folder: Path, ports: Ports, vault_id: str) -> Book:
    """Where the tries at a vault are noted."""
    return Book(folder, ports.machine.tries(vault_id))


def failed_since(book: Book) -> Failed | None:
    """What failed since the journal was told last."""
    failed = tries.untold(book.read())
    return Failed(len(failed), failed[0].at, failed[-1].at) if failed else None


def told(book: Book, at: str) -> None:
    """What failed until now is in the journal."""
    book.append(TryLine(TryKind.TOLD, NOBODY, tries.new_token(), at))
    book.shorten()


def _require_over(mine: Attempt, before: tuple[TryLine, ...]) -> None:
    pause = pause_seconds(len(before))
    if pause == 0:
        return
    now, last = parse_instant(mine.at), parse_instant(before[-1].at)
    if now < last:
        mine.book.append(TryLine(TryKind.FROM, mine.who, mine.token, mine.at))
        last = now
    left = pause - int((now - last).total_seconds())
    if left > 0:
        key = mine.who == RECOVERY
        raise Refused("recovery-paused" if key else "unlock-paused", seconds=left)
