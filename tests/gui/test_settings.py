"""Settings: people, passphrase, safekeeping, the state's key, election and stage, look, by role."""

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people.roles import Role
from clerkapp.gui.language import use_language
from clerkapp.gui.navigation.places import Settings
from clerkapp.gui.settings.election import ElectionPart
from clerkapp.gui.settings.keys import PassphrasePart
from clerkapp.gui.settings.look import LookPart
from clerkapp.gui.settings.part import Part
from clerkapp.gui.settings.people import PeoplePart
from clerkapp.gui.settings.safekeeping import SafekeepingPart
from clerkapp.gui.settings.screen import SettingsScreen
from clerkapp.gui.widgets.page.rail import Rail
from clerkapp.services import office
from clerkapp.services.ports import Ports
from clerkapp.services.records import recording
from clerkapp.services.vaults import accounts, opening
from clerkapp.wording import language
from tests.fakes.drive import FakeDrive
from tests.fakes.office import join
from tests.fakes.vaults import NAME, PASSPHRASE
from tests.gui import walk
from tests.gui.conftest import TestDesk, Windows
from tests.gui.keyboard import Keyboard
from tests.gui.look import settle as quiet

P = TypeVar("P", bound=Part)
PARTS = (
    "people",
    "passphrase",
    "safekeeping",
    "recovery",
    "state",
    "office",
    "look",
    "keyboard",
    "about",
)
OTHER = "Rae Larsen"
OTHER_PASSPHRASE = "another five quiet words"


def opened(desk: TestDesk, qtbot: QtBot, part: str) -> SettingsScreen:
    screen = SettingsScreen(Settings(part), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: desk.running.idle)
    QApplication.processEvents()
    return screen


def part_of(screen: SettingsScreen, kind: type[P]) -> P:
    assert isinstance(screen.part, kind)
    return screen.part


def words(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(
        label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)
    )


def button(page: QWidget, name: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.accessibleName() == name)


def settle(desk: TestDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.running.idle)
    QApplication.processEvents()


def count(desk: TestDesk, event: Event) -> int:
    entries = desk.on_vault(lambda session: session.vault.journal.entries(after=0, limit=500))
    return sum(entry.event is event for entry in entries)


def add_other(desk: TestDesk, *roles: Role) -> None:
    desk.on_vault(
        lambda session: join(session, OTHER, *roles or (Role.STAFF,), passphrase=OTHER_PASSPHRASE)
    )


def sign_in_as_other(desk: TestDesk) -> None:
    folder = desk.session.folder
    desk.on_vault(lambda session: opening.lock(session))
    desk.signed_in = desk.running.on_vault(
        lambda: opening.unlock(folder, OTHER, OTHER_PASSPHRASE, desk.ports)
    )


def fill(part: PeoplePart, **values: object) -> None:
    for code, value in values.items():
        part.fields[code].control.set_value(value)


def test_an_administrator_adds_a_person_who_can_sign_in(desk: TestDesk, qtbot: QtBot) -> None:
    part = part_of(opened(desk, qtbot, "people"), PeoplePart)
    assert NAME in words(part)
    part.add_button.click()
    assert part.fields["name"].control.entry().hasFocus()
    fill(
        part,
        name=OTHER,
        function="deputy",
        roles=["staff"],
        valid_until="2026-11-30",
        passphrase=OTHER_PASSPHRASE,
        passphrase_again=OTHER_PASSPHRASE,
    )
    part.add()
    settle(desk, qtbot)
    assert "The account of Rae Larsen is open" in part.said()
    assert "Nov 3, 2026 to Nov 30, 2026" in words(part)
    assert "First passphrase" in words(part)
    assert part.fields["passphrase"].control.value() is None
    added = next(one for one in desk.on_vault(accounts.people) if one.name == OTHER)
    assert (added.roles, added.function) == (frozenset({Role.STAFF}), "deputy")


def test_a_form_with_gaps_says_each_beside_its_field_and_adds_nobody(
    desk: TestDesk, qtbot: QtBot
) -> None:
    part = part_of(opened(desk, qtbot, "people"), PeoplePart)
    part.open_form()
    fill(part, valid_until="never", passphrase="one", passphrase_again="two")
    part.add()
    wrong = {code for code, field in part.fields.items() if field.has_error()}
    assert wrong == {"name", "function", "roles", "valid_until", "passphrase_again"}
    assert part.fields["name"].control.entry().hasFocus()
    fill(
        part,
        name=NAME,
        function="deputy",
        roles=["staff"],
        valid_until=None,
        passphrase=PASSPHRASE,
        passphrase_again=PASSPHRASE,
    )
    part.add()
    settle(desk, qtbot)
    assert "already" in part.fields["name"].message()
    assert len(desk.on_vault(accounts.people)) == 1


def test_closing_an_account_asks_first_and_names_what_to_do_next(
    desk: TestDesk, qtbot: QtBot
) -> None:
    add_other(desk)
    part = part_of(opened(desk, qtbot, "people"), PeoplePart)
    account = next(one for one in desk.on_vault(accounts.people) if one.name == OTHER)
    part.ask_to_close(account).reject()
    settle(desk, qtbot)
    assert count(desk, Event.ACCOUNT_DISABLED) == 0
    part.ask_to_close(account).do_button.click()
    settle(desk, qtbot)
    assert count(desk, Event.ACCOUNT_DISABLED) == 1
    assert "Safekeeping" in part.said()
    assert "Closed" in words(part)
    with pytest.raises(StopIteration):
        button(part, f"Close the account of {OTHER}")


def test_nobody_can_close_the_own_account(desk: TestDesk, qtbot: QtBot) -> None:
    part = part_of(opened(desk, qtbot, "people"), PeoplePart)
    with pytest.raises(StopIteration):
        button(part, f"Close the account of {NAME}")


def test_others_see_their_own_account_and_change_nobody(desk: TestDesk, qtbot: QtBot) -> None:
    add_other(desk)
    sign_in_as_other(desk)
    people = part_of(opened(desk, qtbot, "people"), PeoplePart)
    assert OTHER in words(people)
    assert NAME not in words(people)
    assert not people.add_button.isVisible()
    safe = part_of(opened(desk, qtbot, "safekeeping"), SafekeepingPart)
    assert not safe.place_button.isVisible()
    assert not hasattr(safe, "key_button")


def test_the_passphrase_is_changed_only_with_the_old_one(desk: TestDesk, qtbot: QtBot) -> None:
    part = part_of(opened(desk, qtbot, "passphrase"), PassphrasePart)
    old, new, again = (part.fields[code].control for code in ("old", "passphrase", "again"))
    assert old.entry().hasFocus()
    old.set_value("wrong words here")
    new.set_value(OTHER_PASSPHRASE)
    again.set_value(OTHER_PASSPHRASE)
    part.change()
    settle(desk, qtbot)
    assert part.fields["old"].has_error()
    old.set_value(PASSPHRASE)
    new.set_value("short")
    again.set_value("short")
    part.change()
    settle(desk, qtbot)
    assert "at least 8" in part.fields["passphrase"].message()
    new.set_value(OTHER_PASSPHRASE)
    part.change()
    assert part.fields["again"].has_error()
    again.set_value(OTHER_PASSPHRASE)
    part.change()
    settle(desk, qtbot)
    assert "holds from now on" in part.said()
    assert old.value() is None
    folder = desk.session.folder
    desk.on_vault(lambda session: opening.lock(session))
    desk.signed_in = desk.running.on_vault(
        lambda: opening.unlock(folder, NAME, OTHER_PASSPHRASE, desk.ports)
    )


def test_backups_go_to_the_chosen_place_and_are_made_at_once(
    desk: TestDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    part = part_of(opened(desk, qtbot, "safekeeping"), SafekeepingPart)
    assert "No place is chosen yet" in words(part)
    folder = tmp_path / "backups"
    part.choose(folder)
    settle(desk, qtbot)
    part.backup_button.click()
    settle(desk, qtbot)
    assert "Backup made and checked" in part.said()
    assert "Nov 3, 2026" in words(part)
    assert len(list(folder.iterdir())) == 1
    assert count(desk, Event.BACKUP_MADE) == 1


def test_who_may_not_carry_the_records_away_is_offered_the_daily_backup_only(
    desk: TestDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    add_other(desk, Role.RECORDER)
    sign_in_as_other(desk)
    part = part_of(opened(desk, qtbot, "safekeeping"), SafekeepingPart)
    settle(desk, qtbot)
    assert not part.backup_button.isVisible()


def test_a_backup_that_fails_is_said(desk: TestDesk, tmp_path: Path, qtbot: QtBot) -> None:
    part = part_of(opened(desk, qtbot, "safekeeping"), SafekeepingPart)
    part.choose(tmp_path / "backups")
    settle(desk, qtbot)
    drive = desk.ports.drive
    assert isinstance(drive, FakeDrive)
    drive.is_in = False
    part.backup_button.click()
    settle(desk, qtbot)
    assert str(tmp_path / "backups") in part.said()
    assert "Failed" in words(part)
    drive.put_back()


def test_the_self_check_tells_its_result_in_words(desk: TestDesk, qtbot: QtBot) -> None:
    part = part_of(opened(desk, qtbot, "safekeeping"), SafekeepingPart)
    part.check_button.click()
    settle(desk, qtbot)
    assert "everything is there, whole and in order" in words(part)
    assert "entries of the log" in words(part)
    assert count(desk, Event.CHECKED) == 1


def test_another_key_for_the_vault_asks_first(desk: TestDesk, qtbot: QtBot) -> None:
    part = part_of(opened(desk, qtbot, "safekeeping"), SafekeepingPart)
    dialog = part.ask_for_key()
    qtbot.waitUntil(dialog.safe_button.hasFocus)
    dialog.do_button.click()
    settle(desk, qtbot)
    assert count(desk, Event.DATA_KEY_ROTATED) == 1
    assert "Make a new backup" in part.said()


def test_election_and_stage_fill_new_records(desk: TestDesk, qtbot: QtBot) -> None:
    part = part_of(opened(desk, qtbot, "office"), ElectionPart)
    part.fields["election"].control.set_value("General election, Nov 3")
    part.fields["phase"].control.set_value("open")
    part.keep_button.click()
    settle(desk, qtbot)
    assert "General election, Nov 3" in part.said()
    assert count(desk, Event.SETTING_CHANGED) == 3  # and when they were set
    filled = desk.on_vault(
        lambda session: recording.prefilled(session, "equipment", {}, session.now())
    )
    assert (filled["election"], filled["phase"]) == ("General election, Nov 3", "open")
    part.keep_button.click()
    settle(desk, qtbot)
    assert count(desk, Event.SETTING_CHANGED) == 3


def test_an_election_that_is_too_long_is_said_beside_its_field(
    desk: TestDesk, qtbot: QtBot
) -> None:
    part = part_of(opened(desk, qtbot, "office"), ElectionPart)
    part.fields["election"].control.set_value("x" * 200)
    part.keep_button.click()
    settle(desk, qtbot)
    assert part.fields["election"].has_error()
    assert desk.on_vault(office.present) == office.Present(None, "between")


def test_a_recorder_sees_the_election_and_cannot_change_it(desk: TestDesk, qtbot: QtBot) -> None:
    add_other(desk, Role.RECORDER)
    sign_in_as_other(desk)
    part = part_of(opened(desk, qtbot, "office"), ElectionPart)
    assert not part.keep_button.isVisible()
    with pytest.raises(Refused, match="not-permitted"):
        desk.on_vault(lambda session: office.set_present(session, "Another", "open"))


def test_look_language_and_idle_hold_at_once(desk: TestDesk, qtbot: QtBot) -> None:
    part = part_of(opened(desk, qtbot, "look"), LookPart)
    keys = Keyboard(desk)
    try:
        keys.press(Qt.Key.Key_Right)
        assert desk.theme.choice == "dark"
        desk.theme.larger()
        assert part.fields["scale"].control.value() == "115"
    finally:
        desk.theme.set_palette("light")
        desk.theme.set_scale(100)
    minutes = part.fields["idle"].control
    minutes.entry().setFocus()
    keys.letters("10")
    keys.press(Qt.Key.Key_Return)
    assert desk.preferences.idle_minutes == 10
    part.fields["language"].control.entry().setFocus()
    keys.press(Qt.Key.Key_Right)
    assert desk.preferences.language == "es"


def test_parts_are_reached_from_the_list_and_kept_over_a_lock(desk: TestDesk, qtbot: QtBot) -> None:
    screen = opened(desk, qtbot, "about")
    assert "Not for computers that prepare ballots" in words(screen)
    keys = Keyboard(desk)
    keys.press(Qt.Key.Key_Backtab)
    keys.press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert screen.keep() == Settings("keyboard")
    assert "Ctrl+L" in words(screen)


def test_an_unknown_part_is_the_first(desk: TestDesk, qtbot: QtBot) -> None:
    assert opened(desk, qtbot, "nothing").keep() == Settings("people")


@pytest.mark.parametrize(("scale", "size"), [(100, (1280, 800)), (200, (1024, 768))])
def test_every_part_has_names_targets_and_a_ring(
    desk: TestDesk, qtbot: QtBot, scale: int, size: tuple[int, int]
) -> None:
    add_other(desk)
    desk.theme.set_scale(scale)
    desk.resize(*size)
    wrong: list[str] = []
    try:
        screen = opened(desk, qtbot, "people")
        for code in PARTS:
            screen.show_part(code, focus=True)
            settle(desk, qtbot)
            if isinstance(screen.part, PeoplePart):
                screen.part.open_form()
            quiet(desk)
            found = walk.unnamed(desk) + walk.too_small(desk) + walk.without_ring(desk, desk.ring)
            # A text box scrolls to its cursor, so the window may cut its ring.
            wrong += [f"{code}: {one}" for one in found if not one.startswith("ReadText")]
        assert wrong == []
    finally:
        quiet(desk)
        desk.theme.set_scale(100)


def test_another_language_shows_at_once_on_the_same_page(
    vault_folder: Path, ports: Ports, windows: Windows, qapp: QApplication, qtbot: QtBot
) -> None:
    window = windows(ports, vault_folder)
    window.show()
    session = window.tasks.on_vault(lambda: opening.unlock(vault_folder, NAME, PASSPHRASE, ports))
    window.sign_in(session)
    window.go(Settings("look"))
    try:
        window.prefer(replace(window.preferences, language="es"))
        qtbot.waitUntil(lambda: window.tasks.idle)
        screen = window.screen_shown
        assert isinstance(screen, SettingsScreen)
        assert isinstance(screen.part, LookPart)
        assert language.language() == "es"
        rail = window.findChild(Rail)
        assert rail is not None
        names = {one.accessibleName() for one in rail.findChildren(QAbstractButton)}
        assert any("Inicio" in name for name in names)
    finally:
        use_language(qapp, "en")
        qtbot.waitUntil(lambda: window.tasks.idle)
        quiet(window)
        window.close()
