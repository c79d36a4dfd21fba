"""The desktop's start: language, look, window, and what catches a bug (`bugs`)."""

from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from clerkapp.gui.bugs import BugCatcher
from clerkapp.gui.collecting import Collector
from clerkapp.gui.language import use_language
from clerkapp.gui.theme.theme import Theme, application
from clerkapp.gui.window import Window
from clerkapp.gui.window_place import put
from clerkapp.resources import resource_path
from clerkapp.services.ports import Ports


def main(ports: Ports, arguments: list[str]) -> int:
    """Run the desktop; `arguments` may name a vault. Returns the process's exit code."""
    app = application()
    window = make(ports, app, arguments)
    bugs = BugCatcher(ports, window.stop_for_bug)
    bugs.install()
    window.tasks_running.bug.connect(bugs.caught)
    window.start()
    Collector(app)
    return app.exec()


def make(ports: Ports, app: QApplication, arguments: list[str]) -> Window:
    """The window, dressed and not yet shown."""
    chosen = ports.profile.preferences()
    use_language(app, chosen.language)
    theme = Theme(chosen.palette, chosen.scale)
    theme.apply(app)
    app.setApplicationName("clerkapp")
    app.setWindowIcon(QIcon(str(resource_path("icons/equipment.svg"))))
    named = arguments[0] if arguments else chosen.vault
    window = Window(ports, theme, chosen, Path(named) if named else None)
    put(window, chosen.window)
    return window
