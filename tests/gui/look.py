"""What the tests of the look share: one applied theme, and a way to let a window settle."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from clerkapp.gui.theme.theme import Theme, _Current

_THEMES: list[Theme] = []


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Theme]:
    """The applied theme, light at 100 %, put back afterwards."""
    if not _THEMES:
        _THEMES.append(Theme("light"))
        _THEMES[0].apply(qapp)
    theme = _THEMES[0]
    if _Current.theme is not theme:
        # Only then: dressing every window that a test has left alive takes long.
        theme.apply(qapp)
    theme.set_palette("light")
    theme.set_scale(100)
    yield theme
    theme.set_palette("light")
    theme.set_scale(100)


def settle(window: QWidget) -> None:
    """Let layouts, timers of 0 ms and deletions run until nothing changes any more."""
    for _round in range(6):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.ensurePolished()
