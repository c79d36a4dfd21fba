"""The Windows of build/windows (tools/windows/set_up.sh), from a test that runs on Linux."""

import json
import subprocess
from pathlib import Path, PurePath
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / "tools" / "windows" / "run.sh"
CLERKCTL = "import sys; from clerkapp.bootstrap import clerkctl; sys.exit(clerkctl())"


def windows_path(path: PurePath) -> str:
    """How a Windows program calls a file of this computer."""
    return "Z:" + str(path).replace("/", "\\")


def command(*arguments: str | PurePath, display: bool = False) -> list[str]:
    """What runs a program with these arguments; a path becomes Windows'."""
    shown = ("--display",) if display else ()
    given = (windows_path(one) if isinstance(one, PurePath) else one for one in arguments)
    return ["bash", str(RUN), *shown, *given]


def clerkctl(*arguments: str | PurePath, environment: dict[str, str]) -> list[Any]:
    """The values of one verb with --json, run by the Windows Python."""
    run = subprocess.run(
        command("python", "-X", "utf8=0", "-c", CLERKCTL, *arguments, "--json"),
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr.decode("utf-8", "replace")
    return [json.loads(line) for line in run.stdout.splitlines()]
