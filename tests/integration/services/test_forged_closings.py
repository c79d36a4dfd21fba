"""A closing that nobody signed who may close locks nobody out: the person unlocks, and the check tells."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from clerkapp.codec import account_line
from clerkapp.crypto.accounts import close_account, grant_account
from clerkapp.crypto.digests import sha256_hex
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.errors import Refused
from clerkapp.services.session import Session
from clerkapp.services.vaults import accounts, opening, passphrases, safekeeping
from clerkapp.services.vaults.own import vault_of
from clerkapp.vault.keys import header as headers
from tests.fakes.insider import Insider
from tests.fakes.office import RECORDER, REVIEWER, STAFF, Office
from tests.fakes.vaults import NAME

AT = "2026-11-03T07:50:00-06:00"
Forge = Callable[[Insider, Session], None]


def account(one: Insider, name: str) -> str:
    return str(one.value("SELECT account FROM signer WHERE name = ?", name))


def in_the_columns(one: Insider, session: Session) -> None:
    by = session.account.id
    one.run("UPDATE signer SET closed_at = ?, closed_by = ? WHERE name = ?", AT, by, STAFF)


def signed_by(one: Insider, key: PrivateKey, *, broken: bool = False) -> None:
    mine = account(one, STAFF)
    closing = close_account(mine, at=AT, granter=key)
    if broken:
        closing = replace(closing, at="2026-11-03T07:51:00-06:00")
    encoded = account_line.encode(replace(one.vault().signers.line(mine), closing=closing))
    one.run(
        "UPDATE signer SET closed_at = ?, closed_by = ?, line = ?, digest = ? WHERE name = ?",
        closing.at, closing.by, encoded, sha256_hex(encoded), STAFF,
    )  # fmt: skip


def by_one_who_may_not(one: Insider, session: Session) -> None:
    signed_by(one, session.signing)
    one.add("account_disabled", session.account.id, AT, closed=account(one, STAFF))


def with_a_broken_signature(one: Insider, session: Session) -> None:
    signed_by(one, session.signing, broken=True)


def by_an_own_root(one: Insider, _: Session) -> None:
    key = PrivateKey.generate("nistp256")
    line = grant_account(
        key.public, station="W1@LARK", name="Root", function="it", valid_from=AT[:10],
        may_grant=True, granter=key,
    )  # fmt: skip
    one.vault().signers.add(line, at=AT)
    signed_by(one, key)


def by_a_long_chain(one: Insider, _: Session) -> None:
    """Longer than what a walk that calls itself survives."""
    keys = [PrivateKey.generate("nistp256") for _ in range(1_200)]
    vault = one.vault()
    with one.connection.transaction():
        for key, granter in zip(keys, [keys[-1], *keys], strict=False):
            line = grant_account(
                key.public, station="W1@LARK", name="Root", function="it", valid_from=AT[:10],
                may_grant=True, granter=granter,
            )  # fmt: skip
            vault.signers.add(line, at=AT)
    signed_by(one, keys[-1])


def another_key(one: Insider, _: Session) -> None:
    """Not a closing: a key under somebody else's id keeps that person out as little."""
    key = PrivateKey.generate("nistp256").public.to_line()
    one.run("UPDATE signer SET key = ? WHERE name = ?", key, STAFF)


@pytest.mark.parametrize(
    "forge",
    [
        another_key,
        in_the_columns,
        by_one_who_may_not,
        with_a_broken_signature,
        by_an_own_root,
        by_a_long_chain,
    ],
)
def test_it_locks_nobody_out(office: Office, forge: Forge) -> None:
    office.add_everybody()
    insider = office.unlock(RECORDER)
    forged = Insider(office.folder, *_keys(insider))
    forge(forged, insider)
    forged.connection.close()
    session = office.unlock(STAFF)
    found = {one.code for one in safekeeping.check(session).problems}
    opening.lock(session)
    assert found & {"account-closing-unfounded", "signer-differs"}
    opening.lock(office.unlock(STAFF))


def _keys(session: Session) -> tuple[bytes, bytes]:
    """What an account gives whoever has tools; the vault is locked."""
    keys = vault_of(session).data_key, vault_of(session).raw_id
    opening.lock(session)
    return keys


def test_a_signer_that_is_gone_keeps_the_others_out_of_nothing(office: Office) -> None:
    office.add_everybody()
    insider = Insider(office.folder, *_keys(office.unlock(RECORDER)))
    insider.run("DELETE FROM signer WHERE name = ?", STAFF)
    insider.connection.close()
    session = office.unlock(REVIEWER)
    found = {one.code for one in safekeeping.check(session).problems}
    opening.lock(session)
    assert found >= {"account-differs", "signers-missing"}


def test_a_closing_that_was_signed_holds_whatever_the_header_says(office: Office) -> None:
    office.add_everybody()
    before = (office.folder / headers.FIRST).read_bytes()
    session = office.unlock()
    accounts.disable(session, STAFF)
    opening.lock(session)
    with pytest.raises(Refused, match="unlock-failed"):
        office.unlock(STAFF)
    for name in (headers.FIRST, headers.SECOND):
        (office.folder / name).write_bytes(before)
    with pytest.raises(Refused, match=r"header-changed|unlock-failed"):
        office.unlock(STAFF)


def test_who_was_granted_by_a_closed_administrator_stays(office: Office) -> None:
    """After the recovery key the old root account is closed; its grants and closings hold on."""
    office.add_everybody()
    session = office.unlock()
    accounts.disable(session, STAFF)
    opening.lock(session)
    new = "words after the recovery"
    opening.lock(
        passphrases.recover(office.folder, office.created.recovery_key, NAME, new, office.ports)
    )
    session = opening.unlock(office.folder, NAME, new, office.ports)
    assert safekeeping.check(session).problems == ()
    accounts.disable(session, RECORDER)
    assert safekeeping.check(session).problems == ()
    opening.lock(session)
    for name in (STAFF, RECORDER):
        with pytest.raises(Refused, match="unlock-failed"):
            office.unlock(name)
    opening.lock(office.unlock(REVIEWER))


def test_a_forged_entry_does_not_make_what_follows_look_wrong(office: Office) -> None:
    office.add_everybody()
    insider = office.unlock(RECORDER)
    forged = Insider(office.folder, *_keys(insider))
    by_one_who_may_not(forged, insider)
    forged.connection.close()
    for _ in range(3):
        opening.lock(office.unlock(STAFF))
    session = office.unlock()
    found = [one.code for one in safekeeping.check(session).problems]
    opening.lock(session)
    assert "journal-account" not in found
    assert "account-closing-unfounded" in found
