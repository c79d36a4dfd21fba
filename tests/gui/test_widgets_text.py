"""Fields for text: what is pasted becomes what was meant, at once, and stands there as it is kept."""

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.harmless import HarmlessLine, HarmlessText
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.passphrase import Passphrase
from clerkapp.gui.widgets.inputs.person import PersonField
from clerkapp.gui.widgets.inputs.text_area import TextArea
from tests.gui.look import look

__all__ = ["look"]

PASTED = [
    ("Scanner jammed\nat Elm Hall", "Scanner jammed at Elm Hall"),
    ("Scanner jammed\r\n\r\n   at Elm Hall\r\n", "Scanner jammed at Elm Hall"),
    ("Scanner jammed\x0bat Elm Hall", "Scanner jammed at Elm Hall"),
    ("Scanner\u2028jammed\u2029at Elm Hall", "Scanner jammed at Elm Hall"),
    ("Lid\t0083312\t0083312", "Lid 0083312 0083312"),
    ("\ufeffElm\u00a0Hall\u200b", "Elm Hall"),
    ("7:40\u202fAM", "7:40 AM"),
    ("AB\u00ad77123", "AB77123"),
    ("Oak \u202ellaH\u202c", "Oak llaH"),
    ("“Oak Hall” – seal 12\u201134 → bin", "“Oak Hall” – seal 12\u201134 → bin"),
    ("two  spaces", "two  spaces"),
]


def paste(text: str) -> QMimeData:
    """`text` in the clipboard; also what a drop brings."""
    QApplication.clipboard().setText(text)
    data = QMimeData()
    data.setText(text)
    return data


@pytest.mark.parametrize(("pasted", "kept"), PASTED)
def test_what_is_pasted_into_a_line_is_one_line_at_once(
    qtbot: QtBot, look: Any, pasted: str, kept: str
) -> None:
    line = Line()
    qtbot.addWidget(line)
    changes: list[None] = []
    line.changed.connect(lambda: changes.append(None))
    paste(pasted)
    line.paste()
    assert line.text().strip() == kept
    assert line.value() == kept
    assert len(changes) == 1


def test_a_paste_in_the_middle_keeps_the_cursor_behind_it_and_can_be_undone(
    qtbot: QtBot, look: Any
) -> None:
    line = Line()
    qtbot.addWidget(line)
    line.insert("Jam today")
    line.setCursorPosition(4)
    paste("at\r\nElm ")
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "Jam at Elm today"
    assert line.cursorPosition() == len("Jam at Elm ")
    line.undo()
    assert line.text() == "Jam today"


def test_a_name_and_a_place_are_put_right_too(qtbot: QtBot, look: Any) -> None:
    person = PersonField([("deputy", "Deputy")])
    place = Choice([], free=True)
    for widget in (person, place):
        qtbot.addWidget(widget)
    paste("Ann\nLee\u200b")
    for edit in person.findChildren(QLineEdit):
        edit.paste()
    entry = place.lineEdit()
    assert entry is not None
    entry.paste()
    assert entry.text() == "Ann Lee"
    assert place.value() == "Ann Lee"
    value = person.value()
    assert value is not None
    assert value["name"] == value["contact"] == "Ann Lee"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("One.\x0bTwo.\u2028Three.\rFour.", "One.\nTwo.\nThree.\nFour."),
        ("Lid\t0083312", "Lid\t0083312"),
        ("Elm\u00a0Hall\u200b \u202ebar\u3164", "Elm Hall bar"),
    ],
)
def test_a_long_text_keeps_its_lines_and_nothing_that_cannot_be_seen(
    qtbot: QtBot, look: Any, pasted: str, kept: str
) -> None:
    area = TextArea()
    qtbot.addWidget(area)
    area.insertFromMimeData(paste(pasted))
    assert area.value() == kept


def test_evidence_and_passphrases_stay_as_they_are(qtbot: QtBot, look: Any) -> None:
    line, area, secret = HarmlessLine(), HarmlessText(), Passphrase()
    for widget in (line, area, secret):
        qtbot.addWidget(widget)
    line.set_value("Pay\u200bPal")
    area.set_value("Pay\u200bPal")
    assert (line.value(), area.value()) == ("Pay\u200bPal", "Pay\u200bPal")
    assert line.text() == "Pay[U+200B]Pal"
    secret.set_value("correct\u00a0horse\u200b")
    assert secret.value() == "correct\u00a0horse\u200b"


def test_the_second_half_is_counted_and_more_is_not_taken(qtbot: QtBot, look: Any) -> None:
    line = Line(limit=200)
    qtbot.addWidget(line)
    line.resize(600, 40)
    line.show()
    line.insert("x" * 99)
    assert not line._count.isVisible()
    line.insert("x")
    assert line._count.isVisible()
    assert line._count.text() == "100 of 200"
    line.insert("end")
    line.setCursorPosition(100)
    paste("long words " * 400)
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(line.text()) == 200
    assert line.text().endswith("end")
    assert line._count.text() == "200 of 200: the rest was left out"
    line.backspace()
    assert line._count.text() == "199 of 200"


def test_a_longer_text_from_elsewhere_is_shown_whole_and_may_shrink(
    qtbot: QtBot, look: Any
) -> None:
    line = Line(limit=200)
    qtbot.addWidget(line)
    line.set_value("y" * 300)
    assert len(line.text()) == 300
    line.end(False)
    line.backspace()
    assert len(line.text()) == 299
    line.insert("zzz")
    assert len(line.text()) == 300
