"""Check a vault, back it up, bring it back.

A backup is one file with the database and the header, still encrypted; it is opened and checked
before it counts, and gets its name only then. The daily one is made when the vault is locked and
anything was done, under the day's name, and seven are kept: so the day's file is the state after
the day's last lock. What goes wrong is journaled, kept for Home, and keeps nobody from locking. A
restored vault is a new instance (memory.py): its next export opens a new epoch and its numbers
jump.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clerkapp.domain.check_report import CheckReport
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.office import BACKUP_SUFFIX, Restored
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.text.file_names import require_usable
from clerkapp.domain.text.rules import one_line
from clerkapp.services import unjournaled
from clerkapp.services.ports import Drive, Ports
from clerkapp.services.reception import require_outside, require_place
from clerkapp.services.session import Notice, Params, Session
from clerkapp.services.vaults.own import vault_of
from clerkapp.store import settings
from clerkapp.store.opened import CANNOT_WRITE, Store
from clerkapp.vault import check as checks
from clerkapp.vault.backups import backup as backups
from clerkapp.vault.backups import restoring
from clerkapp.vault.check import Progress
from clerkapp.vault.engine.files import BESIDE_DATABASE

BACKUP_FOLDER_SETTING = "backup_folder"
LAST_BACKUP_SETTING = settings.LAST_BACKUP
BACKUPS_BEGUN_SETTING = settings.BACKUPS_BEGUN
_TEMPORARY = ".tmp"
_LEFT = (_TEMPORARY, *(f"{_TEMPORARY}{ending}" for ending in BESIDE_DATABASE))


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was opened again and found whole. `size` in bytes."""

    path: Path
    size: int
    at: str


@dataclass(frozen=True, slots=True)
class LastBackup:
    """How the last daily backup went: `code` is None when it went well. For Home.

    `path`: the file, also one that could not be written.
    """

    at: str
    code: str | None
    path: str | None


def check(session: Session, progress: Progress = lambda _: None) -> CheckReport:
    """Compare everything in the vault with everything that says what it was.

    `progress` is told the name of each part before it begins, on the thread that owns the vault.
    """
    remembered = session.ports.machine.read(session.vault.info.vault_id)
    report = checks.check(vault_of(session), session.folder, progress, remembered=remembered)
    try:
        params: Params = {"problems": len(report.problems)}
        unjournaled.journal(session, Event.CHECKED, session.now(), params)
    except EnvironmentFailure:
        # The engine writes no more once it has read a damaged page; the findings matter more.
        if not report.problems:
            raise
    return report


def backup(
    session: Session, target: Path, *, keeping: Callable[[], None] = lambda: None
) -> BackedUp:
    """Write a backup to `target`, which must not exist. `keeping` is called when it is whole and about to get
    its name: until then an interruption leaves nothing.

    Raises Refused: not-permitted, backup-exists, backup-inside; and EnvironmentFailure (drive, vault).
    """
    session.require(Permission.BACK_UP)
    require_usable(target)  # first: Windows says that a device exists
    if session.ports.drive.exists(target):
        raise Refused("backup-exists", file=target.name)
    at = session.now()
    size = _write(session, target, at, keeping)
    unjournaled.journal(session, Event.BACKUP_MADE, at, {"file": one_line(target.name)})
    return BackedUp(target, size, at)


def _write(
    session: Session,
    target: Path,
    at: str,
    keeping: Callable[[], None] = lambda: None,
    *,
    replacing: bool = False,
) -> int:
    """Write a backup beside `target`, and name it when it was found whole; its size.

    Where it is written is in the vault until then: a kill would leave a whole copy there, which an old
    data key opens.
    """
    require_usable(target)
    require_outside(target, code="backup-inside")
    drive, place = session.ports.drive, target.parent
    stem = _temporary(session.vault)
    drive.remove_named(place, stem, *_LEFT)
    made = drive.unforeseen(place, stem, _TEMPORARY)
    if not session.read_only:
        with _where_it_takes_something():
            _set_begun(session.vault, {*_begun(session.vault), str(place.absolute())})
    try:
        with drive.told_of(target):
            size = backups.backup(vault_of(session), session.folder, made, at=at)
        keeping()
        drive.settle(made, target, replacing=replacing)
    except BaseException:
        with suppress(OSError):
            made.unlink(missing_ok=True)
        raise
    finally:
        if not session.read_only and not os.path.lexists(made):
            with suppress(EnvironmentFailure):  # then it is looked for once more, in vain
                _set_begun(session.vault, _begun(session.vault) - {str(place.absolute())})
    return size


@contextmanager
def _where_it_takes_something() -> Iterator[None]:
    """A note that a vault on a full disk goes without: its records must still leave for a safe place."""
    try:
        yield
    except EnvironmentFailure as failure:
        if failure.code not in CANNOT_WRITE:
            raise


def remove_begun(vault: Store, drive: Drive) -> None:
    """Remove what killed backups left where they were to go; what is out of reach waits for the next time.
    Only for who holds the vault open: nobody else writes a backup of it then."""
    for place in sorted(_begun(vault)):
        try:
            drive.remove_named(Path(place), _temporary(vault), *_LEFT)
        except EnvironmentFailure:
            continue
        with suppress(EnvironmentFailure):
            _set_begun(vault, _begun(vault) - {place})


def _temporary(vault: Store) -> str:
    """How the names of this vault's unfinished backups begin."""
    return f".backup-{vault.info.vault_id}-"


def _begun(vault: Store) -> set[str]:
    names = vault.settings.get(BACKUPS_BEGUN_SETTING)
    return {name for name in names if isinstance(name, str)} if isinstance(names, list) else set()


def _set_begun(vault: Store, places: set[str]) -> None:
    with vault.transaction():
        vault.settings.set(BACKUPS_BEGUN_SETTING, sorted(places))


def restore(file: Path, folder: Path, ports: Ports) -> Restored:
    """Bring a backup back as the vault `folder`, which must not exist yet. Says who can open it: closed
    accounts may be open again.

    It begins anew at its first unlock (`memory`). A computer that cannot remember it gets its records back
    all the same; unlocking tells, and no new bundle is made there.
    """
    require_place(folder, ports)
    return restoring.restore(file, folder)


def set_backup_folder(session: Session, folder: Path | None) -> None:
    """Choose where daily backups go; None for nowhere. Raises Refused("backup-inside")."""
    session.require(Permission.ADMINISTER)
    if folder is not None:
        require_outside(folder, code="backup-inside")
    session.change_setting(BACKUP_FOLDER_SETTING, str(folder) if folder else None)


def backup_folder(session: Session) -> Path | None:
    """Where daily backups go."""
    chosen = session.vault.settings.get(BACKUP_FOLDER_SETTING)
    return Path(chosen) if isinstance(chosen, str) else None


def beside_the_vault(session: Session, folder: Path) -> bool:
    """Whether backups in `folder` would be lost together with the vault's disk."""
    return session.ports.drive.same_disk(session.folder, folder)


def last_backup(session: Session) -> LastBackup | None:
    """How the last daily backup went; None when there was none."""
    stored = session.vault.settings.get(LAST_BACKUP_SETTING)
    return LastBackup(**stored) if isinstance(stored, dict) else None


def daily_backup(session: Session) -> tuple[Notice, ...]:
    """Make today's backup anew when something was done; keep seven. Returns what went wrong."""
    folder = backup_folder(session)
    if folder is None:
        return ()
    today = session.ports.clock.now().date()
    target = folder / f"{_stem(session)}{today.isoformat()}{BACKUP_SUFFIX}"
    head = session.vault.journal.head()
    if head is not None and head[0] == session.opened_seq and session.ports.drive.exists(target):
        return ()
    at = session.now()
    try:
        session.ports.drive.make_folder(folder)
        _write(session, target, at, replacing=True)
        _prune(session, folder)
    except (EnvironmentFailure, Refused) as failure:
        _keep(
            session,
            LastBackup(at, failure.code, str(target)),
            Event.BACKUP_FAILED,
            {"code": failure.code},
        )
        return (Notice("backup-failed", {"folder": str(folder)}),)
    _keep(
        session,
        LastBackup(at, None, str(target)),
        Event.BACKUP_MADE,
        {"file": one_line(target.name)},
    )
    return ()


def _prune(session: Session, folder: Path) -> None:
    """Remove the oldest daily backups of this vault; files of other names are not touched."""
    stem = _stem(session)
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        raise EnvironmentFailure("drive-gone", folder=str(folder)) from None
    backups.keep_newest(path for path in paths if _is_daily(path.name, stem))


def _is_daily(name: str, stem: str) -> bool:
    if not (name.startswith(stem) and name.endswith(BACKUP_SUFFIX)):
        return False
    try:
        date.fromisoformat(name[len(stem) : -len(BACKUP_SUFFIX)])
    except ValueError:
        return False
    return True


def _stem(session: Session) -> str:
    info = session.vault.info
    return f"{info.authority}-{info.station}-"


def _keep(
    session: Session,
    last: LastBackup,
    event: Event,
    params: Params,
) -> None:
    if session.read_only:
        unjournaled.journal(session, event, last.at, params)
        return
    with session.vault.transaction():
        session.vault.settings.set(
            LAST_BACKUP_SETTING, {"at": last.at, "code": last.code, "path": last.path}
        )
        session.journal(event, last.at, params)
