"""docs/formats/vault.md, section 10, is enough for another self-check (`tests.fakes.other_check`)."""

from collections.abc import Callable

import pytest

from tests.fakes.insider import Insider
from tests.fakes.office import STAFF
from tests.fakes.other_check import OtherCheck
from tests.integration.vault.check.test_insider_records import (
    MAIL,
    field_put_in,
    fields_taken_out,
    newest_record,
    turned_parent,
)


def test_another_check_finds_nothing_in_a_sound_vault(insider: Insider) -> None:
    assert OtherCheck(insider.rows).found == set()


def another_key(one: Insider) -> None:
    """Somebody's key is replaced in all columns, and in the line."""
    key = one.value(
        "SELECT key FROM signer WHERE json_extract(line, '$.fields.name[1]') = ?", STAFF
    )
    other = one.value("SELECT key FROM signer WHERE key <> ? LIMIT 1", key)
    one.run("UPDATE signer SET key = ? WHERE key = ?", other, key)


CHANGES: dict[str, tuple[Callable[[Insider], None], str]] = {
    "the newest record taken out": (newest_record, "bundles"),
    "a correction hidden": (turned_parent, "revisions"),
    "fields taken out": (fields_taken_out, "fields"),
    "a field put in": (field_put_in, "fields"),
    "another key": (another_key, "signers"),
    "a number": (lambda one: one.run("UPDATE revision SET number = 'LARK-2026-W1-0099' WHERE number = ?", MAIL), "revisions"),
    "roles": (lambda one: one.run("""UPDATE account SET roles = '["administrator"]' WHERE rowid = 3"""), "people"),
    "taken over": (lambda one: one.run("UPDATE account_taken SET at = '2026-01-01T00:00:00Z' WHERE rowid = 2"), "people"),
    "an entry": (lambda one: one.without("signed"), "acts"),
    "an act": (lambda one: one.run("UPDATE act SET capacity = 'Third party' WHERE act = 'two-person'"), "acts"),
    "a head": (lambda one: one.run("DELETE FROM journal_signed WHERE seq = (SELECT min(seq) FROM journal_signed)"), "heads"),
    "octets": (lambda one: one.run("UPDATE attachment_chunk SET data = zeroblob(length(data)) WHERE id = 1"), "attachments"),
    "a unit's state": (lambda one: one.run("""UPDATE office_entry SET content = replace(content, '"sealed"', '"in_use"') WHERE list = 'unit'"""), "lists"),
    "a site taken out": (lambda one: one.run("DELETE FROM office_entry WHERE list = 'site' AND n = (SELECT max(n) FROM office_entry)"), "lists"),
    "a skip": (lambda one: one.run("INSERT INTO number_skip VALUES ('LARK', 2026, 'W1', 200, 210, '2026-11-04T08:00:00Z')"), "numbers"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_another_check_finds_what_an_insider_changed(insider: Insider, name: str) -> None:
    change, part = CHANGES[name]
    change(insider)
    assert part in OtherCheck(insider.rows).found
