"""The use cases at the door, imported when they are first used.

The vault, the cryptography and all words of the record take longer to load than the unlock window
takes to paint. So the window comes first, and whoever asks at the door loads them on the vault's
thread meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clerkapp.domain.errors import ClerkappError
    from clerkapp.domain.office import Office
    from clerkapp.services.ports import Ports
    from clerkapp.services.session import Notice, Session


def office(folder: Path, ports: Ports) -> Office:
    """The office and the people of a vault, for the unlock screen."""
    from clerkapp.services import reception

    return reception.describe(folder, ports)


def load() -> None:
    """Load what unlocking takes, on the vault's thread, while the passphrase is being typed."""
    from clerkapp.services.vaults import opening  # noqa: F401


def unlock(folder: Path, name: str, passphrase: str, ports: Ports) -> Session:
    """Open the vault in this thread. Refuses as services.vaults.unlock does."""
    from clerkapp.services.vaults import opening

    return opening.unlock(folder, name, passphrase, ports)


def choose(folder: Path, name: str, old: str, new: str, ports: Ports) -> Session:
    """Open the vault with a first passphrase, and put the person's own in its place. Refuses as
    services.passphrases.choose does."""
    from clerkapp.services.vaults import passphrases

    return passphrases.choose(folder, name, old, new, ports)


def lock(session: Session) -> Sequence[Notice]:
    """Close the vault; what went wrong with the backup."""
    from clerkapp.services.vaults import opening

    return opening.lock(session)


def words_of(error: ClerkappError) -> str:
    """The sentence for an error."""
    from clerkapp.wording.sentences import sentence

    return sentence(error.code, error.params)


def bug_words() -> str:
    """What is said where the program itself went wrong."""
    from clerkapp.wording.language import _

    return _("The program itself went wrong.")


def notice_words(notice: Notice) -> str:
    """The sentence for something noticed."""
    from clerkapp.wording.sentences import sentence

    return sentence(notice.code, notice.params)


def untold_crash(told: str, ports: Ports) -> Path | None:
    """The newest crash file, unless it was told about already (`told`: its name)."""
    file = ports.profile.latest_crash()
    return None if file is None or file.name == told else file


def clock_words(now: datetime) -> str:
    """The office's time of day in words; before anybody was in, the computer's."""
    from clerkapp.domain.time.times import format_instant
    from clerkapp.wording import times

    return times.clock_words(format_instant(times.office_time(now)))


def function_words(function: str) -> str:
    """What a person does, in words."""
    from clerkapp.wording.labels import role_label

    return role_label(function)
