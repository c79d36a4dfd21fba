"""A message may be dropped anywhere on its form."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

from clerkapp.gui.form.files import FilesField
from clerkapp.gui.form.page import FormPage
from clerkapp.gui.message.model import FIELD as MESSAGE_FIELD
from clerkapp.gui.message.model import MessageModel
from clerkapp.gui.widgets.inputs.drop_area import DropArea

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    _Base = QWidget
else:
    _Base = object


class DropsMessage(_Base):
    """Mixin for the screen of a form; the message's own field takes what is dropped."""

    _message: MessageModel | None

    if TYPE_CHECKING:  # what the screen has

        @property
        def page(self) -> FormPage:
            """The form."""

        def _show_form(self) -> None:
            """Show the form where the message's own page was."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """As the field would."""
        area = self._message_area()
        if area is not None:
            area.dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """As it was."""
        area = self._message_area()
        if area is not None:
            area.dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """The message's own field takes it, and comes into view."""
        field = self.page.body.field(MESSAGE_FIELD)
        area = self._message_area()
        if area is not None and field is not None:
            self._show_form()
            self.page.reveal_top(field)
            area.dropEvent(event)

    def _message_area(self) -> DropArea | None:
        field = self.page.body.field(MESSAGE_FIELD) if self._message is not None else None
        return field.control.drop if field and isinstance(field.control, FilesField) else None
