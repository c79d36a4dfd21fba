"""Check a vault, back it up, bring it back.

A backup is one file with the database and the header, still encrypted; it is opened and checked
before it counts. The daily one is made when the vault is locked and anything was done, under the
day's name, and seven are kept: so the day's file is the state after the day's last lock. What goes
wrong is journaled, kept for Home, and keeps nobody from locking. A restored vault is a new instance
(memory.py): its next export opens a new epoch and its numbers jump.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people import Permission
from clerkapp.host.drive import translated
from clerkapp.services import memory
from clerkapp.services.ports import Ports
from clerkapp.services.session import Notice, Session
from clerkapp.vault import backup as backups
from clerkapp.vault import check as checks
from clerkapp.vault import settings
from clerkapp.vault.check import CheckReport, Progress

BACKUP_FOLDER_SETTING = "backup_folder"
LAST_BACKUP_SETTING = settings.LAST_BACKUP
_FRESH = ".new"


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
    report = checks.check(session.vault, session.folder, progress, remembered=remembered)
    try:
        with session.vault.transaction():
            session.journal(Event.CHECKED, session.now(), {"problems": len(report.problems)})
    except EnvironmentFailure:
        # The engine writes no more once it has read a damaged page; the findings matter more.
        if not report.problems:
            raise
    return report


def backup(session: Session, target: Path) -> BackedUp:
    """Write a backup to `target`, which must not exist.

    Raises Refused("backup-exists") and EnvironmentFailure (drive, vault).
    """
    at = session.now()
    with translated(target):
        size = backups.backup(session.vault, session.folder, target, at=at)
    with session.vault.transaction():
        session.journal(Event.BACKUP_MADE, at, {"file": target.name})
    return BackedUp(target, size, at)


def restore(file: Path, folder: Path, ports: Ports) -> str:
    """Bring a backup back as the vault `folder`, which must not exist yet. Returns the vault's id.

    A computer that cannot remember it gets its records back all the same; unlocking tells, and no new
    bundle is made there (`memory`).
    """
    if ports.drive.is_network(folder):
        raise Refused("vault-network")
    vault_id = backups.restore(file, folder)
    state = ports.machine.read(vault_id)
    anew = replace(
        state, instance=memory.new_instance(), seen_seq=0, seen_digest=None, header_written=0
    )
    memory.keep_if_possible(ports, vault_id, anew)
    return vault_id


def set_backup_folder(session: Session, folder: Path | None) -> None:
    """Choose where daily backups go; None for nowhere."""
    session.require(Permission.ADMINISTER)
    session.change_setting(BACKUP_FOLDER_SETTING, str(folder) if folder else None)


def backup_folder(session: Session) -> Path | None:
    """Where daily backups go."""
    chosen = session.vault.settings.get(BACKUP_FOLDER_SETTING)
    return Path(chosen) if isinstance(chosen, str) else None


def last_backup(session: Session) -> LastBackup | None:
    """How the last daily backup went; None when there was none."""
    kept = session.vault.settings.get(LAST_BACKUP_SETTING)
    return LastBackup(**kept) if isinstance(kept, dict) else None


def daily_backup(session: Session) -> tuple[Notice, ...]:
    """Make today's backup anew when something was done; keep seven. Returns what went wrong."""
    folder = backup_folder(session)
    if folder is None:
        return ()
    today = session.ports.clock.now().date()
    target = folder / f"{_stem(session)}{today.isoformat()}{backups.SUFFIX}"
    head = session.vault.journal.head()
    if head is not None and head[0] == session.opened_seq and session.ports.drive.exists(target):
        return ()
    at = session.now()
    try:
        _replace(session, target, at)
        _prune(session, folder)
    except EnvironmentFailure as failure:
        _keep(
            session,
            LastBackup(at, failure.code, str(target)),
            Event.BACKUP_FAILED,
            {"code": failure.code},
        )
        return (Notice("backup-failed", {"folder": str(folder)}),)
    _keep(session, LastBackup(at, None, str(target)), Event.BACKUP_MADE, {"file": target.name})
    return ()


def _replace(session: Session, target: Path, at: str) -> None:
    fresh = target.with_name(f"{target.name}{_FRESH}")
    drive = session.ports.drive
    drive.make_folder(target.parent)
    drive.remove(fresh)
    with translated(fresh):
        backups.backup(session.vault, session.folder, fresh, at=at)
    drive.remove(target)
    drive.settle(fresh, target)


def _prune(session: Session, folder: Path) -> None:
    """Remove the oldest daily backups of this vault, and what killed ones left; files of other names
    are not touched."""
    stem = _stem(session)
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        raise EnvironmentFailure("drive-gone", folder=str(folder)) from None
    backups.keep_newest(path for path in paths if _is_daily(path.name, stem))
    backups.keep_newest((path for path in paths if _is_left_over(path.name, stem)), keep=0)


def _is_daily(name: str, stem: str) -> bool:
    if not (name.startswith(stem) and name.endswith(backups.SUFFIX)):
        return False
    try:
        date.fromisoformat(name[len(stem) : -len(backups.SUFFIX)])
    except ValueError:
        return False
    return True


def _is_left_over(name: str, stem: str) -> bool:
    """Whether a backup that was killed left this, under the names of `_replace` and `backups.backup`."""
    day = name.removeprefix(".").partition(f"{backups.SUFFIX}{_FRESH}")[0]
    return day != name and _is_daily(f"{day}{backups.SUFFIX}", stem)


def _stem(session: Session) -> str:
    info = session.vault.info
    return f"{info.authority}-{info.station}-"


def _keep(
    session: Session,
    last: LastBackup,
    event: Event,
    params: dict[str, str | int | list[str] | None],
) -> None:
    with session.vault.transaction():
        session.vault.settings.set(
            LAST_BACKUP_SETTING, {"at": last.at, "code": last.code, "path": last.path}
        )
        session.journal(event, last.at, params)
