"""The projection of indicators: kept with every revision, found by key, made anew, brought to old vaults."""

from pathlib import Path

import pytest

from clerkapp.domain.records.revision import Op
from clerkapp.vault import migrations
from clerkapp.vault.api import Unlocked, Vault, check
from tests.fakes.sight import sight
from tests.fakes.vaults import amend, opened, record

SENDER = ("sender", "help@sign-in.example")
URL = ("url", "https://portal.example/auth")


def mail(unlocked: Unlocked, address: str = SENDER[1], **values: object) -> str:
    listed = [{"kind": "sender", "value": address}, {"kind": "url", "value": URL[1]}]
    made = record(unlocked, kind="message", indicators=listed, **values)  # type: ignore[arg-type]
    return made.header.id


def found(vault: Vault, *wanted: tuple[str, str], **scope: object) -> dict[str, tuple[object, ...]]:
    return dict(vault.indicators.shared(wanted, **scope))  # type: ignore[arg-type]


def test_records_that_share_are_found_with_what_they_share(unlocked: Unlocked) -> None:
    first, second = mail(unlocked), mail(unlocked, "other@x.example")
    record(unlocked, kind="equipment", sender_address=SENDER[1])
    assert found(unlocked.vault, SENDER, URL) == {first: (SENDER, URL), second: (URL,)}
    assert found(unlocked.vault, ("sender", "nobody@x.example")) == {}


def test_an_amendment_and_a_striking_out_count_at_once(folder: Path, unlocked: Unlocked) -> None:
    first = record(unlocked, kind="message", sender_address="typo@x.example")
    second = amend(unlocked, first, sender_address=SENDER[1])
    assert set(found(unlocked.vault, SENDER)) == {first.header.id}
    assert found(unlocked.vault, ("sender", "typo@x.example")) == {}
    amend(unlocked, second, op=Op.STRIKE, status="error")
    assert found(unlocked.vault, SENDER) == {}
    assert check(unlocked.vault, folder).sound


def test_who_may_not_see_a_record_does_not_find_it(unlocked: Unlocked) -> None:
    first = mail(unlocked, restricted=True)
    me = unlocked.account.id
    assert set(found(unlocked.vault, SENDER)) == {first}
    assert set(found(unlocked.vault, SENDER, whose=sight(me))) == {first}
    assert found(unlocked.vault, SENDER, whose=sight("other")) == {}
    assert found(unlocked.vault, SENDER, whose=sight()) == {}
    assert found(unlocked.vault, SENDER, whose=sight(sites=("elm hall",))) == {}


def test_the_newest_come_first_and_not_more_than_asked(unlocked: Unlocked) -> None:
    made = [mail(unlocked) for _ in range(4)]
    assert list(found(unlocked.vault, SENDER, each=2)) == [made[3], made[2]]


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM record_indicator",
        "UPDATE record_indicator SET value = 'x' WHERE kind = 'sender'",
        "INSERT INTO record_indicator VALUES ('sender', 'x', 1)",
    ],
)
def test_what_differs_is_noticed_and_made_anew(
    folder: Path, unlocked: Unlocked, damage: str
) -> None:
    first = mail(unlocked)
    unlocked.vault.connection.run(damage)
    assert [one.code for one in check(unlocked.vault, folder).problems] == ["lists-mended"]
    assert check(unlocked.vault, folder).sound
    assert set(found(unlocked.vault, SENDER)) == {first}


def test_a_vault_of_the_first_schema_gets_them(folder: Path, unlocked: Unlocked) -> None:
    first = mail(unlocked)
    record(unlocked)
    for table in ("record_indicator", "recovery_confirmed", "recovery"):
        unlocked.vault.connection.run(f"DROP TABLE {table}")
    unlocked.vault.connection.run("PRAGMA user_version = 1")
    unlocked.vault.close()
    vault = opened(folder).vault
    assert vault.connection.value("PRAGMA user_version") == migrations.VERSION
    assert set(found(vault, SENDER, URL)) == {first}
    assert check(vault, folder).sound
    vault.close()


def test_the_question_is_answered_by_key(unlocked: Unlocked) -> None:
    plan = unlocked.vault.connection.rows(
        "EXPLAIN QUERY PLAN SELECT n FROM record_indicator WHERE kind = ? AND value = ?"
        " ORDER BY n DESC LIMIT 5",
        SENDER,
    )
    assert "USING PRIMARY KEY (kind=? AND value=?)" in str(plan)
    assert "TEMP B-TREE" not in str(plan)
