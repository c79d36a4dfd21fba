"""A header that was put back is noticed: the database knows the last one that was written."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.office import Created
from clerkapp.vault import api as vaults
from clerkapp.vault.api import Unlocked, check
from clerkapp.vault.keys import header as headers
from tests.fakes.vaults import (
    LATER,
    NAME,
    OTHER_NAME,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    opened,
    second_person,
    tamper,
)

NEW = "seven other quiet words"
BOTH = (headers.FIRST, headers.SECOND)


@pytest.fixture
def older(folder: Path, unlocked: Unlocked) -> bytes:
    """The header from before a passphrase was changed; the vault is locked."""
    before = (folder / headers.FIRST).read_bytes()
    vaults.change_passphrase(folder, unlocked.vault, unlocked.account, PASSPHRASE, NEW)
    unlocked.vault.close()
    return before


def put(folder: Path, data: bytes, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(data)


def refusal(folder: Path, passphrase: str, name: str = NAME) -> str:
    with pytest.raises(Refused) as caught:
        vaults.unlock(folder, name, passphrase)
    return caught.value.code


def test_a_header_from_before_a_passphrase_was_changed_opens_nothing(
    folder: Path, older: bytes
) -> None:
    latest = (folder / headers.FIRST).read_bytes()
    put(folder, older, *BOTH)
    assert refusal(folder, PASSPHRASE) == "header-changed"
    assert refusal(folder, NEW) == "passphrase-wrong"
    assert [(folder / name).read_bytes() for name in BOTH] == [older, older]
    put(folder, latest, headers.FIRST)
    assert refusal(folder, PASSPHRASE) == "passphrase-wrong"
    vaults.unlock(folder, NAME, NEW).vault.close()
    assert (folder / headers.SECOND).read_bytes() == (folder / headers.FIRST).read_bytes()


@pytest.mark.parametrize("name", BOTH)
def test_one_copy_that_was_put_back_is_written_anew(folder: Path, older: bytes, name: str) -> None:
    put(folder, older, name)
    assert refusal(folder, PASSPHRASE) == "passphrase-wrong"
    vaults.unlock(folder, NAME, NEW).vault.close()
    assert older not in [(folder / one).read_bytes() for one in BOTH]


def test_the_recovery_key_opens_with_an_older_header(
    folder: Path, older: bytes, created: Created
) -> None:
    """So that an office whose newest header is lost gets back in."""
    put(folder, older, *BOTH)
    again = vaults.recover(folder, created.recovery_key, NAME, "words after that", at=LATER)
    assert check(again.vault, folder).problems == ()
    again.vault.close()
    vaults.unlock(folder, NAME, "words after that").vault.close()


def test_a_header_that_a_kill_left_unnoted_is_taken(folder: Path, unlocked: Unlocked) -> None:
    second_person(unlocked, folder)
    tamper(unlocked.vault, "DELETE FROM header_written WHERE written > 1")
    unlocked.vault.close()
    again = opened(folder)
    latest = headers.read(folder)
    assert again.vault.header_log.latest().written == latest.written
    assert again.vault.header_log.holds(latest)
    again.vault.close()


CHANGES: dict[str, Callable[[headers.Header], headers.Header]] = {
    "a slot less": lambda one: replace(one, slots=one.slots[1:]),
    "another name": lambda one: replace(one, authority_name="Somewhere"),
    "an earlier count": lambda one: replace(one, written=one.written - 1),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_header_of_the_same_count_that_says_something_else_is_refused(
    folder: Path, unlocked: Unlocked, name: str
) -> None:
    """With a right MAC, as everybody who has an account can make one."""
    second_person(unlocked, folder)
    changed = CHANGES[name](headers.read(folder))
    changed = replace(changed, macs=(changed.mac(unlocked.vault.data_key),))
    unlocked.vault.close()
    headers.write(folder, changed)
    assert refusal(folder, OTHER_PASSPHRASE, OTHER_NAME) == "header-changed"


def test_a_header_that_changes_while_the_vault_is_open_is_found(
    folder: Path, unlocked: Unlocked
) -> None:
    before = (folder / headers.FIRST).read_bytes()
    second_person(unlocked, folder)
    put(folder, before, headers.SECOND)
    assert next(one.code for one in check(unlocked.vault, folder).problems) == "header-differs"


def test_each_change_of_the_header_is_noted(folder: Path, unlocked: Unlocked) -> None:
    vaults.rotate_data_key(unlocked.vault, folder)
    rows = unlocked.vault.connection.rows("SELECT written FROM header_written ORDER BY written")
    assert rows == [(1,), (2,), (3,)]
    assert headers.read(folder).written == 3
