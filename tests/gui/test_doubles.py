"""A new form asks whether it is the record that is there, once; a record begins another like it."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from clerkapp.gui.entry.doubles import Doubles
from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.home.screen import HomeScreen
from clerkapp.gui.incident.screen import IncidentScreen
from clerkapp.gui.navigation.places import Form, Home, Incident, Receipt
from clerkapp.gui.widgets.basic.buttons import Button
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.services.records import drafting, reading, recording
from tests.fakes.clock import FrozenClock
from tests.gui.conftest import TestDesk
from tests.gui.forms import Opener, answer, opened
from tests.gui.keyboard import focused
from tests.unit.domain.records import JAM

__all__ = ["opened"]

FIRST = "LARK-2026-W1-0001"
CONTROL = Qt.KeyboardModifier.ControlModifier


def at(time: str) -> dict[str, Any]:
    return {"at": f"2026-11-03T{time}:00-06:00", "precision": "exact"}


@pytest.fixture
def jam(desk: TestDesk, clock: FrozenClock) -> str:
    clock.set_to("2026-11-03T08:05:00-06:00")
    values = {**JAM, "occurred": at("07:40")}
    return desk.on_vault(lambda session: recording.record(session, "equipment", values)).number


def begin(opened: Opener, qtbot: QtBot, **typed: Any) -> tuple[FormScreen, Doubles]:
    screen = opened(Form(kind="equipment"))
    for code, value in {**JAM, "occurred": at("08:00"), "noticed": at("08:02"), **typed}.items():
        answer(screen, code, value)
    doubles = screen.findChild(Doubles)
    assert doubles is not None
    return screen, doubles


def labels(screen: Any) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def test_the_same_trouble_is_asked_about_and_added_to(
    opened: Opener, desk: TestDesk, qtbot: QtBot, jam: str
) -> None:
    screen, doubles = begin(opened, qtbot, voting="another_way", one_line="Jammed again")
    qtbot.waitUntil(doubles.banner.isVisible)
    assert "Same as 25 minutes ago?" in labels(screen)
    assert doubles.banner.yes.accessibleName() == "Add to 0001"
    doubles.banner.yes.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(desk.went))
    place = desk.went[-1]
    assert isinstance(place, Form)
    assert place.number == jam
    changed = opened(place)
    assert changed.model.amending
    assert changed.model.change.added() == ("voting", "actions")
    assert not changed.model.change.needs_reason()
    changed.record()
    qtbot.waitUntil(lambda: desk.went[-1] == Incident(jam))
    values = desk.on_vault(lambda session: reading.show(session, jam)).values
    assert values["one_line"] == JAM["one_line"]
    assert values["actions"][0]["what"] == "Jammed again"  # type: ignore[index]
    assert desk.on_vault(drafting.mine) == []


def test_no_new_is_asked_once_a_draft(
    opened: Opener, desk: TestDesk, qtbot: QtBot, jam: str
) -> None:
    screen, doubles = begin(opened, qtbot)
    qtbot.waitUntil(doubles.banner.isVisible)
    doubles.banner.no.click()
    assert doubles.banner.isHidden()
    answer(screen, "occurred", at("08:01"))
    screen.keep()
    qtbot.waitUntil(lambda: desk.running.idle)
    [draft] = desk.on_vault(drafting.mine)
    again = opened(Form(kind="equipment", draft=draft.id))
    later = again.findChild(Doubles)
    assert later is not None
    qtbot.wait(600)
    qtbot.waitUntil(lambda: desk.running.idle)
    assert later.banner.isHidden()


def test_it_never_blocks_and_goes_with_its_cause(
    opened: Opener, desk: TestDesk, qtbot: QtBot, jam: str
) -> None:
    screen, doubles = begin(opened, qtbot)
    qtbot.waitUntil(doubles.banner.isVisible)
    answer(screen, "place", "Cedar")
    qtbot.waitUntil(doubles.banner.isHidden)
    answer(screen, "place", JAM["place"])
    qtbot.waitUntil(doubles.banner.isVisible)
    QTest.keyClick(focused(), Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(desk.went))
    assert isinstance(desk.went[-1], Receipt)
    assert desk.went[-1].number != jam


def test_a_record_says_that_a_change_is_unfinished_and_goes_on_with_it(
    opened: Opener, desk: TestDesk, qtbot: QtBot, jam: str
) -> None:
    form = opened(Form(kind="equipment", number=jam))
    answer(form, "voting", "as_normal")
    form.keep()
    qtbot.waitUntil(lambda: desk.running.idle)
    [draft] = desk.on_vault(drafting.mine)
    page = IncidentScreen(Incident(jam), desk)
    desk.show_screen(page)
    said = "You have a change you did not finish, saved 8:05 a.m."
    qtbot.waitUntil(lambda: said in labels(page))
    button = next(b for b in page.findChildren(Button) if b.accessibleName() == "Go on with it")
    button.click()
    assert desk.went[-1] == Form(kind="equipment", draft=draft.id, number=jam)
    again = opened(Form(kind="equipment", number=jam))
    assert again.draft_shown == draft.id
    assert again.model.changes() == {"voting": "as_normal"}
    home = HomeScreen(Home(), desk)
    desk.show_screen(home)
    qtbot.waitUntil(
        lambda: any("Change to 0001" in line.text() for line in home.findChildren(LineButton))
    )


def test_a_record_begins_another_like_it(
    opened: Opener, desk: TestDesk, qtbot: QtBot, clock: FrozenClock
) -> None:
    values = {**JAM, "category": "jam", "serial": "NT3-004417", "voters_left": 2, "seen": "Jam."}
    made = desk.on_vault(lambda session: recording.record(session, "equipment", values))
    page = IncidentScreen(Incident(made.number), desk)
    desk.show_screen(page)
    qtbot.waitUntil(lambda: any(b.accessibleName() == "More" for b in page.findChildren(Button)))
    next(b for b in page.findChildren(Button) if b.accessibleName() == "More").click()
    menus = page.findChildren(QMenu)
    actions: list[QAction] = [action for menu in menus for action in menu.actions()]
    next(action for action in actions if action.text() == "Again like this one").trigger()
    for menu in menus:
        menu.close()
    place = desk.went[-1]
    assert isinstance(place, Form)
    screen = opened(place)
    typed = screen.model.to_record()
    assert {code: typed[code] for code in ("place", "category", "serial", "phase")} == {
        "place": JAM["place"],
        "category": "jam",
        "serial": "NT3-004417",
        "phase": JAM["phase"],
    }
    assert not {"one_line", "occurred", "voters_left", "seen", "noticed_by", "danger"} & set(typed)
    assert not screen.model.amending
    assert desk.on_vault(drafting.mine) == []


def test_a_change_goes_on_from_what_the_record_says_now(
    opened: Opener, desk: TestDesk, qtbot: QtBot, jam: str
) -> None:
    """Somebody added an action meanwhile: the change that was begun does not take it away."""
    desk.on_vault(
        lambda session: recording.amend(session, jam, {"actions": [{"what": "Cleared it."}]})
    )
    form = opened(Form(kind="equipment", number=jam))
    answer(form, "voting", "as_normal")
    form.keep()
    qtbot.waitUntil(lambda: desk.running.idle)
    desk.on_vault(lambda session: recording.add_action(session, jam, {"what": "Cleaned it."}))
    again = opened(Form(kind="equipment", number=jam))
    assert again.model.changes() == {"voting": "as_normal"}
    assert not again.model.change.needs_reason()
