"""Home: the day and stage, what is due, what the state has not received, drafts, safekeeping."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.crypto.certificates import new_recipient
from clerkapp.domain.people.roles import Role
from clerkapp.gui.home.screen import HomeScreen
from clerkapp.gui.navigation.places import Form, Home, Incident, Place, Records, Send, Settings
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.widgets.basic.buttons import PrimaryButton
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.gui.widgets.lists.new_button import NewButton
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import IconLine
from clerkapp.services.export import exporting
from clerkapp.services.records import drafting, recording
from clerkapp.services.session import Notice, Session
from clerkapp.services.vaults import safekeeping
from clerkapp.services.vaults.safekeeping import LAST_BACKUP_SETTING
from tests.fakes.clock import FrozenClock
from tests.fakes.office import JAM, whole
from tests.gui.conftest import TestDesk
from tests.gui.keyboard import Keyboard
from tests.gui.test_settings import add_other, sign_in_as_other


def _open(desk: TestDesk, qtbot: QtBot) -> HomeScreen:
    screen = HomeScreen(Home(), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: desk.running.idle and desk.isActiveWindow(), timeout=10_000)
    QApplication.processEvents()
    return screen


def _record(desk: TestDesk, line: str, **more: Any) -> str:
    values = {**whole(), "one_line": line, **more}
    return desk.on_vault(lambda session: recording.record(session, "equipment", values)).number


def _set(desk: TestDesk, name: str, value: Any) -> None:
    def work(session: Session) -> None:
        with session.vault.transaction():
            session.vault.settings.set(name, value)

    desk.on_vault(work)


def _names(kind: type[QWidget], inside: QWidget) -> list[str]:
    return [one.accessibleName() for one in inside.findChildren(kind) if one.isVisible()]


def _texts(inside: QWidget) -> list[str]:
    return [one.text() for one in inside.findChildren(Label) if one.isVisible()]


def test_the_title_says_day_election_and_stage(desk: TestDesk, qtbot: QtBot) -> None:
    assert "Between elections" in _texts(_open(desk, qtbot))
    _set(desk, "election", "ZZ-2026-11-03")
    _set(desk, "phase", "open")
    screen = _open(desk, qtbot)
    title = screen._page.title.text()
    assert title.startswith("ZZ-2026-11-03: ")
    assert "Tuesday, November 3, 2026" in _texts(screen)


def test_an_empty_office_says_so_in_every_part(desk: TestDesk, qtbot: QtBot) -> None:
    screen = _open(desk, qtbot)
    texts = _texts(screen)
    assert "Nothing is due." in texts
    assert "Nothing is recorded yet. Choose one of the buttons above." in texts
    assert "Nothing is recorded yet." in texts
    assert not any("has been sent" in words for words in texts)
    assert not screen._drafts.isVisible()
    assert screen._buttons[0].hasFocus()


def test_the_buttons_open_their_forms(desk: TestDesk, qtbot: QtBot) -> None:
    screen = _open(desk, qtbot)
    keys = Keyboard(desk)
    for button in screen.findChildren(NewButton):
        button.setFocus()
        keys.press(Qt.Key.Key_Return)
    assert desk.went == [Form(kind=kind) for kind in ("message", "equipment", "procedure", "place")]


def test_what_is_due_comes_first_and_opens(desk: TestDesk, qtbot: QtBot) -> None:
    resolved = _record(desk, "A seal was replaced.")
    desk.on_vault(lambda session: recording.set_status(session, resolved, "resolved"))
    grave = _record(desk, "All scanners are down.", severity="critical")
    _record(desk, "A quiet note.")
    screen = _open(desk, qtbot)
    due = screen._due.findChildren(LineButton)
    assert [one.accessibleName() for one in due] == [
        f"Tell the state: All scanners are down., {grave}  ,  rule “Critical: phone now”, Now",
        f"Not resolved yet: All scanners are down., {grave}, Critical",
        f"Review and sign: A seal was replaced., {resolved}, Needs a second person",
    ]
    assert screen._due.note.text() == "3 open  ·  overdue"
    due[1].click()
    assert desk.went == [Incident(grave)]


def test_recent_records_are_five_and_lead_to_all(
    desk: TestDesk, clock: FrozenClock, qtbot: QtBot
) -> None:
    numbers = [_record(desk, f"Record {n}.") for n in range(7)]
    clock.pass_time(26 * 3600)
    screen = _open(desk, qtbot)
    recent = screen._recent.findChildren(LineButton)
    assert len(recent) == 5
    for number, one in zip(reversed(numbers[2:]), recent, strict=True):
        assert number in one.accessibleName()
    assert recent[0].accessibleName().endswith("Nov 3")
    _press(screen, "All records", desk)
    assert desk.went == [Records()]


def _press(screen: HomeScreen, name: str, desk: TestDesk) -> None:
    button = next(
        one for one in screen.findChildren(QAbstractButton) if one.accessibleName() == name
    )
    button.setFocus()
    Keyboard(desk).press(Qt.Key.Key_Return)


def test_searching_from_home_leads_to_the_list(desk: TestDesk, qtbot: QtBot) -> None:
    screen = _open(desk, qtbot)
    screen._search.setFocus()
    Keyboard(desk).type("seal")
    Keyboard(desk).press(Qt.Key.Key_Return)
    assert desk.went == [Records(text="seal")]


def test_without_the_states_key_the_filled_button_adds_it(desk: TestDesk, qtbot: QtBot) -> None:
    _record(desk, "A jam.")
    screen = _open(desk, qtbot)
    assert _names(PrimaryButton, screen) == ["Add the state’s key"]
    _press(screen, "Add the state’s key", desk)
    assert desk.went == [Settings("state")]
    assert any("State’s key is not here yet" in text for text in _texts(screen))


def test_who_may_not_accept_the_states_key_is_told_what_is_missing(
    desk: TestDesk, qtbot: QtBot
) -> None:
    add_other(desk, Role.STAFF)
    sign_in_as_other(desk)
    screen = _open(desk, qtbot)
    assert _names(PrimaryButton, screen) == []
    assert "First the state’s certificate has to be accepted." in _texts(screen._unsent)


def test_with_the_states_key_the_filled_button_sends(desk: TestDesk, qtbot: QtBot) -> None:
    _record(desk, "A jam.")
    pem, _key = new_recipient("ZZ state", datetime(2026, 1, 1, tzinfo=UTC))
    desk.on_vault(lambda session: exporting.accept_recipients(session, [pem]))
    screen = _open(desk, qtbot)
    assert _names(PrimaryButton, screen) == ["Send to state"]
    _press(screen, "Send to state", desk)
    expected: list[Place] = [Send()]
    assert desk.went == expected
    assert "1" in _texts(screen._unsent)
    assert "record" in _texts(screen._unsent)


def test_drafts_open_where_they_were_left(desk: TestDesk, qtbot: QtBot) -> None:
    for n in range(7):
        content = {"values": {"one_line": f"Mail {n}"} if n else {}}
        desk.on_vault(partial(drafting.save, kind="message", content=content))
    screen = _open(desk, qtbot)
    lines = screen._drafts.findChildren(LineButton)
    assert len(lines) == 5
    assert "and 2 more" in _texts(screen._drafts)
    lines[0].click()
    (place,) = desk.went
    assert isinstance(place, Form)
    assert (place.kind, bool(place.draft)) == ("message", True)


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (None, "No backup yet"),
        (
            {"at": "2026-11-02T17:10:00-06:00", "code": None, "path": None},
            "Backup made and checked",
        ),
        (
            {
                "at": "2026-11-02T17:10:00-06:00",
                "code": "drive-gone",
                "path": "/media/stick/LARK-W1-2026-11-02.clerkbackup",
            },
            "The last backup failed",
        ),
    ],
)
def test_safekeeping_says_how_the_last_backup_went(
    desk: TestDesk, last: dict[str, Any] | None, words: str, tmp_path: Any, qtbot: QtBot
) -> None:
    desk.on_vault(lambda session: safekeeping.set_backup_folder(session, tmp_path))
    if last is not None:
        _set(desk, LAST_BACKUP_SETTING, last)
    screen = _open(desk, qtbot)
    first = screen._safe.findChildren(IconLine)[0]
    assert first.words.text() == words
    assert "{" not in first.meta.text()
    if last is not None and last["code"]:
        assert first.meta.text().startswith(f"{Path(last['path']).parent} is no longer there")


def test_what_unlocking_noticed_is_said(desk: TestDesk, qtbot: QtBot) -> None:
    notice = Notice("unlocks-failed-before", {"count": 3, "at": "2026-11-03T06:10:00-06:00"})
    desk.signed_in = replace(desk.signed_in, notices=(notice,))
    screen = _open(desk, qtbot)
    assert ["3" in name for name in _names(Banner, screen)] == [True]


def test_an_administrator_alone_sees_no_records_and_no_sending(
    desk: TestDesk, qtbot: QtBot
) -> None:
    _record(desk, "A jam nobody else may see.")
    account = replace(desk.account, roles=frozenset({Role.ADMINISTRATOR}))
    desk.signed_in = replace(desk.signed_in, account=account)
    screen = _open(desk, qtbot)
    assert _names(LineButton, screen) == []
    assert _names(PrimaryButton, screen) == []
    assert desk.troubles == []


def test_the_buttons_stand_under_each_other_when_the_text_grows(
    desk: TestDesk, look: Theme, qtbot: QtBot
) -> None:
    screen = _open(desk, qtbot)

    def tops() -> set[int]:
        return {button.geometry().top() for button in screen._buttons}

    assert len(tops()) == 1
    desk.resize(900, 800)
    look.set_scale(200)
    try:
        qtbot.waitUntil(lambda: len(tops()) == 4)
    finally:
        look.set_scale(100)


def test_an_old_grave_record_is_not_hidden_behind_newer_resolved_ones(
    desk: TestDesk, qtbot: QtBot
) -> None:
    old = _record(desk, "Old and open.", severity="high")
    for n in range(5):
        number = _record(desk, f"New and resolved {n}.", severity="high")
        desk.on_vault(partial(recording.set_status, number=number, status="resolved"))
    screen = _open(desk, qtbot)
    names = [one.accessibleName() for one in screen._due.findChildren(LineButton)]
    assert old in names[0]
    assert len(names) == 5
    assert screen._due.note.text() == "12 open  ·  next in 9 hours 20 minutes"
    _press(screen, "Show all 12", desk)
    qtbot.waitUntil(lambda: len(screen._due.findChildren(LineButton)) == 12)
    names = [one.accessibleName() for one in screen._due.findChildren(LineButton)]
    assert sum(old in name for name in names) == 2


def test_what_is_grave_by_the_suggestion_is_due_until_somebody_decides(
    desk: TestDesk, qtbot: QtBot
) -> None:
    values = {**JAM, "voters_left": {"n": 1, "precision": "estimate"}}
    made = desk.on_vault(lambda session: recording.record(session, "equipment", values))
    screen = HomeScreen(Home(), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: desk.running.idle)
    said = [line.accessibleName() for line in screen.findChildren(LineButton)]
    assert [one for one in said if "Not resolved yet" in one and "Suggested: High" in one]
    change = {"severity": "low", "severity_reason": "The voter came back and voted."}
    desk.on_vault(lambda session: recording.amend(session, made.number, change, "Decided"))
    again = HomeScreen(Home(), desk)
    desk.show_screen(again)
    qtbot.waitUntil(lambda: desk.running.idle)
    said = [line.accessibleName() for line in again.findChildren(LineButton)]
    assert [one for one in said if "Not resolved yet" in one] == []
