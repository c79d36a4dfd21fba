"""The keys that work everywhere in the program; those of one screen stand with that screen.

Settings lists them for people (`views/settings_desk.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from clerkapp.gui.field_help import show_help
from clerkapp.gui.theme.theme import theme

if TYPE_CHECKING:
    from clerkapp.gui.signed_in import SignedIn


def install(
    window: QWidget, lock: Callable[[], object], signed_in: Callable[[], SignedIn | None]
) -> None:
    """Give `window` its keys. `signed_in` gives the desk, or None while nobody is signed in."""
    look = theme()

    def on(keys: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), window).activated.connect(act)

    def inside(keys: str, act: Callable[[SignedIn], object]) -> None:
        """Only while somebody is signed in."""

        def there() -> None:
            desk = signed_in()
            if desk is not None:
                act(desk)

        on(keys, there)

    inside("Ctrl+1", lambda desk: desk.new("message"))
    inside("Ctrl+2", lambda desk: desk.new("equipment"))
    inside("Ctrl+3", lambda desk: desk.new("procedure"))
    inside("Ctrl+F", lambda desk: desk.search())
    inside("Ctrl+P", lambda desk: desk.print_shown())
    inside("F6", lambda desk: desk.next_region(1))
    inside("Shift+F6", lambda desk: desk.next_region(-1))
    on("F1", lambda: show_help(window))
    on("Ctrl+L", lock)
    on("Ctrl++", look.larger)
    on("Ctrl+=", look.larger)
    on("Ctrl+-", look.smaller)
    on("Ctrl+0", lambda: look.set_scale(100))
