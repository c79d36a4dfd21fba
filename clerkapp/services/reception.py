"""What can be read before unlocking: what a folder holds, whose vault it is, and who may unlock it.

One place judges a folder, for the desktop and for clerkctl: a vault with one header, without its
database, without its headers, on a drive that is not there, a backup in the place of a vault. Each
has its own error; none of them is taken for a folder where a vault is still to be made.
Apart from `vaults`, and with few imports, so that the unlock screen shows the names at once.
"""

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.office import BACKUP_SUFFIX, BackupFace, Office, SlotPerson
from clerkapp.domain.text.file_names import is_usable, require_usable
from clerkapp.services.ports import Ports
from clerkapp.vault import office
from clerkapp.vault.keys.header import DATABASE
from clerkapp.vault.keys.header import FIRST as FIRST_HEADER
from clerkapp.vault.keys.header import SECOND as SECOND_HEADER


def people(folder: Path, ports: Ports) -> Sequence[SlotPerson]:
    """Who may unlock the vault. Nothing of the record is read."""
    return describe(folder, ports).people


def describe(folder: Path, ports: Ports) -> Office:
    """The office and the people of a vault. Nothing of the record is read.

    Raises what `require_vault` raises, and what reading the header raises.
    """
    refuse_network(folder, ports)
    require_vault(folder)
    return office.describe(folder)


def require_vault(folder: Path) -> None:
    """Tell what keeps `folder` from being opened, as far as its files show.

    Raises EnvironmentFailure: vault-gone (no such folder, or a drive that is not there),
    vault-unreadable, vault-headers-missing, vault-database-missing; Refused: vault-is-backup,
    vault-missing.
    """
    try:
        kind = folder.stat().st_mode
        if not stat.S_ISDIR(kind):
            raise Refused(
                "vault-is-backup" if is_backup(folder) else "vault-missing",
                file=folder.name,
            )
        found = {entry.name for entry in os.scandir(folder)}
    except PermissionError:
        raise EnvironmentFailure("vault-unreadable", folder=str(folder)) from None
    except (OSError, ValueError):
        raise EnvironmentFailure("vault-gone", folder=str(folder)) from None
    headers, database = found & {FIRST_HEADER, SECOND_HEADER}, DATABASE in found
    if not headers and not database:
        raise Refused("vault-missing")
    if not headers:
        raise EnvironmentFailure("vault-headers-missing")
    if not database:
        raise EnvironmentFailure("vault-database-missing")


def look_into(backup: Path) -> BackupFace:
    """When a backup was made, of which office, and who can open it. Raises what
    vault.office.look_into raises."""
    return office.look_into(backup)


def is_backup(path: Path) -> bool:
    """Whether a file's name says that it is a backup."""
    return path.name.casefold().endswith(BACKUP_SUFFIX)


def free_folder(near: Path, name: str) -> Path:
    """A folder that is not there yet, for a vault of this name."""
    letters = "".join(char for char in name if char.isalnum() or char in " -").strip()
    stem = letters.split(" ")[0] if letters else ""
    if not is_usable(stem):
        stem = "Office"
    folder, n = near / f"{stem}.vault", 2
    while os.path.lexists(folder):
        folder, n = near / f"{stem}-{n}.vault", n + 1
    return folder


def lost_header(folder: Path) -> str:
    """The name of the header file that is missing while the other one is there; otherwise empty."""
    there = [name for name in (FIRST_HEADER, SECOND_HEADER) if (folder / name).exists()]
    if len(there) != 1:
        return ""
    return SECOND_HEADER if there == [FIRST_HEADER] else FIRST_HEADER


def require_place(folder: Path, ports: Ports) -> None:
    """Raises Refused("file-name" | "place-inside-vault" | "vault-network") for a folder that cannot become
    a vault, and EnvironmentFailure("drive-gone") without a folder to make it in."""
    require_usable(folder.absolute())
    if not os.path.lexists(folder / DATABASE):  # a vault that is there is told as that
        require_outside(folder)
    refuse_network(folder, ports)
    ports.drive.require_folder(folder.absolute().parent)


def require_outside(
    place: Path, *, becoming: Path | None = None, code: str = "place-inside-vault"
) -> None:
    """Raises Refused(`code`) for a file or folder inside the folder of any vault, whichever way leads there.

    What is in there is lost, moved and given away with the vault. `becoming`: a folder that is about to
    be a vault.
    """
    there = None if becoming is None else _real(becoming)
    # A link may be in the way to the place, or be the place.
    for real in (_real(place.parent), _real(place)):
        for above in (real, *real.parents):
            if above == there or os.path.lexists(above / DATABASE):
                raise Refused(code)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def refuse_network(folder: Path, ports: Ports) -> None:
    """Raises Refused("vault-network") for a folder on another computer."""
    if ports.drive.is_network(folder):
        raise Refused("vault-network")
