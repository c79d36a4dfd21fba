"""Making, unlocking and locking a vault."""

import errno
import json
import os
from pathlib import Path

import pytest

from clerkapp.crypto.kdf import RECOMMENDED
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.office import Created, NewVault
from clerkapp.domain.people.roles import Role
from clerkapp.vault import api as vaults
from clerkapp.vault.api import Unlocked
from clerkapp.vault.keys import header as headers
from clerkapp.vault.opening.creating import settle_folder
from tests.fakes.vaults import AT, NAME, PASSPHRASE, make, names, opened


def test_the_first_person_is_administrator_and_authority(unlocked: Unlocked) -> None:
    account = unlocked.account
    assert (account.name, account.function) == (NAME, "county_clerk")
    assert account.roles == {Role.ADMINISTRATOR, Role.AUTHORITY}
    assert account.valid_from == "2026-11-03"
    assert unlocked.signing.public.to_line() == account.sign_key


def test_the_vault_knows_its_office_and_its_making_is_journaled(
    unlocked: Unlocked, created: Created
) -> None:
    info = unlocked.vault.info
    assert (info.authority, info.authority_name, info.station) == ("LARK", "Larkspur County", "W1")
    assert (info.vault_id, info.created) == (created.vault_id, AT)
    present = unlocked.vault.station_keys.present()
    assert (present.n, present.public.curve, present.ended) == (1, "nistp384", None)
    assert unlocked.vault.station_key().public == present.public
    first = unlocked.vault.journal.entries()[0]
    assert (first.event, first.account) == (Event.VAULT_CREATED, created.account_id)


def test_the_people_can_be_read_before_unlocking(folder: Path, created: Created) -> None:
    office = vaults.describe(folder)
    assert office.vault_id == created.vault_id == vaults.vault_id(folder)
    assert [(p.slot_id, p.name, p.function) for p in vaults.describe(folder).people] == [
        (created.account_id, NAME, "county_clerk")
    ]


def test_the_database_begins_with_the_vault_id_and_shows_no_text(
    folder: Path, created: Created
) -> None:
    data = (folder / headers.DATABASE).read_bytes()
    assert data[:16].hex() == created.vault_id
    assert b"Larkspur" not in data
    assert b"SQLite" not in data


@pytest.mark.parametrize("name", [NAME, NAME.upper(), f"  {NAME.replace(' ', '   ')} "])
def test_case_and_spacing_of_the_name_do_not_matter(
    folder: Path, created: Created, name: str
) -> None:
    unlocked = vaults.unlock(folder, name, PASSPHRASE)
    unlocked.vault.close()
    assert unlocked.account.id == created.account_id


def test_a_wrong_passphrase_and_an_unknown_name_are_one_refusal(
    folder: Path, created: Created
) -> None:
    refusals = []
    for name, passphrase in ((NAME, "wrong"), ("Nobody", PASSPHRASE), ("", "")):
        with pytest.raises(Refused) as refused:
            vaults.unlock(folder, name, passphrase)
        refusals.append((refused.value.code, dict(refused.value.params), refused.value.fields))
    assert set(map(str, refusals)) == {str(("passphrase-wrong", {}, ()))}


def test_the_recovery_key_is_nobodys_passphrase(folder: Path, created: Created) -> None:
    for name in (NAME, ""):
        with pytest.raises(Refused, match="passphrase-wrong"):
            vaults.unlock(folder, name, created.recovery_key)


def test_the_recommended_derivation_is_what_a_vault_gets(tmp_path: Path) -> None:
    new = NewVault("LARK", "Larkspur County", "W1", NAME, "county_clerk", PASSPHRASE)
    vaults.create(tmp_path / "v", new, at=AT)
    assert {slot.parameters for slot in headers.read(tmp_path / "v").slots} == {RECOMMENDED}


def test_an_occupied_folder_is_left_as_it_is(folder: Path) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_text("keep me")
    with pytest.raises(Refused, match="vault-exists"):
        make(folder)
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]
    assert names(folder.parent) == [folder.name]


def test_of_two_who_make_it_at_once_the_second_is_told_so(folder: Path) -> None:
    making = folder.with_name("making")
    making.mkdir()
    make(folder)
    with pytest.raises(Refused, match="vault-exists"):
        settle_folder(making, folder)


def test_an_empty_folder_is_used(folder: Path) -> None:
    folder.mkdir()
    make(folder)
    opened(folder).vault.close()


def test_no_vault_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="vault-missing"):
        vaults.describe(tmp_path)


def test_locking_leaves_one_database_file(folder: Path, unlocked: Unlocked) -> None:
    unlocked.vault.settings.set("office", {"county": "Larkspur"})
    unlocked.vault.close()
    assert names(folder) == [headers.SECOND, headers.FIRST, headers.DATABASE]
    assert unlocked.vault.data_key == b""
    again = opened(folder)
    assert again.vault.settings.get("office") == {"county": "Larkspur"}
    again.vault.close()


def test_a_second_opening_is_refused_at_once(folder: Path, unlocked: Unlocked) -> None:
    with pytest.raises(EnvironmentFailure, match="vault-in-use"):
        opened(folder)
    # and the refusal did not loosen the first one's lock
    with pytest.raises(EnvironmentFailure, match="vault-in-use"):
        opened(folder)
    unlocked.vault.settings.set("still", "mine")
    assert unlocked.vault.settings.get("still") == "mine"


def test_secrets_do_not_show_in_what_is_printed(folder: Path, unlocked: Unlocked) -> None:
    new = NewVault("LARK", "Larkspur County", "W1", NAME, "county_clerk", PASSPHRASE)
    created = Created("id", "the recovery key", "SHA256:x", "SHA256:y", "account")
    printed = repr(new) + repr(created) + repr(unlocked)
    assert PASSPHRASE not in printed
    assert "the recovery key" not in printed
    assert unlocked.vault.data_key.hex() not in printed
    assert json.loads((folder / headers.FIRST).read_bytes())["format"] == "clerkapp-vault/1"


def test_a_place_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me")
    with pytest.raises(EnvironmentFailure, match="vault-drive-failed"):
        make(tmp_path / "letter.txt" / "v")
    assert names(tmp_path) == ["letter.txt"]


def test_a_vault_that_cannot_get_its_name_is_not_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target) == folder:
            raise PermissionError(errno.EACCES, "Permission denied")
        rename(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(EnvironmentFailure, match="vault-read-only"):
        make(folder)
    assert names(folder.parent) == []
