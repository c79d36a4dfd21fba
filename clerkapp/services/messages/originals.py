"""Taking a dangerous file out of the vault: on purpose, locked in an archive, and journaled.

A message or a file that came with one is handed to those who examine it (the state, a vendor, the
police) in an archive that says what it is by name and that no double click opens. The password is
known to everybody: it guards against accidents and hides nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from clerkapp.crypto import locked_archive
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.files import WrittenFile
from clerkapp.services.announcing import announced, require_free
from clerkapp.services.messages import keeping
from clerkapp.services.session import Session
from clerkapp.services.stopping import Stopped, unless

PREFIX: Final = "DANGEROUS-"
_ENDINGS: Final = frozenset((".eml", ".msg", ".mbox", ".txt"))


@dataclass(frozen=True, slots=True)
class ExportedOriginal:
    """What was written, the SHA-256 of the file inside, and the password in words for a person."""

    written: WrittenFile
    sha256: str
    password: str


def archive_name(number: str) -> str:
    """The archive's name: `DANGEROUS-message-LARK-2026-W1-0007.zip`."""
    return f"{PREFIX}message-{number}.zip"


def export(
    session: Session,
    number: str,
    target: Path,
    sha256: str | None = None,
    *,
    stopped: Stopped = lambda: False,
) -> ExportedOriginal:
    """Write the message of a record, or the attachment `sha256`, into a locked archive.

    `target`: a folder, or a new file whose name begins with PREFIX and ends in .zip. Raises Refused:
    record-not-found, message-not-kept, archive-name, cancelled; and EnvironmentFailure (drive).
    """
    original = keeping.original_of(session, number, sha256)
    path = _path(target, archive_name(number.strip().upper()))
    ending = PurePath(original.name).suffix.lower()
    inside = f"message-{number.strip().upper()}{ending if ending in _ENDINGS else '.bin'}"
    drive = session.ports.drive
    require_free(drive, path)
    with announced(
        session,
        Event.ORIGINAL_EXPORTED,
        {"number": number.strip().upper(), "sha256": original.sha256},
    ):
        written = drive.write_new(
            path,
            locked_archive.chunks(inside, unless(stopped, _content(session, original.sha256))),
            size=original.size,
        )
    return ExportedOriginal(written, original.sha256, locked_archive.PASSWORD)


def _content(session: Session, sha256: str) -> Iterator[bytes]:
    return session.vault.attachments.chunks(sha256)


def _path(target: Path, name: str) -> Path:
    if target.is_dir():
        return target / name
    if not target.name.startswith(PREFIX) or target.suffix.lower() != ".zip":
        raise Refused("archive-name", name=name)
    return target
