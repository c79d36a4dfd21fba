"""The frozen pair, and how its programs are started: on their own system, or on Windows under wine."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path, PurePath

from tools import build, wine


@dataclass(frozen=True)
class Frozen:
    """What `tools.build` made. `platform`: the system it is for, as sys.platform says it there."""

    folder: Path
    platform: str

    @property
    def under_wine(self) -> bool:
        """Whether these are Windows programs and this computer is none."""
        return self.platform == "win32" and sys.platform != "win32"

    @property
    def probe(self) -> Path:
        """The program that looks into a folder that it stands in."""
        return build.probe(self.platform)

    def file(self, name: str) -> Path:
        """The file of a program."""
        return self.folder / (f"{name}.exe" if self.platform == "win32" else name)

    def command(self, program: Path, *arguments: str | PurePath, window: bool = False) -> list[str]:
        """What starts a program's file with these arguments."""
        if self.under_wine:
            return wine.command(program, *arguments, display=window)
        return [str(program), *map(str, arguments)]

    def told(self, path: Path) -> str:
        """A file of this computer, as the programs call it."""
        return wine.windows_path(path) if self.under_wine else str(path)

    def environment(self, home: Path) -> dict[str, str]:
        """No Python, no Qt settings of the developer, none of the C++ runtime that a new Windows has not;
        a home and a state folder in `home`."""
        kept = {"PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG"}
        bare = {name: value for name, value in os.environ.items() if name.upper() in kept}
        own = {"DLLS": wine.NO_RUNTIME} if self.under_wine else {"USERPROFILE": str(home)}
        state = {"CLERKAPP_STATE_DIR": self.told(home / "machine")}
        return bare | {"HOME": str(home)} | own | state
