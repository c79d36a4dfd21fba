"""What can be told about a vault before anybody has unlocked it.

It comes from the header alone, and this module loads no more than that takes: the names of the people
are on the unlock screen while everything else is still loading.
"""

import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from clerkapp.domain.errors import Refused
from clerkapp.domain.office import BackupFace, Office, SlotPerson
from clerkapp.domain.time.times import format_instant
from clerkapp.vault.keys import header as headers
from clerkapp.vault.keys.header import Header

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def describe(folder: Path) -> Office:
    """The office and the people of a vault. Raises what reading the header raises."""
    return _office(headers.read(folder))


def _office(header: Header) -> Office:
    return Office(
        vault_id=header.vault_id.hex(),
        authority=header.authority,
        authority_name=header.authority_name,
        station=header.station,
        people=tuple(SlotPerson(slot.id, slot.name, slot.function) for slot in header.people),
    )


def look_into(file: Path) -> BackupFace:
    """What a backup says of itself; only its beginning is read.

    Raises Refused: backup-missing, backup-unreadable, vault-newer.
    """
    try:
        with tarfile.open(file, mode="r:") as archive:
            member = archive.next()
            content = archive.extractfile(member) if member and member.isreg() else None
            if member is None or content is None or member.name != headers.FIRST:
                raise ValueError("not a backup")
            made = _EPOCH + timedelta(seconds=member.mtime)
            header = headers.decode(content.read(headers.MAX_SIZE))
    except FileNotFoundError:
        raise Refused("backup-missing", file=file.name) from None
    except (tarfile.TarError, OSError, ValueError, OverflowError, EOFError):
        raise Refused("backup-unreadable", file=file.name) from None
    return BackupFace(format_instant(made), _office(header))


def vault_id(folder: Path) -> str:
    """The vault's id in hex."""
    return headers.read(folder).vault_id.hex()
