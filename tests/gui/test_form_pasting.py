"""Pasting into the form: what was meant stands there at once, and that is what is recorded."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from clerkapp.gui.navigation.places import Form
from clerkapp.services.records import reading
from tests.gui.conftest import TestDesk
from tests.gui.forms import Opener, answer, opened

__all__ = ["opened"]


def _paste(line: QLineEdit, text: str) -> None:
    QApplication.clipboard().setText(text)
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_two_pasted_lines_are_one_and_are_recorded_so(
    opened: Opener, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    line = screen.page.body.first()
    assert isinstance(line, QLineEdit)
    _paste(line, "Scanner jammed\r\nat\u00a0Elm Hall\u200b")
    assert line.text() == "Scanner jammed at Elm Hall"
    answer(screen, "occurred", {"at": "2026-11-03", "precision": "day"})
    answer(screen, "place", "Elm Hall")
    answer(screen, "noticed_by", {"role": "deputy", "name": "Ann Lee", "contact": None})
    answer(screen, "danger", "no")
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(desk.went))
    shown = desk.on_vault(lambda session: reading.show(session, "LARK-2026-W1-0001"))
    assert shown.values["one_line"] == "Scanner jammed at Elm Hall"


def test_four_thousand_sentences_stay_two_hundred_characters_of_one_line(
    opened: Opener,
) -> None:
    screen = opened(Form(kind="equipment"))
    line = screen.page.body.first()
    assert isinstance(line, QLineEdit)
    height = line.height()
    _paste(line, "The scanner made a noise.\n" * 4000)
    assert len(line.text()) == 200
    assert line.height() == height
