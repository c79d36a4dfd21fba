"""What somebody with the data key and tools of their own changes in people, keys, settings, bundles and the
journal is found, and by its code."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from clerkapp.codec import sshsig
from clerkapp.codec import statement as statements
from clerkapp.crypto import signing
from clerkapp.crypto.accounts import close_account, grant_account
from clerkapp.crypto.certificates import new_recipient, read_recipient
from clerkapp.crypto.digests import sha256_hex
from clerkapp.crypto.keys import PrivateKey, fingerprint
from clerkapp.domain.check_report import CheckReport
from clerkapp.domain.time.times import parse_instant
from clerkapp.vault.stores.accounts import account_digest
from tests.fakes.insider import Edit, Entry, Insider
from tests.fakes.office import RECORDER, REVIEWER, STAFF
from tests.integration.vault.check.conftest import LEFT, Prepared

Change = Callable[[Insider], object]
_ID = "(SELECT account FROM signer WHERE name = ?)"
_LAST_HEADER = "SELECT max(written) FROM header_written"
_LAST_BUNDLE = "SELECT digest FROM bundle WHERE stream = 'upstream' ORDER BY epoch DESC, seq DESC"


def sql(text: str, *parameters: object) -> Change:
    return lambda one: one.run(text, *parameters)


def account(one: Insider, name: str) -> str:
    return str(one.value("SELECT account FROM signer WHERE name = ?", name))


def powers(one: Insider) -> None:
    roles = json.dumps(["administrator", "authority", "reviewer"])
    one.run("UPDATE account SET roles = ? WHERE id = ?", roles, account(one, RECORDER))


def powers_with_an_entry(one: Insider) -> None:
    """The journal says so too, in a chain that holds; what a bundle of that time says stays."""
    powers(one)
    mine = account(one, RECORDER)
    now = one.vault().accounts.get(mine)
    said = {"roles": sorted(map(str, now.roles)), "digest": account_digest(now)}
    one.reword("account_added", said, added=mine)


def planted_successor(one: Insider) -> None:
    """An account in the name of somebody who left, opened and closed, to write in it."""
    key, vault = PrivateKey.generate("nistp256"), one.vault()
    left = vault.accounts.get(account(one, LEFT))
    line = grant_account(
        key.public,
        station=vault.info.principal,
        name=left.name,
        function=left.function,
        valid_from=left.valid_from,
        may_grant=True,
        granter=key,
    )
    mine, at = line.grant.account, vault.accounts.created(left.id)
    closing = close_account(mine, at=at, granter=key)
    vault.signers.add(replace(line, closing=closing), at=at)
    one.run(
        "INSERT INTO account SELECT ?, person, roles, open_key, valid_from, valid_until, created"
        " FROM account WHERE id = ?",
        mine,
        left.id,
    )


def own_certificate(one: Insider) -> str:
    pem, _ = new_recipient("ZZ test", parse_instant("2026-11-03T07:40:00-06:00"))
    one.run("UPDATE setting SET value = ? WHERE name = 'recipients'", json.dumps([pem.decode()]))
    return pem.decode()


def own_certificate_with_an_entry(one: Insider) -> None:
    mine = read_recipient(own_certificate(one).encode()).fingerprint
    one.reword("recipient_accepted", {"fingerprints": [mine]})


def edit(change: Edit) -> Change:
    return lambda one: one.journal(change)


def put_on(one: Insider) -> None:
    """Every entry is somebody else's."""
    other = account(one, REVIEWER)
    one.journal(
        lambda entries: [
            entries[0],
            *(replace(e, account=other if e.account else None) for e in entries[1:]),
        ]
    )


def moved(event: str) -> Edit:
    """The last entry of an event stands earlier."""

    def change(entries: list[Entry]) -> list[Entry]:
        place = max(n for n, one in enumerate(entries) if one.event == event)
        return [entries[0], entries[place], *entries[1:place], *entries[place + 1 :]]

    return change


def resigned_statement(one: Insider) -> None:
    """The last bundle says another head of the journal, signed with a key of the insider's own."""
    digest, statement, tags = one.rows(
        f"SELECT digest, statement, tagmanifest FROM bundle WHERE digest = ({_LAST_BUNDLE})"
    )[0]
    said = statements.decode(statement)
    head = one.rows("SELECT seq, digest FROM journal WHERE seq = 3")[0]
    new = statements.encode(replace(said, journal=statements.JournalHead(*head)))
    tags = tags.replace(sha256_hex(statement).encode(), sha256_hex(new).encode())
    signature = sshsig.armor(
        signing.sign(PrivateKey.generate("nistp384"), signing.Namespace.BUNDLE, tags)
    )
    for table in ("bundle_revision", "bundle_act", "bundle_signer", "bundle_written"):
        one.run(f"UPDATE {table} SET digest = ? WHERE digest = ?", sha256_hex(tags), digest)
    one.run(
        "UPDATE bundle SET digest = ?, statement = ?, tagmanifest = ?, signature = ? WHERE digest = ?",
        sha256_hex(tags), new, tags, signature, digest,
    )  # fmt: skip


def other_station_key(one: Insider) -> PrivateKey:
    """With every bundle signed anew under it."""
    key = PrivateKey.generate("nistp384")
    one.run("UPDATE station_key SET key = ? WHERE n = 1", key.public.to_line())
    for digest, stream, tags in one.rows("SELECT digest, stream, tagmanifest FROM bundle"):
        space = signing.Namespace.PUBLIC if stream == "public" else signing.Namespace.BUNDLE
        signature = sshsig.armor(signing.sign(key, space, tags))
        one.run("UPDATE bundle SET signature = ? WHERE digest = ?", signature, digest)
    return key


def other_station_key_with_an_entry(one: Insider) -> None:
    key = other_station_key(one)
    one.reword("vault_created", {"station": fingerprint(key.public)})


def bundle_taken_out(one: Insider) -> None:
    """The first of epoch 2; its entries go too."""
    digest = one.value(
        "SELECT digest FROM bundle WHERE stream = 'upstream' AND epoch = 2 AND seq = 1"
    )
    for table in ("bundle_written", "bundle_signer", "bundle_act", "bundle_revision", "bundle"):
        one.run(f"DELETE FROM {table} WHERE digest = ?", digest)
    one.without("bundle_written", digest=digest)
    one.without("bundle_committed", digest=digest)
    one.without("epoch_opened", stream="upstream", epoch=2)


CHANGES: dict[str, tuple[Change, str]] = {
    "powers": (powers, "account-differs"),
    "powers, entry": (powers_with_an_entry, "journal-head-differs"),
    "certificate": (own_certificate, "recipients-differ"),
    "certificate, entry": (own_certificate_with_an_entry, "journal-head-differs"),
    "planted account": (planted_successor, "account-differs"),
    "cut journal": (edit(lambda entries: entries[:10]), "journal-head-differs"),
    "cut journal, records": (edit(lambda entries: entries[:10]), "revision-unjournaled"),
    "put on somebody else": (put_on, "revision-unjournaled"),
    "put on somebody else, head": (put_on, "journal-head-differs"),
    "entry without a chain": (sql("UPDATE journal SET at = 'x' WHERE seq = 7"), "journal-broken"),
    "entry in another spelling": (
        sql("UPDATE journal SET params = replace(params, ':', ': ') WHERE event = 'recorded'"),
        "journal-broken",
    ),
    "unknown event": (edit(lambda e: [*e, replace(e[-1], event="x")]), "journal-broken"),
    "entry with less": (
        edit(lambda e: [*e, replace(e[-1], event="printed", params={})]),
        "journal-entry-unfounded",
    ),
    "entry of other types": (
        lambda one: one.reword("account_added", {"roles": 7}),
        "journal-entry-unfounded",
    ),
    "rev that is no number": (
        lambda one: one.reword("printed", {"rev": "first"}),
        "journal-entry-unfounded",
    ),
    "entry by nobody": (edit(lambda e: [*e, replace(e[-1], account=None)]), "journal-account"),
    "entry by a stranger": (
        edit(lambda e: [*e, replace(e[-1], account="stranger")]),
        "journal-account",
    ),
    "entry by who left": (
        lambda one: one.add("unlocked", account(one, LEFT), "2026-11-03T09:00:00-06:00"),
        "journal-account",
    ),
    "entry of a record that is not": (
        lambda one: one.reword("recorded", {"revision": "0" * 64}),
        "journal-entry-unfounded",
    ),
    "entry twice": (
        edit(lambda e: [*e, next(one for one in e if one.event == "recorded")]),
        "journal-entry-unfounded",
    ),
    "print of a record that is not": (
        lambda one: one.reword("printed", {"number": "LARK-2026-W1-0404"}),
        "journal-entry-unfounded",
    ),
    "failure of a later entry": (
        lambda one: one.add(
            "failed", account(one, STAFF), "2026-11-03T09:00:00-06:00", entry=999, code="x"
        ),
        "journal-entry-unfounded",
    ),
    "no entry at all": (edit(lambda _: []), "journal-broken"),
    "backup that was made": (lambda one: one.without("backup_made"), "setting-differs"),
    "entries in another order": (edit(moved("signed")), "journal-head-differs"),
    "name": (sql("UPDATE signer SET name = 'Bea Holms' WHERE name = ?", LEFT), "account-differs"),
    "person": (
        sql(f"UPDATE account SET person = 'other' WHERE id = {_ID}", STAFF),
        "account-differs",
    ),
    "last day": (
        sql(f"UPDATE account SET valid_until = '2030-01-01' WHERE id = {_ID}", RECORDER),
        "account-differs",
    ),
    "day of opening": (
        sql(f"UPDATE account SET created = '2020-01-01' WHERE id = {_ID}", RECORDER),
        "account-differs",
    ),
    "account opened again": (sql("UPDATE signer SET closed_at = NULL, closed_by = NULL WHERE closed_at IS NOT NULL"), "journal-entry-unfounded"),
    "account closed": (
        sql("UPDATE signer SET closed_at = '2026-11-03T09:00:00-06:00', closed_by = granted_by WHERE name = ?", REVIEWER),
        "account-closing-unjournaled",
    ),
    "closed by somebody else": (
        sql("UPDATE signer SET closed_by = 'other' WHERE closed_at IS NOT NULL"),
        "account-closing-unjournaled",
    ),
    "account without its entry": (
        lambda one: one.without("account_added"),
        "account-differs",
    ),
    "roles in the entry alone": (
        lambda one: one.reword("account_added", {"roles": ["auditor"]}),
        "account-differs",
    ),
    "recovery key planted": (
        sql("INSERT INTO recovery SELECT 3, 'slot', open_key, made FROM recovery WHERE n = 2"),
        "recovery-key-differs",
    ),
    "recovery key swapped": (
        sql("UPDATE recovery SET open_key = (SELECT open_key FROM recovery WHERE n = 1) WHERE n = 2"),
        "recovery-key-differs",
    ),
    "recovery key not read back": (
        sql("DELETE FROM recovery_confirmed"),
        "journal-entry-unfounded",
    ),
    "first recovery key": (
        sql("UPDATE vault SET recovery_open_key = 'x'"),
        "recovery-key-differs",
    ),
    "station's key": (other_station_key, "station-differs"),
    "station's key, entry": (other_station_key_with_an_entry, "journal-head-differs"),
    "code of the office": (sql("UPDATE vault SET authority = 'HERN'"), "header-differs"),
    "day of the vault": (sql("UPDATE vault SET created = '2020-01-01'"), "station-differs"),
    "election": (
        sql("UPDATE setting SET value = '\"ZZ-2027\"' WHERE name = 'election'"),
        "setting-differs",
    ),
    "where backups go": (
        sql("UPDATE setting SET value = '\"/elsewhere\"' WHERE name = 'backup_folder'"),
        "setting-differs",
    ),
    "setting taken out": (sql("DELETE FROM setting WHERE name = 'phase'"), "setting-differs"),
    "setting put in": (sql("INSERT INTO setting VALUES ('own', '1')"), "setting-differs"),
    "last backup": (
        sql("UPDATE setting SET value = replace(value, '\"at\": \"2026', '\"at\": \"2027')"
            " WHERE name = 'last_backup'"),
        "setting-differs",
    ),
    "bundle: statement": (
        sql("UPDATE bundle SET statement = CAST(replace(CAST(statement AS TEXT), 'LARK', 'HERN') AS BLOB) WHERE seq = 2"),
        "bundle-altered",
    ),
    "bundle: signature": (sql("UPDATE bundle SET signature = x'00' WHERE seq = 2"), "bundle-altered"),
    "bundle: column": (sql("UPDATE bundle SET kind = 'nil' WHERE seq = 2"), "bundle-altered"),
    "bundle: kind of copy": (
        sql("UPDATE bundle SET copy = 'full' WHERE stream = 'upstream' AND seq = 2"),
        "bundle-unjournaled",
    ),
    "bundle: recipients": (sql("UPDATE bundle SET recipients = '[]'"), "bundle-altered"),
    "bundle: signed anew": (resigned_statement, "bundle-altered"),
    "bundle taken out": (bundle_taken_out, "bundle-chain"),
    "bundle: a code more": (
        sql("UPDATE bundle_revision SET codes = '[\"status\"]' WHERE digest = (" + _LAST_BUNDLE + ")"),
        "bundle-content-differs",
    ),
    "bundle: a revision less": (
        sql("DELETE FROM bundle_revision WHERE digest = (" + _LAST_BUNDLE + ")"),
        "bundle-content-differs",
    ),
    "bundle: an act less": (
        sql("DELETE FROM bundle_act WHERE digest = (" + _LAST_BUNDLE + ")"),
        "bundle-content-differs",
    ),
    "bundle written elsewhere": (
        sql("UPDATE bundle_written SET files = '[]'"),
        "bundle-written-unjournaled",
    ),
    "bundle never written": (
        sql("DELETE FROM bundle_written WHERE digest = (" + _LAST_BUNDLE + ")"),
        "journal-entry-unfounded",
    ),
    "epoch": (lambda one: one.without("epoch_opened", stream="upstream"), "bundle-unjournaled"),
    "header's count": (sql("UPDATE header_written SET digest = 'x' WHERE written = (" + _LAST_HEADER + ")"), "header-differs"),
    "earlier key: holder taken out": (
        sql("DELETE FROM station_key_holder WHERE n = 1"),
        "station-key-holder-unproven",
    ),
    "earlier key: day of a holder": (
        sql("UPDATE station_key_holder SET at = '2026-01-01T00:00:00Z' WHERE n = 1"),
        "station-key-holder-unproven",
    ),
    "table": (sql("CREATE TABLE own (a)"), "schema-differs"),
    "index": (sql("DROP INDEX record_by_place"), "schema-differs"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_it_is_found(insider: Insider, look: Callable[..., CheckReport], name: str) -> None:
    change, code = CHANGES[name]
    change(insider)
    assert code in {problem.code for problem in look().problems}


def test_what_the_last_bundle_witnessed_is_remembered_by_the_machine(
    prepared: Prepared, insider: Insider, look: Callable[..., CheckReport]
) -> None:
    """The newest entries go together with the bundle that names them: the machine knows better."""
    digest = insider.value(_LAST_BUNDLE)
    for table in ("bundle_written", "bundle_signer", "bundle_act", "bundle_revision", "bundle"):
        insider.run(f"DELETE FROM {table} WHERE digest = ?", digest)
    insider.without("bundle_written", digest=digest)
    insider.without("bundle_committed", digest=digest)
    found = {problem.code for problem in look(remembered=prepared.remembered).problems}
    assert found >= {"journal-remembered-differs", "bundle-remembered-missing"}
