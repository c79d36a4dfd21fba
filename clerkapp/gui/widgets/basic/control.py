"""What every control of a form offers, so that a form can be made from its declaration alone.

Values are the stored JSON forms of docs/formats/record.md; None is "no answer". `changed` follows
what a person did, never `set_value`.
"""

from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QWidget

Option = tuple[str, str]
"""A code and the words for it."""


class Control(Protocol):
    """A control with a value. All of them are QWidgets."""

    @property
    def changed(self) -> SignalInstance:
        """Emitted without arguments after a person changed the value."""

    def value(self) -> Any:
        """The stored form, or None when nothing was answered."""

    def set_value(self, value: Any) -> None:
        """Show a stored value; None empties the control. Emits nothing."""

    def problem(self) -> str:
        """What is wrong with what was typed, in words, or "" (an unread time, for example)."""

    def entry(self) -> QWidget:
        """Where the focus goes first."""

    def set_names(self, name: str, description: str) -> None:
        """Tell screen readers the label, and its help and message."""

    def set_state(self, state: str) -> None:
        """Show "error", "warning" or nothing ("") on the border."""


@runtime_checkable
class KeepsUnread(Protocol):
    """A control that can hold text which is no value yet; a draft keeps that too."""

    def unread(self) -> Any:
        """What cannot be read, as JSON, or None."""

    def set_unread(self, typed: Any) -> None:
        """Show it again. Emits nothing."""


def polish(widget: QWidget) -> None:
    """Let the style sheet read a changed property."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def set_property(widget: QWidget, name: str, value: Any) -> None:
    """Change a property that the style sheet selects by."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        polish(widget)


def set_shown(widget: QWidget, *, shown: bool) -> None:
    """Show or hide. Without a parent yet it is only marked: shown now, it would be a window."""
    if shown and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        widget.setVisible(shown)


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say `text` without moving the focus."""
    # PySide makes two hundred constants for these: the first window does not wait for them.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(widget, text)
    event.setPoliteness(
        QAccessible.AnnouncementPoliteness.Assertive
        if urgent
        else QAccessible.AnnouncementPoliteness.Polite
    )
    QAccessible.updateAccessibility(event)
