"""Hear the desktop as a screen reader does: over AT-SPI, a real window on a display of its own.

`python -m tools.accessibility.check` fills a demonstration vault, opens the desktop on it and asks
the accessibility bus what the unlock window exposes; then it unlocks, by AT-SPI alone, and asks the
same of Home. Ends with 1 and the missing names when something a person needs is not exposed. Needs
the Debian packages at-spi2-core, gir1.2-atspi-2.0, python3-gi, dbus-daemon and xvfb.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

_LISTENER = "/usr/bin/python3"
"""The system's Python: the bindings of AT-SPI belong to it."""
_LIMIT_S = 120


def main() -> int:
    """Prepare a vault, then run the desktop and the listener on a bus and a display of their own."""
    from clerkapp.demo import demonstration
    from clerkapp.host.clock import SystemClock
    from clerkapp.host.drive import LocalDrive
    from clerkapp.host.machine import MachineState
    from clerkapp.host.profile import LocalProfile
    from clerkapp.services.ports import Ports

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        os.environ["CLERKAPP_STATE_DIR"] = temporary
        ports = Ports(SystemClock(), LocalDrive(), MachineState(), LocalProfile())
        made = demonstration.make(folder / "demo", ports)
        own = {
            **os.environ,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "XDG_RUNTIME_DIR": temporary,
        }
        inside = [sys.executable, "-m", "tools.accessibility.check", "--inside"]
        return subprocess.run(
            ["dbus-run-session", "--", "xvfb-run", "-a", *inside, made.vault, made.passphrase_file],
            env=own,
            timeout=_LIMIT_S,
            check=False,
        ).returncode


def inside(vault: str, passphrase_file: str) -> int:
    """On the display: the desktop, and beside it the listener."""
    desktop = subprocess.Popen([sys.executable, "-m", "clerkapp", vault])
    try:
        listener = Path(__file__).with_name("listener.py")
        heard = subprocess.run(
            [_LISTENER, listener, str(desktop.pid), passphrase_file], timeout=_LIMIT_S, check=False
        )
        return heard.returncode
    finally:
        desktop.terminate()
        desktop.wait(timeout=20)


if __name__ == "__main__":
    sys.exit(inside(*sys.argv[2:]) if "--inside" in sys.argv else main())
