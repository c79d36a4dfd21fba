"""Settings, People: the account of somebody who had one before."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clerkapp.domain.people.roles import Role
from clerkapp.gui.settings.people import PeoplePart
from clerkapp.services.vaults import accounts
from tests.fakes.office import FIRST_PASSPHRASE, join
from tests.fakes.vaults import NAME, PASSPHRASE
from tests.gui.conftest import TestDesk
from tests.gui.keyboard import Keyboard
from tests.gui.test_settings import OTHER, add_other, fill, opened, part_of, settle, words


def test_the_account_of_somebody_who_had_one_asks_for_a_second_person(
    desk: TestDesk, qtbot: QtBot
) -> None:
    add_other(desk)
    desk.on_vault(lambda session: join(session, "Wren Castellan", Role.REVIEWER))
    desk.on_vault(lambda session: accounts.disable(session, OTHER))
    part = part_of(opened(desk, qtbot, "people"), PeoplePart)
    part.open_form()
    assert not part.confirm.isVisible()
    typed = {"name": OTHER, "function": "deputy", "roles": ["staff"]}
    fill(part, **typed, passphrase=FIRST_PASSPHRASE, passphrase_again=FIRST_PASSPHRASE)
    part.add()
    settle(desk, qtbot)
    assert part.confirm.isVisible()
    assert part.fields["second"].control.entry().hasFocus()
    assert "had an account here" in part.said()
    fill(part, second="Wren Castellan", second_passphrase="not the passphrase")
    part.add()
    settle(desk, qtbot)
    assert "are not right" in part.fields["second_passphrase"].message()
    fill(part, second_passphrase=PASSPHRASE)
    part.add()
    settle(desk, qtbot)
    assert f"The account of {OTHER} (2) is open" in part.said()
    assert f"opened by {NAME}" in words(part)
    assert not part.confirm.isVisible()


def test_enter_in_the_last_line_adds_the_person(desk: TestDesk, qtbot: QtBot) -> None:
    part = part_of(opened(desk, qtbot, "people"), PeoplePart)
    part.open_form()
    typed = {"name": OTHER, "function": "deputy", "roles": ["staff"]}
    fill(part, **typed, passphrase=FIRST_PASSPHRASE, passphrase_again=FIRST_PASSPHRASE)
    part.fields["passphrase_again"].go_to()
    Keyboard(desk).press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert f"The account of {OTHER} is open" in part.said()
    assert part.add_button.hasFocus()
