"""Which kind of disk a folder is on: local, a network share, or a stick that can be taken out.

SQLite on a network share can lose what it wrote (sqlite.org, "How To Corrupt", section 2), so a
vault there is refused. A container's overlay, a hypervisor's 9p or virtiofs and a RAM disk are
ordinary disks here: their locks hold within the one machine that uses them.
"""

import ctypes
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_BLOCK_DEVICES = Path("/sys/dev/block")
_STICK_FOLDERS = ("/media/", "/run/media/")
_NETWORK_TYPES = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "coda",
        "ceph",
        "glusterfs",
        "lustre",
        "beegfs",
        "ocfs2",
        "gfs2",
        "afpfs",
        "webdav",
        "davfs",
        "fuse.sshfs",
        "fuse.glusterfs",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.ceph",
        "fuse.onedriver",
    }
)
_DRIVE_REMOVABLE = 2
_DRIVE_REMOTE = 4


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of mountinfo: what is mounted where. `device` is "major:minor"."""

    point: Path
    kind: str
    device: str


def parse_mountinfo(text: str) -> tuple[Mount, ...]:
    """The mounts of a Linux mountinfo file (proc(5)); lines of another form are passed over."""
    mounts = []
    for line in text.splitlines():
        front, dash, back = line.partition(" - ")
        fields, kinds = front.split(" "), back.split(" ")
        if dash and len(fields) >= 5:
            mounts.append(Mount(Path(_unescape(fields[4])), kinds[0], fields[2]))
    return tuple(mounts)


def mount_of(folder: Path, mounts: tuple[Mount, ...]) -> Mount | None:
    """The mount that holds `folder` (absolute, resolved); the later of two at one point hides the earlier."""
    holding = [mount for mount in mounts if folder.is_relative_to(mount.point)]
    longest = max((len(mount.point.parts) for mount in holding), default=0)
    return next((m for m in reversed(holding) if len(m.point.parts) == longest), None)


def is_unc(path: str) -> bool:
    """Whether a Windows path names a share: \\\\server\\share, also in the long \\\\?\\UNC\\ form."""
    slashed = path.replace("/", "\\")
    if slashed.startswith("\\\\?\\"):
        return slashed[4:8].upper() == "UNC\\"
    return slashed.startswith("\\\\") and not slashed.startswith("\\\\.\\")


def is_network(folder: Path) -> bool:
    """Whether `folder`, or the nearest parent that exists, is on a network share."""
    if is_unc(str(folder)):
        return True
    place = nearest_existing(folder)
    if sys.platform == "win32":
        return ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _DRIVE_REMOTE
    mount = mount_of(place, _mounted())
    return mount is not None and mount.kind in _NETWORK_TYPES


def same_disk(first: Path, other: Path) -> bool:
    """Whether both folders, or the nearest parents that exist, are on one volume. Two volumes of one
    disk are told apart all the same: the system does not say."""
    try:
        return nearest_existing(first).stat().st_dev == nearest_existing(other).stat().st_dev
    except OSError:
        return False


def sticks() -> tuple[Path, ...]:
    """The roots of all drives that can be taken out, in a fixed order."""
    if sys.platform == "win32":
        drives = ctypes.windll.kernel32.GetLogicalDrives()
        roots = [f"{chr(65 + bit)}:\\" for bit in range(26) if drives >> bit & 1]
        kind = ctypes.windll.kernel32.GetDriveTypeW
        return tuple(Path(root) for root in roots if kind(root) == _DRIVE_REMOVABLE)
    if sys.platform == "darwin":
        volumes = sorted(Path("/Volumes").iterdir())
        return tuple(path for path in volumes if path.is_mount() and not path.samefile("/"))
    return tuple(sorted({mount.point for mount in _mounted() if _can_be_taken_out(mount)}))


def nearest_existing(folder: Path) -> Path:
    """`folder` made absolute, or its nearest parent that exists."""
    place = Path(os.path.realpath(folder))
    while not place.exists() and place != place.parent:
        place = place.parent
    return place


def _mounted() -> tuple[Mount, ...]:
    try:
        return parse_mountinfo(_MOUNTS.read_text("utf-8", "surrogateescape"))
    except FileNotFoundError:
        return ()


def _can_be_taken_out(mount: Mount) -> bool:
    if f"{mount.point}/".startswith(_STICK_FOLDERS):
        return True
    device = _BLOCK_DEVICES / mount.device
    return any(
        flag.is_file() and flag.read_text().strip() == "1"
        for flag in (device / "removable", device.resolve().parent / "removable")
    )


def _unescape(field: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), field)
