"""A message form that is open on the desk, messages to drop on it, and what a person does with them."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.message.field import MessageField
from clerkapp.gui.message.page import MessagePage
from clerkapp.gui.navigation.places import Form
from clerkapp.gui.widgets.basic.buttons import Button
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.services.messages import keeping
from clerkapp.services.records import recording
from clerkapp.services.session import Session
from tests.fakes.letters import letter
from tests.fakes.office import JAM
from tests.gui.conftest import TestDesk

FIRST = "LARK-2026-W1-0001"
ADDRESS = "https://sign-in.example/auth?user=clerk"
PHISH = letter(
    "Your mailbox expires today. Verify your account.",
    sender='"County Help Desk" <help@sign-in.example>',
    subject="Mailbox expires in 4 hours",
    html=f'<p>Your mailbox expires today. <a href="{ADDRESS}">https://county.example/mail</a></p>'
    '<img src="https://sign-in.example/seen.gif">',
    headers={"Reply-To": "desk@elsewhere.example"},
    files={"notice\u202egpj.exe": ("image/jpeg", b"MZ" + bytes(200))},
)
PLAIN = letter()
BASICS = {**JAM, "one_line": "A message asks for passwords.", "place": "Front office"}


class Desktop:
    """A message form that is open, and what a person does with it."""

    def __init__(self, desk: TestDesk, qtbot: QtBot, folder: Path) -> None:
        self.desk, self.qtbot, self.folder = desk, qtbot, folder
        self.screen = self.open(Form(kind="message"))

    def open(self, place: Form) -> FormScreen:
        self.screen = FormScreen(place, self.desk)
        self.desk.show_screen(self.screen)
        self.qtbot.waitUntil(lambda: self.screen.loaded and self.screen.page.body.complete)
        self.settle()
        return self.screen

    @property
    def field(self) -> MessageField:
        control = self.screen.page.body.fields()["message_file"].control
        assert isinstance(control, MessageField)
        return control

    @property
    def page(self) -> MessagePage:
        """The message's page, which stands in the form's place."""
        page = self.screen.message_shown
        assert page is not None
        return page

    @property
    def typed(self) -> dict[str, Any]:
        return self.screen.model.typed

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.desk.running.idle, timeout=20_000)
        QApplication.processEvents()

    def type(self, code: str, words: str) -> None:
        self.screen.page.go_to(code)
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, words)

    def drop(self, data: bytes, name: str = "notice.eml") -> None:
        path = self.folder / name
        path.write_bytes(data)
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        self.give(mime)

    def give(self, mime: QMimeData, onto: QWidget | None = None) -> None:
        copy, move = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
        event = QDropEvent(
            QPointF(5, 5),
            copy | move,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        (onto or self.field.drop).dropEvent(event)
        assert event.dropAction() == copy
        self.settle()

    def press(self, words: str) -> None:
        press(self.screen, words)
        self.settle()

    def shown(self) -> str:
        return shown(self.screen)


def press(inside: QWidget, words: str) -> None:
    QApplication.processEvents()
    found = [one for one in inside.findChildren(Button) if one.accessibleName() == words]
    next(one for one in found if one.isVisible()).click()


def shown(inside: QWidget) -> str:
    """Every word that stands there, one widget a line."""
    QApplication.processEvents()
    lines = [one.text() for one in inside.findChildren(Label) if one.isVisible()]
    areas: list[QPlainTextEdit | QTextEdit] = [
        *inside.findChildren(QPlainTextEdit),
        *inside.findChildren(QTextEdit),
    ]
    texts = [one.toPlainText() for one in areas if one.isVisible()]
    return "\n".join(lines + texts)


@pytest.fixture
def desktop(desk: TestDesk, qtbot: QtBot, tmp_path: Path) -> Desktop:
    return Desktop(desk, qtbot, tmp_path)


def record(desk: TestDesk, data: bytes) -> None:
    def work(session: Session) -> None:
        kept = keeping.keep_bytes(session, "notice.eml", data)
        values = {**BASICS, **keeping.read(kept.data).values}
        recording.record(session, "message", values, attachments=[kept.attached])

    desk.on_vault(work)
