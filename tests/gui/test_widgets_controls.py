"""The value controls: stored forms, keyboard, names, states."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.widgets.inputs.checks import Checks, Flag, Radios
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.person import PersonField
from clerkapp.gui.widgets.inputs.radio_card import CardFace, RadioCards
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.gui.widgets.inputs.severity import SeverityField
from clerkapp.gui.widgets.inputs.text_area import TextArea
from clerkapp.gui.widgets.lists.count import Count
from tests.gui.controls import DEVICES, KINDS, LEVELS, table, time_field
from tests.gui.look import look, settle

__all__ = ["look"]

MAKERS: list[tuple[Callable[[], Any], Any]] = [
    (Line, "0083312"),
    (TextArea, "Two lines.\nOf text."),
    (lambda: Choice(KINDS), "b"),
    (lambda: Choice(DEVICES), "d13"),
    (lambda: Choice(KINDS, free=True), "b"),
    (lambda: Choice(KINDS, free=True), "Something else"),
    (lambda: Segment(KINDS), "c"),
    (lambda: Checks(KINDS), ["a", "c"]),
    (lambda: Flag("Holds"), True),
    (lambda: Radios(KINDS), "a"),
    (lambda: RadioCards([CardFace("a", "A"), CardFace("b", "B")], name="N"), "b"),
    (Count, {"n": 25, "precision": "estimate"}),
    (Count, {"n": None, "precision": "unknown"}),
    (Count, {"n": 0, "precision": "exact"}),
    (time_field, {"at": "2026-11-03T07:40:31-06:00", "precision": "about"}),
    (time_field, {"at": "2026-11-03", "precision": "day"}),
    (time_field, {"at": None, "precision": "unknown"}),
    (lambda: PersonField(KINDS), {"role": "a", "name": "T. Alvarez", "contact": None}),
    (table, [{"where": "a", "found": "0083312"}, {"found": "0083318"}]),
    (lambda: SeverityField(LEVELS), "high"),
]


@pytest.mark.parametrize(("make", "value"), MAKERS)
def test_a_stored_value_comes_back_and_says_nothing(
    look: Theme, qtbot: QtBot, make: Callable[[], Any], value: Any
) -> None:
    control = make()
    qtbot.addWidget(control)
    told: list[bool] = []
    control.changed.connect(lambda: told.append(True))
    assert control.value() is None
    control.set_value(value)
    assert control.value() == value
    assert control.problem() == ""
    control.set_value(None)
    assert control.value() is None
    assert told == []


@pytest.mark.parametrize(("make", "value"), MAKERS)
def test_names_and_first_focus(
    look: Theme, qtbot: QtBot, make: Callable[[], Any], value: Any
) -> None:
    del value
    field = Field("Place & time", make(), help="As you know it.")
    qtbot.addWidget(field)
    field.show()
    settle(field)
    assert isinstance(field.control.entry(), QWidget)
    if not isinstance(field.control, Flag):
        assert isinstance(field.control, QWidget)
        named = field.control.accessibleName() + field.control.entry().accessibleName()
        assert "Place & time" in named


def test_a_field_says_its_error_in_words_and_first(look: Theme, qtbot: QtBot) -> None:
    field = Field("Serial number", Line(), needed="needed now", help="As printed on the unit.")
    qtbot.addWidget(field)
    field.show()
    line = field.control.entry()
    assert line.accessibleName() == "Serial number"
    assert line.accessibleDescription() == "needed now As printed on the unit."
    height = line.height()
    field.set_error("Type the serial number, or choose “Not known”.")
    settle(field)
    assert line.accessibleDescription().startswith("Error: Type the serial number")
    assert field.has_error()
    assert line.height() == height
    field.set_warning("Looks short.")
    assert not field.has_error()
    assert line.property("state") == "warning"
    assert line.accessibleDescription().endswith("Looks short.")
    field.clear_message()
    assert field.message() == ""
    assert line.property("state") == ""


def test_the_label_is_related_to_its_control(look: Theme, qtbot: QtBot) -> None:
    field = Field("Which device?", Choice(DEVICES))
    qtbot.addWidget(field)
    interface = QAccessible.queryAccessibleInterface(field.control.entry())
    labels = [
        related.text(QAccessible.Text.Name)
        for related, relation in interface.relations()
        if relation & QAccessible.RelationFlag.Label
    ]
    assert labels == ["Which device?"]


def test_go_to_puts_the_cursor_at_the_end(look: Theme, qtbot: QtBot) -> None:
    field = Field("Serial number", Line())
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.control.set_value("NT3")
    field.go_to()
    line = field.control.entry()
    assert isinstance(line, QLineEdit)
    assert line.cursorPosition() == 3


def test_segment_by_keyboard(look: Theme, qtbot: QtBot) -> None:
    segment = Segment(KINDS)
    qtbot.addWidget(segment)
    segment.resize(600, 40)
    segment.show()
    segment.activateWindow()
    told: list[Any] = []
    segment.changed.connect(lambda: told.append(segment.value()))
    first = segment.buttons()[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Space)
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert told == ["a", "b"]
    QTest.keyClick(segment.buttons()[1], Qt.Key.Key_Left)
    assert segment.value() == "a"
    QTest.keyClick(segment.buttons()[0], Qt.Key.Key_Delete)
    assert segment.value() is None
    assert told == ["a", "b", "a", None]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Radios(KINDS),
        lambda: RadioCards([CardFace(code, words) for code, words in KINDS], name="N"),
    ],
)
def test_arrows_move_and_choose_among_radio_lines(
    look: Theme, qtbot: QtBot, make: Callable[[], Radios | RadioCards]
) -> None:
    radios = make()
    qtbot.addWidget(radios)
    radios.set_value("a")
    radios.show()
    radios.activateWindow()
    settle(radios)
    told: list[Any] = []
    radios.changed.connect(lambda: told.append(radios.value()))
    radios.entry().setFocus()
    QTest.keyClick(radios.entry(), Qt.Key.Key_Down)
    assert radios.value() == "b"
    assert told == ["b"]


def test_a_narrow_segment_becomes_radio_lines(look: Theme, qtbot: QtBot) -> None:
    segment = Segment(KINDS)
    qtbot.addWidget(segment)
    segment.resize(600, 36)
    segment.show()
    tops = {button.y() for button in segment.buttons()}
    assert tops == {0}
    assert segment.heightForWidth(200) >= 3 * 34
    segment.resize(200, segment.heightForWidth(200))
    settle(segment)
    assert len({button.y() for button in segment.buttons()}) == 3


def test_not_sure_stands_last_and_unknown_codes_are_kept(look: Theme, qtbot: QtBot) -> None:
    choice = Choice([("unsure", "Not sure yet"), *KINDS])
    qtbot.addWidget(choice)
    assert choice.itemText(choice.count() - 1) == "Not sure yet"
    choice.set_value("from a later version")
    assert choice.value() == "from a later version"


def test_scrolling_never_changes_an_answer(look: Theme, qtbot: QtBot) -> None:
    choice = Choice(KINDS)
    choice.set_value("b")
    qtbot.addWidget(choice)
    choice.show()
    turn = QWheelEvent(
        QPointF(5, 5),
        choice.mapToGlobal(QPointF(5, 5)),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, turn)
    assert choice.value() == "b"


def test_checks_keep_the_order_of_the_options(look: Theme, qtbot: QtBot) -> None:
    checks = Checks(KINDS)
    qtbot.addWidget(checks)
    checks.set_value(["c", "later", "a"])
    assert checks.value() == ["a", "c", "later"]


def test_the_whole_line_of_a_check_is_the_target(look: Theme, qtbot: QtBot) -> None:
    flag = Flag("One copy is sealed in an envelope and signed across the flap by two people.")
    qtbot.addWidget(flag)
    flag.resize(700, 34)
    flag.show()
    QTest.mouseClick(flag, Qt.MouseButton.LeftButton, pos=QPoint(600, 30))
    assert flag.value() is True
