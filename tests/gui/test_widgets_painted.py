"""Every button that paints itself: keys, a height for each width, and the one base they share."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.basic.painted import Painted
from clerkapp.gui.widgets.inputs.marks import CheckBox, RadioButton
from clerkapp.gui.widgets.inputs.radio_card import CardFace, RadioCard
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.gui.widgets.lists.new_button import NewButton
from clerkapp.gui.widgets.page.outline import Outline, OutlineEntry
from clerkapp.gui.widgets.page.rail import RailItem, RailPlace
from clerkapp.gui.widgets.page.steps import StepFace, StepList
from tests.gui.look import settle

LONG = "Words about a scanner at Oak Hall that are so many that they wrap on a narrow page"


def _step() -> QWidget:
    steps = StepList([StepFace(LONG, LONG), StepFace("Second")])
    steps.set_current(1)
    return steps


def _outline() -> QWidget:
    outline = Outline("Parts")
    outline.set_entries([OutlineEntry("a", LONG, note="1 to fix")])
    return outline


PRESSED: dict[str, Callable[[], QWidget]] = {
    "line": lambda: LineButton("home", LONG, LONG),
    "new": lambda: NewButton("equipment", LONG, LONG, "Ctrl+1"),
    "rail": lambda: RailItem(
        RailPlace("home", "Home", "Home", "home"), narrow=False, current=False
    ),
    "step": _step,
    "outline": _outline,
}
CHOSEN: dict[str, Callable[[], QWidget]] = {
    "check": lambda: CheckBox(LONG),
    "radio": lambda: RadioButton(LONG),
    "card": lambda: RadioCard(CardFace("a", LONG, LONG)),
}


def _shown(qtbot: QtBot, name: str) -> tuple[QWidget, QAbstractButton]:
    """A window, and the button in it that can be pressed."""
    window = QWidget()
    column = Column(0, parent=window)
    column.addWidget((PRESSED | CHOSEN)[name]())
    column.addStretch(1)
    qtbot.addWidget(window)
    window.resize(500, 400)
    window.show()
    settle(window)
    return window, next(
        button for button in window.findChildren(QAbstractButton) if button.isEnabled()
    )


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("name", PRESSED)
def test_enter_and_space_press_once(look: Theme, qtbot: QtBot, name: str, key: Qt.Key) -> None:
    _window, button = _shown(qtbot, name)
    presses: list[bool] = []
    button.clicked.connect(lambda checked=False: presses.append(checked))
    QTest.keyClick(button, key)
    assert len(presses) == 1


@pytest.mark.parametrize("name", CHOSEN)
def test_enter_chooses_nothing_it_belongs_to_the_page(look: Theme, qtbot: QtBot, name: str) -> None:
    _window, button = _shown(qtbot, name)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert not button.isChecked()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert button.isChecked()


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("name", [*PRESSED, *CHOSEN])
def test_texts_have_room_at_every_width(look: Theme, qtbot: QtBot, name: str, scale: int) -> None:
    window, button = _shown(qtbot, name)
    look.set_scale(scale)
    assert isinstance(button, Painted)
    assert button.hasHeightForWidth()
    heights = [button.heightForWidth(width) for width in (1600, 800, 400, 200)]
    assert heights == sorted(heights)
    if name != "rail":
        assert heights[-1] > heights[0]
    if button.sizePolicy().verticalPolicy() is QSizePolicy.Policy.Fixed:
        for width in (900, 240):
            window.resize(width, 400)
            settle(window)
            assert button.height() == button.heightForWidth(button.width())


def test_a_button_of_ones_own_takes_the_base(repository: Path) -> None:
    own = [
        (path.name, node.name)
        for path in sorted((repository / "clerkapp" / "gui").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "QAbstractButton" for base in node.bases)
    ]
    assert own == [("painted.py", "PaintedButton")]
