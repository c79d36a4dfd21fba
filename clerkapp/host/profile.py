"""This computer's profile: preferences and crash files."""

from collections.abc import Callable
from pathlib import Path

from clerkapp.domain.preferences import Preferences
from clerkapp.host import paths, preferences


class LocalProfile:
    """The real one. `folder` gives where the program keeps what is outside every vault."""

    def __init__(self, folder: Callable[[], Path] = paths.state_folder) -> None:
        self._folder = folder

    def preferences(self) -> Preferences:
        """How the program is shown here."""
        return preferences.load(self._folder)

    def keep_preferences(self, chosen: Preferences) -> None:
        """Keep them for the next start."""
        preferences.keep(chosen, self._folder)

    def write_crash(self, error: BaseException, at: str) -> Path:
        """Write a crash file. Raises OSError."""
        from clerkapp.host import crash

        return crash.write(crash.describe(error, at=at), self._folder())

    def latest_crash(self) -> Path | None:
        """The newest crash file."""
        from clerkapp.host import crash

        try:
            return crash.latest(self._folder())
        except OSError:
            return None
