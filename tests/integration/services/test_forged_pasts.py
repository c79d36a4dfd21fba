"""An older copy put back by somebody with the data key, who also changes the names by which a vault is known."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from clerkapp.services.vaults import opening
from clerkapp.services.vaults.own import vault_of
from clerkapp.store.settings import INSTANCES
from tests.fakes.insider import Insider
from tests.fakes.office import Office
from tests.integration.services.test_moved_vaults import OTHER, QUIET, add, told

Names = Callable[[list[str], list[str]], object]

FORGED: dict[str, Names] = {
    "none": lambda old, now: [],
    "no list": lambda old, now: 7,
    "a fresh name behind the one known": lambda old, now: [*old, "0" * 32],
    "a fresh name behind the later one": lambda old, now: [*now, "0" * 32],
    "the later names": lambda old, now: now,
}


def _opened(office: Office, key: tuple[bytes, bytes]) -> Insider:
    return Insider(office.folder, *key)


def _key(office: Office) -> tuple[bytes, bytes]:
    session = office.unlock()
    key = vault_of(session).data_key, vault_of(session).raw_id
    opening.lock(session)
    return key


def _names(insider: Insider) -> list[str]:
    found: list[str] = json.loads(
        insider.value("SELECT value FROM setting WHERE name = ?", INSTANCES)
    )
    return found


@pytest.mark.parametrize("name", FORGED)
def test_what_was_put_back_is_noticed_whatever_it_calls_itself(
    office: Office, tmp_path: Path, name: str
) -> None:
    assert add(office) == "0001"
    shutil.copytree(office.folder, tmp_path / "kept")
    assert add(office) == "0002"
    key = _key(office)
    insider = _opened(office, key)
    now = _names(insider)
    insider.connection.close()
    shutil.rmtree(office.folder)
    shutil.copytree(tmp_path / "kept", office.folder)
    forger = _opened(office, key)
    forged = json.dumps(FORGED[name](_names(forger), now))
    forger.run("UPDATE setting SET value = ? WHERE name = ?", forged, INSTANCES)
    forger.connection.close()
    assert told(office) == OTHER
    assert told(office) == QUIET
    assert add(office) == "0101"


@pytest.mark.parametrize("name", FORGED)
def test_so_is_what_was_put_into_another_folder(office: Office, tmp_path: Path, name: str) -> None:
    add(office)
    shutil.copytree(office.folder, tmp_path / "kept")
    add(office)
    key = _key(office)
    insider = _opened(office, key)
    now = _names(insider)
    insider.connection.close()
    shutil.rmtree(office.folder)
    office.folder = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "kept", office.folder)
    forger = _opened(office, key)
    forged = json.dumps(FORGED[name](_names(forger), now))
    forger.run("UPDATE setting SET value = ? WHERE name = ?", forged, INSTANCES)
    forger.connection.close()
    assert told(office) == OTHER
    assert add(office) == "0101"
