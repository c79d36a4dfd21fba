"""Where the focus was, to give it back after a dialog, or after what held it has been made anew.

What counts is the focus within a window: it is kept while a dialog in front of it has the keys.
"""

from collections.abc import Iterator
from typing import cast

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class FocusPlace:
    """The control that has the focus in the window of `inside`, its name and what is around it."""

    def __init__(self, inside: QWidget) -> None:
        self._window = inside.window()
        # Nothing may have it, whatever the binding's types say.
        widget = cast("QWidget | None", self._window.focusWidget())
        self._widget = widget
        self._name = widget.accessibleName() if widget is not None else ""
        self._around = list(_around(widget)) if widget is not None else []

    def give_back(self) -> bool:
        """Focus the same control, or the one of that name that is there now, or the first one of
        the nearest surroundings that are left; whether there was any."""
        widget = self._widget
        if widget is None or not shiboken6.isValid(self._window):
            return False
        target = widget if _takes_focus(widget) else self._next()
        if target is None:
            return False
        # What was made a moment ago is shown later by its layout, and would not take the focus now.
        for part in reversed([target, *_around(target)][:-1]):
            part.show()
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _next(self) -> QWidget | None:
        there = [
            widget
            for widget in self._around
            if shiboken6.isValid(widget) and not _is_hidden(widget)
        ]
        inside = [
            [widget for widget in part.findChildren(QWidget) if _takes_focus(widget)]
            for part in there
        ]
        named = (
            widget for part in inside for widget in part if widget.accessibleName() == self._name
        )
        first = (widget for part in inside for widget in part)
        return (next(named, None) if self._name else None) or next(first, None)


def _around(widget: QWidget) -> Iterator[QWidget]:
    """What is around a widget, up to its window."""
    parent = widget.parentWidget()
    while parent is not None and not widget.isWindow():
        yield parent
        widget, parent = parent, parent.parentWidget()


def _takes_focus(widget: QWidget) -> bool:
    """Whether it can be reached with Tab, now or as soon as it is shown."""
    return (
        shiboken6.isValid(widget)
        and bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
        and widget.isEnabled()
        and not _is_hidden(widget)
    )


def _is_hidden(widget: QWidget) -> bool:
    """Whether somebody hid it or what it is in."""
    explicitly = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
    parts = [widget, *_around(widget)][:-1]
    return any(part.isHidden() and part.testAttribute(explicitly) for part in parts)
