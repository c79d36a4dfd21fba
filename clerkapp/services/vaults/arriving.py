"""A vault that has just been opened, compared with what this machine has seen of it (memory.py, ADR 23).

The machine learns of a new beginning first: a kill before the vault has it is noticed at the next unlock,
and only costs some running numbers more.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from clerkapp.domain.bundles import PUBLIC, UPSTREAM
from clerkapp.domain.errors import ClerkappError, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.station import Place, StationState
from clerkapp.domain.time.times import parse_instant
from clerkapp.services import machine_memory
from clerkapp.services.machine_memory import Past, VaultSeen
from clerkapp.services.ports import Ports
from clerkapp.services.session import Notice, Session
from clerkapp.services.vaults.own import vault_of
from clerkapp.vault import api as vaults
from clerkapp.vault.api import Vault

_KEPT = 64


@dataclass(frozen=True, slots=True)
class Arrived:
    """`instance`: what the vault is called from now on. `mark`: of a backup that was brought back here and
    has not begun anew. `kept`: whether this machine could keep what it noticed."""

    vault: Vault
    folder: Path
    ports: Ports
    past: Past
    instances: tuple[str, ...]
    machines: tuple[str, ...]
    mark: str | None
    original: str | None
    kept: bool

    @property
    def anew(self) -> bool:
        """Whether the vault begins anew. What cannot be kept would begin anew each time."""
        return self.mark is not None or (self.past is not Past.SAME and self.kept)

    def settle(self, now: str) -> None:
        """Write into the vault what it is from now on, in the caller's transaction."""
        settings = self.vault.settings
        if self.anew or not _texts(self.vault, machine_memory.INSTANCES_SETTING):
            settings.set(machine_memory.INSTANCES_SETTING, list(self.instances[-_KEPT:]))
        machine = self.ports.machine.mark(self.vault.info.vault_id)
        if machine not in self.machines and (self.kept or self.past is Past.SAME):
            settings.set(machine_memory.MACHINES_SETTING, [*self.machines, machine][-_KEPT:])
        if self.anew:
            self._begin_anew(now)

    def settled(self, now: str) -> None:
        """The vault has it: remember where its journal stands."""
        vaults.remove_mark(self.folder)
        if self.kept:
            _remember(self.vault, self.folder, self.ports, now)

    def notices(self) -> Iterator[Notice]:
        """What to tell of it."""
        if self.anew and self.original is not None:
            yield Notice("vault-copy", {"folder": self.original})
        elif self.anew:
            yield Notice("vault-other-past")
        if not self.kept:
            yield Notice("machine-state-kept-nowhere")

    def _begin_anew(self, now: str) -> None:
        """Numbers jump, and the next export opens a new epoch."""
        year = parse_instant(now).year
        first, last = self.vault.revisions.skip_numbers(year, at=now)
        settings = self.vault.settings
        settings.set(machine_memory.NEW_EPOCH_SETTING, {UPSTREAM: "restore", PUBLIC: "restore"})
        if self.mark is not None:
            settings.set(machine_memory.MARK_SETTING, self.mark)
        skipped: dict[str, str | int | list[str] | None]
        skipped = {"year": year, "first": first, "last": last}
        self.vault.journal.append(Event.RESTORED, now, None, skipped)


def require_latest_header(vault: Vault, folder: Path, ports: Ports) -> None:
    """Raises Refused("header-changed") when this machine has seen a later header of the same vault, which
    did not go back as a whole: that is told otherwise."""
    state = ports.machine.read(vault.info.vault_id)
    seen = _seen(vault, folder)
    latest = max(
        (place.header_written for place in state.places if place.instance in seen.instances[-1:]),
        default=0,
    )
    if vault.header_log.latest().written >= latest or _new_mark(vault, folder) is not None:
        return
    if machine_memory.past_of(seen, state, ports.machine.mark(vault.info.vault_id)) is Past.SAME:
        raise Refused("header-changed")


def arrive(vault: Vault, folder: Path, ports: Ports) -> Arrived:
    """Compare, and let the machine learn of a new beginning."""
    vault_id = vault.info.vault_id
    state = ports.machine.read(vault_id)
    seen = _seen(vault, folder)
    instances, machines = seen.instances, seen.machines
    past = machine_memory.past_of(seen, state, ports.machine.mark(vault_id))
    mark = _new_mark(vault, folder)
    path = seen.path
    others = [place.path for place in reversed(state.places) if place.path != path]
    original = None
    if past is not Past.SAME or mark is not None:
        original = next((place for place in others if seen.stands(place)), None)
        instances = (*instances, machine_memory.new_instance())
    elif not instances:
        instances = (machine_memory.new_instance(),)
    begun = state if past is Past.SAME else _with(state, Place(path, instances[-1]), seen.stands)
    is_kept = machine_memory.keep_if_possible(ports, vault_id, begun)
    return Arrived(vault, folder, ports, past, instances, machines, mark, original, is_kept)


def remember(session: Session) -> None:
    """Let the machine remember where the vault's clock and journal stand now."""
    _remember(vault_of(session), session.folder, session.ports, session.now())


def head(vault: Vault) -> tuple[int, str | None]:
    """Sequence number and digest of the journal's last entry."""
    return vault.journal.head() or (0, None)


def _seen(vault: Vault, folder: Path) -> VaultSeen:
    """What the vault says of itself."""
    vault_id = vault.info.vault_id
    return VaultSeen(
        path_of(folder),
        _texts(vault, machine_memory.INSTANCES_SETTING),
        _texts(vault, machine_memory.MACHINES_SETTING),
        holds=lambda place: _holds(vault, place),
        stands=lambda other: _stands(vault_id, other, folder),
    )


def _new_mark(vault: Vault, folder: Path) -> str | None:
    """The mark of a backup that was brought back here and has not begun anew."""
    mark = vaults.read_mark(folder)
    return None if mark == vault.settings.get(machine_memory.MARK_SETTING) else mark


def path_of(folder: Path) -> str:
    """A folder as it is remembered: one name, whichever way leads to it, as people see it written."""
    return str(folder.resolve())


def _remember(vault: Vault, folder: Path, ports: Ports, now: str) -> None:
    instances = _texts(vault, machine_memory.INSTANCES_SETTING)
    state = replace(ports.machine.read(vault.info.vault_id), seen_at=now)
    seq, digest = head(vault)
    written = vault.header_log.latest().written
    place = Place(path_of(folder), instances[-1], seq, digest, written)
    vault_id = vault.info.vault_id
    noted = _with(state, place, lambda other: _stands(vault_id, other, folder))
    machine_memory.keep_if_possible(ports, vault_id, noted)


def _with(state: StationState, place: Place, stands: Callable[[str], bool]) -> StationState:
    return machine_memory.placed(state, place, moved=lambda other: not stands(other))


def _holds(vault: Vault, place: Place) -> bool:
    """Whether the journal holds the head that was seen; nothing was seen of one about to begin anew."""
    if place.seq == 0:
        return place.instance == _texts(vault, machine_memory.INSTANCES_SETTING)[-1]
    entries = vault.journal.entries(after=place.seq - 1, limit=1)
    return bool(entries) and entries[0].digest == place.digest


def _stands(vault_id: str, path: str, folder: Path) -> bool:
    """Whether the vault, or a copy, is still at `path`, and that is not this folder by another name."""
    other = Path(path)
    try:
        return not other.samefile(folder) and vaults.vault_id(other) == vault_id
    except (OSError, ClerkappError):
        return False


def _texts(vault: Vault, name: str) -> tuple[str, ...]:
    value = vault.settings.get(name)
    return tuple(text for text in value if isinstance(text, str)) if isinstance(value, list) else ()
