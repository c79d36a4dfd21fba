"""Settings: what adding, closing and another key mean for the station's key is said at once."""

from pytestqt.qtbot import QtBot

from clerkapp.crypto.keys import fingerprint
from clerkapp.domain.people.roles import Role
from clerkapp.gui.settings.people import PeoplePart
from clerkapp.gui.settings.safekeeping import SafekeepingPart
from clerkapp.services.session import Session
from clerkapp.services.vaults import accounts
from tests.fakes.clock import FrozenClock
from tests.gui.conftest import TestDesk
from tests.gui.test_settings import OTHER, OTHER_PASSPHRASE, opened, part_of, settle


def _add(session: Session) -> None:
    accounts.add(session, name=OTHER, roles=[Role.STAFF], passphrase=OTHER_PASSPHRASE)


def _present(session: Session) -> str:
    return fingerprint(session.vault.station_keys.present().public)


def test_closing_one_who_could_send_says_what_the_state_must_hear(
    desk: TestDesk, qtbot: QtBot
) -> None:
    desk.on_vault(_add)
    former = desk.on_vault(_present)
    part = part_of(opened(desk, qtbot, "people"), PeoplePart)
    account = next(one for one in desk.on_vault(accounts.people) if one.name == OTHER)
    part.ask_to_close(account).do_button.click()
    settle(desk, qtbot)
    present = desk.on_vault(_present)
    assert present != former
    assert present in part.said()
    assert former in part.said()


def test_closing_one_who_could_not_send_says_nothing_of_it(desk: TestDesk, qtbot: QtBot) -> None:
    desk.on_vault(
        lambda session: accounts.add(
            session, name=OTHER, roles=[Role.RECORDER], passphrase=OTHER_PASSPHRASE
        )
    )
    former = desk.on_vault(_present)
    part = part_of(opened(desk, qtbot, "people"), PeoplePart)
    account = next(one for one in desk.on_vault(accounts.people) if one.name == OTHER)
    part.ask_to_close(account).do_button.click()
    settle(desk, qtbot)
    assert desk.on_vault(_present) == former
    assert "SHA256:" not in part.said()


def test_another_key_for_the_vault_says_it_when_the_station_got_one_too(
    desk: TestDesk, qtbot: QtBot, clock: FrozenClock
) -> None:
    """Somebody's last day has passed, and nobody closed the account."""

    def for_today(session: Session) -> None:
        accounts.add(
            session,
            name=OTHER,
            roles=[Role.STAFF],
            passphrase=OTHER_PASSPHRASE,
            valid_until=session.now()[:10],
        )

    desk.on_vault(for_today)
    part = part_of(opened(desk, qtbot, "safekeeping"), SafekeepingPart)
    part.ask_for_key().do_button.click()
    settle(desk, qtbot)
    assert "SHA256:" not in part.said()
    clock.pass_time(3 * 86400)
    part.ask_for_key().do_button.click()
    settle(desk, qtbot)
    assert desk.on_vault(_present) in part.said()
