"""clerkctl as a whole process: how long it takes and how much memory it holds."""

import json
import os
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
            # The program is delivered compiled; the first run compiles it here, once.
            "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
            "PYTHONDONTWRITEBYTECODE": "",
        }

    def make_vault(self) -> None:
        self.run(
            *("init", self.vault, "--authority", "LARK", "--name", "Larkspur County"),
            *("--station", "W1", "--user", USER),
        )

    def run(self, *arguments: str | Path) -> Run:
        """One verb with --json."""
        peak = self.folder / "peak"
        started = time.perf_counter()
        process = subprocess.run(
            [sys.executable, "-c", _START, *map(str, arguments), "--json"],
            env=os.environ | self.environment | {"PEAK_MEMORY": str(peak)},
            stdout=subprocess.PIPE,
            check=False,
        )
        seconds = time.perf_counter() - started
        output = process.stdout
        assert process.returncode == 0, output.decode()
        lines = output.decode("utf-8").splitlines()
        value = [json.loads(line) for line in lines]
        return Run(
            value[0] if len(value) == 1 else value, seconds, int(peak.read_text()) * 1024 / 1e6
        )


# The kernel's own figure of this process (VmHWM in proc(5), kilobytes); what wait4 tells would count
# the memory of whoever started it.
_START = """
import os, re, sys
from pathlib import Path
from clerkapp.bootstrap import clerkctl
code = clerkctl()
status = Path("/proc/self/status").read_text()
Path(os.environ["PEAK_MEMORY"]).write_text(re.search(r"VmHWM:\\s+([0-9]+)", status)[1])
sys.exit(code)
"""
