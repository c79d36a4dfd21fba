"""Before anybody is in: which office a vault is of, and who may unlock it.

Apart from `vaults`, and with few imports, so that the unlock screen shows the names at once.
"""

from collections.abc import Sequence
from pathlib import Path

from clerkapp.domain.errors import Refused
from clerkapp.services.ports import Ports
from clerkapp.vault import office
from clerkapp.vault.office import Office
from clerkapp.vault.slots import SlotPerson


def people(folder: Path, ports: Ports) -> Sequence[SlotPerson]:
    """Who may unlock the vault. Nothing of the record is read."""
    return describe(folder, ports).people


def describe(folder: Path, ports: Ports) -> Office:
    """The office and the people of a vault. Nothing of the record is read."""
    refuse_network(folder, ports)
    return office.describe(folder)


def refuse_network(folder: Path, ports: Ports) -> None:
    """Raises Refused("vault-network") for a folder on another computer."""
    if ports.drive.is_network(folder):
        raise Refused("vault-network")
