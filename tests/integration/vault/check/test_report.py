"""What the self-check says, in which order it looks, and what it puts right."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.vault.api import Unlocked, Vault, check, rebuild
from clerkapp.vault.stores import projection
from tests.fakes.vaults import amend, attach, opened, pass_over_numbers, record, tamper

Codes = Callable[[], set[str]]


@pytest.fixture
def lived_in(unlocked: Unlocked) -> Vault:
    """Three records, one amended, an attachment, numbers passed over."""
    first = record(unlocked)
    record(unlocked)
    amend(unlocked, first, status="working")
    attach(unlocked, b"x" * 1_200_000)
    pass_over_numbers(unlocked)
    record(unlocked)
    return unlocked.vault


@pytest.fixture
def codes(lived_in: Vault, folder: Path) -> Codes:
    return lambda: {problem.code for problem in check(lived_in, folder).problems}


def test_a_sound_vault_has_no_problems(lived_in: Vault, folder: Path) -> None:
    told: list[str] = []
    report = check(lived_in, folder, told.append)
    assert report.sound
    assert report.problems == ()
    counts = {name: n for name, n in report.counts.items() if name != "pages"}
    assert counts == {
        "journal": 7,
        "signers": 1,
        "heads": 0,
        "accounts": 1,
        "revisions": 4,
        "acts": 4,
        "numbers": 3,
        "attachments": 1,
        "attachments_unnamed": 1,
        "bundles": 0,
        "office_entries": 0,
        "records": 3,
    }
    assert told == [
        "database",
        "header",
        "journal",
        "signers",
        "heads",
        "people",
        "station",
        "acts",
        "declared",
        "revisions",
        "numbers",
        "attachments",
        "bundles",
        "settings",
        "office",
        "memory",
        "entries",
        "lists",
    ]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE field SET value = '\"x\"' WHERE arrival = 1 AND code = 'place'", "field-differs"),
        ("UPDATE act SET sshsig = x'00' WHERE n = 2", "act-differs"),
        ("UPDATE act SET at = 'x' WHERE n = 2", "act-differs"),
        ("UPDATE act SET act = 'x' WHERE n = 2", "act-differs"),
        ("UPDATE act SET digest = 'x' WHERE n = 2", "act-differs"),
        ("UPDATE act SET account = 'x' WHERE n = 2", "act-differs"),
        ("UPDATE journal SET event = 'x'", "journal-broken"),
        ("UPDATE journal SET params = '{'", "journal-broken"),
        ("UPDATE journal SET at = 'x'", "journal-broken"),
        ("UPDATE journal SET seq = seq + 10", "journal-broken"),
        ("DELETE FROM number_skip", "numbers-missing"),
        ("UPDATE attachment_chunk SET data = x'00' WHERE place = 0", "attachment-damaged"),
        ("DELETE FROM revision WHERE arrival = 3", "revisions-missing"),
        ("DELETE FROM attachment", "database-inconsistent"),
        ("DELETE FROM attachment", "journal-entry-unfounded"),
        ("UPDATE revision SET header = x'7b' WHERE arrival = 1", "revision-identity-differs"),
        ("UPDATE account SET roles = '{'", "check-part-unreadable"),
        ("UPDATE signer SET key = 'x'", "signer-differs"),
        ("UPDATE signer SET line = x'7b'", "signer-differs"),
        ("UPDATE signer SET name = NULL", "account-differs"),
        ("INSERT INTO setting VALUES ('x', '{')", "check-part-unreadable"),
        ("INSERT INTO setting VALUES ('last_backup', '[]')", "check-part-unreadable"),
        ("DELETE FROM vault", "recovery-key-differs"),
    ],
)
def test_what_was_tampered_with_is_found(
    lived_in: Vault, codes: Codes, statement: str, found: str
) -> None:
    tamper(lived_in, statement)
    assert found in codes()


def test_one_part_that_cannot_be_read_hides_no_other(lived_in: Vault, codes: Codes) -> None:
    tamper(
        lived_in,
        "INSERT INTO setting VALUES ('x', '{')",
        "UPDATE field SET value = '\"x\"' WHERE arrival = 1 AND code = 'place'",
    )
    assert codes() == {"check-part-unreadable", "field-differs"}


def test_a_header_that_is_not_what_was_signed_is_found(lived_in: Vault, codes: Codes) -> None:
    header = lived_in.connection.value("SELECT header FROM revision WHERE arrival = 1")
    other = header.replace(b"equipment", b"procedure")
    tamper(lived_in, f"UPDATE revision SET header = x'{other.hex()}' WHERE arrival = 1")
    assert "revision-identity-differs" in codes()


@pytest.mark.parametrize(
    "change",
    [
        "DROP TRIGGER act_no_delete",
        "CREATE TRIGGER own BEFORE INSERT ON act BEGIN SELECT 1; END",
    ],
)
def test_a_guard_that_was_changed_is_found(lived_in: Vault, codes: Codes, change: str) -> None:
    lived_in.connection.run(change)
    assert codes() == {"trigger-differs"}


def test_a_gap_says_where(lived_in: Vault, folder: Path) -> None:
    tamper(lived_in, "DELETE FROM number_skip")
    gap = next(one for one in check(lived_in, folder).problems if one.code == "numbers-missing")
    assert gap.params == {"year": 2026, "first": 3, "last": 100}


LISTS = [
    "DELETE FROM record",
    "DELETE FROM record_text",
    "UPDATE record SET n = n + 1 WHERE running = 101",
    "UPDATE record SET status = 'reviewed' WHERE running = 1",
    "DELETE FROM record WHERE running = 2",
    "UPDATE record_counter SET n = n + 1",
    "UPDATE record_counter SET n = 9 WHERE name = 'records'",
    "UPDATE record_text SET story = 'x' WHERE number LIKE '%0001'",
]


@pytest.mark.parametrize("damage", LISTS)
def test_lists_that_differ_are_made_anew_and_told(
    lived_in: Vault, codes: Codes, damage: str
) -> None:
    before = lived_in.connection.rows("SELECT * FROM record ORDER BY n")
    lived_in.connection.run(damage)
    assert codes() == {"lists-mended"}
    assert codes() == set()
    assert lived_in.connection.rows("SELECT * FROM record ORDER BY n") == before


def test_lists_are_left_as_they_are_beside_something_worse(lived_in: Vault, codes: Codes) -> None:
    """They may be all that is left of what was there."""
    tamper(lived_in, "DELETE FROM act WHERE n = 2")
    lived_in.connection.run("UPDATE record SET place = 'x' WHERE running = 1")
    assert codes() >= {"author-act-missing", "lists-differ"}
    assert lived_in.connection.value("SELECT place FROM record WHERE running = 1") == "x"


def test_lists_that_cannot_be_made_anew_are_told_as_they_are(
    lived_in: Vault, codes: Codes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise EnvironmentFailure("vault-disk-full")

    lived_in.connection.run("DELETE FROM record_text")
    monkeypatch.setattr(projection, "rebuild", full)
    assert codes() == {"lists-differ"}
    monkeypatch.undo()
    rebuild(lived_in)
    assert codes() == set()


def test_a_flipped_byte_in_the_file_is_found(folder: Path, lived_in: Vault) -> None:
    lived_in.close()
    path = folder / "incidents.db"
    data = bytearray(path.read_bytes())
    data[-5000] ^= 1
    path.write_bytes(data)
    again = opened(folder)
    found = {problem.code for problem in check(again.vault, folder).problems}
    again.vault.close()
    assert found & {"pages-damaged", "vault-damaged"}
