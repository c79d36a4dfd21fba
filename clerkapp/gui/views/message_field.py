"""The message itself, at the top of its block: drop, paste or choose; what it says; seen before?

The bytes lie in the vault before anything is read. A record holds one message. What differs from
what a person typed is shown beside it, and the person chooses.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.kinds.declare import Field
from clerkapp.gui.places import Incident
from clerkapp.gui.screen import Desk
from clerkapp.gui.viewmodels.form import FormModel
from clerkapp.gui.viewmodels.message import FIELD as MESSAGE_FILE
from clerkapp.gui.viewmodels.message import MessageModel
from clerkapp.gui.views.form_files import FilesField
from clerkapp.gui.views.form_order import stops
from clerkapp.gui.views.message_view import MessageView
from clerkapp.gui.widgets.buttons import LinkButton, SecondaryButton
from clerkapp.gui.widgets.card import Card
from clerkapp.gui.widgets.choice import Choice
from clerkapp.gui.widgets.control import announce
from clerkapp.gui.widgets.drop_area import DropArea
from clerkapp.gui.widgets.fit_text import FitText
from clerkapp.gui.widgets.layouts import Column, Flow, clear
from clerkapp.gui.widgets.progress import WaitLine
from clerkapp.gui.widgets.text import Label
from clerkapp.services.attaching import Attached
from clerkapp.services.messages import Seen
from clerkapp.services.session import Session
from clerkapp.wording import message_view as words
from clerkapp.wording.labels import label, value_label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import long_day_words
from clerkapp.wording.values import value_words

_LONGEST = 300
_SHARED = 3


def files_control(
    field: Field, form: FormModel, message: MessageModel | None, desk: Desk
) -> FilesField:
    """The control of a FILE field; the one for the message reads it too."""
    if message is not None and field.code == MESSAGE_FILE:
        return MessageField(field, message, desk)
    return FilesField(field, form.attachments, desk)


class MessageField(FilesField):
    """The control of the field E1."""

    def __init__(self, field: Field, message: MessageModel, desk: Desk) -> None:
        self._message = message
        super().__init__(field, message.form.attachments, desk)
        self._wait = WaitLine(_("Reading the message …"))
        self._wait.hide()
        self._which = _Which()
        self._differences = Column(10)
        self._view = MessageView(whole=False)
        self._seen = Column(0)
        for part in (self._wait, self._which):
            self._column.addWidget(part)
        for layout in (self._seen, self._differences):
            self._column.addLayout(layout)
        self._column.addWidget(self._view)
        self.drop.text_given.connect(self._take_text)
        self.drop.bytes_given.connect(self._take_bytes)
        self.drop.welcomed.connect(message.reader.prepare)
        self._which.chosen.connect(message.read)
        message.changed.connect(self._show_message)
        message.seen_changed.connect(self._show_seen)
        if message.kept is not None and message.reading is None:
            message.open_again()
        self._show_message()
        self._show_seen()

    def take_files(self, paths: list[Path]) -> None:
        """Take the first message; a record holds one."""
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
        names, _kind = QFileDialog.getOpenFileNames(self, _("Choose the message"))
        if names:
            self.take_files([Path(name) for name in names])

    def _work(self, path: Path, told: Callable[[int, int], bool]) -> Callable[[Session], Attached]:
        return self._message.keep_file(path, told)

    def _take_text(self, text: str) -> None:
        self._message.keep_text(text, self._stored, self._refuse)

    def _take_bytes(self, data: bytes) -> None:
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
        self._which.show_choices(message)
        self._show_differences()
        if message.reading is None or message.busy:
            self._view.empty()
        else:
            self._view.show_reading(message.reading)
            announce(self, words.signs_title(message.reading.examination))

    def _show_differences(self) -> None:
        clear(self._differences)
        for code, value in self._message.differing.items():
            self._differences.addWidget(self._difference(code, value))

    def _difference(self, code: str, value: Any) -> Card:
        card = Card(
            _("“{field}” is not what the message says").format(field=label(code)), small=True
        )
        for name, one in (
            (_("You typed"), self._message.form.typed.get(code)),
            (_("The message says"), value),
        ):
            said = value_words(self._message.form.kind.code, code, one)
            card.body.addWidget(Label(name, "small", "text-2"))
            card.body.addWidget(FitText(_cut(said), mono=False))
        buttons = QWidget()
        flow = Flow(8, 8, buttons)
        mine = SecondaryButton(_("Keep what I typed"))
        theirs = SecondaryButton(_("Use what the message says"))
        for button in (mine, theirs):
            button.setAccessibleDescription(label(code))
            flow.addWidget(button)
        mine.clicked.connect(lambda: self._decide(self._message.keep_mine, code))
        theirs.clicked.connect(lambda: self._decide(self._message.use, code))
        card.body.addWidget(buttons)
        return card

    def _decide(self, how: Callable[[str], None], code: str) -> None:
        how(code)
        left = self.findChildren(SecondaryButton)
        target = next((one for one in left if one.isVisible()), self.entry())
        target.setFocus()

    def _show_seen(self) -> None:
        clear(self._seen)
        message = self._message
        if message.seen:
            count = len(message.seen)
            title = ngettext(
                "Seen before: {count} record shares something with it",
                "Seen before: {count} records share something with it",
                count,
            ).format(count=count)
            card = Card(title)
            for one in message.seen:
                card.body.addWidget(self._seen_line(one))
            self._seen.addWidget(card)
            announce(self, title)
        elif message.compared and message.reading is not None:
            quiet = _("Not seen before: no record here shares its sender, links or files.")
            self._seen.addWidget(Label(quiet, "body", "text-2"))

    def _seen_line(self, one: Seen) -> QWidget:
        line = QWidget()
        column = Column(1, (0, 0, 0, 6), line)
        button = LinkButton(one.row.number, description=one.row.one_line)
        number = one.row.number
        button.clicked.connect(lambda: self._desk.go(Incident(number)))
        column.addWidget(button)
        column.addWidget(Label(one.row.one_line, "table"))
        shared = [
            f"{value_label('indicators', kind, 'kind')}: {words.harmless(value)}"
            for kind, value in one.shared[:_SHARED]
        ]
        column.addWidget(Label(long_day_words(one.row.recorded), "small", "text-2"))
        column.addWidget(FitText("\n".join(_cut(text) for text in shared), mono=False))
        return line


class _Which(QWidget):
    """Which message of a mailbox it is. `chosen` carries its place, from 0."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        column = Column(4, parent=self)
        title = _("Which message is it?")
        self._title = Label(title, "strong")
        self.choice = Choice([])
        self.choice.set_names(title, _("All are kept. The one you choose is read."))
        column.addWidget(self._title)
        column.addWidget(self.choice)
        column.addWidget(Label(_("All are kept. The one you choose is read."), "small", "text-2"))
        self.choice.changed.connect(self._tell)
        self.hide()

    def show_choices(self, message: MessageModel) -> None:
        """The messages to choose from, or nothing."""
        if message.choices and message.reading is not None:
            self.choice.set_options(
                [(str(one["index"]), words.choice_words(one)) for one in message.choices]
            )
            self.choice.set_value(str(message.reading.place))
        self.setVisible(bool(message.choices))

    def _tell(self) -> None:
        value = self.choice.value()
        if value:
            self.chosen.emit(int(value))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"
