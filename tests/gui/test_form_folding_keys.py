"""A jam with a seal, by keyboard alone: the form opens what the answers call for, asks, reminds, records."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.form.block import Block, Stand
from clerkapp.gui.navigation.places import Form, Signatures
from clerkapp.gui.widgets.basic.buttons import Button
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.inputs.marks import CheckBox
from clerkapp.services.records import reading
from tests.fakes.clock import FrozenClock
from tests.gui.conftest import TestDesk
from tests.gui.forms import focused_code
from tests.gui.keyboard import Keyboard

CONTROL = Qt.KeyboardModifier.ControlModifier
FARTHEST = 120
"""So many Tabs go once around everything on a form."""


def _tab_to(keys: Keyboard, there: Any) -> None:
    """Tab until `there` says that the focus is where it should be."""
    for _press in range(FARTHEST):
        if there():
            return
        keys.press(Qt.Key.Key_Tab)
    raise AssertionError("Tab does not lead there")


def _list_closed(screen: FormScreen, field: str, qtbot: QtBot) -> None:
    """A list is a window: offscreen, its going gives the focus back late, and to no field."""
    assert focused_code(screen) == field
    focused = QApplication.focusWidget()
    qtbot.wait(200)
    if focused is not None and not focused.hasFocus():
        focused.setFocus()


def _stand(screen: FormScreen, section: str) -> Stand:
    blocks = screen.page.body.findChildren(Block)
    return next(block.stand for block in blocks if block.section.code == section)


def _named(words: str) -> bool:
    widget = QApplication.focusWidget()
    name = (
        widget.text() if isinstance(widget, CheckBox) else widget.accessibleName() if widget else ""
    )
    return name.startswith(words)


def test_a_jam_with_a_seal_by_keyboard_alone(
    desk: TestDesk, clock: FrozenClock, qtbot: QtBot
) -> None:
    def set_stage(session: Any) -> None:
        with session.vault.transaction():
            session.vault.settings.set("election", "ZZ-2026-11-03")
            session.vault.settings.set("phase", "open")

    desk.on_vault(set_stage)
    clock.set_to("2026-11-03T08:22:00-06:00")
    screen = FormScreen(Form(kind="equipment"), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: desk.isActiveWindow() and desk.running.idle)
    qtbot.waitUntil(lambda: screen.page.body.complete)
    keys = Keyboard(desk)
    keys.type("Scanner at Oak Hall jammed")
    keys.press(Qt.Key.Key_Return)
    keys.type("740a")
    keys.press(Qt.Key.Key_Return)
    keys.type("Oak Hall")
    keys.press(Qt.Key.Key_Return)
    keys.letters("su")
    keys.press(Qt.Key.Key_Return)
    _list_closed(screen, "danger", qtbot)
    keys.press(Qt.Key.Key_Space)
    _tab_to(keys, lambda: focused_code(screen) == "category")
    qtbot.waitUntil(lambda: _stand(screen, "basics") is Stand.DONE)
    keys.letters("pa")
    keys.press(Qt.Key.Key_Tab)
    _list_closed(screen, "seen", qtbot)
    qtbot.waitUntil(lambda: screen.model.typed.get("category") == "jam")
    qtbot.waitUntil(lambda: _stand(screen, "fault") is Stand.OPEN)

    # A seal was touched: its table opens after the question, and Tab leads into it.
    assert _stand(screen, "touched") is Stand.FOLDED
    _tab_to(keys, lambda: focused_code(screen) == "seal_touched")
    keys.press(Qt.Key.Key_Right)
    keys.press(Qt.Key.Key_Space)
    assert screen.model.typed["seal_touched"] in ("yes", "not_known")
    qtbot.waitUntil(lambda: _stand(screen, "touched") is Stand.OPEN)
    qtbot.waitUntil(lambda: "seals" in screen.page.body.fields())
    qtbot.waitUntil(lambda: not screen.page.body._ordering.isActive())
    _tab_to(keys, lambda: focused_code(screen) == "seals")

    # What a jam does not need: one stop a line, opened and folded by a key.
    _tab_to(keys, lambda: _named("Vendor, manufacturer, EAC"))
    keys.press(Qt.Key.Key_Space)
    assert _stand(screen, "vendor") is Stand.UNFOLDED
    assert _named("Vendor, manufacturer, EAC")
    keys.press(Qt.Key.Key_Return)
    assert _stand(screen, "vendor") is Stand.FOLDED

    # What to do now stands beside the form; a tick is a key.
    _tab_to(keys, lambda: _named("Calm the line"))
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Space)
    assert sum(box.isChecked() for box in screen.page.checklists.findChildren(CheckBox)) == 2

    keys.press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(screen.findChildren(Dialog)))
    [dialog] = screen.findChildren(Dialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert isinstance(QApplication.focusWidget(), Button)
    Keyboard(dialog).press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(desk.went))
    place = desk.went[-1]
    assert isinstance(place, Signatures)
    shown = desk.on_vault(lambda session: reading.show(session, place.number))
    values: dict[str, Any] = dict(shown.values)
    assert values["category"] == "jam"
    assert [row["what"] for row in values["actions"]] == [
        "Calm the line; say how long",
        "Use bin or second unit",
    ]
    at = {"at": "2026-11-03T08:22:00-06:00", "precision": "exact"}
    assert [row["at"] for row in values["actions"]] == [at, at]
