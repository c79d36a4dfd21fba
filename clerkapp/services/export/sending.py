"""Writing a committed bundle to a folder or a stick: cut, sealed, written, read again, compared.

The vault's thread gives chunks, a second one makes the tar and checks what it carries, a third
seals and writes, with a short queue between them: memory stays the same whatever the size. On any
trouble nothing stays at the target, and the bundle stays committed: writing it again gives the same.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from clerkapp.bundle import sealed, writer
from clerkapp.bundle.writer import AttachmentSource, Content
from clerkapp.codec.limits import PART_SIZE
from clerkapp.crypto.certificates import read_recipient
from clerkapp.domain.bundles import Outgoing
from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.files import WrittenFile
from clerkapp.domain.records.copies import Copy
from clerkapp.services.export import writing
from clerkapp.services.ports import Drive
from clerkapp.services.stopping import Stopped, unless
from clerkapp.services.vault_thread import Ask, ahead, pulled

_RECORDS_AT_ONCE = 100
_ROOM_FOR_A_PART = 4096
"""Bytes above the plaintext: a sealed part's header and tag, its line in SHA256SUMS, and a margin."""


@dataclass(frozen=True, slots=True)
class SendProgress:
    """`done` of `total` bytes of bundle `number` of `of` are written."""

    number: int
    of: int
    done: int
    total: int


OnProgress = Callable[[SendProgress], None]


def send(
    outgoing: Outgoing,
    content: Content,
    folder: Path,
    drive: Drive,
    ask: Ask,
    *,
    progress: Callable[[int, int], None],
    stopped: Stopped,
    part_size: int = PART_SIZE,
) -> tuple[WrittenFile, ...]:
    """Write a committed bundle below `folder`; `content` is its content on the vault's thread.

    Raises EnvironmentFailure("drive-short" before the first byte, drive-…) and
    Refused("cancelled", bundle-differs, attachment-changed).
    """
    content_in_portions = _in_portions(content, ask)
    prepared = writer.prepare_again(outgoing.statement, outgoing.tagmanifest, content_in_portions)
    length = writer.tar_length(prepared, outgoing.signature)
    drive.require_folder(folder)
    _require_room(drive, folder, length, part_size)
    with ahead(writer.tar_stream(prepared, outgoing.signature)) as pieces:
        tar = _counted(pieces, length, progress, stopped)
        if outgoing.copy == Copy.PUBLIC:
            return (writing.write_public(drive, folder, tar, length),)
        recipients = [read_recipient(pem.encode()) for pem in outgoing.recipients]
        parts = sealed.seal_parts(tar, length, recipients, part_size)
        return writing.write_parts(drive, folder, parts)


def _in_portions(content: Content, ask: Ask) -> Content:
    """The same content, fetched from the vault's thread a little at a time."""
    return replace(
        content,
        records=lambda: pulled(ask, content.records, _RECORDS_AT_ONCE),
        acts=lambda: pulled(ask, content.acts, _RECORDS_AT_ONCE),
        attachments=tuple(
            AttachmentSource(
                attachment.sha256, attachment.size, partial(pulled, ask, attachment.chunks)
            )
            for attachment in content.attachments
        ),
    )


def _require_room(drive: Drive, folder: Path, length: int, part_size: int) -> None:
    needed = length + _ROOM_FOR_A_PART * (1 + length // part_size)
    free = drive.free_space(folder)
    if free < needed:
        raise EnvironmentFailure("drive-short", folder=str(folder), free=free, needed=needed)


def _counted(
    pieces: Iterator[bytes], total: int, progress: Callable[[int, int], None], stopped: Stopped
) -> Iterator[bytes]:
    done = 0
    for piece in unless(stopped, pieces):
        done += len(piece)
        progress(done, total)
        yield piece
