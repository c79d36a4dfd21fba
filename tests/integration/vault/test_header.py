"""The header: two copies, refused when changed, healed when damaged."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from clerkapp.codec import jcs
from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.office import Created
from clerkapp.vault import api as vaults
from clerkapp.vault.keys import header as headers
from tests.fakes.vaults import NAME, PASSPHRASE, opened


def rewrite(path: Path, change: Any) -> None:
    """Change the header's JSON and make its digest right again, as somebody with a tool would."""
    value = json.loads(path.read_bytes())
    value.pop("digest")
    change(value)
    path.write_bytes(jcs.encode({**value, "digest": sha256_hex(jcs.encode(value))}))


def both(folder: Path, change: Any) -> None:
    for name in (headers.FIRST, headers.SECOND):
        rewrite(folder / name, change)


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b"\xff", b"[" * 100000, b'{"digest":"x"}'])
@pytest.mark.parametrize("name", [headers.FIRST, headers.SECOND])
def test_one_damaged_copy_is_passed_over_and_healed(
    folder: Path, created: Created, name: str, damage: bytes
) -> None:
    (folder / name).write_bytes(damage)
    opened(folder).vault.close()
    first, second = ((folder / one).read_bytes() for one in (headers.FIRST, headers.SECOND))
    assert first == second
    assert headers.decode(first).people[0].name == NAME


def test_a_missing_copy_is_written_again(folder: Path, created: Created) -> None:
    (folder / headers.FIRST).unlink()
    opened(folder).vault.close()
    assert (folder / headers.FIRST).exists()


def test_every_flipped_bit_is_noticed(folder: Path, created: Created) -> None:
    data = (folder / headers.FIRST).read_bytes()
    for place in range(0, len(data), 7):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises((ValueError, Refused)):
            headers.decode(bytes(changed))


def test_two_damaged_copies_are_told_as_damage(folder: Path, created: Created) -> None:
    for name in (headers.FIRST, headers.SECOND):
        (folder / name).write_bytes(b"\x00" * 100)
    for attempt in (lambda: vaults.describe(folder).people, lambda: opened(folder)):
        with pytest.raises(EnvironmentFailure, match="header-damaged"):
            attempt()


def test_two_missing_copies_beside_a_database_are_damage(folder: Path, created: Created) -> None:
    for name in (headers.FIRST, headers.SECOND):
        (folder / name).unlink()
    with pytest.raises(EnvironmentFailure, match="header-damaged"):
        vaults.describe(folder)


def test_an_oversized_header_is_not_read(folder: Path, created: Created) -> None:
    (folder / headers.FIRST).write_bytes(b" " * (headers.MAX_SIZE + 1))
    opened(folder).vault.close()


def test_a_newer_header_is_refused(folder: Path, created: Created) -> None:
    both(folder, lambda value: value.update(format="clerkapp-vault/2"))
    with pytest.raises(Refused, match="vault-newer"):
        opened(folder)


def test_parameters_outside_the_bounds_are_refused_before_derivation(
    folder: Path, created: Created
) -> None:
    def enormous(value: Any) -> None:
        for slot in value["slots"]:
            slot["kdf"]["memory_kib"] = 2**31

    both(folder, enormous)
    with pytest.raises(Refused, match="header-parameters"):
        opened(folder)


def test_weaker_parameters_do_not_open_the_slot(folder: Path, created: Created) -> None:
    both(folder, lambda value: value["slots"][0]["kdf"].update(passes=2))
    with pytest.raises(Refused, match="passphrase-wrong"):
        opened(folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.update(authority_name="Somewhere else"),
        lambda value: value["slots"][0].update(function="supervisory_judge"),
        lambda value: value["slots"][1].update(name="Nobody"),
        lambda value: value.update(macs=[]),
        lambda value: value["slots"][0].update(sealed=[]),
    ],
)
def test_a_changed_header_is_refused_after_unlocking(
    folder: Path, created: Created, change: Any
) -> None:
    both(folder, change)
    before = (folder / headers.FIRST).read_bytes()
    with pytest.raises(Refused, match="header-changed"):
        opened(folder)
    assert (folder / headers.FIRST).read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.update(vault="zz"),
        lambda value: value.update(vault="00"),
        lambda value: value.pop("slots"),
        lambda value: value.update(slots=3),
        lambda value: value.update(slots=[]),
        lambda value: value["slots"].append(value["slots"][1]),
        lambda value: value["slots"][0].update(id="x"),
        lambda value: value["slots"][0].update(kind="other"),
        lambda value: value["slots"][0].update(name=3),
        lambda value: value["slots"][0].update(wrapped="%%"),
        lambda value: value["slots"][0]["kdf"].update(passes=True),
        lambda value: value["slots"][0]["kdf"].update(salt="AAAA"),
        lambda value: value["slots"][0]["kdf"].update(name="md5"),
    ],
)
def test_another_shape_counts_as_damage(folder: Path, created: Created, change: Any) -> None:
    both(folder, change)
    with pytest.raises(EnvironmentFailure, match="header-damaged"):
        opened(folder)


def test_a_header_of_another_vault_does_not_open_this_one(
    folder: Path, created: Created, tmp_path: Path
) -> None:
    from tests.fakes.vaults import make

    make(tmp_path / "other")
    for name in (headers.FIRST, headers.SECOND):
        shutil.copy(tmp_path / "other" / name, folder / name)
    with pytest.raises(EnvironmentFailure, match="vault-damaged"):
        vaults.unlock(folder, NAME, PASSPHRASE)
