"""The keys that work everywhere in the program; those of one screen are with that screen.

Settings lists them for people (`settings/keyboard.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from clerkapp.domain.kinds import KINDS
from clerkapp.gui.navigation.keys import new_keys
from clerkapp.gui.parts.field_help import show_help
from clerkapp.gui.theme.theme import theme

if TYPE_CHECKING:
    from clerkapp.gui.shell.desk import SignedIn


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

    for kind in KINDS.values():
        inside(new_keys(kind), partial(_begin, kind.code))
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


def _begin(kind: str, desk: SignedIn) -> None:
    desk.new(kind)
