"""Persons of a vault: added, closed, recovered; passphrases changed."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.office import Created
from clerkapp.domain.people.roles import Role
from clerkapp.vault import api as vaults
from clerkapp.vault.api import Unlocked
from clerkapp.vault.keys import header as headers
from clerkapp.vault.stores.accounts import account_digest
from tests.fakes.vaults import (
    AT,
    LATER,
    NAME,
    OTHER_NAME,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    Interrupted,
    opened,
    second_person,
)


def test_an_added_person_unlocks_with_an_own_passphrase(folder: Path, unlocked: Unlocked) -> None:
    added = second_person(unlocked, folder, Role.STAFF, Role.REVIEWER)
    unlocked.vault.close()
    other = vaults.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE)
    assert (other.account.id, other.account.roles) == (
        added,
        frozenset({Role.STAFF, Role.REVIEWER}),
    )
    assert other.account.person != unlocked.account.person
    assert other.signing.public != unlocked.signing.public
    other.vault.close()
    with pytest.raises(Refused, match="passphrase-wrong"):
        vaults.unlock(folder, OTHER_NAME, PASSPHRASE)


def test_a_name_is_given_once(folder: Path, unlocked: Unlocked) -> None:
    second_person(unlocked, folder)
    before = headers.read(folder)
    with pytest.raises(Refused, match="name-taken"):
        second_person(unlocked, folder)
    assert headers.read(folder) == before
    assert len(unlocked.vault.accounts.list()) == 2


def test_closing_and_opening_an_account_makes_nobody_somebody_else(
    folder: Path, unlocked: Unlocked
) -> None:
    accounts = unlocked.vault.accounts
    first = accounts.get(second_person(unlocked, folder))
    vaults.disable(unlocked.vault, folder, first.id, granter=unlocked.signing, at=AT)
    again = accounts.get(second_person(unlocked, folder))
    assert (again.person, again.sign_key != first.sign_key) == (first.person, True)


def test_a_slot_whose_account_was_never_committed_goes_at_the_next_unlock(
    folder: Path, unlocked: Unlocked
) -> None:
    def add_and_fail() -> None:
        with unlocked.vault.transaction():
            second_person(unlocked, folder)
            raise Interrupted

    with pytest.raises(Interrupted):
        add_and_fail()
    assert len(vaults.describe(folder).people) == 2
    unlocked.vault.close()
    with pytest.raises(Refused, match="passphrase-wrong"):
        vaults.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE)
    opened(folder).vault.close()
    assert [person.name for person in vaults.describe(folder).people] == [NAME]


def test_a_closed_account_opens_nothing_and_stays_listed(folder: Path, unlocked: Unlocked) -> None:
    other = second_person(unlocked, folder)
    vaults.disable(unlocked.vault, folder, other, granter=unlocked.signing, at=LATER)
    assert unlocked.vault.accounts.get(other).disabled
    assert [person.name for person in vaults.describe(folder).people] == [NAME]
    with pytest.raises(Refused, match="account-closed"):
        vaults.disable(unlocked.vault, folder, other, granter=unlocked.signing, at=LATER)
    with pytest.raises(Refused, match="account-unknown"):
        unlocked.vault.accounts.open_named(OTHER_NAME)
    unlocked.vault.close()
    with pytest.raises(Refused, match="passphrase-wrong"):
        vaults.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE)


def test_an_old_header_does_not_bring_a_closed_account_back(
    folder: Path, unlocked: Unlocked, created: Created, tmp_path: Path
) -> None:
    other = second_person(unlocked, folder)
    shutil.copy(folder / headers.FIRST, tmp_path / "old")
    vaults.disable(unlocked.vault, folder, other, granter=unlocked.signing, at=LATER)
    unlocked.vault.close()
    for name in (headers.FIRST, headers.SECOND):
        shutil.copy(tmp_path / "old", folder / name)
    with pytest.raises(Refused, match="header-changed"):
        vaults.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE)
    vaults.recover(folder, created.recovery_key, NAME, "new words", at=LATER).vault.close()
    assert [person.name for person in vaults.describe(folder).people] == [f"{NAME} (2)"]


def test_the_slot_goes_only_when_the_closing_is_stored(folder: Path, unlocked: Unlocked) -> None:
    other = second_person(unlocked, folder)

    def close_and_fail() -> None:
        with unlocked.vault.transaction():
            vaults.disable(unlocked.vault, folder, other, granter=unlocked.signing, at=LATER)
            raise Interrupted

    with pytest.raises(Interrupted):
        close_and_fail()
    unlocked.vault.close()
    vaults.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE).vault.close()


def test_nothing_planted_in_the_header_is_signed_along(folder: Path, unlocked: Unlocked) -> None:
    header = headers.read(folder)
    changed = dataclasses.replace(header, authority_name="Somewhere else")
    headers.write(folder, changed)
    for change in (
        lambda: second_person(unlocked, folder),
        lambda: vaults.change_passphrase(
            folder, unlocked.vault, unlocked.account, PASSPHRASE, "new words"
        ),
        lambda: vaults.rotate_data_key(unlocked.vault, folder),
    ):
        with pytest.raises(Refused, match="header-changed"):
            change()
    assert headers.read(folder) == changed
    assert len(unlocked.vault.accounts.list()) == 1


def test_the_last_administrator_stays(folder: Path, unlocked: Unlocked) -> None:
    second_person(unlocked, folder)
    with pytest.raises(Refused, match="last-administrator"):
        vaults.disable(
            unlocked.vault, folder, unlocked.account.id, granter=unlocked.signing, at=LATER
        )
    assert not unlocked.vault.accounts.get(unlocked.account.id).disabled


def test_a_changed_passphrase_replaces_the_old_one_and_keeps_the_keys(
    folder: Path, unlocked: Unlocked
) -> None:
    with pytest.raises(Refused, match="passphrase-wrong"):
        vaults.change_passphrase(folder, unlocked.vault, unlocked.account, "wrong", "new words")
    vaults.change_passphrase(folder, unlocked.vault, unlocked.account, PASSPHRASE, "new words")
    unlocked.vault.close()
    with pytest.raises(Refused, match="passphrase-wrong"):
        vaults.unlock(folder, NAME, PASSPHRASE)
    again = vaults.unlock(folder, NAME, "new words")
    assert again.account == unlocked.account
    assert again.signing.public == unlocked.signing.public
    again.vault.close()


def test_recovery_opens_a_successor_of_the_same_person(
    folder: Path, unlocked: Unlocked, created: Created
) -> None:
    unlocked.vault.close()
    again = vaults.recover(folder, created.recovery_key.lower(), NAME, "new words", at=LATER)
    after, before = again.account, unlocked.account
    assert after.id != before.id
    assert (after.person, after.roles) == (before.person, before.roles)
    assert after.name == f"{before.name} (2)"
    assert again.vault.accounts.taken(after.id)
    assert (after.sign_key, after.open_key) != (before.sign_key, before.open_key)
    assert again.vault.accounts.get(before.id).disabled
    made, last = again.vault.journal.latest(2)
    assert made.event is Event.STATION_KEY_MADE
    assert (last.event, last.params) == (
        Event.RECOVERED,
        {"closed": before.id, "account": after.id, "digest": account_digest(after)},
    )
    assert {one.id for one in again.vault.accounts.of_person(before.person)} == {
        before.id,
        after.id,
    }
    again.vault.close()
    with pytest.raises(Refused, match="passphrase-wrong"):
        vaults.unlock(folder, NAME, PASSPHRASE)
    vaults.unlock(folder, NAME, "new words").vault.close()
    assert [person.slot_id for person in vaults.describe(folder).people] == [after.id]


def test_recovery_refuses_what_it_must(folder: Path, created: Created) -> None:
    from clerkapp.crypto.recovery import new_recovery_key

    for key, name, passphrase, code in (
        ("ABCD", NAME, "new words", "recovery-key-form"),
        (new_recovery_key(), NAME, "new words", "recovery-key-wrong"),
        (created.recovery_key, "Nobody", "new words", "account-unknown"),
    ):
        with pytest.raises(Refused, match=code):
            vaults.recover(folder, key, name, passphrase, at=AT)
    opened(folder).vault.close()
