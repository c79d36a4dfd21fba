"""`make run`: the desktop; where nothing can show a window, the main job offscreen.

Offscreen: a demonstration vault, one more incident recorded, found, printed, exported to a state's
key and verified there, and a picture of its page. Says where everything lies. The passphrase of the
demonstration is no secret.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tools.sample_record import sample_record

ROOT = Path(__file__).resolve().parent.parent
DEMONSTRATION = ROOT / "build" / "demo"
_RECORD = {
    "one_line": "Scanner 2 at Oak Hall stopped with paper in it",
    "occurred": {"at": "2026-11-03T07:10:00-06:00", "precision": "about"},
    "noticed": {"at": "2026-11-03T07:12:00-06:00", "precision": "exact"},
    "election": "November 3, 2026 general election",
    "phase": "open",
    "place": "Oak Hall",
    "seen": "The scanner stopped with a ballot half in. The seal was whole. Voters used the second one.",
}
_WAIT_MS = 20_000


def main(arguments: list[str]) -> int:
    """Open the desktop with `arguments`, or do the main job without one."""
    if _can_show_windows():
        from clerkapp.bootstrap import clerkapp

        return clerkapp(arguments)
    print("There is no display here, so the main job is done without a window.")
    shutil.rmtree(DEMONSTRATION, ignore_errors=True)
    DEMONSTRATION.mkdir(parents=True)
    os.environ["CLERKAPP_STATE_DIR"] = str(DEMONSTRATION / "machine")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name, place in _main_job().items():
        print(f"  {name:16} {place.relative_to(ROOT)}")
    return 0


def _can_show_windows() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    return chosen != "offscreen" and bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _main_job() -> dict[str, Path]:
    made = _clerkctl("demo", DEMONSTRATION / "office")
    vault, user = Path(made["vault"]), ("--user", made["user"])
    os.environ["CLERKAPP_PASSPHRASE_FILE"] = made["passphrase_file"]
    state, stick = DEMONSTRATION / "state", DEMONSTRATION / "stick"
    stick.mkdir()
    recorded = _clerkctl(
        *("add", vault, "--kind", "equipment", "--record", _record(), *user),
    )
    found = _clerkctl("list", vault, "--search", "Scanner Oak Hall paper", *user)
    sheet = DEMONSTRATION / "sheet.pdf"
    _clerkctl("print", vault, recorded["number"], "--output", sheet, *user)
    _clerkctl("state-key", "new", state)
    certificate = state / "recipient.crt"
    bundle = _clerkctl("export", vault, stick, "--recipient", certificate, *user)
    signers = DEMONSTRATION / "allowed_signers"
    signers.write_text("\n".join(_clerkctl("signer", vault, *user)["lines"]) + "\n", "utf-8")
    keys = ("--recipient-key", state / "recipient.key", "--recipient", certificate)
    verified = _clerkctl("verify", *bundle["files"], *keys, "--signers", signers)
    if not verified["accepted"] or recorded["number"] not in str(found):
        sys.exit("The main job did not come out right.")
    picture = DEMONSTRATION / "screenshot.png"
    _take_picture(picture, vault, made["user"], recorded["number"])
    return {
        "vault": vault,
        "screenshot": picture,
        "PDF": sheet,
        "verified bundle": Path(bundle["files"][0]),
    }


def _clerkctl(*arguments: str | Path) -> Any:
    run = subprocess.run(
        [sys.executable, "-c", _START, *map(str, arguments), "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 0:
        sys.exit(f"clerkctl {arguments[0]}: {run.stderr.strip()}")
    values = [json.loads(line) for line in run.stdout.splitlines()]
    return values[0] if len(values) == 1 else values


_START = "import sys; from clerkapp.bootstrap import clerkctl; sys.exit(clerkctl())"


def _record() -> Path:
    """The record's file: what is known of the jam, and an answer for all else that must be there."""
    path = DEMONSTRATION / "record.json"
    record = sample_record(_clerkctl("schema", "--kind", "equipment"), _RECORD)
    path.write_text(json.dumps(record), "utf-8")
    return path


def _take_picture(target: Path, vault: Path, user: str, number: str) -> None:
    from PySide6.QtCore import QDeadlineTimer, QEventLoop

    from clerkapp.bootstrap import ports
    from clerkapp.gui.app import make
    from clerkapp.gui.navigation.places import Incident
    from clerkapp.gui.theme.theme import application
    from clerkapp.services.vaults import opening

    here = ports()
    passphrase = Path(os.environ["CLERKAPP_PASSPHRASE_FILE"]).read_text("utf-8").strip()
    app = application()
    window = make(here, app, [str(vault)])

    def settle() -> None:
        deadline = QDeadlineTimer(_WAIT_MS)
        quiet = 0
        while quiet < 10 and not deadline.hasExpired():
            app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            quiet = quiet + 1 if window.tasks.idle else 0

    window.start()
    settle()
    window.tasks.run(window, lambda: opening.unlock(vault, user, passphrase, here), window.sign_in)
    settle()
    window.go(Incident(number))
    settle()
    window.grab().save(str(target))
    window.close()
    settle()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
