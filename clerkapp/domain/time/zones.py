"""Time zones by their names of the IANA database ("America/Chicago"), those of American offices first.

A zone is the office's: what its wall clock shows is entered, shown and printed, whatever zone the
computer is set to.
"""

from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from clerkapp.domain.errors import Refused

FIRST = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Adak",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "Pacific/Guam",
    "Pacific/Saipan",
    "Pacific/Pago_Pago",
    "America/St_Thomas",
    "America/Detroit",
    "America/Boise",
    "America/Indiana/Indianapolis",
    "America/Kentucky/Louisville",
    "America/Menominee",
    "America/North_Dakota/Center",
    "America/Juneau",
    "America/Nome",
)
"""The zones that election offices of the United States keep, the usual ones first."""


@lru_cache(maxsize=64)
def zone_info(name: str) -> ZoneInfo:
    """The zone of this name. Raises Refused("zone-unknown")."""
    try:
        if name not in known():
            raise ValueError(name)
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused("zone-unknown", fields=("zone",), zone=name[:60]) from None


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """Every zone that this computer has the rules of; the database's links and oddities too."""
    return frozenset(available_timezones()) - {"localtime", "posixrules", "Factory"}


def listed() -> tuple[str, ...]:
    """The zones to choose from: those of American offices, then all places of the world by name."""
    others = sorted(name for name in known() - set(FIRST) if "/" in name and name[:4] != "Etc/")
    return (*(name for name in FIRST if name in known()), *others)


def american(name: str | None) -> str | None:
    """The zone if an American office keeps it, otherwise None: then a person is asked."""
    return name if name in FIRST else None
