"""The message itself, at the top of its block: drop, paste or choose; what it says; seen before?

The bytes are in the vault before anything is read. A record holds one message. What differs from
what a person typed is shown beside it, and the person chooses.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.kinds.declare import Field
from clerkapp.gui.form.files import FilesField
from clerkapp.gui.form.model import FormModel
from clerkapp.gui.form.order import stops
from clerkapp.gui.message.beside import Differences, SeenBefore, Which
from clerkapp.gui.message.model import FIELD as MESSAGE_FILE
from clerkapp.gui.message.model import MessageModel
from clerkapp.gui.message.view import MessageView
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.parts import saving
from clerkapp.gui.widgets.basic.buttons import SecondaryButton
from clerkapp.gui.widgets.basic.control import announce
from clerkapp.gui.widgets.basic.layouts import Flow
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.drop_area import DropArea
from clerkapp.gui.widgets.page.progress import WaitLine
from clerkapp.services.records.attaching import Attached
from clerkapp.services.session import Session
from clerkapp.wording import message_view as words
from clerkapp.wording.labels import label
from clerkapp.wording.language import _


def files_control(
    field: Field, form: FormModel, message: MessageModel | None, desk: Desk
) -> FilesField:
    """The control of a FILE field; the one for the message reads it too."""
    if message is not None and field.code == MESSAGE_FILE:
        return MessageField(field, message, desk)
    return FilesField(field, form.attachments, desk)


class MessageField(FilesField):
    """The control of the field E1.

    A new record has a page for its message: here stands the way to it. A record that is being
    changed shows its message here.
    """

    puts_back = False  # it is chosen again, and then read again

    def __init__(self, field: Field, message: MessageModel, desk: Desk) -> None:
        self._message = message
        super().__init__(field, message.form.attachments, desk)
        self._wait = WaitLine(_("Reading the message …"))
        self._wait.hide()
        self._differences = Differences(message)
        self._differences.decided.connect(lambda: self.entry().setFocus())
        self._look = _Look(message) if message.has_page else None
        self._view = None if message.has_page else MessageView(whole=False)
        for part in (
            self._wait,
            None if message.has_page else Which(message),
            self._look,
            SeenBefore(message, desk),
            self._differences,
            self._view,
        ):
            if part is not None:
                self._column.addWidget(part)
        self.drop.text_given.connect(self._take_text)
        self.drop.bytes_given.connect(self._take_bytes)
        self.drop.welcomed.connect(message.reader.prepare)
        message.changed.connect(self._show_message)
        message.left_out.connect(self._left_out)
        if message.kept is not None and message.reading is None:
            message.open_again()
        self._show_message()

    def take_files(self, paths: list[Path]) -> None:
        """Take the first message; a record holds one."""
        if self._is_full():
            return
        super().take_files(paths[:1])
        if paths[1:]:
            self._say(
                _(
                    "A record holds one message: “{name}” was taken. Make a record for each of the "
                    "others, or attach them below."
                ).format(name=paths[0].name)
            )

    def entry(self) -> QWidget:
        """The button, or what can be done with the message that is there."""
        return next((stop for stop in stops(self) if stop.isVisibleTo(self)), self)

    def _area(self) -> DropArea:
        return DropArea(
            _("Drop the message here, as a file (.eml, .msg, mbox). Or paste its headers or text."),
            _("Choose the file"),
            accept_text=True,
            icon="mail-exclamation",
        )

    def _choose(self) -> None:
        self._message.reader.prepare()
        if files := saving.ask_files(self, _("Choose the message")):
            self.take_files(files)

    def _work(self, path: Path, told: Callable[[int, int], bool]) -> Callable[[Session], Attached]:
        return self._message.keep_file(path, told)

    def _is_full(self) -> bool:
        """Whether a new record has its message already; then it is said what to do with another."""
        kept = self._message.kept if self._message.has_page else None
        if kept is not None:
            self._said = []
            self._say(
                _(
                    "A record holds one message. Leave out “{name}” first, or make a record for the "
                    "other one."
                ).format(name=kept.name)
            )
        return kept is not None

    def _take_text(self, text: str) -> None:
        if self._is_full():
            return
        self._message.keep_text(text, self._stored, self._refuse)

    def _take_bytes(self, data: bytes) -> None:
        if self._is_full():
            return
        self._message.keep_bytes(data, self._stored, self._refuse)

    def _take_picture(self, data: bytes) -> None:
        del data
        self._say(
            _(
                "A picture of a message holds no headers and no addresses. Add the message itself "
                "here, and the picture under “{attachments}”."
            ).format(attachments=label("attachments"))
        )

    def _stored(self, attached: Attached) -> None:
        super()._stored(attached)
        if self._message.kept == attached:
            self._message.read()
        else:
            self._message.not_kept()

    def _refuse(self, error: ClerkappError) -> None:
        super()._refuse(error)
        self._message.not_kept()

    def _remove(self, sha256: str) -> None:
        super()._remove(sha256)
        self._message.leave_out()

    def _left_out(self) -> None:
        self._show_files()
        self.drop.choose_button.setFocus()

    def _show_files(self) -> None:
        super()._show_files()
        held = self.drop.isAncestorOf(QApplication.focusWidget() or self)
        self.drop.setVisible(self._message.kept is None)
        if held and self._message.kept is not None:
            self.entry().setFocus()

    def _show_message(self) -> None:
        message = self._message
        self._wait.setVisible(message.busy)
        if self._view is None:
            return
        if message.reading is None or message.busy:
            self._view.empty()
        else:
            self._view.show_reading(message.reading)
            announce(self, words.signs_title(message.reading.examination))


class _Look(QWidget):
    """What was found, in one line, and the way to the message's page."""

    def __init__(self, message: MessageModel) -> None:
        super().__init__()
        self._message = message
        flow = Flow(12, 6, self)
        self._found = Label("", "body")
        button = SecondaryButton(_("Look at the message"), "mail-exclamation")
        button.clicked.connect(message.ask_for_page)
        flow.addWidget(button)
        flow.addWidget(self._found)
        message.changed.connect(self._show)
        self.hide()
        self._show()

    def _show(self) -> None:
        reading = self._message.reading
        if reading is not None:
            self._found.setText(words.signs_title(reading.examination))
        self.setHidden(reading is None or self._message.busy)
