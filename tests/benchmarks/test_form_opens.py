"""A form opens in at most twice the time of a bare form with as many controls.

Opened is when it is painted and takes keys. By then the bare one has all its controls, ours those of its
first section: the others come one by one while nothing else is to do. A second row, without a limit, says
what all of it takes. Both by turns in the same run, in processor time.
"""

import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clerkapp.domain.kinds import KINDS
from clerkapp.gui.form import controls
from clerkapp.gui.form import draft as form_draft
from clerkapp.gui.form.model import FormModel
from clerkapp.gui.form.page import FormPage
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.widgets.inputs.checks import Checks
from clerkapp.host.clock import SystemClock
from tests.benchmarks.conftest import Figure, Ratio
from tests.gui.look import look

__all__ = ["look"]

LIMIT = 2.0
TURNS = 7
NOW = "2026-11-03T08:22:00-06:00"
ZONE = ZoneInfo("America/Chicago")
KIND = "equipment"
_TABBED = Qt.FocusPolicy.TabFocus


def _opened() -> FormPage:
    """The form of a new record, until it is painted and takes keys: what follows is made while nobody
    does anything."""
    kind = KINDS[KIND]
    model = FormModel(kind.code, form_draft.started(kind, NOW))
    page = FormPage(
        model,
        number="",
        now=SystemClock().now,
        zone=lambda: ZONE,
        files=lambda field: Checks(controls.options_of(field)),
    )
    model.setParent(page)
    page.resize(1280, 800)
    page.show()
    page.body.first().setFocus()
    page.repaint()
    return page


def _whole() -> FormPage:
    """All of it made and laid out."""
    page = _opened()
    page.body.finish()
    QApplication.processEvents()
    return page


def _counted(form: QWidget) -> list[type[QWidget]]:
    """What a person can work with, by what it is."""
    found: list[type[QWidget]] = []
    for widget in form.findChildren(QWidget):
        inside = isinstance(widget.parent(), QComboBox)
        if inside or not widget.focusPolicy() & _TABBED or widget.isHidden():
            continue
        for kind in (
            QLineEdit,
            QPlainTextEdit,
            QComboBox,
            QCheckBox,
            QRadioButton,
            QAbstractButton,
        ):
            if isinstance(widget, kind):
                found.append(QPushButton if kind is QAbstractButton else kind)
                break
    return found


def _bare(kinds: list[type[QWidget]]) -> Callable[[], QWidget]:
    """A form of Qt's own controls, as many of each."""

    def make() -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        for number, kind in enumerate(kinds):
            label = QLabel(f"Control {number}")
            control = kind()
            label.setBuddy(control)
            if isinstance(control, QAbstractButton):
                control.setText(f"Choice {number}")
            if isinstance(control, QComboBox):
                control.addItems([f"Entry {entry}" for entry in range(12)])
            column.addWidget(label)
            column.addWidget(control)
        area.setWidget(inside)
        area.resize(1280, 800)
        area.show()
        QApplication.processEvents()
        return area

    return make


def _seconds(make: Callable[[], QWidget], qtbot: QtBot) -> float:
    started = time.process_time()
    form = make()
    taken = time.process_time() - started
    form.close()
    form.deleteLater()
    qtbot.wait(1)
    return taken


def test_a_form_opens_in_at_most_twice_the_time_of_a_bare_one(
    look: Theme, qtbot: QtBot, ratio: Ratio, figure: Figure
) -> None:
    del look
    form = _whole()
    bare = _bare(_counted(form))
    form.close()
    form.deleteLater()
    turns = [[_seconds(make, qtbot) for make in (_opened, bare, _whole)] for _turn in range(TURNS)]
    opened, plain, whole = (min(turn[place] for turn in turns) for place in range(3))
    ratio("a form opens, as many controls", ours=opened, bare=plain, limit=LIMIT)
    figure("all of a form, as many controls", whole / plain, "times")
