"""The desktop's start: language, look, window, and what catches a bug.

A bug leaves a crash file with our own frames and types only, locks the vault, and is told at once
in plain words; what was typed is in the draft.
"""

import gc
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from clerkapp.gui.speech import speak
from clerkapp.gui.theme.theme import Theme, application
from clerkapp.gui.views.unlock import LockReason
from clerkapp.gui.window import Window
from clerkapp.host import paths, preferences
from clerkapp.host.assets import resource_path
from clerkapp.services.ports import Ports

SIZE = (1280, 800)


def main(ports: Ports, arguments: list[str]) -> int:
    """Run the desktop; `arguments` may name a vault. Returns the process's exit code."""
    app = application()
    window = make(ports, app, arguments)
    _catch_bugs(window, ports)
    window.start()
    gc.freeze()
    gc.enable()
    return app.exec()


def make(ports: Ports, app: QApplication, arguments: list[str]) -> Window:
    """The window, dressed and not yet shown."""
    chosen = preferences.load()
    speak(app, chosen.language)
    theme = Theme(chosen.palette, chosen.scale)
    theme.apply(app)
    app.setApplicationName("clerkapp")
    app.setWindowIcon(QIcon(str(resource_path("icons/equipment.svg"))))
    named = arguments[0] if arguments else chosen.vault
    window = Window(ports, theme, chosen, Path(named) if named else None)
    window.resize(*SIZE)
    return window


def _catch_bugs(window: Window, ports: Ports) -> None:
    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        told(error)

    def told(error: Exception) -> None:
        from clerkapp.domain.times import format_instant
        from clerkapp.host import crash

        at = format_instant(ports.clock.now())
        crash.write(crash.describe(error, at=at), paths.state_folder())
        # The lock screen says so at once; if this process does not live to show it, the next does.
        if window.signed_in:
            window.lock(LockReason.BUG)
        else:
            window.tell_bug()

    sys.excepthook = caught
    window.tasks_running.bug.connect(told)
