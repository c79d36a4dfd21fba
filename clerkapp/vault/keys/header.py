"""`header.json`: who may open the vault, readable before anybody has (docs/formats/vault.md, section 3).

JCS bytes, two copies. `digest` tells damage from a change before unlocking; `macs`, one for each data
key in force, are checked after. Both copies are replaced one after the other: temporary file, fsync,
rename, fsync of the folder. A damaged copy is passed over for the other one; of two that differ, the
one that was written later counts.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from clerkapp.codec import jcs
from clerkapp.crypto import wrapping
from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.vault.engine.failures import from_disk
from clerkapp.vault.engine.files import write_durably
from clerkapp.vault.keys.slots import FORMAT, Slot, decode_bytes, encode_bytes

FIRST = "header.json"
SECOND = "header.copy.json"
DATABASE = "incidents.db"
MAX_SIZE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Header:
    """The vault's id and office, and its slots. `macs` hold for all the rest.

    `written` counts how often the header was changed.
    """

    vault_id: bytes
    authority: str
    authority_name: str
    station: str
    slots: tuple[Slot, ...]
    macs: tuple[bytes, ...] = ()
    written: int = 0

    @property
    def recovery(self) -> Slot:
        """The first slot that a printed recovery key opens."""
        return self.recoveries[0]

    @property
    def recoveries(self) -> tuple[Slot, ...]:
        """The slots that a printed recovery key opens: two until a new one was read back from paper."""
        return tuple(slot for slot in self.slots if slot.kind == "recovery")

    @property
    def people(self) -> tuple[Slot, ...]:
        """The slots of persons."""
        return tuple(slot for slot in self.slots if slot.kind == "person")

    def slot(self, slot_id: str) -> Slot | None:
        """The slot with this id."""
        return next((slot for slot in self.slots if slot.id == slot_id), None)

    def with_slot(self, slot: Slot) -> "Header":
        """With the slot added, or put in the place of the one with its id."""
        others = tuple(other for other in self.slots if other.id != slot.id)
        return replace(self, slots=(*others, slot))

    def only(self, ids: frozenset[str]) -> "Header":
        """With the slots named by `ids`. The recovery slots stay when none of them is named: a header
        without one cannot be read."""
        named = any(slot.id in ids for slot in self.recoveries)
        return replace(
            self,
            slots=tuple(
                slot
                for slot in self.slots
                if slot.id in ids or (slot.kind == "recovery" and not named)
            ),
        )

    def signed(self, keys: Sequence[bytes], after: int = 0) -> "Header":
        """The next one to be written: counted on, also from `after`, and with a MAC under each data key
        in force."""
        counted = replace(self, written=max(self.written, after) + 1)
        return replace(counted, macs=tuple(counted.mac(key) for key in keys))

    def mac(self, data_key: bytes) -> bytes:
        """The MAC of all but the MACs, under a key made from the data key."""
        return wrapping.header_mac(data_key, self.vault_id, jcs.encode(self._body()))

    def holds_under(self, data_key: bytes) -> bool:
        """Whether one of the MACs is right under `data_key`."""
        expected = self.mac(data_key)
        return any(wrapping.same_mac(mac, expected) for mac in self.macs)

    def _body(self) -> dict[str, Any]:
        counted = {"written": self.written} if self.written else {}
        return {
            **counted,
            "format": FORMAT,
            "vault": self.vault_id.hex(),
            "authority": self.authority,
            "authority_name": self.authority_name,
            "station": self.station,
            "slots": [slot.to_value() for slot in self.slots],
        }

    def encode(self) -> bytes:
        """The file's bytes."""
        value = {**self._body(), "macs": [encode_bytes(mac) for mac in self.macs]}
        return jcs.encode({**value, "digest": sha256_hex(jcs.encode(value))})


def decode(data: bytes) -> Header:
    """Read a header. Raises ValueError when damaged, Refused("vault-newer", "header-parameters")."""
    try:
        value = json.loads(data)
    except RecursionError as error:
        raise ValueError("not a header") from error
    if not isinstance(value, dict):
        raise ValueError("not a header")
    digest = value.pop("digest", None)
    if digest != sha256_hex(jcs.encode(value)):
        raise ValueError("not a header")
    if value.get("format") != FORMAT:
        raise Refused("vault-newer", version=str(value.get("format"))[:40], known=FORMAT)
    try:
        header = Header(
            vault_id=bytes.fromhex(value["vault"]),
            authority=str(value["authority"]),
            authority_name=str(value["authority_name"]),
            station=str(value["station"]),
            slots=tuple(Slot.from_value(slot) for slot in value["slots"]),
            macs=tuple(decode_bytes(mac) for mac in value["macs"]),
            written=_count(value.get("written", 0)),
        )
    except (KeyError, TypeError) as error:
        raise ValueError("not a header") from error
    ids = {slot.id for slot in header.slots}
    whole = len(header.vault_id) == wrapping.VAULT_ID_SIZE and len(ids) == len(header.slots)
    if not whole or len(header.recoveries) not in (1, 2):
        raise ValueError("not a header")
    return header


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("not a header")
    return value


def read_copies(folder: Path) -> tuple[Header, ...]:
    """The readable copies, the one written later first. Raises when there is none.

    Refused("vault-missing"), EnvironmentFailure("header-damaged"), or what the copies are refused for.
    """
    copies: list[Header] = []
    trouble: Exception | None = None
    present = False
    for name in (FIRST, SECOND):
        try:
            copies.append(decode(_read(folder / name)))
            present = True
        except (FileNotFoundError, NotADirectoryError):
            continue
        except ValueError:
            present = True
        except Refused as refused:
            present = True
            trouble = trouble or refused
        except OSError as error:
            raise from_disk(error) from None
    if copies:
        return tuple(sorted(copies, key=lambda header: -header.written))
    if not present and not (folder / DATABASE).exists():
        raise Refused("vault-missing")
    raise trouble or EnvironmentFailure("header-damaged")


def read(folder: Path) -> Header:
    """The header as it can be read before unlocking."""
    return read_copies(folder)[0]


def read_own(folder: Path, data_key: bytes) -> Header:
    """The copy in force: the latest that this vault wrote, so that nothing planted is signed along.

    Raises Refused("header-changed") when no readable copy has a MAC under `data_key`.
    """
    return in_force(read_copies(folder), data_key)


def in_force(copies: Sequence[Header], data_key: bytes) -> Header:
    """The first of `copies` with a MAC under `data_key`. Raises Refused("header-changed")."""
    for header in copies:
        if header.holds_under(data_key):
            return header
    raise Refused("header-changed")


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(MAX_SIZE + 1)
    if len(data) > MAX_SIZE:
        raise ValueError("not a header")
    return data


def write(folder: Path, header: Header) -> None:
    """Replace both copies. A kill at any moment leaves at least one whole copy, old or new.

    When the second one cannot be written the first is put back: what is told as failed does not hold.
    """
    data, first = header.encode(), folder / FIRST
    before = None
    with suppress(OSError, ValueError):
        before = _read(first)
    write_durably(first, data)
    try:
        write_durably(folder / SECOND, data)
    except EnvironmentFailure:
        if before is not None:
            with suppress(EnvironmentFailure):
                write_durably(first, before)
        raise
