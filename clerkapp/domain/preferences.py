"""How a computer shows the program, and which vault it opened last. Nothing of any record."""

from dataclasses import dataclass

LONGEST_IDLE_MINUTES = 240


@dataclass(frozen=True, slots=True)
class Preferences:
    """`language`: "en" or "es"; `palette`: a choice of the theme; `scale`: percent; `vault`: a folder.

    `crash_told`: the name of the newest crash file that was told about. `window`: where the window
    stood and how large it was (`gui.window_place`).
    """

    language: str = "en"
    palette: str = "system"
    scale: int = 100
    vault: str = ""
    idle_minutes: int = 5
    crash_told: str = ""
    window: str = ""
