"""The Windows of build/windows (tools/windows/set_up.sh), from a test that runs on Linux."""

import json
import subprocess
from pathlib import PurePath
from typing import Any

from tools.wine import ROOT, command, windows_path

__all__ = ["CLERKCTL", "ROOT", "clerkctl", "command", "windows_path"]

CLERKCTL = "import sys; from clerkapp.bootstrap import clerkctl; sys.exit(clerkctl())"


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
