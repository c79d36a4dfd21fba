"""What is not a backup as this program writes it is never brought back, and is told as what it is."""

import io
import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from clerkapp.domain.errors import ClerkappError, Refused
from clerkapp.vault.api import Unlocked
from clerkapp.vault.backups import archive, restoring
from clerkapp.vault.backups import backup as backups
from clerkapp.vault.keys import header as headers
from tests.fakes.vaults import AT, NAME, OTHER_NAME, names, opened, record, second_person


@pytest.fixture
def saved(folder: Path, unlocked: Unlocked, tmp_path: Path) -> Path:
    record(unlocked)
    second_person(unlocked, folder)
    target = tmp_path / "sticks" / "Larkspur.clerkbackup"
    target.parent.mkdir()
    backups.backup(unlocked.vault, folder, target, at=AT)
    return target


def refused(file: Path, to: Path) -> Refused:
    before = names(to.parent)
    with pytest.raises(Refused) as caught:
        restoring.restore(file, to)
    assert names(to.parent) == before
    return caught.value


def members(saved: Path) -> list[tuple[tarfile.TarInfo, bytes]]:
    with tarfile.open(saved) as tar:
        return [(one, tar.extractfile(one).read()) for one in tar]  # type: ignore[union-attr]


def packed(path: Path, *contents: tuple[str, bytes], form: int = tarfile.GNU_FORMAT) -> Path:
    """Members with the headers that the program writes, whatever they are."""
    with tarfile.open(path, "w", format=form) as tar:
        for name, data in contents:
            member = tarfile.TarInfo(name)
            member.size, member.mode, member.mtime = len(data), 0o600, 1
            tar.addfile(member, io.BytesIO(data))
    return path


def whole(saved: Path) -> list[tuple[str, bytes]]:
    return [(one.name, data) for one, data in members(saved)]


def test_what_the_program_packs_and_nothing_else_is_taken(saved: Path, tmp_path: Path) -> None:
    again = packed(tmp_path / "again", *whole(saved))
    assert restoring.restore(again, tmp_path / "v").people[1].name == OTHER_NAME


Change = Callable[[list[tuple[str, bytes]]], list[tuple[str, bytes]]]


@pytest.mark.parametrize(
    ("change", "code", "member"),
    [
        (lambda _: [], "backup-unreadable", None),
        (lambda all_: all_[:1], "backup-damaged", "incidents.db"),
        (lambda all_: all_[:2], "backup-damaged", "SHA256SUMS"),
        (lambda all_: [all_[0], all_[0], *all_[1:]], "backup-foreign", "header.json"),
        (lambda all_: [*all_[:2], all_[1], all_[2]], "backup-foreign", "incidents.db"),
        (lambda all_: [*all_, all_[0]], "backup-foreign", "header.json"),
        (lambda all_: [*all_, ("extra", b"x")], "backup-foreign", "extra"),
        (lambda all_: [all_[0], ("extra", b""), *all_[1:]], "backup-foreign", "extra"),
        (lambda all_: [all_[1], all_[0], all_[2]], "backup-unreadable", None),
        (lambda all_: [("../header.json", all_[0][1]), *all_[1:]], "backup-unreadable", None),
        (lambda all_: [all_[0], ("/incidents.db", all_[1][1]), all_[2]], "backup-foreign", None),
        (lambda all_: [("header.json", b"{}"), *all_[1:]], "backup-damaged", "header.json"),
        (lambda all_: [all_[0], ("incidents.db", b"x"), all_[2]], "backup-damaged", "incidents.db"),
        (lambda all_: [*all_[:2], ("SHA256SUMS", b"no sums")], "backup-damaged", "SHA256SUMS"),
        (lambda all_: [*all_[:2], ("SHA256SUMS", b"")], "backup-damaged", "header.json"),
        (
            lambda all_: [("header.json", b" " * (headers.MAX_SIZE + 1)), *all_[1:]],
            "backup-unreadable",
            None,
        ),
    ],
)
def test_what_does_not_belong_is_named(
    saved: Path, tmp_path: Path, change: Change, code: str, member: str | None
) -> None:
    answer = refused(packed(tmp_path / "odd", *change(whole(saved))), tmp_path / "v")
    assert answer.code == code
    assert member is None or answer.params["member"] == member


def test_a_flipped_bit_anywhere_is_found(saved: Path, tmp_path: Path) -> None:
    data = saved.read_bytes()
    flipped = tmp_path / "flipped"
    places = [*range(0, 1024, 7), *range(1024, len(data), len(data) // 60), *range(-12_000, 0, 97)]
    for place in places:
        changed = bytearray(data)
        changed[place] ^= 1 << (place % 8)
        flipped.write_bytes(changed)
        assert refused(flipped, tmp_path / "v").code.startswith("backup-")
    changed = bytearray(data)
    changed[300_000] ^= 1
    flipped.write_bytes(changed)
    answer = refused(flipped, tmp_path / "v")
    assert (answer.code, answer.params["member"]) == ("backup-damaged", "incidents.db")


def test_a_backup_that_ends_early_or_goes_on_is_refused(saved: Path, tmp_path: Path) -> None:
    data = saved.read_bytes()
    for odd in (
        data[: len(data) // 2],
        data[:700],
        data[:-1],
        data[:-10_240],
        b"",
        data + bytes(512),
    ):
        (tmp_path / "odd").write_bytes(odd)
        assert refused(tmp_path / "odd", tmp_path / "v").code == "backup-unreadable"


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize(
    "kind",
    [
        *(tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE),
        *(tarfile.GNUTYPE_SPARSE, tarfile.CONTTYPE, tarfile.AREGTYPE),
    ],
)
def test_links_devices_and_sparse_files_are_never_unpacked(
    saved: Path, tmp_path: Path, kind: bytes, form: int
) -> None:
    for which in range(3):
        with tarfile.open(tmp_path / "odd", "w", format=form) as tar:
            for n, (name, data) in enumerate(whole(saved)):
                member = tarfile.TarInfo(name)
                member.size, member.mode, member.mtime = len(data), 0o600, 1
                if n == which:
                    member.type, member.linkname = kind, "/etc/hostname"
                tar.addfile(member, io.BytesIO(data))
        assert refused(tmp_path / "odd", tmp_path / "v").code.startswith("backup-")


@pytest.mark.parametrize("key", ["GNU.sparse.map", "path", "size", "comment"])
def test_extended_headers_are_refused(saved: Path, tmp_path: Path, key: str) -> None:
    with tarfile.open(tmp_path / "odd", "w", format=tarfile.PAX_FORMAT) as tar:
        for name, data in whole(saved):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            member.pax_headers = {key: "5"}
            tar.addfile(member, io.BytesIO(data))
    assert refused(tmp_path / "odd", tmp_path / "v").code.startswith("backup-")


def test_a_size_beyond_the_files_is_refused_before_anything_is_written(
    saved: Path, tmp_path: Path
) -> None:
    """Ten kilobytes that say that they hold forty gigabytes."""
    header = members(saved)[0][1]
    with (tmp_path / "odd").open("wb") as made:
        for name, size in (("header.json", len(header)), ("incidents.db", 40 << 30)):
            made.write(archive._header(name, size, 1))
            if name == "header.json":
                made.write(header + bytes(-len(header) % 512))
        made.write(bytes(8192))
    written = []

    def into(name: str) -> io.BytesIO:
        written.append(name)
        return io.BytesIO()

    size = (tmp_path / "odd").stat().st_size
    with (tmp_path / "odd").open("rb") as file, pytest.raises(archive.NotABackup):
        archive.read(file, size, into)
    assert written == ["header.json"]
    assert refused(tmp_path / "odd", tmp_path / "v").code == "backup-unreadable"


def test_a_header_of_another_vault_is_no_backup(saved: Path, tmp_path: Path) -> None:
    from hashlib import sha256

    from tests.fakes.vaults import make

    make(tmp_path / "another")
    header, database = (tmp_path / "another" / headers.FIRST).read_bytes(), whole(saved)[1][1]
    sums = (
        f"{sha256(header).hexdigest()}  header.json\n{sha256(database).hexdigest()}  incidents.db\n"
    )
    odd = packed(
        tmp_path / "odd",
        ("header.json", header),
        ("incidents.db", database),
        ("SHA256SUMS", sums.encode()),
    )
    assert refused(odd, tmp_path / "v").code == "backup-unreadable"


@pytest.mark.posix("special")
def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "zeros").symlink_to("/dev/zero")
    (tmp_path / "folder").mkdir()
    for name in ("fifo", "zeros", "folder"):
        assert refused(tmp_path / name, tmp_path / "v").code == "backup-unreadable"
    assert refused(tmp_path / "none", tmp_path / "v").code == "backup-missing"


@pytest.mark.posix("modes")
@pytest.mark.parametrize("mask", [0, 0o022, 0o077])
def test_vault_and_backup_are_for_this_account_alone(
    tmp_path: Path, unlocked: Unlocked, folder: Path, mask: int
) -> None:
    before = os.umask(mask)
    try:
        backups.backup(unlocked.vault, folder, tmp_path / "b", at=AT)
        restoring.restore(tmp_path / "b", tmp_path / "v")
        from tests.fakes.vaults import make

        make(tmp_path / "new")
        for made in (tmp_path / "v", tmp_path / "new"):
            again = opened(made)
            second_person(again, made)
            assert (made.stat().st_mode & 0o777) == 0o700
            modes = {path.name: path.stat().st_mode & 0o777 for path in made.iterdir()}
            assert set(modes.values()) == {0o600}, modes
            again.vault.close()
    finally:
        os.umask(before)
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o600


@pytest.mark.posix("modes")
def test_what_others_may_do_ends_at_unlock_and_a_group_keeps_its_rights(
    folder: Path, unlocked: Unlocked
) -> None:
    unlocked.vault.close()
    folder.chmod(0o777)
    for path in folder.iterdir():
        path.chmod(0o666)
    again = opened(folder)
    second_person(again, folder)
    again.vault.close()
    assert folder.stat().st_mode & 0o777 == 0o770
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o660}


@pytest.mark.foreign
def test_a_backup_can_be_brought_back_by_hand(saved: Path, tmp_path: Path) -> None:
    by_hand = tmp_path / "V"
    by_hand.mkdir()
    subprocess.run(["tar", "-xf", saved, "-C", by_hand], check=True)
    subprocess.run(["sha256sum", "--check", "--strict", archive.SUMS], cwd=by_hand, check=True)
    shutil.copy(by_hand / headers.FIRST, by_hand / headers.SECOND)
    again = opened(by_hand)
    assert again.account.name == NAME
    again.vault.close()


def test_a_damaged_header_in_a_backup_leaves_nothing(saved: Path, tmp_path: Path) -> None:
    data = saved.read_bytes()
    (tmp_path / "odd").write_bytes(data.replace(b'"slots"', b'"sluts"', 1))
    with pytest.raises(ClerkappError, match="backup-damaged"):
        restoring.restore(tmp_path / "odd", tmp_path / "v")
    assert "v" not in names(tmp_path)
