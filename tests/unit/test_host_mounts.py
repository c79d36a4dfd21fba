"""Which disk a folder lies on, from what Linux and Windows say about it."""

from pathlib import Path

import pytest

from clerkapp.host import mounts

MOUNTINFO = r"""22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
30 22 0:26 / /proc rw,nosuid - proc proc rw
41 22 0:40 / /srv/office rw,relatime - nfs4 server.example:/export rw,vers=4.2
42 41 0:41 / /srv/office/local rw - ext4 /dev/vdb1 rw
43 22 0:42 / /mnt/County\040share rw - cifs //files.example/county rw
44 22 8:17 / /media/clerk/STICK rw,nosuid - vfat /dev/sdb1 rw
45 22 0:50 / /home/clerk/far rw - fuse.sshfs clerk@far.example: rw
46 22 0:51 / /virtual rw - 9p host rw
47 22 0:52 / /sandbox rw - overlay overlay rw
48 22 0:53 / /srv/twice rw - nfs server.example:/old rw
49 48 0:54 / /srv/twice rw - tmpfs tmpfs rw
a line of another form
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/clerk/Larkspur.vault", "ext4"),
        ("/srv/office/Larkspur.vault", "nfs4"),
        ("/srv/office/local/Larkspur.vault", "ext4"),
        ("/srv/officer", "ext4"),
        ("/mnt/County share/Larkspur.vault", "cifs"),
        ("/media/clerk/STICK", "vfat"),
        ("/home/clerk/far/away", "fuse.sshfs"),
        ("/srv/twice/x", "tmpfs"),
    ],
)
def test_the_innermost_and_latest_mount_holds_a_folder(folder: str, kind: str) -> None:
    mount = mounts.mount_of(Path(folder), mounts.parse_mountinfo(MOUNTINFO))
    assert mount is not None
    assert mount.kind == kind


@pytest.mark.linux("mounts")
@pytest.mark.parametrize(
    ("folder", "network"),
    [
        ("/home/clerk", False),
        ("/srv/office/x", True),
        ("/mnt/County share", True),
        ("/home/clerk/far", True),
        ("/media/clerk/STICK", False),
        ("/virtual/vault", False),
        ("/sandbox/vault", False),
    ],
)
def test_shares_are_told_from_disks(
    monkeypatch: pytest.MonkeyPatch, folder: str, network: bool
) -> None:
    monkeypatch.setattr(mounts, "_mounted", lambda: mounts.parse_mountinfo(MOUNTINFO))
    monkeypatch.setattr(mounts, "nearest_existing", lambda path: path)
    assert mounts.is_network(Path(folder)) is network


@pytest.mark.parametrize(
    ("path", "unc"),
    [
        (r"\\files\county\Larkspur.vault", True),
        ("//files/county/Larkspur.vault", True),
        (r"\\?\UNC\files\county", True),
        (r"\\?\unc\files\county", True),
        (r"\\?\C:\Vaults", False),
        (r"\\.\PhysicalDrive1", False),
        (r"C:\Vaults", False),
        ("/home/clerk", False),
    ],
)
def test_a_windows_share_is_known_by_its_path(path: str, unc: bool) -> None:
    assert mounts.is_unc(path) is unc


@pytest.mark.linux("mounts")
def test_a_stick_is_known_by_where_it_is_mounted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mounts, "_mounted", lambda: mounts.parse_mountinfo(MOUNTINFO))
    monkeypatch.setattr(mounts, "_BLOCK_DEVICES", Path("/nowhere"))
    assert mounts.sticks() == (Path("/media/clerk/STICK"),)


@pytest.mark.linux("mounts")
def test_a_stick_is_known_by_its_device(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    disk = tmp_path / "devices" / "sdc"
    (disk / "sdc1").mkdir(parents=True)
    (disk / "removable").write_text("1\n")
    (tmp_path / "8:33").symlink_to(disk / "sdc1")
    text = "50 22 8:33 / /mnt/usb rw - exfat /dev/sdc1 rw"
    monkeypatch.setattr(mounts, "_mounted", lambda: mounts.parse_mountinfo(text))
    monkeypatch.setattr(mounts, "_BLOCK_DEVICES", tmp_path)
    assert mounts.sticks() == (Path("/mnt/usb"),)


def test_the_nearest_parent_that_exists(tmp_path: Path) -> None:
    real = tmp_path.resolve()
    assert mounts.nearest_existing(tmp_path / "a" / "b") == real
    assert mounts.nearest_existing(tmp_path) == real
