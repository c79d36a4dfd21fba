"""What cannot be undone is journaled before it is done: whatever leaves the vault, and a new data key.

The entry is committed before the first byte leaves, so that a kill in between leaves a trace: from
then on it counts as gone (where the vault can only be read, `unjournaled`). When the act fails
after that, a second entry says so and names the first.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from clerkapp.domain.errors import ClerkappError, EnvironmentFailure
from clerkapp.domain.events import Event
from clerkapp.domain.text.file_names import require_usable
from clerkapp.services import unjournaled
from clerkapp.services.ports import Drive
from clerkapp.services.reception import require_outside
from clerkapp.services.session import Params, Session

_INTERRUPTED = "interrupted"


@contextmanager
def announced(session: Session, event: Event, params: Params) -> Iterator[None]:
    """Journal `event`, then do the block; when it raises, journal that too. Outside any transaction."""
    entry = announce(session, event, params)
    try:
        yield
    except BaseException as error:
        code = error.code if isinstance(error, ClerkappError) else _INTERRUPTED
        with suppress(EnvironmentFailure):  # what failed first is what is told
            failed(session, entry, code)
        raise


def require_free(drive: Drive, target: Path) -> None:
    """Raises Refused("file-name" | "place-inside-vault") and EnvironmentFailure("drive-taken"), so that
    nothing is announced that would be refused."""
    require_usable(target)
    require_outside(target)
    if drive.exists(target):
        raise EnvironmentFailure("drive-taken", path=target.name)


def announce(session: Session, event: Event, params: Params) -> int:
    """Journal what is done next; the entry's seq. For acts that end elsewhere, such as on paper."""
    return unjournaled.journal(session, event, session.now(), params)


def failed(session: Session, entry: int, code: str) -> None:
    """Journal that the act of `entry` did not succeed, with the code of the reason."""
    unjournaled.journal(session, Event.FAILED, session.now(), {"entry": entry, "code": code})
