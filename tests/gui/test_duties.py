"""Whom to tell on Home, on a record's page and on the call sheet; nothing to report; keeping and disposal."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.domain.kinds.conditions import rows
from clerkapp.domain.office import NewVault
from clerkapp.domain.people.roles import Role
from clerkapp.gui.duties.screen import CallSheetScreen
from clerkapp.gui.home.screen import HomeScreen
from clerkapp.gui.incident.screen import IncidentScreen
from clerkapp.gui.navigation.places import Calls, Home, Incident, NothingToReport, Settings
from clerkapp.gui.navigation.screen import Screen
from clerkapp.gui.nil.screen import NilScreen
from clerkapp.gui.settings.election import ElectionPart
from clerkapp.gui.settings.retention import RetentionPart
from clerkapp.gui.settings.screen import SettingsScreen
from clerkapp.gui.unlock.screen import LockReason
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.services.declarations import nil
from clerkapp.services.declarations.nil import Scope
from clerkapp.services.duties import owed, packs
from clerkapp.services.ports import Ports
from clerkapp.services.records import reading, recording
from clerkapp.services.retention import disposing, holds
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening
from tests.fakes.clock import FrozenClock
from tests.fakes.office import JAM, REVIEWER, join
from tests.fakes.vaults import NAME, PASSPHRASE, QUICK
from tests.gui.conftest import TestDesk, Windows
from tests.gui.keyboard import Keyboard
from tests.gui.test_window import _unlock

FIRST = "LARK-2026-W1-0001"


def _record(session: Session, **values: Any) -> str:
    return recording.record(session, "equipment", {**JAM, "election": None, **values}).number


def _shown(desk: TestDesk, qtbot: QtBot, screen: Screen) -> None:
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: desk.running.idle)
    QApplication.processEvents()


def _words(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]
    lines = [line.accessibleName() for line in widget.findChildren(LineButton)]
    banners = [banner.accessibleName() for banner in widget.findChildren(Banner)]
    return "\n".join((*labels, *lines, *banners))


def test_home_says_whom_to_tell_and_the_next_one_stands_out(
    desk: TestDesk, qtbot: QtBot, clock: FrozenClock
) -> None:
    desk.on_vault(
        lambda session: _record(session, severity="high", noticed="2026-11-03T07:20:00-06:00")
    )
    desk.on_vault(lambda session: _record(session, severity="critical"))
    screen = HomeScreen(Home(), desk)
    _shown(desk, qtbot, screen)
    calls = [one for one in screen.findChildren(LineButton) if "Tell the state" in one.text()]
    assert [one.accessibleName().split(", ")[-1] for one in calls] == ["Now", "By 5:00 p.m."]
    calls[0].click()
    assert desk.went == [Calls("LARK-2026-W1-0002")]
    # Late, it stays until somebody was told.
    clock.set_to("2026-11-03T18:00:00-06:00")
    _shown(desk, qtbot, again := HomeScreen(Home(), desk))
    assert "Was due at 5:00 p.m." in _words(again)
    for number in (FIRST, "LARK-2026-W1-0002"):
        told = {"told": [{"organisation": "state", "how": "phone"}]}
        desk.on_vault(partial(recording.amend, number=number, changes=told, reason="Told."))
    _shown(desk, qtbot, last := HomeScreen(Home(), desk))
    assert "Tell the state" not in _words(last)


def test_a_restricted_call_is_seen_by_who_may_see_it(desk: TestDesk, qtbot: QtBot) -> None:
    desk.on_vault(lambda session: _record(session, severity="critical", restricted=True))
    assert desk.on_vault(lambda session: owed.for_home(session, 5)).total == 1
    desk.sign_in(Role.STAFF)
    found = desk.on_vault(lambda session: owed.for_home(session, 5))
    assert (found.calls, found.total) == ((), 0)
    assert desk.on_vault(owed.everything) == ()
    _shown(desk, qtbot, screen := HomeScreen(Home(), desk))
    assert "Tell the state" not in _words(screen)


def test_a_tick_on_the_call_sheet_fills_who_was_told(desk: TestDesk, qtbot: QtBot) -> None:
    number = desk.on_vault(lambda session: _record(session, severity="critical"))
    _shown(desk, qtbot, screen := CallSheetScreen(Calls(number), desk))
    [card] = screen.calls
    assert "We are reporting an incident: Scanner at Oak Hall jammed three times." in _words(card)
    keys = Keyboard(desk)
    assert QApplication.focusWidget() is card.reference.control.entry()
    keys.type("KS-0417")
    assert card.told_button is not None
    card.told_button.click()
    qtbot.waitUntil(lambda: desk.running.idle)
    shown = desk.on_vault(lambda session: reading.show(session, number))
    [row] = rows(shown.values, "told")
    assert (row["organisation"], row["how"], row["reference"]) == ("state", "phone", "KS-0417")
    assert row["at"]["precision"] == "exact"
    assert shown.rev == 2
    assert screen.calls[0].told_button is None
    assert "State was told" in _words(screen)


def test_who_may_not_change_it_only_reads_the_sheet(desk: TestDesk, qtbot: QtBot) -> None:
    number = desk.on_vault(lambda session: _record(session, severity="critical"))
    desk.sign_in(Role.AUDITOR)
    _shown(desk, qtbot, screen := CallSheetScreen(Calls(number), desk))
    assert [card.told_button for card in screen.calls] == [None]


def test_the_page_of_a_record_leads_to_the_sheet(desk: TestDesk, qtbot: QtBot) -> None:
    number = desk.on_vault(lambda session: _record(session, severity="high"))
    _shown(desk, qtbot, screen := IncidentScreen(Incident(number), desk))
    assert "High: same day" in _words(screen)
    button = screen._duties.call_button
    assert button is not None
    button.click()
    assert desk.went[-1] == Calls(number)
    quiet = desk.on_vault(lambda session: _record(session, severity="low"))
    _shown(desk, qtbot, other := IncidentScreen(Incident(quiet), desk))
    assert other._duties.call_button is None
    assert "With the next bundle" in _words(other) or not other._duties.isVisible()


def _part(desk: TestDesk, qtbot: QtBot, code: str) -> Any:
    _shown(desk, qtbot, screen := SettingsScreen(Settings(code), desk))
    return screen.part


def test_the_rules_are_chosen_in_settings(desk: TestDesk, qtbot: QtBot) -> None:
    part = _part(desk, qtbot, "office")
    assert isinstance(part, ElectionPart)
    part.rules.field.control.set_value("kansas")
    part.rules.keep_button.click()
    qtbot.waitUntil(lambda: desk.running.idle)
    assert desk.on_vault(packs.in_force).id == "kansas"
    QApplication.processEvents()
    words = _words(part)
    assert "counsel confirm" in words
    assert "Certify the written procedures" in words


def test_staff_read_the_rules_and_do_not_choose(desk: TestDesk, qtbot: QtBot) -> None:
    desk.sign_in(Role.STAFF)
    part = _part(desk, qtbot, "office")
    assert not part.rules.keep_button.isVisible()
    assert "Critical: phone now" in _words(part)


def test_nothing_to_report_is_declared_and_taken_back(desk: TestDesk, qtbot: QtBot) -> None:
    _shown(desk, qtbot, screen := NilScreen(NothingToReport(), desk))
    screen._what.set_value("period")
    screen._fit()
    for code, day in (("from", "2026-11-01"), ("until", "2026-11-02")):
        screen.fields[code].control.set_value(day)
    screen.declare_button.click()
    qtbot.waitUntil(lambda: desk.running.idle)
    [made] = desk.on_vault(nil.listed)
    assert (made.scope.first, made.by) == ("2026-11-01", NAME)
    assert "Declared and signed." in _words(screen)
    assert "Nov 1, 2026 to Nov 2, 2026" in _words(screen)


def test_a_declaration_over_a_record_is_refused_in_words(desk: TestDesk, qtbot: QtBot) -> None:
    desk.on_vault(lambda session: recording.record(session, "equipment", JAM))
    _shown(desk, qtbot, screen := NilScreen(NothingToReport(), desk))
    screen.fields["election"].control.set_value(JAM["election"])
    screen.declare_button.click()
    qtbot.waitUntil(lambda: desk.running.idle)
    assert "Records in this period: 1, drafts: 0." in screen.fields["text"].message()
    assert desk.on_vault(nil.listed) == ()


def test_who_may_not_declare_reads_what_was(desk: TestDesk, qtbot: QtBot) -> None:
    scope = Scope(first="2026-10-01", last="2026-10-07")
    desk.on_vault(lambda session: nil.add(session, scope, "Nothing in the first week."))
    desk.sign_in(Role.STAFF)
    _shown(desk, qtbot, screen := NilScreen(NothingToReport(), desk))
    assert not screen._form.isVisible()
    assert "Nothing in the first week." in _words(screen)


def test_records_are_disposed_of_by_two_people(
    desk: TestDesk, qtbot: QtBot, clock: FrozenClock, tmp_path: Path
) -> None:
    desk.on_vault(lambda session: join(session, REVIEWER, Role.REVIEWER))
    for _ in range(2):
        desk.on_vault(_record)
    desk.on_vault(lambda session: holds.hold(session, ["LARK-2026-W1-0002"], "A court asked."))
    part = _part(desk, qtbot, "retention")
    assert "Nothing may be disposed of today." in _words(part)
    clock.set_to("2028-11-05T09:00:00-06:00")
    part = _part(desk, qtbot, "retention")
    assert isinstance(part, RetentionPart)
    assert part.records is not None
    assert "A court asked." in _words(part)
    part.records.set_value([FIRST])
    for code, typed in (
        ("reason", "Two years are over."),
        ("second", REVIEWER),
        ("second_passphrase", PASSPHRASE),
    ):
        part.fields[code].control.set_value(typed)
    output = tmp_path / "certificate.pdf"
    dialog = part.confirm((FIRST,), output)
    dialog.accept()
    qtbot.waitUntil(lambda: desk.running.idle)
    assert output.exists()
    assert desk.on_vault(disposing.may_go) == ()
    assert not part.fields["second_passphrase"].control.value()
    assert "Disposed of" in part.said()


def test_the_policy_and_the_hold_are_kept(desk: TestDesk, qtbot: QtBot) -> None:
    desk.on_vault(_record)
    part = _part(desk, qtbot, "retention")
    part.fields["months"].control.set_value("12")
    part.keep_months()
    qtbot.waitUntil(lambda: desk.running.idle)
    assert "22 months" in part.fields["months"].message()
    part.fields["months"].control.set_value("36")
    part.keep_months()
    qtbot.waitUntil(lambda: desk.running.idle)
    assert desk.on_vault(disposing.months) == 36
    part.fields["hold"].control.set_value(FIRST)
    part.fields["why"].control.set_value("A court asked.")
    part.hold_button.click()
    qtbot.waitUntil(lambda: desk.running.idle)
    assert [one[0] for one in desk.on_vault(holds.listed)] == [FIRST]


@pytest.mark.parametrize("role", [Role.STAFF, Role.ADMINISTRATOR, Role.AUDITOR])
def test_others_do_not_dispose(desk: TestDesk, qtbot: QtBot, role: Role) -> None:
    desk.sign_in(role)
    part = _part(desk, qtbot, "retention")
    assert not part.dispose_button.isVisible()
    assert "Reviewers and the election authority" in part.said()


def test_criterion_42_a_practice_vault_says_so_on_every_page(
    tmp_path: Path, ports: Ports, windows: Windows, qtbot: QtBot
) -> None:
    folder = tmp_path / "Practice.vault"
    new = NewVault(
        "LARK", "Larkspur County", "W1", NAME, "election_authority", PASSPHRASE, training=True
    )
    opening.create(folder, new, ports, QUICK)
    window = windows(ports, folder)
    window.start()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.tasks.idle)
    _unlock(window, qtbot)
    for place in (Home(), NothingToReport(), Settings("state"), Settings("look")):
        window.go(place)
        qtbot.waitUntil(lambda: window.tasks.idle)
        QApplication.processEvents()
        banners = [one for one in window.findChildren(Banner) if one.isVisible()]
        assert any("Training" in one.accessibleName() for one in banners), place
    window.lock(LockReason.ASKED)
    qtbot.waitUntil(lambda: window.tasks.idle)
    QApplication.processEvents()
