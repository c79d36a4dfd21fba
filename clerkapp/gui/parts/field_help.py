"""F1: what the field with the focus asks for."""

from PySide6.QtWidgets import QApplication, QWidget

from clerkapp.gui.widgets.basic.dialog import Message
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.wording.language import _


def show_help(window: QWidget) -> None:
    """Tell it in a dialog; nothing when no field has the focus."""
    at = QApplication.focusWidget()
    while at is not None and not isinstance(at, Field):
        at = at.parentWidget()
    if isinstance(at, Field):
        words = at.help_words() or _("There is no more help for this field.")
        Message(at.label, words, window).open()
