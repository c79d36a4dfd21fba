"""What somebody with the data key and tools of their own changes in signers and accounts is found, by its
code: the signatures of grants and closings are made by nobody else."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from clerkapp.codec import account_line
from clerkapp.codec.account_line import AccountLine
from clerkapp.crypto.accounts import close_account, grant_account
from clerkapp.crypto.acts import sign_act
from clerkapp.crypto.digests import sha256_hex
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.check_report import CheckReport
from clerkapp.domain.records.revision import ActKind
from clerkapp.vault.stores.accounts import account_digest
from tests.fakes.insider import Entry, Insider
from tests.fakes.office import RECORDER, REVIEWER, STAFF
from tests.fakes.vaults import NAME
from tests.integration.vault.check.conftest import LEFT, Prepared

Keys = dict[str, PrivateKey]
Change = Callable[[Insider, Keys], object]
LATE = "2026-11-03T20:00:00-06:00"
_ID = "(SELECT account FROM signer WHERE name = ?)"


def sql(text: str, *parameters: object) -> Change:
    return lambda one, _: one.run(text, *parameters)


def account(one: Insider, name: str) -> str:
    return str(one.value("SELECT account FROM signer WHERE name = ?", name))


def own_line(one: Insider, key: PrivateKey, by: PrivateKey, *, may_grant: bool) -> AccountLine:
    """A line for `key` in a name that sounds right."""
    return grant_account(
        key.public,
        station=one.vault().info.principal,
        name="Robin Weaver",
        function="deputy",
        valid_from="2026-11-03",
        may_grant=may_grant,
        granter=by,
    )


def put_in(one: Insider, line: AccountLine, *, login: bool = True, journaled: bool = False) -> None:
    """The line, a login like the insider's own, and an entry that says so."""
    mine = line.grant.account
    one.vault().signers.add(line, at=LATE)
    if login:
        one.run(
            "INSERT INTO account SELECT ?, 'somebody', roles, open_key, valid_from, NULL, ?"
            f" FROM account WHERE id = {_ID}",
            mine,
            LATE,
            RECORDER,
        )
    if journaled:
        made = one.vault().accounts.get(mine)
        said = {"added": mine, "roles": sorted(made.roles), "digest": account_digest(made)}
        one.add("account_added", line.grant.by, LATE, **said)


def own_root(one: Insider, _: Keys, *, login: bool = True) -> None:
    key = PrivateKey.generate("nistp256")
    put_in(one, own_line(one, key, key, may_grant=True), login=login, journaled=login)


def own_root_grants(one: Insider, _: Keys) -> None:
    """The root account lies deeper: only what it granted has a login."""
    root, key = PrivateKey.generate("nistp256"), PrivateKey.generate("nistp256")
    put_in(one, own_line(one, root, root, may_grant=True), login=False)
    put_in(one, own_line(one, key, root, may_grant=False))


def granted_without_power(one: Insider, keys: Keys) -> None:
    """By a recorder, signed with the key that a recorder has, and journaled in that name."""
    key = PrivateKey.generate("nistp256")
    put_in(one, own_line(one, key, keys[RECORDER], may_grant=False), journaled=True)


def power_by_oneself(one: Insider, keys: Keys) -> None:
    """Under the same key everything may be granted anew: here by nobody but oneself."""
    mine = keys[RECORDER]
    put_in(one, own_line(one, mine, mine, may_grant=True), login=False)
    one.run(f"UPDATE account SET roles = '[\"administrator\"]' WHERE id = {_ID}", RECORDER)


def granted_in_a_circle(one: Insider, _: Keys) -> None:
    a, b = PrivateKey.generate("nistp256"), PrivateKey.generate("nistp256")
    put_in(one, own_line(one, a, b, may_grant=True), login=False)
    put_in(one, own_line(one, b, a, may_grant=True))


def store(one: Insider, of: str, line: AccountLine) -> None:
    """A row that says what the line says, whether it was signed or not."""
    encoded = account_line.encode(line)
    closing = line.closing
    one.run(
        "INSERT INTO signer (station, account, key, name, name_salt, name_digest, function,"
        " function_salt, function_digest, may_grant, valid_from, granted_by, closed_at, closed_by,"
        " line, digest, seen) SELECT station, account, ?, name, name_salt, name_digest, function,"
        " function_salt, function_digest, ?, valid_from, ?, ?, ?, ?, ?, ? FROM signer WHERE name = ?"
        " LIMIT 1",
        line.grant.key.to_line(), int(line.grant.may_grant), line.grant.by,
        closing.at if closing else None, closing.by if closing else None,
        encoded, sha256_hex(encoded), LATE, of,
    )  # fmt: skip


def power_with_the_old_signature(one: Insider, _: Keys) -> None:
    line = one.vault().signers.line(account(one, RECORDER))
    store(one, RECORDER, replace(line, grant=replace(line.grant, may_grant=True)))


def key_with_the_old_signature(one: Insider, _: Keys) -> None:
    line = one.vault().signers.line(account(one, STAFF))
    other = PrivateKey.generate("nistp256").public
    store(one, STAFF, replace(line, grant=replace(line.grant, key=other)))


def closed_by(one: Insider, by: PrivateKey, *, of: str = REVIEWER, journaled: bool = False) -> None:
    line = one.vault().signers.line(account(one, of))
    closing = close_account(line.grant.account, at=LATE, granter=by)
    store(one, of, replace(line, closing=closing))
    if journaled:
        one.add("account_disabled", closing.by, LATE, closed=line.grant.account)


def closed_by_an_own_root(one: Insider, _: Keys) -> None:
    key = PrivateKey.generate("nistp256")
    put_in(one, own_line(one, key, key, may_grant=True), login=False)
    closed_by(one, key)


def closed_with_another_closing(one: Insider, _: Keys) -> None:
    """Somebody else's closing, whose signature holds."""
    left = one.vault().signers.line(account(one, LEFT)).closing
    assert left is not None
    line = one.vault().signers.line(account(one, STAFF))
    store(one, STAFF, replace(line, closing=replace(left, account=line.grant.account)))


def opened_again(one: Insider, _: Keys) -> None:
    """The row of the closing goes, with its entry; nothing is left open by it."""
    one.run("DELETE FROM signer WHERE closed_at IS NOT NULL")
    one.without("account_disabled")


def signed_late(one: Insider, keys: Keys, *, at: str = LATE) -> None:
    """With a key that its owner took home, and an entry before the account was closed."""
    mine = account(one, LEFT)
    revision, number = one.rows("SELECT identity, number FROM revision WHERE arrival = 1")[0]
    act = sign_act(
        keys[LEFT], act=ActKind.TWO_PERSON, revision=revision, account=mine, capacity="x", at=at
    )
    one.run(
        "INSERT INTO act (digest, act, revision, account, capacity, at, statement, sshsig)"
        " VALUES (?, ?, ?, ?, 'x', ?, ?, ?)",
        sha256_hex(act.statement), str(act.act), revision, mine, at, act.statement, act.sshsig,
    )  # fmt: skip
    said = {"act": "two-person", "revision": revision, "number": number}

    def before_the_closing(entries: list[Entry]) -> list[Entry]:
        place = next(n for n, e in enumerate(entries) if e.event == "account_disabled")
        return [*entries[:place], Entry(at, mine, "signed", said), *entries[place:]]

    one.journal(before_the_closing)


def opened_by_another(one: Insider, _: Keys) -> None:
    other = account(one, REVIEWER)
    one.journal(
        lambda entries: [
            replace(e, account=other)
            if e.event == "account_added" and e.params["added"] == account(one, LEFT)
            else e
            for e in entries
        ]
    )


def days_with_an_entry(one: Insider, _: Keys) -> None:
    mine = account(one, RECORDER)
    one.run("UPDATE account SET valid_from = '2020-01-01' WHERE id = ?", mine)
    digest = account_digest(one.vault().accounts.get(mine))
    one.reword("account_added", {"digest": digest}, added=mine)


def roles_with_an_entry(one: Insider, _: Keys) -> None:
    mine = account(one, RECORDER)
    roles = ["administrator", "authority"]
    one.run("UPDATE account SET roles = ? WHERE id = ?", json.dumps(roles), mine)
    digest = account_digest(one.vault().accounts.get(mine))
    one.reword("account_added", {"digest": digest, "roles": roles}, added=mine)


def other_function(one: Insider, _: Keys) -> None:
    """Column and line, so that they agree with each other."""
    line = one.rows(f"SELECT line FROM signer WHERE account = {_ID}", REVIEWER)[0][0]
    read = account_line.decode(line)
    new = account_line.encode(
        replace(read, fields={**read.fields, "role": replace(read.fields["role"], value="judge")})
    )
    one.run(
        "UPDATE signer SET function = 'judge', line = ?, digest = ? WHERE name = ?",
        new, sha256_hex(new), REVIEWER,
    )  # fmt: skip


def a_stranger_of_this_authority(one: Insider, _: Keys) -> None:
    """As if another station's, which no bundle brought."""
    key = PrivateKey.generate("nistp256")
    line = grant_account(
        key.public, station="W2@LARK", name="Robin Weaver", function="deputy",
        valid_from="2026-11-03", may_grant=True, granter=key,
    )  # fmt: skip
    one.vault().signers.add(line, at=LATE)


CHANGES: dict[str, tuple[Change, str]] = {
    "power in the column": (
        sql("UPDATE signer SET may_grant = 1 WHERE name = ?", RECORDER),
        "signer-differs",
    ),
    "administrator": (
        sql(f"UPDATE account SET roles = '[\"administrator\"]' WHERE id = {_ID}", RECORDER),
        "account-power-differs",
    ),
    "administrator, entry": (roles_with_an_entry, "account-power-differs"),
    "power by oneself": (power_by_oneself, "account-root-unknown"),
    "power, old signature": (power_with_the_old_signature, "signer-differs"),
    "administrator's power taken": (
        sql(f"UPDATE account SET roles = '[\"staff\"]' WHERE id = {_ID}", NAME),
        "account-power-differs",
    ),
    "key in the column": (
        sql("UPDATE signer SET key = (SELECT key FROM signer WHERE n = 1) WHERE name = ?", STAFF),
        "signer-differs",
    ),
    "key, old signature": (key_with_the_old_signature, "signer-differs"),
    "own root": (own_root, "account-root-unknown"),
    "own root, no login": (partial(own_root, login=False), "account-without-login"),
    "own root grants": (own_root_grants, "account-grant-unfounded"),
    "granted by one who may not": (granted_without_power, "account-grant-unfounded"),
    "granted in a circle": (granted_in_a_circle, "account-grant-unfounded"),
    "signed after leaving": (signed_late, "act-out-of-time"),
    "signed after leaving, head": (signed_late, "journal-head-differs"),
    "signed before coming": (
        partial(signed_late, at="2026-10-20T09:00:00-05:00"),
        "act-out-of-time",
    ),
    "signed at no time": (partial(signed_late, at="2026-13-44"), "act-out-of-time"),
    "closed in the columns": (
        sql(f"UPDATE signer SET closed_at = '{LATE}', closed_by = granted_by WHERE name = ?", STAFF),
        "signer-differs",
    ),
    "closed by one who may not": (
        lambda one, keys: closed_by(one, keys[RECORDER]),
        "account-closing-unfounded",
    ),
    "closed by one who may not, entry": (
        lambda one, keys: closed_by(one, keys[RECORDER], journaled=True),
        "account-closing-unfounded",
    ),
    "closed by a stranger": (
        lambda one, _: closed_by(one, PrivateKey.generate("nistp256")),
        "account-closing-unfounded",
    ),
    "closed by oneself": (
        lambda one, keys: closed_by(one, keys[RECORDER], of=RECORDER),
        "account-closing-unfounded",
    ),
    "closed by an own root": (closed_by_an_own_root, "account-closing-unfounded"),
    "closed with another's closing": (closed_with_another_closing, "signer-differs"),
    "opened again, closing gone": (opened_again, "database-inconsistent"),
    "opened again, bundle": (opened_again, "bundle-content-differs"),
    "closing of another day": (
        sql("UPDATE signer SET closed_at = '2026-11-01T08:00:00-06:00' WHERE closed_at IS NOT NULL"),
        "signer-differs",
    ),
    "opened by somebody else, by the log": (opened_by_another, "account-grant-unjournaled"),
    "first day": (
        sql(f"UPDATE account SET valid_from = '2020-01-01' WHERE id = {_ID}", RECORDER),
        "account-differs",
    ),
    "first day, entry": (days_with_an_entry, "account-differs"),
    "first day of the signer": (
        sql("UPDATE signer SET valid_from = '2020-01-01' WHERE name = ?", RECORDER),
        "signer-differs",
    ),
    "granted by somebody else": (
        sql(f"UPDATE signer SET granted_by = {_ID} WHERE name = ?", REVIEWER, STAFF),
        "signer-differs",
    ),
    "function": (sql("UPDATE signer SET function = 'judge' WHERE name = ?", STAFF), "signer-differs"),
    "function in the line too": (other_function, "signer-differs"),
    "function in an old bundle": (other_function, "bundle-content-differs"),
    "salt of a name": (
        sql(f"UPDATE signer SET name_salt = '{'0' * 32}' WHERE name = ?", STAFF),
        "signer-differs",
    ),
    "digest of a line": (sql("UPDATE signer SET digest = 'x' WHERE name = ?", STAFF), "signer-differs"),
    "day of arrival": (
        sql("UPDATE signer SET seen = '2026-01-01T00:00:00Z' WHERE name = ?", STAFF),
        "signer-differs",
    ),
    "said to be brought by a bundle": (
        sql("UPDATE signer SET bundle = ? WHERE name = ?", "0" * 64, STAFF),
        "signer-differs",
    ),
    "another station's": (
        sql("UPDATE signer SET station = 'W2@LARK' WHERE name = ?", STAFF),
        "signer-differs",
    ),
    "put in as another station's": (a_stranger_of_this_authority, "account-root-unknown"),
    "signer taken out": (sql("DELETE FROM signer WHERE name = ?", STAFF), "signers-missing"),
    "signer taken out, login": (sql("DELETE FROM signer WHERE name = ?", STAFF), "account-differs"),
    "taken over at another time": (
        sql(f"UPDATE account_taken SET at = '{LATE}' WHERE account = {_ID}", STAFF),
        "account-differs",
    ),
    "taken over without an entry": (
        lambda one, _: one.without("account_taken"),
        "account-differs",
    ),
    "never taken over": (
        sql(f"DELETE FROM account_taken WHERE account = {_ID}", STAFF),
        "journal-entry-unfounded",
    ),
    "login taken out": (
        sql(f"DELETE FROM account WHERE id = {_ID}", STAFF),
        "account-without-login",
    ),
    "line left out of a bundle": (sql("DELETE FROM bundle_signer"), "bundle-content-differs"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_it_is_found(
    insider: Insider, prepared: Prepared, look: Callable[..., CheckReport], name: str
) -> None:
    change, code = CHANGES[name]
    change(insider, prepared.keys)
    assert code in {problem.code for problem in look().problems}
