"""clerkctl as a whole process: how long it takes and how much memory it holds."""

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

USER = "Dana Whitfield"


@dataclass(frozen=True)
class Run:
    """One run: its JSON value, wall-clock seconds, the most memory it held in MB."""

    value: Any
    seconds: float
    megabytes: float


class Office:
    """A vault in a folder of its own, and clerkctl to work with it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.vault = folder / "Larkspur.vault"
        passphrase = folder / "passphrase"
        passphrase.write_text("harbor lantern pepper violet\n", "utf-8")
        self.environment = {
            "CLERKAPP_PASSPHRASE_FILE": str(passphrase),
            "CLERKAPP_STATE_DIR": str(folder / "machine"),
        }

    def make_vault(self) -> None:
        self.run(
            *("init", self.vault, "--authority", "LARK", "--name", "Larkspur County"),
            *("--station", "W1", "--user", USER),
        )

    def run(self, *arguments: str | Path) -> Run:
        """One verb with --json."""
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", _START, *map(str, arguments), "--json"],
            env=os.environ | self.environment,
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        with process.stdout:
            output = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - started
        assert process.returncode == 0, output.decode()
        lines = output.decode("utf-8").splitlines()
        value = [json.loads(line) for line in lines]
        return Run(value[0] if len(value) == 1 else value, seconds, _megabytes(used))


_START = "import sys; from clerkapp.bootstrap import clerkctl; sys.exit(clerkctl())"


def _megabytes(used: resource.struct_rusage) -> float:
    """`ru_maxrss` is in kilobytes on Linux (getrusage(2))."""
    return used.ru_maxrss * 1024 / 1e6
