"""What can be told about a vault before anybody has unlocked it.

It comes from the header alone, and this module loads no more than that takes: the names of the people
stand on the unlock screen while everything else is still loading.
"""

from dataclasses import dataclass
from pathlib import Path

from clerkapp.vault import header as headers
from clerkapp.vault.slots import SlotPerson


@dataclass(frozen=True, slots=True)
class Office:
    """What can be told about a vault before unlocking."""

    vault_id: str
    authority: str
    authority_name: str
    station: str
    people: tuple[SlotPerson, ...]


def describe(folder: Path) -> Office:
    """The office and the people of a vault. Raises what reading the header raises."""
    header = headers.read(folder)
    return Office(
        vault_id=header.vault_id.hex(),
        authority=header.authority,
        authority_name=header.authority_name,
        station=header.station,
        people=tuple(SlotPerson(slot.id, slot.name, slot.function) for slot in header.people),
    )


def vault_id(folder: Path) -> str:
    """The vault's id in hex."""
    return headers.read(folder).vault_id.hex()


def slot_people(folder: Path) -> list[SlotPerson]:
    """The people who have a slot, in the order in which they were added."""
    return list(describe(folder).people)
