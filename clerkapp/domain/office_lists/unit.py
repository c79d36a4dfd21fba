"""Units: the inventory. Columns that a record has too are called as in the record.

A unit that was set aside under seal stays so until two people say otherwise: its state, its serial
number, and whether it is listed at all.
"""

from clerkapp.domain.office_lists.declare import Column, Control, OfficeList, Values
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.vocabulary.equipment import DEVICE_TYPES

IN_USE, TEST_OWED, SEALED, RETIRED = STATES = ("in_use", "test_owed", "sealed", "retired")
FILLED = (
    "device_type",
    "manufacturer",
    "model",
    "serial",
    "asset_tag",
    "software_version",
    "hardware_revision",
    "certification",
)
"""What a record takes over from the unit that is picked."""


def digits(text: str) -> str:
    """A serial number as it is compared: letters and digits alone, whatever stands between them."""
    return "".join(char for char in text.casefold() if char.isalnum())


def _needs_two(before: Values, after: Values | None) -> bool:
    return before.get("state") == SEALED and (
        after is None
        or after.get("state") != SEALED
        or digits(str(after.get("serial"))) != digits(str(before.get("serial")))
    )


LIST = OfficeList(
    "unit",
    order=1,
    columns=(
        Column("serial", needed=True, limit=60, mono=True),
        Column("asset_tag", limit=60, mono=True),
        Column("device_type", Control.CHOICE, values=DEVICE_TYPES),
        Column("manufacturer", offers=("unit", "manufacturer")),
        Column("model", offers=("unit", "model")),
        Column("software_version", limit=60, mono=True, offers=("unit", "software_version")),
        Column("hardware_revision", limit=60, mono=True, offers=("unit", "hardware_revision")),
        Column("certification", limit=60, mono=True, offers=("unit", "certification")),
        Column("home_site", Control.NAME, offers=("site", "name")),
        Column("state", Control.CHOICE, needed=True, values=STATES, default=IN_USE),
        Column("note", limit=500),
    ),
    key="serial",
    permission=Permission.KEEP_LISTS,
    shown=("serial", "asset_tag", "device_type", "manufacturer", "model", "home_site", "state"),
    same=digits,
    needs_two=_needs_two,
)
