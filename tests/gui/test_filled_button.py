"""One rule for the filled button: where it stands, and that Ctrl+Enter and Enter in a line press it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.home.screen import HomeScreen
from clerkapp.gui.incident.screen import IncidentScreen
from clerkapp.gui.navigation.places import (
    Form,
    Home,
    Incident,
    ListEntry,
    NothingToReport,
    PaperLog,
    Place,
    Records,
    Resolve,
    Send,
    Settings,
    Signatures,
)
from clerkapp.gui.navigation.screen import Screen
from clerkapp.gui.nil.screen import NilScreen
from clerkapp.gui.office_lists.entry import EntryScreen
from clerkapp.gui.old_log.paper import PaperLogScreen
from clerkapp.gui.records.screen import RecordsScreen
from clerkapp.gui.resolve.screen import ResolveScreen
from clerkapp.gui.send.screen import SendScreen
from clerkapp.gui.settings.people import PeoplePart
from clerkapp.gui.settings.screen import _PARTS, SettingsScreen
from clerkapp.gui.setup.model import STEPS, Step
from clerkapp.gui.setup.screen import SetupView
from clerkapp.gui.signatures.screen import SignaturesScreen
from clerkapp.gui.unlock.own_passphrase import OwnPassphrase
from clerkapp.gui.widgets.basic.buttons import PrimaryButton
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.inputs.row_table import RowTable
from tests.gui import walk
from tests.gui.conftest import TestDesk
from tests.gui.look import settle
from tests.gui.test_dialogs import CASES, Case, _dialog, _form, _incident, _page, _press, _settle

CONTROL = Qt.KeyboardModifier.ControlModifier
LOSING = ("Discard draft", "Strike it through", "Close the account", "Stop writing")
KEY = "7K4M-PD2X-9QRT-H3WC-V6NA-J8BE-2FYL-TG5S"


def _filled(window: QWidget) -> PrimaryButton | None:
    shown = [one for one in window.findChildren(PrimaryButton) if one.isVisible()]
    assert len(shown) <= 1, [walk.said(one) for one in shown]
    return shown[0] if shown else None


def _presses(window: QWidget) -> list[bool]:
    """Notes each press of the filled button, which does nothing else from now on."""
    button = _filled(window)
    assert button is not None
    button.clicked.disconnect()
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    return pressed


def _lines(window: QWidget) -> Iterator[QLineEdit]:
    for line in window.findChildren(QLineEdit):
        if line.isVisible() and line.isEnabled() and not isinstance(line.parent(), QComboBox):
            yield line


def _holds(window: QWidget, *, lines: bool) -> None:
    """The rule, for a window that stands; `lines`: Enter in a line is the filled button."""
    settle(window)
    assert walk.misplaced(window) == []
    button = _filled(window)
    if button is None or not button.isEnabled():
        return
    pressed = _presses(window)
    for stop in walk.stops(window):
        stop.setFocus()
        QTest.keyClick(stop, Qt.Key.Key_Return, CONTROL)
        if not button.isEnabled() or not stop.isVisible():
            break
    assert pressed, walk.said(button)
    if not lines:
        return
    for line in _lines(window):
        pressed.clear()
        line.setFocus()
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert pressed == [True], walk.said(line)


@pytest.mark.parametrize("part", _PARTS)
def test_in_every_part_of_the_settings(desk: TestDesk, qtbot: QtBot, part: str) -> None:
    _page(desk, qtbot, SettingsScreen(Settings(part), desk))
    _holds(desk, lines=True)


def test_where_a_person_is_added(desk: TestDesk, qtbot: QtBot) -> None:
    screen = _page(desk, qtbot, SettingsScreen(Settings("people"), desk))
    assert isinstance(screen, SettingsScreen)
    assert isinstance(screen.part, PeoplePart)
    screen.part.open_form()
    _holds(desk, lines=True)


@pytest.mark.parametrize(
    ("make", "place"),
    [
        (HomeScreen, Home()),
        (RecordsScreen, Records()),
        (SendScreen, Send()),
        (FormScreen, Form(kind="equipment")),
        (FormScreen, Form(kind="message")),
        (IncidentScreen, Incident("LARK-2026-W1-0001")),
        (EntryScreen, ListEntry("election")),
        (PaperLogScreen, PaperLog()),
        (ResolveScreen, Resolve("LARK-2026-W1-0001")),
        (SignaturesScreen, Signatures("LARK-2026-W1-0001")),
        (NilScreen, NothingToReport()),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_on_every_screen(
    desk: TestDesk, qtbot: QtBot, make: Callable[[Place, TestDesk], Screen], place: Place
) -> None:
    _incident(desk)
    screen = _page(desk, qtbot, make(place, desk))
    if isinstance(screen, FormScreen):
        for table in screen.findChildren(RowTable):
            table.add_row()
    _holds(desk, lines=False)


@pytest.mark.parametrize("step", STEPS)
def test_in_every_step_of_set_up(desk: TestDesk, qtbot: QtBot, step: Step) -> None:
    view = SetupView(desk.ports, desk.tasks, desk.theme, desk.preferences)
    view.context.model.authority_name = "Larkspur County"
    after = STEPS.index(step) > STEPS.index(Step.PERSON)
    view.context.session = desk.session if after else None
    view.context.recovery_key = KEY
    view.context.model.step = step
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.setCentralWidget(view)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view.enter()
    _holds(window, lines=True)
    view.context.session = None


def test_where_the_own_passphrase_is_chosen(desk: TestDesk) -> None:
    own = OwnPassphrase("Rae Larsen", ())
    desk.setCentralWidget(own)
    desk.show()
    settle(desk)
    assert walk.misplaced(desk) == []


DIALOGS = [*CASES, Case(_form, "Discard draft", lambda _dialog: None)]


@pytest.mark.parametrize("case", DIALOGS, ids=lambda case: case.opener)
def test_in_every_dialog(
    desk: TestDesk,
    case: Case,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "tape.pdf"
    file.write_bytes(b"%PDF tape")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(file)], ""))
    screen = _page(desk, qtbot, case.page(desk))
    if isinstance(screen, FormScreen):
        QTest.keyClicks(screen.page.body.first(), "Scanner")
        _settle(desk, qtbot)
    _press(screen, case.opener)
    _settle(desk, qtbot)
    dialog = _dialog()
    loses = dialog.do_button.accessibleName() in LOSING
    assert _filled(dialog) is (dialog.safe_button if loses else dialog.do_button)
    _holds(dialog, lines=not loses)
    dialog.reject()


def test_every_dialog_has_its_buttons_from_the_one_place() -> None:
    """A dialog with buttons of its own would have a rule of its own."""
    for kind in _kinds(Dialog):
        assert "Foot" not in vars(kind)
        made_here = {"safe_button", "do_button", "_foot"} & set(vars(kind))
        assert not made_here, kind


def _kinds(base: type[Dialog]) -> Iterator[type[Dialog]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _kinds(kind)


def test_held_down_it_presses_once(desk: TestDesk, qtbot: QtBot) -> None:
    _page(desk, qtbot, SettingsScreen(Settings("office"), desk))
    pressed = _presses(desk)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyPress(focused, Qt.Key.Key_Return, CONTROL)
    QTest.keyRelease(focused, Qt.Key.Key_Return, CONTROL)
    assert pressed == [True]
