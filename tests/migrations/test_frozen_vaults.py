"""The vault of every release still opens, and holds what it held."""

import json
from pathlib import Path
from typing import Any

import pytest

from clerkapp.domain.records.lists import Query
from clerkapp.vault import migrations
from clerkapp.vault.api import check, recover, restore, unlock
from tests.fakes.vaults import LATER, record
from tests.migrations.freeze import HERE, LETTER

RELEASES = sorted(path.stem for path in HERE.glob("*.json"))


@pytest.fixture
def facts(release: str, tmp_path: Path) -> dict[str, Any]:
    restore(HERE / f"{release}.clerkbackup", tmp_path / "v")
    found: dict[str, Any] = json.loads((HERE / f"{release}.json").read_text())
    return found


def test_there_is_one_for_the_first_release() -> None:
    assert "0.1.0" in RELEASES


@pytest.mark.parametrize("release", RELEASES)
def test_it_opens_is_whole_and_goes_on(facts: dict[str, Any], tmp_path: Path) -> None:
    unlocked = unlock(tmp_path / "v", facts["name"], facts["passphrase"])
    vault = unlocked.vault
    assert vault.connection.value("PRAGMA user_version") == migrations.VERSION
    assert check(vault, tmp_path / "v").problems == ()
    history = vault.revisions.history(facts["record"])
    assert [revision.identity for revision in history] == facts["revisions"]
    assert [row.one_line for row in vault.queries.page(Query()).rows] == facts["lines"]
    assert [row.one_line for row in vault.queries.page(Query(text="passw")).rows] == [
        facts["lines"][0]
    ]
    assert b"".join(vault.attachments.chunks(facts["attachment"])) == LETTER
    assert vault.drafts.list(unlocked.account.id)[0].content == {"one_line": "Half a sen"}
    assert vault.settings.get("election") == "ZZ-2026-11-03"
    assert vault.outgoing.pending("upstream") == ()
    sent = {one.revision.identity for one in vault.outgoing.disclosed(facts["bundle"])}
    assert sent > set(facts["revisions"])
    record(unlocked)
    assert check(vault, tmp_path / "v").problems == ()
    vault.close()


@pytest.mark.parametrize("release", RELEASES)
def test_its_recovery_key_still_opens_it(facts: dict[str, Any], tmp_path: Path) -> None:
    recovered = recover(
        tmp_path / "v", facts["recovery_key"], facts["name"], "new quiet words", at=LATER
    )
    assert recovered.vault.revisions.count() == 3
    recovered.vault.close()
