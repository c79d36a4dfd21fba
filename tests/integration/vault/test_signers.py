"""Signers: granted by who may, kept beside each other, the newest counts and a closing stays."""

from dataclasses import replace
from pathlib import Path

import pytest

from clerkapp.codec import sshkey
from clerkapp.crypto.accounts import account_id, close_account, grant_account
from clerkapp.crypto.keys import PrivateKey, fingerprint
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.office import Created
from clerkapp.domain.people.roles import Role
from clerkapp.vault import api as vaults
from clerkapp.vault.api import Unlocked, check
from tests.fakes import people
from tests.fakes.vaults import (
    AT,
    LATER,
    NAME,
    OTHER_NAME,
    OTHER_PASSPHRASE,
    opened,
    record,
    second_person,
)

HOME, AWAY = "W1@LARK", "W2@LARK"


def test_the_first_account_is_a_root_account_and_its_id_its_keys_fingerprint(
    unlocked: Unlocked, created: Created
) -> None:
    (root,) = unlocked.vault.signers.roots()
    assert root.account == account_id(unlocked.signing.public) == created.account_id
    assert (root.station, root.granted_by, root.may_grant) == (HOME, root.account, True)
    assert (root.name, root.function, root.closed) == (NAME, "county_clerk", False)


def test_others_are_granted_by_the_administrator_who_adds_them(
    folder: Path, unlocked: Unlocked
) -> None:
    lee = second_person(unlocked, folder)
    signer = unlocked.vault.signers.of_account(lee)
    assert (signer.granted_by, signer.may_grant) == (unlocked.account.id, False)
    assert account_id(sshkey.from_line(signer.key)) == lee
    assert [one.line.grant.account for one in unlocked.vault.signers.chains([lee])] == sorted(
        [lee, unlocked.account.id]
    )


@pytest.mark.parametrize("whose", ["staff", "closed", "nobody"])
def test_nobody_else_grants_or_closes(folder: Path, unlocked: Unlocked, whose: str) -> None:
    role = Role.STAFF if whose == "staff" else Role.ADMINISTRATOR
    lee = second_person(unlocked, folder, role)
    unlocked.vault.close()
    key = vaults.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE)
    key.vault.close()
    again = opened(folder)
    if whose == "closed":
        vaults.disable(again.vault, folder, lee, granter=again.signing, at=LATER)
    granter = people.person_key("a stranger") if whose == "nobody" else key.signing
    with pytest.raises(Refused, match="grant-not-yours"):
        vaults.add_person(
            again.vault,
            folder,
            granter=granter,
            name="Somebody",
            function="it",
            roles=frozenset({Role.STAFF}),
            passphrase="five more quiet words",
            valid_from="2026-11-03",
            valid_until=None,
            at=LATER,
        )
    with pytest.raises(Refused, match="grant-not-yours"):
        vaults.disable(again.vault, folder, again.account.id, granter=granter, at=LATER)
    again.vault.close()


def test_a_closing_is_signed_and_stays(folder: Path, unlocked: Unlocked) -> None:
    lee = second_person(unlocked, folder)
    with unlocked.vault.transaction():
        vaults.disable(unlocked.vault, folder, lee, granter=unlocked.signing, at=LATER)
        said, me = {"closed": lee}, unlocked.account.id
        unlocked.vault.journal.append(Event.ACCOUNT_DISABLED, LATER, me, said)
        key = unlocked.vault.station_keys.present().public
        made = {"station": fingerprint(key)}
        unlocked.vault.journal.append(Event.STATION_KEY_MADE, LATER, me, made)
    signers = unlocked.vault.signers
    closing = signers.line(lee).closing
    assert closing is not None
    assert (closing.account, closing.by, closing.at) == (lee, unlocked.account.id, LATER)
    signers.add(replace(signers.line(lee), closing=None, fields={}), at=LATER)
    signer = signers.of_account(lee)
    assert (signer.closed_at, signer.closed_by) == (LATER, unlocked.account.id)
    assert unlocked.vault.accounts.get(lee).disabled
    assert unlocked.vault.accounts.get(lee).name == OTHER_NAME
    assert check(unlocked.vault, folder).sound


def test_a_recovered_administrator_is_a_new_root_account_and_closes_the_old_one(
    folder: Path, unlocked: Unlocked, created: Created
) -> None:
    lee = second_person(unlocked, folder)
    unlocked.vault.close()
    again = vaults.recover(folder, created.recovery_key, NAME, "new quiet words", at=LATER)
    old, new = again.vault.signers.roots()
    assert (old.account, old.closed_by) == (created.account_id, again.account.id)
    assert (new.account, new.granted_by, new.closed) == (
        again.account.id,
        again.account.id,
        False,
    )
    chain = [one.line.grant.account for one in again.vault.signers.chains([lee])]
    assert chain == sorted([lee, old.account, new.account])
    vaults.disable(again.vault, folder, lee, granter=again.signing, at=LATER)
    again.vault.close()


def test_the_recovery_key_makes_no_root_account_of_anybody_else(
    folder: Path, unlocked: Unlocked, created: Created
) -> None:
    second_person(unlocked, folder)
    unlocked.vault.close()
    with pytest.raises(Refused, match="recovery-not-administrator") as refused:
        vaults.recover(folder, created.recovery_key, OTHER_NAME, "new quiet words", at=LATER)
    assert refused.value.params["name"] == OTHER_NAME
    again = vaults.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE)
    assert len(again.vault.signers.roots()) == 1
    again.vault.close()


def test_lines_of_another_station_say_nothing_about_ours(unlocked: Unlocked) -> None:
    signers, mine = unlocked.vault.signers, unlocked.account
    theirs = grant_account(
        unlocked.signing.public,
        station=AWAY,
        name="Somebody Else",
        function="it",
        valid_from="2026-01-01",
        may_grant=False,
        granter=people.person_key("their root"),
    )
    closing = close_account(mine.id, at=LATER, granter=people.person_key("their root"))
    signers.add(replace(theirs, closing=closing), at=LATER, bundle="d" * 64)
    assert signers.of_account(mine.id).name == NAME
    assert not unlocked.vault.accounts.get(mine.id).disabled
    assert [one.name for one in signers.list(AWAY)] == ["Somebody Else"]
    assert [one.name for one in signers.own()] == [NAME]


def test_what_a_later_line_withholds_stays_known_while_its_digest_is_the_same(
    unlocked: Unlocked,
) -> None:
    signers = unlocked.vault.signers
    full = people.granted("visitor", "visitor", station=AWAY)
    signers.add(full.shown([]), at=AT, bundle="a" * 64)
    assert signers.of_account(full.grant.account).name is None
    signers.add(full, at=AT, bundle="b" * 64)
    signers.add(full, at=LATER, bundle="c" * 64)
    signers.add(full.shown(["role"]), at=LATER, bundle="c" * 64)
    signer = signers.of_account(full.grant.account)
    assert (signer.name, signer.function, signer.seen) == ("A. Person", "deputy", AT)
    assert unlocked.vault.connection.rows(
        "SELECT bundle FROM signer WHERE station = ? ORDER BY n", (AWAY,)
    ) == [("a" * 64,), ("b" * 64,), ("c" * 64,)]
    other = people.granted("visitor", "visitor", station=AWAY, shown="B. Name")
    signers.add(other.shown(["role"]), at=LATER, bundle="e" * 64)
    assert signers.of_account(full.grant.account).name is None


def test_a_line_that_does_not_hold_is_not_kept(unlocked: Unlocked) -> None:
    signers = unlocked.vault.signers
    line, other = people.granted("one", "one"), people.granted("two", "two")
    closed = people.closed(line, "one")
    assert closed.closing is not None
    for wrong in (
        replace(line, sshsig=other.sshsig),
        replace(line, grant=replace(line.grant, account=other.grant.account)),
        replace(line, grant=replace(line.grant, by=other.grant.account)),
        replace(line, fields=other.fields),
        replace(closed, closing=replace(closed.closing, account=other.grant.account)),
        replace(closed, closing=replace(closed.closing, by=other.grant.account)),
    ):
        with pytest.raises(Refused, match="grant-form"):
            signers.add(wrong, at=AT)
    assert len(signers.list()) == 1


def test_an_act_is_only_taken_from_a_signer(unlocked: Unlocked) -> None:
    record(unlocked)
    stranger = replace(unlocked, signing=PrivateKey.generate("nistp256"))
    with pytest.raises(Refused, match="revision-act"):
        record(stranger)
