"""The self-check finds what is not right, and says what."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from clerkapp.vault.vault import Unlocked, Vault, check, rebuild
from tests.fakes.vaults import AT, amend, opened, record, tamper


@pytest.fixture
def lived_in(unlocked: Unlocked) -> Vault:
    """Three records, one amended, an attachment, numbers passed over."""
    first = record(unlocked)
    record(unlocked)
    amend(unlocked, first, status="working")
    unlocked.vault.attachments.store([b"x" * 1_200_000], at=AT, limit=10_000_000)
    unlocked.vault.revisions.skip_numbers(2026, at=AT)
    record(unlocked)
    return unlocked.vault


def codes(vault: Vault) -> set[str]:
    return {problem.code for problem in check(vault).problems}


def test_a_sound_vault_has_no_problems(lived_in: Vault) -> None:
    told: list[str] = []
    report = check(lived_in, told.append)
    assert report.sound
    assert report.problems == ()
    counts = {name: n for name, n in report.counts.items() if name != "pages"}
    assert counts == {
        "journal": 1,
        "revisions": 4,
        "acts": 4,
        "numbers": 3,
        "attachments": 1,
        "records": 3,
    }
    assert told == [
        "database",
        "journal",
        "revisions",
        "acts",
        "numbers",
        "attachments",
        "lists",
    ]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE field SET value = '\"x\"' WHERE arrival = 1 AND code = 'place'", "field-differs"),
        ("DELETE FROM act WHERE n = 2", "author-act-missing"),
        ("UPDATE act SET sshsig = x'00' WHERE n = 2", "act-differs"),
        ("UPDATE act SET at = 'x' WHERE n = 2", "act-differs"),
        ("UPDATE act SET act = 'x' WHERE n = 2", "act-differs"),
        ("UPDATE journal SET event = 'x'", "journal-broken"),
        ("UPDATE journal SET params = '{'", "journal-broken"),
        ("UPDATE act SET digest = 'x' WHERE n = 2", "act-differs"),
        ("UPDATE act SET account = 'x' WHERE n = 2", "act-differs"),
        ("UPDATE journal SET at = 'x'", "journal-broken"),
        ("DELETE FROM number_skip", "numbers-missing"),
        ("UPDATE attachment_chunk SET data = x'00' WHERE place = 0", "attachment-damaged"),
        ("UPDATE record SET status = 'reviewed' WHERE running = 1", "lists-differ"),
        ("DELETE FROM record WHERE running = 2", "lists-differ"),
        ("UPDATE record_counter SET n = 9 WHERE name = 'records'", "lists-differ"),
        ("UPDATE record_text SET story = 'x' WHERE number LIKE '%0001'", "lists-differ"),
        ("DELETE FROM revision WHERE arrival = 3", "revisions-missing"),
        ("DELETE FROM attachment", "database-inconsistent"),
        (
            "DELETE FROM revision WHERE record = (SELECT id FROM record WHERE running = 2)",
            "revisions-missing",
        ),
        ("UPDATE revision SET header = x'7b' WHERE arrival = 1", "vault-damaged"),
    ],
)
def test_what_was_tampered_with_is_found(lived_in: Vault, statement: str, found: str) -> None:
    tamper(lived_in, statement)
    assert found in codes(lived_in)


def test_a_header_that_is_not_what_was_signed_is_found(lived_in: Vault) -> None:
    header = lived_in.connection.value("SELECT header FROM revision WHERE arrival = 1")
    other = header.replace(b"equipment", b"procedure")
    tamper(lived_in, f"UPDATE revision SET header = x'{other.hex()}' WHERE arrival = 1")
    assert "revision-identity-differs" in codes(lived_in)


def test_a_missing_trigger_is_found(lived_in: Vault) -> None:
    lived_in.connection.run("DROP TRIGGER act_no_delete")
    assert [
        problem.params for problem in check(lived_in).problems if problem.code == "trigger-differs"
    ] == [{"name": "act_no_delete"}]


def test_a_gap_says_where(lived_in: Vault) -> None:
    tamper(lived_in, "DELETE FROM number_skip")
    gap = next(one for one in check(lived_in).problems if one.code == "numbers-missing")
    assert gap.params == {"year": 2026, "first": 3, "last": 100}


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM record",
        "DELETE FROM record_text",
        "UPDATE record SET n = n + 1 WHERE running = 101",
        "UPDATE record_counter SET n = n + 1",
    ],
)
def test_lists_are_made_anew_from_what_is_recorded(lived_in: Vault, damage: str) -> None:
    before = lived_in.connection.rows("SELECT * FROM record ORDER BY n")
    lived_in.connection.run(damage)
    assert codes(lived_in) == {"lists-differ"}
    rebuild(lived_in)
    assert check(lived_in).sound
    assert lived_in.connection.rows("SELECT * FROM record ORDER BY n") == before


def test_a_flipped_byte_in_the_file_is_found(folder: Path, lived_in: Vault) -> None:
    lived_in.close()
    path = folder / "incidents.db"
    data = bytearray(path.read_bytes())
    data[-5000] ^= 1
    path.write_bytes(data)
    again = opened(folder)
    assert codes(again.vault) & {"pages-damaged", "vault-damaged"}
    again.vault.close()


def test_the_report_is_plain_data(lived_in: Vault) -> None:
    keep: Callable[[str], None] = [].append
    report = check(lived_in, keep)
    assert dataclasses.asdict(report)["problems"] == ()
