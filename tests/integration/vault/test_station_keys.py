"""The station's key: sealed to those who may send, handed on by who holds it, new when one leaves."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerkapp.codec import account_line, sshkey
from clerkapp.crypto import wrapping
from clerkapp.crypto.accounts import account_id, grant_account
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.errors import Refused
from clerkapp.domain.office import Created
from clerkapp.domain.people.roles import Role
from clerkapp.domain.station import StationState
from clerkapp.vault import api as vaults
from clerkapp.vault.api import Unlocked, Vault
from clerkapp.vault.check import station
from clerkapp.vault.check.report import Looking
from clerkapp.vault.keys.slots import new_person_keys
from tests.fakes.vaults import (
    AT,
    LATER,
    NAME,
    OTHER_NAME,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    make,
    opened,
    second_person,
    tamper,
)

IT, IT_WORDS = "Imre Falk", "county cable drawer nine"
TODAY = AT[:10]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "Larkspur.vault"


@pytest.fixture
def created(folder: Path) -> Created:
    return make(folder)


@pytest.fixture
def dana(folder: Path, created: Created) -> Iterator[Unlocked]:
    unlocked = opened(folder)
    yield unlocked
    unlocked.vault.close()


def add(unlocked: Unlocked, folder: Path, name: str, words: str, *roles: Role) -> str:
    """A person, added by who unlocked; the account's id."""
    account = vaults.add_person(
        unlocked.vault,
        folder,
        granter=unlocked.signing,
        name=name,
        function="deputy",
        roles=frozenset(roles),
        passphrase=words,
        valid_from=TODAY,
        valid_until=None,
        at=AT,
    )
    return account.id


def everything(vault: Vault) -> bytes:
    """Every value of every table of the open database, one after the other."""
    found = bytearray()
    tables = vault.connection.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    for (table,) in tables:
        for row in vault.connection.rows(f'SELECT * FROM "{table}"'):
            for value in row:
                found += value if isinstance(value, bytes) else str(value).encode()
                found += b"\x00"
    return bytes(found)


def problems(vault: Vault) -> set[str]:
    """What the check finds in the station's keys."""
    return {one.code for one in station.look(Looking(vault, Path(), StationState()))}


def cannot_sign(unlocked: Unlocked) -> str:
    """The code with which signing for the station is refused."""
    with pytest.raises(Refused) as refused:
        unlocked.vault.station_key()
    return refused.value.code


def test_the_private_key_stands_nowhere_in_clear(dana: Unlocked, folder: Path) -> None:
    key = dana.vault.station_key()
    number = key.key.private_numbers().private_value
    stored = everything(dana.vault)
    assert key.public.to_line().encode() in stored
    assert key.to_der() not in stored
    assert number.to_bytes(48, "big") not in stored
    assert hex(number)[2:].encode() not in stored
    headers = (folder / "header.json").read_bytes() + (folder / "header.copy.json").read_bytes()
    assert key.to_der() not in headers


@pytest.mark.parametrize(
    ("role", "holds"),
    [
        (Role.RECORDER, False),
        (Role.ADMINISTRATOR, False),
        (Role.AUDITOR, False),
        (Role.STAFF, True),
        (Role.REVIEWER, True),
        (Role.AUTHORITY, True),
    ],
)
def test_only_accounts_that_may_send_hold_it(
    dana: Unlocked, folder: Path, role: Role, holds: bool
) -> None:
    public = dana.vault.station_key().public
    second_person(dana, folder, role)
    dana.vault.close()
    lee = vaults.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE)
    if holds:
        assert lee.vault.station_key().public == public
    else:
        assert cannot_sign(lee) == "station-key-not-yours"
    lee.vault.close()


def test_somebody_added_by_who_does_not_hold_it_waits_for_who_does(
    dana: Unlocked, folder: Path
) -> None:
    add(dana, folder, IT, IT_WORDS, Role.ADMINISTRATOR)
    dana.vault.close()
    imre = vaults.unlock(folder, IT, IT_WORDS)
    lee = second_person(imre, folder)
    assert [one.id for one in imre.vault.station_keys.waiting(TODAY)] == [lee]
    assert imre.vault.station_keys.hand_on(TODAY) == ()
    imre.vault.close()
    waits = vaults.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE)
    assert cannot_sign(waits) == "station-key-not-yours"
    assert waits.vault.station_keys.hand_on(TODAY) == ()
    waits.vault.close()
    again = opened(folder)
    assert again.vault.station_keys.hand_on(TODAY) == (lee,)
    assert again.vault.station_keys.hand_on(TODAY) == ()
    public = again.vault.station_key().public
    again.vault.close()
    has = vaults.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE)
    assert has.vault.station_key().public == public
    assert problems(has.vault) == set()
    has.vault.close()


def test_closing_one_who_held_it_makes_a_new_key_for_those_who_remain(
    dana: Unlocked, folder: Path
) -> None:
    before = dana.vault.station_key().public
    add(dana, folder, IT, IT_WORDS, Role.ADMINISTRATOR)
    lee = second_person(dana, folder)
    dana.vault.close()
    imre = vaults.unlock(folder, IT, IT_WORDS)
    vaults.disable(imre.vault, folder, lee, granter=imre.signing, at=LATER)
    first, second = imre.vault.station_keys.list()
    assert (first.public, first.ended) == (before, LATER)
    assert (second.made, second.made_by, second.ended) == (LATER, imre.account.id, None)
    assert lee not in imre.vault.station_keys.holders()
    assert cannot_sign(imre) == "station-key-not-yours"
    imre.vault.close()
    again = opened(folder)
    assert again.vault.station_key().public == second.public != before
    again.vault.close()


@pytest.mark.parametrize("role", [Role.RECORDER, Role.AUDITOR])
def test_closing_somebody_else_leaves_the_key(dana: Unlocked, folder: Path, role: Role) -> None:
    lee = second_person(dana, folder, role)
    vaults.disable(dana.vault, folder, lee, granter=dana.signing, at=LATER)
    assert len(dana.vault.station_keys.list()) == 1


def test_where_nobody_is_left_the_next_one_gets_a_new_key(dana: Unlocked, folder: Path) -> None:
    add(dana, folder, IT, IT_WORDS, Role.ADMINISTRATOR)
    before = dana.vault.station_key().public
    dana.vault.close()
    imre = vaults.unlock(folder, IT, IT_WORDS)
    root = imre.vault.accounts.open_named(NAME).id
    vaults.disable(imre.vault, folder, root, granter=imre.signing, at=LATER)
    assert imre.vault.station_keys.present().public == before
    assert not imre.vault.station_keys.somebody_holds(TODAY)
    second_person(imre, folder)
    assert imre.vault.station_keys.present().n == 2
    imre.vault.close()
    lee = vaults.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE)
    assert lee.vault.station_key().public != before
    lee.vault.close()


def test_recovery_leaves_the_station_with_a_new_key(
    dana: Unlocked, folder: Path, created: Created
) -> None:
    before = dana.vault.station_key().public
    second_person(dana, folder)
    dana.vault.close()
    again = vaults.recover(folder, created.recovery_key, NAME, "new quiet words", at=LATER)
    assert again.vault.station_key().public != before
    again.vault.close()
    for name, words in ((NAME, "new quiet words"), (OTHER_NAME, OTHER_PASSPHRASE)):
        unlocked = vaults.unlock(folder, name, words)
        assert unlocked.vault.station_key().public != before
        assert problems(unlocked.vault) == set()
        unlocked.vault.close()


def test_a_recovered_administrator_adds_who_may_send(
    dana: Unlocked, folder: Path, created: Created
) -> None:
    dana.vault.close()
    again = vaults.recover(folder, created.recovery_key, NAME, "new quiet words", at=LATER)
    add(again, folder, IT, IT_WORDS, Role.ADMINISTRATOR)
    again.vault.close()
    imre = vaults.unlock(folder, IT, IT_WORDS)
    lee = second_person(imre, folder)
    imre.vault.close()
    holds = vaults.unlock(folder, NAME, "new quiet words")
    assert holds.vault.station_keys.hand_on(TODAY) == (lee,)
    holds.vault.close()


def test_a_changed_passphrase_and_a_new_recovery_key_keep_whom_they_believe(
    dana: Unlocked, folder: Path
) -> None:
    vaults.change_passphrase(folder, dana.vault, dana.account, PASSPHRASE, "other quiet words")
    with dana.vault.transaction():
        printed = vaults.make_recovery_key(dana.vault, folder, by=dana.account.id, at=AT)
    lee = second_person(dana, folder)
    dana.vault.close()
    again = vaults.unlock(folder, NAME, "other quiet words")
    assert again.vault.station_keys.roots == (again.account.id,)
    again.vault.close()
    recovered = vaults.recover(folder, printed, NAME, "new quiet words", at=LATER)
    assert lee in recovered.vault.station_keys.holders()
    recovered.vault.close()


# What somebody with the data key and tools of their own may try


def fake_root(vault: Vault, name: str) -> tuple[PrivateKey, PrivateKey]:
    """A root account of the insider's own; its signing and opening keys."""
    keys = new_person_keys()
    line = grant_account(
        keys.signs.public,
        station=vault.info.principal,
        name=name,
        function="county_clerk",
        valid_from=TODAY,
        may_grant=True,
        granter=keys.signs,
    )
    vault.signers.add(line, at=AT)
    vault.connection.run(
        "INSERT INTO account VALUES (?, ?, ?, ?, ?, NULL, ?)",
        (
            line.grant.account,
            "0" * 32,
            json.dumps(["staff"]),
            keys.opening.public.to_line(),
            TODAY,
            AT,
        ),
    )
    return keys.signs, keys.opening


def test_a_role_that_somebody_wrote_gets_no_key(dana: Unlocked, folder: Path) -> None:
    lee = second_person(dana, folder, Role.RECORDER)
    tamper(dana.vault, f"""UPDATE account SET roles = '["staff"]' WHERE id = '{lee}'""")
    assert dana.vault.station_keys.hand_on(TODAY) == ()
    with dana.vault.transaction():
        dana.vault.station_keys.renew(by=dana.signing, at=LATER)
    assert dana.vault.station_keys.holders() == {dana.account.id}
    assert "station-key-holder-unproven" in problems(dana.vault)


def test_an_admission_by_a_root_of_ones_own_gets_no_key(dana: Unlocked) -> None:
    vault = dana.vault
    signs, _ = fake_root(vault, "Root Two")
    account = vault.accounts.get(account_id(signs.public))
    vault.station_keys.admit(account, by=signs, at=AT)
    assert vault.station_keys.hand_on(TODAY) == ()
    with vault.transaction():
        vault.station_keys.renew(by=dana.signing, at=LATER)
    assert account.id not in vault.station_keys.holders()


def test_an_admission_does_not_help_when_the_holders_own_grant_is_written_anew(
    dana: Unlocked,
) -> None:
    vault = dana.vault
    signs, _ = fake_root(vault, "Root Two")
    true = vault.signers.line(dana.account.id)
    forged = grant_account(
        true.grant.key,
        station=vault.info.principal,
        name=dana.account.name,
        function=dana.account.function,
        valid_from=TODAY,
        may_grant=True,
        granter=signs,
    )
    encoded = account_line.encode(forged)
    digest = hashlib.sha256(encoded).hexdigest()
    tamper(vault, f"DELETE FROM signer WHERE account = '{dana.account.id}'")
    vault.signers.add(forged, at=AT)
    assert vault.connection.row("SELECT 1 FROM signer WHERE digest = ?", (digest,))
    account = vault.accounts.get(account_id(signs.public))
    vault.station_keys.admit(account, by=signs, at=AT)
    assert vault.station_keys.hand_on(TODAY) == ()


def test_another_opening_key_under_an_admitted_account_gets_no_key(
    dana: Unlocked, folder: Path
) -> None:
    add(dana, folder, IT, IT_WORDS, Role.ADMINISTRATOR)
    dana.vault.close()
    imre = vaults.unlock(folder, IT, IT_WORDS)
    lee = second_person(imre, folder)
    mine = PrivateKey.generate("nistp256").public.to_line()
    tamper(imre.vault, f"UPDATE account SET open_key = '{mine}' WHERE id = '{lee}'")
    imre.vault.close()
    again = opened(folder)
    assert again.vault.station_keys.hand_on(TODAY) == ()
    assert "station-key-holder-unproven" in problems(again.vault)
    again.vault.close()


def test_who_was_closed_stays_out_although_the_closing_is_taken_away(
    dana: Unlocked, folder: Path
) -> None:
    lee = second_person(dana, folder)
    vaults.disable(dana.vault, folder, lee, granter=dana.signing, at=LATER)
    tamper(
        dana.vault,
        f"DELETE FROM signer WHERE account = '{lee}' AND closed_at IS NOT NULL",
    )
    assert not dana.vault.accounts.get(lee).disabled
    assert dana.vault.station_keys.hand_on(TODAY) == ()
    with dana.vault.transaction():
        dana.vault.station_keys.renew(by=dana.signing, at=LATER)
    assert lee not in dana.vault.station_keys.holders()


def test_a_key_that_somebody_put_there_signs_nothing_and_is_found(dana: Unlocked) -> None:
    mine, vault = PrivateKey.generate("nistp384"), dana.vault
    blob = vault.station_keys.present().sshsig
    vault.connection.run(
        "INSERT INTO station_key VALUES (2, ?, ?, ?, ?)",
        (mine.public.to_line(), LATER, dana.account.id, blob),
    )
    open_key = sshkey.from_line(dana.account.open_key)
    sealed = wrapping.seal_station_key(mine, open_key, vault.raw_id, bytes.fromhex(dana.account.id))
    vault.connection.run(
        "INSERT INTO station_key_sealed VALUES (2, ?, ?)", (dana.account.id, sealed)
    )
    assert cannot_sign(dana) == "station-key-unproven"
    assert problems(vault) >= {"station-key-unvouched", "station-key-unjournaled"}
