"""Recorded tables stay as they are: UPDATE, DELETE, REPLACE and upsert on every one of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clerkapp.crypto.acts import act_digest
from clerkapp.crypto.declarations import declare
from clerkapp.domain.bundles import Outgoing
from clerkapp.domain.declarations import What
from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.files import WrittenFile
from clerkapp.domain.office_entries import EntryChange
from clerkapp.vault.api import Unlocked, Vault, confirm_recovery_key, disable
from clerkapp.vault.engine import driver
from clerkapp.vault.engine.failures import EngineFault
from clerkapp.vault.stores.recorded import RECORDED, triggers
from tests.fakes.vaults import AT, LATER, amend, make, opened, record, second_person

KEPT = {
    "setting",
    "draft",
    "record",
    "record_counter",
    "record_indicator",
    "record_link",
    "record_step",
    "record_text",
}
CASES = [(table, key) for table, keys in RECORDED.items() for key in keys]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """A vault with a row in every recorded table; what is tried on it changes nothing."""
    folder = tmp_path_factory.mktemp("filled") / "v"
    recovery_key = make(folder).recovery_key
    unlocked = opened(folder)
    vault = unlocked.vault
    confirm_recovery_key(vault, folder, recovery_key, at=LATER)
    disable(vault, folder, second_person(unlocked, folder), granter=unlocked.signing, at=LATER)
    vault.accounts.set_sites(unlocked.account.id, ["Oak Hall"], by=unlocked.signing, at=AT)
    first = record(unlocked)
    amend(unlocked, first, one_line="Scanner at Oak Hall jammed twice.")
    vault.attachments.store([b"bytes"], at=AT, limit=100)
    site = EntryChange("0a" * 16, {"code": "OAK", "name": "Oak Hall"})
    vault.office_lists.keep("site", [site], at=AT, account=unlocked.account.id)
    erased = vault.attachments.store([b"gone"], at=AT, limit=100)
    vault.attachments.erase(erased.sha256, at=AT)
    body = {"records": [], "reason": "A court."}
    vault.declarations.add(
        declare(unlocked.signing, what=What.HOLD, body=body, at=AT, vault=vault.info.vault_id)
    )
    vault.revisions.skip_numbers(2026, at=AT)
    vault.connection.run(
        "INSERT INTO erasure VALUES (?, 'place', ?, 'court order')", (first.identity, AT)
    )
    bundle = Outgoing("d" * 64, "upstream", 1, 1, "state", "delta", (), AT, b"s", b"m", b"t", b"g")
    vault.outgoing.commit(
        bundle,
        [(first.identity, ["one_line"])],
        [act_digest(act) for act in vault.revisions.acts(first.header.id)],
        [one.n for one in vault.signers.chains([unlocked.account.id])],
    )
    vault.heads.sign(unlocked.signing, AT)
    vault.outgoing.mark_written(bundle.digest, [WrittenFile(Path("a.p7m"), "e" * 64, 9)], at=AT)
    yield vault
    vault.close()


def snapshot(vault: Vault, table: str) -> list[Any]:
    return vault.connection.rows(f"SELECT * FROM {table}")


def columns_of(vault: Vault, table: str) -> list[str]:
    return [row[1] for row in vault.connection.rows(f"PRAGMA table_info({table})")]


def other(value: Any) -> Any:
    """A value that stands in no row."""
    return value + 1000 if isinstance(value, int) else "another" + str(value)


def conflicting(vault: Vault, table: str, key: tuple[str, ...]) -> dict[str, Any]:
    """A row that has only `key` in common with one that is there."""
    row = dict(zip(columns_of(vault, table), snapshot(vault, table)[0], strict=True))
    for other_key in RECORDED[table]:
        if other_key != key:
            row.update(
                {
                    column: other(row[column])
                    for column in other_key
                    if column not in (*key, "stream")
                }
            )
    return row


@pytest.mark.parametrize("table", RECORDED)
@pytest.mark.parametrize("statement", ["UPDATE {t} SET {c} = {c}", "DELETE FROM {t}"])
def test_no_row_is_changed_or_deleted(filled: Vault, table: str, statement: str) -> None:
    before = snapshot(filled, table)
    assert before
    sql = statement.format(t=table, c=columns_of(filled, table)[-1])
    with pytest.raises(driver.DriverError, match=r"^recorded$"):
        filled.connection.raw.execute(sql)
    assert snapshot(filled, table) == before


@pytest.mark.parametrize(("table", "key"), CASES)
@pytest.mark.parametrize("how", ["REPLACE", "INSERT OR REPLACE", "INSERT OR IGNORE", "upsert"])
def test_no_row_is_replaced(filled: Vault, table: str, key: tuple[str, ...], how: str) -> None:
    before = snapshot(filled, table)
    row = conflicting(filled, table, key)
    verb = "INSERT" if how == "upsert" else how
    sql = f"{verb} INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
    if how == "upsert":
        last = columns_of(filled, table)[-1]
        sql += f" ON CONFLICT DO UPDATE SET {last} = excluded.{last}"
    with pytest.raises(driver.DriverError, match=r"^recorded$"):
        filled.connection.raw.execute(sql, list(row.values()))
    assert snapshot(filled, table) == before


def test_every_table_is_recorded_or_known_to_change(filled: Vault) -> None:
    tables = {
        name
        for (name,) in filled.connection.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith(("sqlite_", "record_text_"))
    }
    assert tables == KEPT | RECORDED.keys()


@pytest.mark.parametrize("table", RECORDED)
def test_every_key_of_a_recorded_table_is_guarded(filled: Vault, table: str) -> None:
    known = driver.tables(filled.connection.raw).table(table)
    keys = {tuple(index.columns) for index in known.indexes if index.unique}
    keys.add(tuple(known.pks))
    assert keys == set(RECORDED[table])


def test_an_erased_field_may_lose_value_and_salt_and_nothing_else(filled: Vault) -> None:
    connection = filled.connection
    erase = "UPDATE field SET salt = NULL, value = NULL WHERE arrival = 1 AND code = ?"
    with pytest.raises(EngineFault):
        connection.run(erase, ("one_line",))
    for change in ("value = NULL", "salt = NULL", "value = '\"x\"', salt = NULL", "code = 'y'"):
        with pytest.raises(EngineFault):
            connection.run(f"UPDATE field SET {change} WHERE arrival = 1 AND code = 'place'")
    with filled.transaction():
        assert connection.run(erase, ("place",)) == 1
        identity = connection.value("SELECT identity FROM revision WHERE arrival = 1")
        revision = filled.revisions.get(identity)
        assert "place" not in revision.fields
        assert "place" in revision.header.digests


def test_a_missing_or_changed_trigger_is_noticed_at_the_start(
    folder: Path, unlocked: Unlocked
) -> None:
    name, statement = next(iter(triggers().items()))
    for change in ([], [statement.replace("ABORT", "IGNORE").replace(", 'recorded'", "")]):
        unlocked.vault.close()
        vault = opened(folder).vault
        vault.connection.run(f"DROP TRIGGER {name}")
        for sql in change:
            vault.connection.run(sql)
        vault.close()
        with pytest.raises(EnvironmentFailure, match="vault-damaged"):
            opened(folder)
        repair(folder, name, statement)


def repair(folder: Path, name: str, statement: str) -> None:
    """Put the trigger back by a way around the start's check."""
    from clerkapp.vault.engine.connection import open_database
    from clerkapp.vault.keys import header as headers
    from clerkapp.vault.keys.slots import data_keys, open_slot
    from tests.fakes.vaults import PASSPHRASE

    header = headers.read(folder)
    keys = open_slot(header.people[0], PASSPHRASE, header.vault_id)
    assert keys is not None
    data_key = data_keys(header.people[0], keys, header.vault_id)[0]
    connection = open_database(folder / headers.DATABASE, data_key, header.vault_id)
    assert connection is not None
    connection.run(f"DROP TRIGGER IF EXISTS {name}")
    connection.run(statement)
    connection.close()
