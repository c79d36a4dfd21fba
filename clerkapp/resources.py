"""Where the program's own resources lie: icons, fonts, catalogues, print templates.

Three places, in this order: beside the frozen program (PyInstaller unpacks into `sys._MEIPASS`),
inside the installed package (`clerkapp/_resources`), and in a source tree (`resources/`). Nothing
is ever written there.
"""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The resources folder. Raises FileNotFoundError when the program is incomplete."""
    for folder in _candidates():
        if folder.is_dir():
            return folder
    raise FileNotFoundError("resources")


def resource_path(*parts: str) -> Path:
    """The path of one resource, for example `resource_path("print", "sheet.typ")`.

    Raises FileNotFoundError when it is not there: that is a broken installation, never a user's doing.
    """
    path = resources().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError("/".join(parts))
    return path


def _candidates() -> tuple[Path, ...]:
    unpacked = getattr(sys, "_MEIPASS", None)
    if unpacked is not None:
        return (Path(unpacked) / "resources",)
    return (_PACKAGE / "_resources", _PACKAGE.parent / "resources")
