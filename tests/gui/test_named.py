"""Every control says what it asks to assistive technology, also once it holds a value.

On Linux the name of a list is what is chosen in it: what it asks comes from the label it relates to.
"""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clerkapp.domain.kinds import KINDS
from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.form.files import FilesField
from clerkapp.gui.navigation.places import Form
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.checks import Flag
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.row_table import RowTable
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.gui.widgets.inputs.time_field import TimeField
from clerkapp.services.records import attaching
from tests.gui.conftest import TestDesk
from tests.gui.forms import Opener, opened, unfold
from tests.gui.look import settle

__all__ = ["opened"]
NOW = {"at": "2026-11-03T07:10:00-06:00", "precision": "exact"}


def _label_read_out(widget: QWidget) -> str:
    """What a screen reader says that the control asks."""
    accessible = QAccessible.queryAccessibleInterface(widget)
    labels = [
        label.text(QAccessible.Text.Name)
        for label, kind in accessible.relations()
        if kind & QAccessible.RelationFlag.Label
    ]
    if isinstance(widget, QComboBox):
        return labels[0] if labels else ""
    return labels[0] if labels else accessible.text(QAccessible.Text.Name)


def _unnamed(window: QWidget) -> Iterator[str]:
    for kind in (QComboBox, QLineEdit, QPlainTextEdit, QAbstractButton):
        for widget in window.findChildren(kind):
            if widget.isVisible() and not _label_read_out(widget):
                yield f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"


def _fill(screen: FormScreen) -> None:
    """A row in every table, a value in every list, time and tick."""
    for table in screen.findChildren(RowTable):
        table.add_row()
    for time in screen.findChildren(TimeField):
        time.set_value(NOW)
    for choice in screen.findChildren(Choice):
        choice.setCurrentIndex(0)
    for flag in screen.findChildren(Flag):
        flag.set_value(True)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("width", [1280, 700])
def test_every_control_of_a_filled_form_says_what_it_asks(
    opened: Opener, desk: TestDesk, kind: str, width: int
) -> None:
    desk.resize(width, 800)
    screen = unfold(opened(Form(kind=kind)))
    assert list(_unnamed(desk)) == []
    _fill(screen)
    settle(desk)
    assert list(_unnamed(desk)) == []


def test_what_a_file_is_names_the_file(opened: Opener, desk: TestDesk, qtbot: QtBot) -> None:
    screen = unfold(opened(Form(kind="equipment")))
    file = desk.on_vault(
        lambda session: attaching.attach_bytes(session, "seal.txt", b"Seal 4471", "other")
    )
    unfold(screen)
    files = next(one for one in screen.findChildren(FilesField) if len(one._field.values) > 1)
    files._stored(file)
    settle(desk)
    (choice,) = files.findChildren(Choice)
    assert _label_read_out(choice) == "What seal.txt is"


def test_a_list_that_moves_keeps_one_name(look: Theme, qtbot: QtBot) -> None:
    del look
    first, second = QWidget(), QWidget()
    for one in (first, second):
        qtbot.addWidget(one)
        one.show()
    choice = Choice([("exact", "exact")], parent=first)
    choice.set_names("When, how exact", "")
    choice.show()
    choice.setParent(second)
    choice.setCurrentIndex(0)
    choice.show()
    assert _label_read_out(choice) == "When, how exact"
    choice.set_names("When did it end?, how exact", "")
    assert _label_read_out(choice) == "When did it end?, how exact"


def _apart(window: QWidget) -> list[str]:
    """Controls beside which a label says their name and does not lead to them."""
    heads = [head for table in window.findChildren(RowTable) for head in table._heads]
    labels = [
        one
        for one in window.findChildren(Label)
        if one.isVisible() and one.text() and one not in heads
    ]
    found = []
    for kind in (QCheckBox, QComboBox, QLineEdit, QPlainTextEdit):
        for widget in window.findChildren(kind):
            name = widget.accessibleName()
            if not widget.isVisible() or not name or isinstance(widget.parent(), QComboBox):
                continue
            parent = widget.parentWidget()
            assert parent is not None
            beside = parent.parentWidget() or parent
            naming = [
                one
                for one in labels
                if beside.isAncestorOf(one) and name.endswith(one.text().replace("&&", "&"))
            ]
            if naming and not any(one.buddy() is widget for one in naming):
                found.append(name)
    return found


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("width", [1280, 700])
def test_every_label_leads_to_the_control_that_it_names(
    opened: Opener, desk: TestDesk, kind: str, width: int
) -> None:
    desk.resize(width, 800)
    screen = unfold(opened(Form(kind=kind)))
    _fill(screen)
    settle(desk)
    assert _apart(desk) == []


@pytest.mark.parametrize("width", [1280, 700])
def test_a_click_on_a_label_ticks_its_box_or_goes_to_its_line(
    opened: Opener, desk: TestDesk, qtbot: QtBot, width: int
) -> None:
    desk.resize(width, 800)
    screen = unfold(opened(Form(kind="procedure")))
    table = next(one for one in screen.findChildren(RowTable) if one._row_name == "Seal")
    table.add_row()
    settle(desk)
    box = table.cell(0, "two_people")
    label = next(one for one in table.findChildren(Label) if one.text() == "By two people")
    assert isinstance(box, Flag)
    QTest.mouseClick(label, Qt.MouseButton.LeftButton)
    assert box.value() is True
    QTest.mouseClick(label, Qt.MouseButton.LeftButton)
    assert box.value() is None
    why = next(one for one in table.findChildren(Label) if one.text() == "Explanation")
    QTest.mouseClick(why, Qt.MouseButton.LeftButton)
    assert desk.focusWidget() is table.cell(0, "explanation").entry()


def test_a_click_on_a_question_answers_nothing(
    opened: Opener, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = unfold(opened(Form(kind="equipment")))
    for field in screen.page.body.fields().values():
        if isinstance(field.control, Segment):
            QTest.mouseClick(field._label, Qt.MouseButton.LeftButton)
            assert field.control.value() is None or field.control.value() == "open"


def test_a_file_that_was_left_out_can_be_put_back_and_keeps_its_class(
    opened: Opener, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    file = desk.on_vault(
        lambda session: attaching.attach_bytes(session, "seal.txt", b"Seal 4471", "other")
    )
    unfold(screen)
    files = next(one for one in screen.findChildren(FilesField) if len(one._field.values) > 1)
    files._stored(file)
    settle(desk)
    (choice,) = files.findChildren(Choice)
    code = files._field.values[0]
    choice.choose(code)
    choice.setCurrentIndex(-1)
    choice.changed.emit()
    assert choice.value() == code
    files._remove(file.sha256)
    settle(desk)
    assert files._files.of_field(files._field.code) == []
    assert "“seal.txt” is left out." in files._gone.words.text()
    files._gone.button.click()
    settle(desk)
    (kept,) = files._files.of_field(files._field.code)
    assert kept.attached.what == code
    assert files._gone.isHidden()
