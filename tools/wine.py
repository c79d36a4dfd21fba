"""The Windows of build/windows (tools/windows/set_up.sh), from Linux."""

from pathlib import Path, PurePath

ROOT = Path(__file__).resolve().parent.parent
RUN = ROOT / "tools" / "windows" / "run.sh"
PYTHON = ROOT / "build" / "windows" / "python"
NO_RUNTIME = "msvcp140,msvcp140_1,msvcp140_2,vcruntime140,vcruntime140_1,concrt140=n"
"""For DLLS (run.sh): wine's own C++ runtime is not there, as on a new Windows."""


def windows_path(path: PurePath) -> str:
    """How a Windows program calls a file of this computer."""
    return "Z:" + str(path).replace("/", "\\")


def command(program: str | Path, *arguments: str | PurePath, display: bool = False) -> list[str]:
    """What runs a program with these arguments; a path among them becomes Windows'."""
    shown = ("--display",) if display else ()
    given = (
        windows_path(argument) if isinstance(argument, PurePath) else argument
        for argument in arguments
    )
    return ["bash", str(RUN), *shown, str(program), *given]
