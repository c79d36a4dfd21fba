"""Words of the list of units."""

from clerkapp.wording.kinds import ANSWERS
from clerkapp.wording.office_lists.declare import ListWords

STATES = {
    "in_use": "In use",
    "test_owed": "Test owed",
    "sealed": "Set aside, sealed",
    "retired": "Retired",
}
WORDS = ListWords(
    title="Units",
    one="Unit",
    add="Add a unit",
    about="What the office owns, and each unit’s life over all elections.",
    empty="No units are listed yet. Bring in a list, or add the first one. Forms work without.",
    columns={
        "serial": ("Serial number", "On the plate. Scan the bar code if there is one."),
        "asset_tag": ("Asset tag", "The county’s own number."),
        "device_type": ("Kind of unit", ""),
        "manufacturer": ("Manufacturer", ""),
        "model": ("Model", ""),
        "software_version": ("Software or firmware version", "On the start-up tape."),
        "hardware_revision": ("Hardware revision", ""),
        "certification": ("Certification number", "Such as the EAC system number."),
        "home_site": ("Now at", ""),
        "state": ("State", "Set aside, sealed: two people are needed to undo it."),
        "note": ("Note", ""),
    },
    answers={"device_type": ANSWERS["device_type"], "state": STATES},
)
