"""Counts, times, people, rows, severity, passphrase, text: the controls that are typed into."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QLineEdit
from pytestqt.qtbot import QtBot

from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.widgets.basic.buttons import IconButton, PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.passphrase import Passphrase
from clerkapp.gui.widgets.inputs.person import PersonField
from clerkapp.gui.widgets.inputs.row_table import RowTable, TableColumn
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.gui.widgets.inputs.severity import SeverityField
from clerkapp.gui.widgets.inputs.text_area import TextArea
from clerkapp.gui.widgets.inputs.time_field import TimeField
from clerkapp.gui.widgets.lists.count import Count
from tests.gui.controls import KINDS, LEVELS, NOW, ZONE, time_field
from tests.gui.look import look, settle

__all__ = ["look"]


def test_unknown_empties_and_disables_the_number(look: Theme, qtbot: QtBot) -> None:
    count = Count()
    qtbot.addWidget(count)
    count.show()
    line = count.entry()
    QTest.keyClicks(line, "2x5")
    assert count.value() == {"n": 25, "precision": "exact"}
    segment = count.findChild(Segment)
    assert isinstance(segment, Segment)
    segment.buttons()[2].click()
    assert count.value() == {"n": None, "precision": "unknown"}
    assert not line.isEnabled()
    assert isinstance(line, QLineEdit)
    assert line.text() == ""
    segment.buttons()[1].click()
    assert count.value() is None
    assert count.problem() == "Type the number, or choose “unknown”."


def test_time_is_typed_as_it_is_said(look: Theme, qtbot: QtBot) -> None:
    field = time_field()
    qtbot.addWidget(field)
    field.show()
    line = field.entry()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "about 740a")
    assert field.value() == {"at": "2026-11-03T07:40:00-06:00", "precision": "about"}
    line.editingFinished.emit()
    assert line.text() == "11/03/2026, 7:40 a.m."


def test_t_is_now_unless_a_word_follows(look: Theme, qtbot: QtBot) -> None:
    field = time_field()
    qtbot.addWidget(field)
    field.show()
    line = field.entry()
    assert isinstance(line, QLineEdit)
    QTest.keyClick(line, Qt.Key.Key_T)
    assert field.value() == {"at": "2026-11-03T08:22:00-06:00", "precision": "exact"}
    QTest.keyClicks(line, "oday 6a")
    assert line.text() == "today 6a"
    assert field.value() == {"at": "2026-11-03T06:00:00-06:00", "precision": "exact"}


def test_a_time_that_cannot_be_read_is_said_and_not_lost(look: Theme, qtbot: QtBot) -> None:
    field = Field("When?", time_field())
    qtbot.addWidget(field)
    field.show()
    line = field.control.entry()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "25:99")
    line.editingFinished.emit()
    assert field.control.value() is None
    assert not field.check()
    assert field.message().startswith("This time cannot be read.")
    assert line.text() == "25:99"


def test_down_opens_the_calendar_and_a_day_is_taken(look: Theme, qtbot: QtBot) -> None:
    field = time_field()
    field.set_value({"at": "2026-11-03T07:40:00-06:00", "precision": "exact"})
    qtbot.addWidget(field)
    field.show()
    QTest.keyClick(field.entry(), Qt.Key.Key_Down)
    month = field.findChild(QCalendarWidget)
    assert isinstance(month, QCalendarWidget)
    assert month.isVisible()
    month.activated.emit(month.selectedDate().addDays(-4))
    assert field.value() == {"at": "2026-10-30T07:40:00-05:00", "precision": "exact"}
    assert not month.isVisible()


def test_a_name_without_a_role_is_asked_about(look: Theme, qtbot: QtBot) -> None:
    person = PersonField(KINDS)
    qtbot.addWidget(person)
    person.set_value({"role": None, "name": "T. Alvarez", "contact": None})
    assert person.problem().startswith("Choose the role")


def test_what_a_time_says_under_itself_moves_nothing_beside_it(look: Theme, qtbot: QtBot) -> None:
    rows = RowTable(
        [
            TableColumn(
                "at", "When", lambda: TimeField(lambda: NOW, lambda: ZONE, compact=True), 322
            ),
            TableColumn("what", "What", Line, 160),
        ],
        row_name="Action",
        add_words="Add an action",
    )
    qtbot.addWidget(rows)
    rows.resize(560, 300)
    rows.add_row()
    rows.show()
    settle(rows)
    time, what = rows.cell(0, "at").entry(), rows.cell(0, "what").entry()
    for said in ("", "7:05"):
        QTest.keyClicks(time, said)
        settle(rows)
        tops = [part.mapTo(rows, QPoint(0, 0)).y() for part in (time, what)]
        assert max(tops) - min(tops) <= 1
        choose = rows.findChild(IconButton)
        assert choose is not None
        assert abs(choose.mapTo(rows, QPoint(0, 0)).y() - tops[0]) <= 4


def test_a_lower_severity_asks_why(look: Theme, qtbot: QtBot) -> None:
    severity = SeverityField(LEVELS)
    qtbot.addWidget(severity)
    severity.show()
    severity.suggest("moderate", "A voter had to wait.")
    severity.set_value("low")
    assert severity.is_lower()
    assert severity.reason_line.isVisible()
    assert severity.problem()
    assert severity.entry() is severity.reason_line
    severity.set_reason("The wait was two minutes.")
    assert severity.problem() == ""
    assert severity.reason() == "The wait was two minutes."
    severity.set_value("high")
    assert severity.reason() is None
    assert not severity.reason_line.isVisible()


def test_caps_lock_is_said_in_words(look: Theme, qtbot: QtBot) -> None:
    passphrase = Passphrase()
    qtbot.addWidget(passphrase)
    passphrase.show()
    line = passphrase.entry()
    assert isinstance(line, QLineEdit)

    def words() -> str:
        return passphrase._caps.text()

    QTest.keyClicks(line, "a")
    assert words() == ""
    QTest.keyClicks(line, "B")
    assert words() == "Caps Lock is on."
    QTest.keyClicks(line, "C", Qt.KeyboardModifier.ShiftModifier)
    assert words() == ""
    assert passphrase.value() is not None


def test_a_passphrase_is_shown_only_when_asked(look: Theme, qtbot: QtBot) -> None:
    passphrase = Passphrase()
    qtbot.addWidget(passphrase)
    passphrase.show()
    line = passphrase.entry()
    assert isinstance(line, QLineEdit)
    assert line.echoMode() == QLineEdit.EchoMode.Password
    show = passphrase.findChild(SecondaryButton)
    assert isinstance(show, SecondaryButton)
    show.click()
    assert line.echoMode() == QLineEdit.EchoMode.Normal
    assert show.accessibleName() == "Hide"
    passphrase.clear()
    assert line.echoMode() == QLineEdit.EchoMode.Password
    assert passphrase.value() is None


def test_enter_presses_a_button_once(look: Theme, qtbot: QtBot) -> None:
    button = PrimaryButton("Record", "check")
    qtbot.addWidget(button)
    button.show()
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert len(pressed) == 2
    assert button.accessibleName() == "Record"


def test_text_grows_with_what_is_typed(look: Theme, qtbot: QtBot) -> None:
    area = TextArea(least=2, most=5)
    qtbot.addWidget(area)
    area.resize(300, 40)
    area.show()
    settle(area)
    least = area.height()
    area.set_value("\n".join("line" for _number in range(4)))
    settle(area)
    four = area.height()
    area.set_value("\n".join("line" for _number in range(40)))
    settle(area)
    most = area.height()
    spacing = area.fontMetrics().lineSpacing()
    assert four - least == 2 * spacing
    assert most - four == spacing
    assert area.verticalScrollBar().maximum() > 0
