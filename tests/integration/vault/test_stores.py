"""Journal, drafts, settings, attachments, transactions."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from clerkapp.codec import jcs
from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.records.drafts import Draft
from clerkapp.vault.api import Unlocked, Vault
from clerkapp.vault.engine.failures import EngineFault
from clerkapp.vault.stores.attachments import CHUNK_SIZE
from tests.fakes.vaults import AT, LATER, Interrupted, second_person, tamper

# --- journal


def test_each_entry_names_the_one_before(vault: Vault) -> None:
    first = vault.journal.entries()[0]
    second = vault.journal.append(
        Event.UNLOCKED, AT, "someone", {"n": 1, "list": ["a"], "no": None}
    )
    assert (first.seq, first.prev, second.seq, second.prev) == (1, None, 2, first.digest)
    assert vault.journal.head() == (2, second.digest)
    assert vault.journal.entries() == (first, second)
    assert vault.journal.entries(after=1) == (second,)
    assert vault.journal.entries(limit=1) == (first,)
    assert vault.journal.latest() == (second, first)
    assert vault.journal.latest(before=2) == (first,)
    assert vault.journal.verify() == 2


def test_a_digest_is_that_of_all_other_members(vault: Vault) -> None:
    entry = dataclasses.asdict(vault.journal.append(Event.UNLOCKED, AT, None, {"é": 1}))
    digest = entry.pop("digest")
    assert digest == sha256_hex(jcs.encode({**entry, "event": "unlocked"}))


@pytest.mark.parametrize(
    "change",
    ["at = 'x' WHERE seq = 2", "params = '{}' WHERE seq = 2", "event = 'locked' WHERE seq = 3"],
)
def test_a_changed_entry_breaks_the_chain(vault: Vault, change: str) -> None:
    for n in range(3):
        vault.journal.append(Event.UNLOCKED, AT, None, {"n": n})
    vault.connection.run("DROP TRIGGER journal_no_update")
    vault.connection.run(f"UPDATE journal SET {change}")
    with pytest.raises(EnvironmentFailure, match="journal-broken"):
        vault.journal.verify()


@pytest.mark.parametrize("seq", [1, 2])
def test_a_missing_entry_breaks_the_chain(vault: Vault, seq: int) -> None:
    for n in range(3):
        vault.journal.append(Event.UNLOCKED, AT, None, {"n": n})
    vault.connection.run("DROP TRIGGER journal_no_delete")
    vault.connection.run("DELETE FROM journal WHERE seq = ?", (seq,))
    with pytest.raises(EnvironmentFailure, match="journal-broken"):
        vault.journal.verify()


# --- drafts


def draft(account: str, **changes: Any) -> Draft:
    return dataclasses.replace(
        Draft("d1", account, "equipment", None, AT, {"one_line": "Half a sen"}), **changes
    )


def test_a_draft_is_kept_replaced_and_removed(unlocked: Unlocked) -> None:
    drafts, me = unlocked.vault.drafts, unlocked.account.id
    drafts.save(draft(me))
    later = draft(me, saved=LATER, record="r1")
    drafts.save(later)
    drafts.save(draft(me, id="d2"))
    assert drafts.get("d1", me) == later
    assert [one.id for one in drafts.list(me)] == ["d1", "d2"]
    assert drafts.count() == 2
    drafts.delete("d1")
    drafts.delete("d1")
    with pytest.raises(Refused, match="draft-missing"):
        drafts.get("d1", me)


def test_a_draft_is_its_authors_alone(folder: Path, unlocked: Unlocked) -> None:
    other = second_person(unlocked, folder)
    drafts, me = unlocked.vault.drafts, unlocked.account.id
    drafts.save(draft(me))
    assert drafts.list(other) == ()
    with pytest.raises(Refused, match="draft-missing"):
        drafts.get("d1", other)
    with pytest.raises(Refused, match="draft-missing"):
        drafts.save(draft(other, saved=LATER))
    assert drafts.get("d1", me) == draft(me)


# --- settings


def test_settings_are_json_values_by_name(vault: Vault) -> None:
    settings = vault.settings
    assert settings.get("printer", "none") == "none"
    settings.set("printer", {"name": "Büro", "copies": 2})
    settings.set("printer", {"name": "Front desk"})
    settings.set("language", None)
    assert settings.get("printer") == {"name": "Front desk"}
    assert settings.get("language", "en") is None
    settings.remove("language")
    assert settings.all() == {"printer": {"name": "Front desk"}}


# --- attachments


@pytest.mark.parametrize("size", [0, 1, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1, 3_000_000])
@pytest.mark.parametrize("piece", [65_536, 5_000_000])
def test_bytes_come_back_in_even_chunks(vault: Vault, size: int, piece: int) -> None:
    data = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    pieces = [data[start : start + piece] for start in range(0, size, piece)]
    stored = vault.attachments.store(pieces, at=AT, limit=10_000_000)
    assert (stored.sha256, stored.size) == (sha256_hex(data), size)
    chunks = list(vault.attachments.chunks(stored.sha256))
    assert b"".join(chunks) == data
    assert all(len(chunk) == CHUNK_SIZE for chunk in chunks[:-1])
    assert vault.attachments.get(stored.sha256) == stored


def test_the_same_bytes_are_kept_once(vault: Vault) -> None:
    first = vault.attachments.store([b"abc"], at=AT, limit=10)
    assert vault.attachments.store([b"a", b"bc"], at=LATER, limit=10) == first
    assert list(vault.attachments.all()) == [first]
    assert vault.connection.value("SELECT count(*) FROM attachment_chunk") == 1


def test_too_large_is_refused_and_leaves_nothing(vault: Vault) -> None:
    vault.attachments.store([b"x" * 10], at=AT, limit=10)
    with pytest.raises(Refused) as refused:
        vault.attachments.store([b"x" * 11], at=AT, limit=10)
    assert (refused.value.code, refused.value.params["limit"]) == ("attachment-too-large", 10)
    assert vault.connection.value("SELECT count(*) FROM attachment_chunk") == 1


def test_a_source_that_fails_leaves_nothing(vault: Vault) -> None:
    def failing() -> object:
        yield b"x" * 2_000_000
        raise Interrupted

    with pytest.raises(Interrupted):
        vault.attachments.store(failing(), at=AT, limit=10_000_000)  # type: ignore[arg-type]
    assert vault.connection.value("SELECT count(*) FROM attachment_chunk") == 0


def test_a_refused_attachment_does_not_undo_what_went_before(vault: Vault) -> None:
    with vault.transaction():
        vault.settings.set("kept", 1)
        with pytest.raises(Refused):
            vault.attachments.store([b"xx"], at=AT, limit=1)
    assert vault.settings.get("kept") == 1


def test_unknown_attachments_are_told_as_such(vault: Vault) -> None:
    assert vault.attachments.get("0" * 64) is None
    with pytest.raises(Refused, match="attachment-missing"):
        next(vault.attachments.chunks("0" * 64))


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE attachment_chunk SET data = x'00' WHERE place = 0",
        "DELETE FROM attachment_chunk WHERE place = 1",
    ],
)
def test_changed_bytes_are_noticed(vault: Vault, damage: str) -> None:
    stored = vault.attachments.store([b"x" * 1_500_000], at=AT, limit=10_000_000)
    for trigger in ("update", "delete"):
        vault.connection.run(f"DROP TRIGGER attachment_chunk_no_{trigger}")
    vault.connection.run(damage)
    with pytest.raises(EnvironmentFailure, match="attachment-damaged"):
        list(vault.attachments.chunks(stored.sha256))


def test_without_the_check_only_the_number_of_bytes_is_compared(vault: Vault) -> None:
    stored = vault.attachments.store([b"x" * 1_500_000], at=AT, limit=10_000_000)
    tamper(vault, "UPDATE attachment_chunk SET data = zeroblob(length(data)) WHERE place = 0")
    assert len(b"".join(vault.attachments.chunks(stored.sha256, check=False))) == stored.size
    tamper(vault, "UPDATE attachment_chunk SET data = x'00' WHERE place = 0")
    with pytest.raises(EnvironmentFailure, match="attachment-damaged"):
        list(vault.attachments.chunks(stored.sha256, check=False))


# --- transactions


def fail_inside(vault: Vault) -> None:
    with vault.transaction():
        vault.settings.set("inner", 1)
        raise Interrupted


def test_an_outer_transaction_undoes_everything(vault: Vault) -> None:
    def outer() -> None:
        with vault.transaction():
            vault.journal.append(Event.UNLOCKED, AT, None, {})
            fail_inside(vault)

    with pytest.raises(Interrupted):
        outer()
    assert vault.journal.verify() == 1
    assert vault.settings.all() == {}


def test_an_inner_one_can_be_undone_alone(vault: Vault) -> None:
    with vault.transaction():
        vault.settings.set("outer", 1)
        with pytest.raises(Interrupted):
            fail_inside(vault)
    assert vault.settings.all() == {"outer": 1}


def test_what_waits_for_the_commit_happens_after_it_or_not_at_all(vault: Vault) -> None:
    happened: list[str] = []

    def wait_and_fail() -> None:
        with vault.transaction():
            vault.connection.after_commit(lambda: happened.append("never"))
            raise Interrupted

    with vault.transaction():
        with vault.transaction():
            vault.connection.after_commit(lambda: happened.append("after"))
        assert happened == []
    assert happened == ["after"]
    with pytest.raises(Interrupted):
        wait_and_fail()
    vault.connection.after_commit(lambda: happened.append("at once"))
    assert happened == ["after", "at once"]


def test_a_misspelt_table_is_a_fault_and_makes_nothing(vault: Vault) -> None:
    with pytest.raises(EngineFault):
        vault.connection.run("INSERT INTO jurnal VALUES (1)")
    assert vault.connection.row("SELECT 1 FROM sqlite_master WHERE name = 'jurnal'") is None


def test_faults_never_repeat_what_was_typed(vault: Vault) -> None:
    with pytest.raises(EngineFault) as fault:
        vault.connection.rows("SELECT 1 FROM record_text WHERE record_text MATCH '\"secret words'")
    assert "secret" not in str(fault.value)
    assert fault.value.__cause__ is None
