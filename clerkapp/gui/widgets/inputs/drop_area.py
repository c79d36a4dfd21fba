"""Files come in by dropping, pasting or a button; the button is always there."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from clerkapp.gui.widgets.basic.buttons import SecondaryButton
from clerkapp.gui.widgets.basic.control import set_property
from clerkapp.gui.widgets.basic.layouts import Column, Flow, Row
from clerkapp.gui.widgets.basic.message import MessageLine
from clerkapp.gui.widgets.basic.text import IconLabel, Label
from clerkapp.wording.language import _

_MESSAGE = "message/rfc822"


class DropArea(QFrame):
    """`files_given` carries paths; `picture_given` a pasted picture's bytes (PNG); `text_given`
    pasted text; `bytes_given` a message that another program handed over without a file;
    `choose_asked` the button; `welcomed` that something is on its way.
    """

    files_given = Signal(list)
    picture_given = Signal(bytes)
    text_given = Signal(str)
    bytes_given = Signal(bytes)
    welcomed = Signal()
    choose_asked = Signal()

    def __init__(
        self,
        words: str,
        choose_words: str,
        *,
        accept_text: bool = False,
        icon: str = "paperclip",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._accept_text = accept_text
        self.setAcceptDrops(True)
        self.setProperty("box", "drop")
        self.setProperty("over", "false")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = Column(10, (16, 14, 16, 14), self)
        head = Row(10)
        head.addWidget(IconLabel(icon, "text-2", 22))
        head.addWidget(Label(words, "body", "text-2"), 1)
        column.addLayout(head)
        buttons = QWidget()
        flow = Flow(8, 8, buttons)
        self.choose_button = SecondaryButton(choose_words, "folder")
        self.paste_button = SecondaryButton(_("Paste"), "clipboard-text")
        flow.addWidget(self.choose_button)
        flow.addWidget(self.paste_button)
        column.addWidget(buttons)
        self._message = MessageLine("warning")
        column.addWidget(self._message)
        self.choose_button.clicked.connect(self.choose_asked)
        self.paste_button.clicked.connect(self.paste)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)

    def paste(self) -> None:
        """Take files or text from the clipboard."""
        self._take(QGuiApplication.clipboard().mimeData())

    def say(self, text: str) -> None:
        """A warning inside the area, or "" for none."""
        self._message.show_message("warning", text)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        data = event.mimeData()
        if data.hasUrls() or self._accept_text or _promised(data):
            set_property(self, "over", "true")
            _take_a_copy(event)
            self.welcomed.emit()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """As it was."""
        del event
        set_property(self, "over", "false")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        set_property(self, "over", "false")
        _take_a_copy(event)
        self._take(event.mimeData())

    def _take(self, data: QMimeData | None) -> None:
        if data is None:  # Qt gives none for an empty clipboard
            data = QMimeData()
        paths: Sequence[Path] = [
            Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()
        ]
        if paths:
            self.say("")
            self.files_given.emit(list(paths))
        elif self._accept_text and (message := bytes(data.data(_MESSAGE).data())):
            self.say("")
            self.bytes_given.emit(message)
        elif data.hasImage():
            self.say("")
            self.picture_given.emit(_png(data))
        elif self._accept_text and data.text().strip() and not _promised(data):
            self.say("")
            self.text_given.emit(data.text())
        else:
            self.say(
                _(
                    "No file came with it. Save it to a folder first, then drop the file here or "
                    "choose it with the button."
                )
            )


def _promised(data: QMimeData) -> bool:
    """Whether it is a drag from Outlook: a file by name, whose bytes Qt cannot get."""
    return any("FileGroupDescriptor" in name for name in data.formats())


def _take_a_copy(event: QDropEvent) -> None:
    """Never a move: the other program would delete its original."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def _png(data: QMimeData) -> bytes:
    """A picture from the clipboard as a file, without loss."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImage(data.imageData()).save(buffer, b"PNG")
    return bytes(buffer.data().data())
