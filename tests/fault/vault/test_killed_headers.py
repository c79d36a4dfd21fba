"""Killed at any write of a header, with either copy damaged or put back to an older state afterwards:
the vault opens with the passphrase that should work, and with no other."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.office import Created
from clerkapp.vault import api as vaults
from clerkapp.vault.api import Unlocked
from clerkapp.vault.engine.files import write_durably
from clerkapp.vault.keys import header as headers
from tests.fakes.kills import KILLED, STEPS_OF_A_WRITE
from tests.fakes.vaults import (
    AT,
    LATER,
    NAME,
    OTHER_NAME,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    make,
    opened,
    record,
    second_person,
)

NEW = "five other words on paper"
TWO_WRITES, FOUR_WRITES = 2 * STEPS_OF_A_WRITE + 1, 4 * STEPS_OF_A_WRITE + 1
"""The moment at which the act is done: both copies are written, or both twice."""
COPIES = (headers.FIRST, headers.SECOND)
AFTERWARDS = ["whole", *(f"{what} {name}" for what in ("damaged", "stale") for name in COPIES)]
KILLED_IN_THE_ACT = """
import os, sys
from pathlib import Path
from clerkapp.vault import api as vaults
from tests.fakes.vaults import AT, PASSPHRASE, opened
folder, act, moment = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
unlocked = opened(folder)
left = moment
def counted(step):
    def dying(*arguments):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), 9)
        return step(*arguments)
    return dying
os.fsync, Path.replace = counted(os.fsync), counted(Path.replace)
if act == "rekey":
    vaults.rotate_data_key(unlocked.vault, folder)
elif act == "make":
    with unlocked.vault.transaction():
        print(vaults.make_recovery_key(unlocked.vault, folder, by=unlocked.account.id, at=AT), flush=True)
elif act == "confirm":
    vaults.confirm_recovery_key(unlocked.vault, folder, sys.argv[4], at=AT)
else:
    vaults.change_passphrase(
        folder, unlocked.vault, unlocked.account, PASSPHRASE, "five other words on paper"
    )
print("done")
os.kill(os.getpid(), 9)
"""


def killed(repository: Path, folder: Path, act: str, moment: int, *more: str) -> bool:
    """Whether the act was done before the process died; it died in any case."""
    ran = subprocess.run(
        [sys.executable, "-c", KILLED_IN_THE_ACT, str(folder), act, str(moment), *more],
        capture_output=True,
        text=True,
        check=False,
        cwd=repository,
    )
    assert (ran.returncode, ran.stderr) == (KILLED, "")
    return ran.stdout.endswith("done\n")


@pytest.fixture
def older(folder: Path, unlocked: Unlocked, tmp_path: Path) -> bytes:
    """The header before the act; the vault is closed and holds a record."""
    second_person(unlocked, folder)
    record(unlocked)
    unlocked.vault.close()
    return (folder / headers.FIRST).read_bytes()


def aftermath(folder: Path, older: bytes, what: str) -> Path:
    """The vault as the kill left it, with this happening to one copy of its header."""
    copy = folder.with_name("after.vault")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    happened, _, name = what.partition(" ")
    if happened == "damaged":
        (copy / name).write_bytes(b"\x00" * 100)
    elif happened == "stale":
        (copy / name).write_bytes(older)
    return copy


def knows(header: headers.Header, older: bytes) -> bool:
    """Whether the header has the changed passphrase."""
    return header.people[-1].wrapped not in {slot.wrapped for slot in headers.decode(older).people}


def require_everybody(folder: Path, passphrase: str) -> None:
    """All open it with their own, twice, and afterwards both copies are in line."""
    for _ in range(2):
        again = vaults.unlock(folder, NAME, passphrase)
        assert again.vault.revisions.count() == 1
        again.vault.close()
        vaults.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE).vault.close()
    copies = headers.read_copies(folder)
    assert copies[0] == copies[1]
    assert all(len(slot.sealed) == 1 for slot in copies[0].slots)


@pytest.mark.parametrize("moment", range(1, FOUR_WRITES + 1))
def test_a_rekey_killed_at_a_write(
    repository: Path, folder: Path, older: bytes, moment: int
) -> None:
    assert killed(repository, folder, "rekey", moment) is (moment == FOUR_WRITES)
    for what in AFTERWARDS:
        require_everybody(aftermath(folder, older, what), PASSPHRASE)


@pytest.mark.parametrize("moment", range(1, TWO_WRITES + 1))
def test_a_passphrase_change_killed_at_a_write(
    repository: Path, folder: Path, older: bytes, moment: int
) -> None:
    assert killed(repository, folder, "passphrase", moment) is (moment == TWO_WRITES)
    for what in AFTERWARDS:
        left = aftermath(folder, older, what)
        changed = any(knows(header, older) for header in headers.read_copies(left))
        good, other = (NEW, PASSPHRASE) if changed else (PASSPHRASE, NEW)
        with pytest.raises(Refused, match="passphrase-wrong"):
            vaults.unlock(left, NAME, other)
        require_everybody(left, good)


def test_what_somebody_else_opens_first_does_not_bring_an_old_passphrase_back(
    folder: Path, older: bytes
) -> None:
    unlocked = opened(folder)
    vaults.change_passphrase(folder, unlocked.vault, unlocked.account, PASSPHRASE, NEW)
    unlocked.vault.close()
    (folder / headers.FIRST).write_bytes(older)
    vaults.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE).vault.close()
    with pytest.raises(Refused, match="passphrase-wrong"):
        vaults.unlock(folder, NAME, PASSPHRASE)
    vaults.unlock(folder, NAME, NEW).vault.close()


def test_a_copy_that_was_changed_is_passed_over_for_a_sound_one(
    folder: Path, created: Created, tmp_path: Path
) -> None:
    make(tmp_path / "other")
    shutil.copy(tmp_path / "other" / headers.FIRST, folder / headers.FIRST)
    opened(folder).vault.close()
    copies = headers.read_copies(folder)
    assert copies[0] == copies[1]
    assert copies[0].vault_id.hex() == created.vault_id


def test_a_change_that_is_told_as_failed_does_not_hold(
    folder: Path, unlocked: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = write_durably

    def full_at_the_second(path: Path, data: bytes) -> None:
        if path.name == headers.SECOND:
            raise EnvironmentFailure("vault-disk-full")
        plain(path, data)

    monkeypatch.setattr(headers, "write_durably", full_at_the_second)
    with pytest.raises(EnvironmentFailure, match="vault-disk-full"):
        vaults.change_passphrase(folder, unlocked.vault, unlocked.account, PASSPHRASE, NEW)
    monkeypatch.undo()
    unlocked.vault.close()
    with pytest.raises(Refused, match="passphrase-wrong"):
        vaults.unlock(folder, NAME, NEW)
    opened(folder).vault.close()


@pytest.mark.parametrize("moment", range(1, TWO_WRITES + 1))
def test_a_new_recovery_key_killed_at_a_write_leaves_the_old_one(
    repository: Path, folder: Path, created: Created, older: bytes, moment: int
) -> None:
    assert killed(repository, folder, "make", moment) is (moment == TWO_WRITES)
    for what in AFTERWARDS:
        left = aftermath(folder, older, what)
        vaults.recover(left, created.recovery_key, NAME, NEW, at=LATER).vault.close()
        require_everybody(left, NEW)


@pytest.mark.parametrize("moment", range(1, TWO_WRITES + 1))
def test_a_key_that_is_read_back_works_whenever_the_process_is_killed(
    repository: Path, folder: Path, created: Created, older: bytes, moment: int
) -> None:
    unlocked = opened(folder)
    new = vaults.make_recovery_key(unlocked.vault, folder, by=unlocked.account.id, at=AT)
    unlocked.vault.close()
    older = (folder / headers.FIRST).read_bytes()
    assert killed(repository, folder, "confirm", moment, new) is (moment == TWO_WRITES)
    for what in AFTERWARDS:
        left = aftermath(folder, older, what)
        with pytest.raises(Refused, match="recovery-key-wrong"):
            vaults.recover(left, created.recovery_key, NAME, NEW, at=LATER)
        vaults.recover(left, new, NAME, NEW, at=LATER).vault.close()
        require_everybody(left, NEW)
