"""Where things are on this computer when nobody chose a place.

Machine-wide state is outside every vault folder, so that copying a folder does not copy it: a
restored or copied vault is noticed because this state does not match. `CLERKAPP_STATE_DIR`
overrides it for tests and for offices that keep it elsewhere.
"""

import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from clerkapp.host import files

STATE_VARIABLE = "CLERKAPP_STATE_DIR"
_NAME = "clerkapp"


def state_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for machine-wide state, made when missing.

    In order: the override; ProgramData/clerkapp or /var/lib/clerkapp where an installer made it and this
    account may write there; the person's own state folder. Raises OSError when it cannot be made.
    """
    chosen = environment.get(STATE_VARIABLE)
    if chosen:
        return _made(Path(chosen))
    shared = _machine_wide(environment)
    if shared is not None and _may_write(shared):
        return shared
    return _made(_personal())


def _personal() -> Path:
    # Imported when needed: most starts find the machine-wide folder.
    import platformdirs

    return Path(platformdirs.user_state_dir(_NAME, appauthor=False))


def _machine_wide(environment: Mapping[str, str]) -> Path | None:
    # On Windows made here, it would belong to the first account, and the next could not write there.
    above = environment.get("PROGRAMDATA") if sys.platform == "win32" else "/var/lib"
    folder = Path(above) / _NAME if above else None
    return folder if folder is not None and folder.is_dir() else None


@cache
def _may_write(folder: Path) -> bool:
    """Whether this account may make files there. Windows says yes to everything but a try."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    if sys.platform == "win32":
        tried = folder / files.unforeseen(".", ".tried")
        try:
            os.close(files.create(tried))
            tried.unlink()
        except OSError:
            return False
    return True


def _made(folder: Path) -> Path:
    folder.mkdir(0o700, parents=True, exist_ok=True)
    return folder
