"""Which time zone this computer is set to, by its name of the IANA database.

POSIX systems name it themselves; Windows has names of its own, of which those of the United States
are known here (CLDR, windowsZones.xml).
"""

import os
import sys
from pathlib import Path

_LOCALTIME = Path("/etc/localtime")
_MARK = "zoneinfo/"
_WINDOWS = {
    "Alaskan Standard Time": "America/Anchorage",
    "Aleutian Standard Time": "America/Adak",
    "Central Standard Time": "America/Chicago",
    "Eastern Standard Time": "America/New_York",
    "Hawaiian Standard Time": "Pacific/Honolulu",
    "Mountain Standard Time": "America/Denver",
    "Pacific Standard Time": "America/Los_Angeles",
    "SA Western Standard Time": "America/Puerto_Rico",
    "US Eastern Standard Time": "America/Indiana/Indianapolis",
    "US Mountain Standard Time": "America/Phoenix",
    "UTC-11": "Pacific/Pago_Pago",
    "West Pacific Standard Time": "Pacific/Guam",
}
_KEY = r"SYSTEM\CurrentControlSet\Control\TimeZoneInformation"


def computer_zone() -> str | None:
    """The zone's name, or None when the computer does not say or its zone is not known here."""
    named = os.environ.get("TZ", "").removeprefix(":")
    if named and os.name != "nt":
        return named if "/" in named or named == "UTC" else None
    return _of_registry() if os.name == "nt" else _of_link()


def _of_link() -> str | None:
    try:
        target = os.path.realpath(_LOCALTIME)
    except OSError:
        return None
    return target.partition(_MARK)[2] or None


def _of_registry() -> str | None:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _KEY) as key:
                name, _ = winreg.QueryValueEx(key, "TimeZoneKeyName")
        except OSError:
            return None
        return _WINDOWS.get(str(name).partition("\0")[0])
    return None
