"""Every control says what it asks to assistive technology, also once it holds a value.

On Linux the name of a list is what is chosen in it: what it asks comes from the label it relates to.
"""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.domain.kinds import KINDS
from clerkapp.gui.places import Form
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.views.form import FormScreen
from clerkapp.gui.views.form_files import FilesField
from clerkapp.gui.widgets.checks import Flag
from clerkapp.gui.widgets.choice import Choice
from clerkapp.gui.widgets.row_table import RowTable
from clerkapp.gui.widgets.time_field import TimeField
from clerkapp.services import attaching
from tests.gui.conftest import TestDesk
from tests.gui.forms import Opener, opened
from tests.gui.look import settle

__all__ = ["opened"]
NOW = {"at": "2026-11-03T07:10:00-06:00", "precision": "exact"}


def _asked(widget: QWidget) -> str:
    """What a screen reader says that the control asks."""
    spoken = QAccessible.queryAccessibleInterface(widget)
    labels = [
        one.text(QAccessible.Text.Name)
        for one, kind in spoken.relations()
        if kind & QAccessible.RelationFlag.Label
    ]
    if isinstance(widget, QComboBox):
        return labels[0] if labels else ""
    return labels[0] if labels else spoken.text(QAccessible.Text.Name)


def _unnamed(window: QWidget) -> Iterator[str]:
    for kind in (QComboBox, QLineEdit, QPlainTextEdit, QAbstractButton):
        for widget in window.findChildren(kind):
            if widget.isVisible() and not _asked(widget):
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
    screen = opened(Form(kind=kind))
    assert list(_unnamed(desk)) == []
    _fill(screen)
    settle(desk)
    assert list(_unnamed(desk)) == []


def test_what_a_file_is_names_the_file(opened: Opener, desk: TestDesk, qtbot: QtBot) -> None:
    screen = opened(Form(kind="equipment"))
    file = desk.on_vault(
        lambda session: attaching.attach_bytes(session, "seal.txt", b"Seal 4471", "other")
    )
    files = next(one for one in screen.findChildren(FilesField) if len(one._field.values) > 1)
    files._stored(file)
    settle(desk)
    (choice,) = files.findChildren(Choice)
    assert _asked(choice) == "What seal.txt is"


def test_a_list_that_moves_keeps_one_name(look: Theme, qtbot: QtBot) -> None:
    assert look
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
    assert _asked(choice) == "When, how exact"
    choice.set_names("When did it end?, how exact", "")
    assert _asked(choice) == "When did it end?, how exact"
