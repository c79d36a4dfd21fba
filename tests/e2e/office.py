"""clerkctl as a whole process, for an office with a vault and a computer of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.fakes import office as fakes

JAM = {**fakes.JAM, "occurred": {"at": "2025-11-04T07:10:00-06:00", "precision": "about"}}
"""On a day that is past by this computer's clock too, whenever these tests run."""
START = "import sys; from clerkapp.bootstrap import clerkctl; sys.exit(clerkctl())"
USER = "Dana Whitfield"
PASSPHRASE = "harbor lantern pepper violet"
FIRST_PASSPHRASE = "granite thimble orchard comet"


@dataclass(frozen=True)
class Ended:
    """Exit code, the JSON values of standard output, and standard error."""

    exit: int
    values: list[Any]
    said: str

    @property
    def value(self) -> Any:
        assert len(self.values) == 1, self.said
        return self.values[0]


class Office:
    """A folder with a vault, passphrase files, and clerkctl to work with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vault = folder / "Larkspur.vault"
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.passphrase = self.file("passphrase", f"{PASSPHRASE}\n")
        self.environment = {
            **os.environ,
            "CLERKAPP_STATE_DIR": str(folder / "machine"),
            "CLERKAPP_PASSPHRASE_FILE": str(self.passphrase),
        }

    def file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, "utf-8")
        path.chmod(0o600)
        return path

    def record(self, values: dict[str, Any]) -> Path:
        return self.file("record.json", json.dumps(values))

    def start(self, *arguments: str | Path, **options: Any) -> "subprocess.Popen[bytes]":
        """A process that the test watches itself."""
        command = [sys.executable, "-c", START, *map(str, arguments), "--json"]
        return subprocess.Popen(command, env=self.environment, **options)

    def __call__(self, *arguments: str | Path, ends: int = 0, given: bytes = b"") -> Ended:
        """One verb with --json, in a process that must end with `ends`."""
        process = self.start(
            *arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        out, err = process.communicate(given, timeout=120)
        said = err.decode("utf-8")
        assert process.returncode == ends, said
        return Ended(ends, [json.loads(line) for line in out.decode("ascii").splitlines()], said)

    def words(self, *arguments: str | Path) -> str:
        """One verb without --json: what a person reads."""
        command = [sys.executable, "-c", START, *map(str, arguments)]
        done = subprocess.run(command, env=self.environment, capture_output=True, check=True)
        return done.stdout.decode("utf-8")

    def join(
        self, name: str, role: str, *more: str | Path, by: str = USER, own: Path | None = None
    ) -> None:
        """Add a person, who takes the account over with a passphrase of their own."""
        first = self.file("given-passphrase", f"{FIRST_PASSPHRASE}\n")
        self(
            *("user", "add", self.vault, "--user", by, "--name", name, "--role", role),
            *("--new-passphrase-file", first, *more),
        )
        self(
            *("passphrase", self.vault, "--user", name, "--passphrase-file", first),
            *("--new-passphrase-file", own or self.passphrase),
        )

    def init(self) -> dict[str, Any]:
        """Make the vault."""
        made: dict[str, Any] = self(
            *("init", self.vault, "--authority", "LARK", "--name", "Larkspur County"),
            *("--station", "W1", "--user", USER),
        ).value
        return made
