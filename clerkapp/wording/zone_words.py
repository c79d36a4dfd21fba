"""Time zones as people call them: "Central time (Chicago)"."""

from clerkapp.domain.time.zones import listed
from clerkapp.wording.language import _

ZONE_WORDS = {
    "America/New_York": "Eastern time (New York)",
    "America/Chicago": "Central time (Chicago)",
    "America/Denver": "Mountain time (Denver)",
    "America/Phoenix": "Mountain time, never put forward (Phoenix)",
    "America/Los_Angeles": "Pacific time (Los Angeles)",
    "America/Anchorage": "Alaska time (Anchorage)",
    "America/Adak": "Aleutian time (Adak)",
    "Pacific/Honolulu": "Hawaii time (Honolulu)",
    "America/Puerto_Rico": "Atlantic time (Puerto Rico)",
    "Pacific/Guam": "Chamorro time (Guam)",
    "Pacific/Pago_Pago": "Samoa time (Pago Pago)",
}


def zone_label(name: str) -> str:
    """The zone's name in words; of the less usual ones the name in the database, readable."""
    words = ZONE_WORDS.get(name)
    return _(words) if words else name.replace("_", " ")


def zone_options() -> list[tuple[str, str]]:
    """Every zone to choose from with its words, those of American offices first."""
    return [(name, zone_label(name)) for name in listed()]
