"""What code that got into the child through a hole in a decoder can do: native calls, not Python's.

Each call is made by `libc` in a process that confined itself as a child does. Where the kernel has no
filter for system calls, the limits of POSIX are what holds: no file grows, and the drawer opens none.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clerkapp.evidence.child.main import child_environment
from clerkapp.evidence.child.pool import Pool
from tests.fakes.letters import letter, qr_pdf, qr_pictures

pytestmark = pytest.mark.linux("confinement")

_NATIVE = """
import ctypes, errno, json, os, sys
from clerkapp.evidence.confine import confinement
libc = ctypes.CDLL(None, use_errno=True)
parent, target, secret = int(sys.argv[2]), sys.argv[3].encode(), sys.argv[4].encode()
room = ctypes.create_string_buffer(64)
class Piece(ctypes.Structure):
    _fields_ = [("at", ctypes.c_void_p), ("size", ctypes.c_size_t)]
piece = Piece(ctypes.addressof(room), 8)
number = {"x86_64": 0, "aarch64": 1}[os.uname().machine]
calls = {
    "socket": lambda: libc.socket(2, 1, 0),
    "unix socket": lambda: libc.socket(1, 1, 0),
    "socketpair": lambda: libc.socketpair(1, 1, 0, room),
    "connect": lambda: libc.connect(0, room, 16),
    "fork": lambda: libc.syscall((57, 1079)[number]),
    "clone": lambda: libc.syscall((56, 220)[number], 17, 0, 0, 0, 0),
    "clone3": lambda: libc.syscall(435, room, 64),
    "execve": lambda: libc.execve(b"/bin/true", None, None),
    "write a file": lambda: libc.open(target, 0o101, 0o600),
    "append": lambda: libc.open(secret, 0o2001),
    "openat2": lambda: libc.syscall(437, -100, target, room, 24),
    "truncate": lambda: libc.truncate(secret, 0),
    "unlink": lambda: libc.unlink(secret),
    "rename": lambda: libc.rename(secret, target),
    "link": lambda: libc.link(secret, target),
    "symlink": lambda: libc.symlink(secret, target),
    "mkdir": lambda: libc.mkdir(target, 0o700),
    "mkfifo": lambda: libc.mkfifo(target, 0o600),
    "chmod": lambda: libc.chmod(secret, 0),
    "chown": lambda: libc.chown(secret, 1, 1),
    "setxattr": lambda: libc.setxattr(secret, b"user.a", b"b", 1, 0),
    "kill": lambda: libc.kill(parent, 0),
    "ptrace": lambda: libc.ptrace(16, parent, None, None),
    "process_vm_readv": lambda: libc.process_vm_readv(
        parent, ctypes.byref(piece), 1, ctypes.byref(piece), 1, 0),
    "the parent's memory": lambda: libc.open(b"/proc/%d/mem" % parent, 0),
    "somebody's file": lambda: libc.open(secret, 0),
    "the folder": lambda: libc.open(os.path.dirname(secret), 0o200000),
    "memfd": lambda: libc.syscall((319, 279)[number], b"a", 0),
    "io_uring": lambda: libc.syscall(425, 8, room),
    "bpf": lambda: libc.syscall((321, 280)[number], 0, room, 64),
    "keyctl": lambda: libc.syscall((250, 219)[number], 0, 0),
    "mount": lambda: libc.mount(b"none", target, b"tmpfs", 0, None),
    "unshare": lambda: libc.unshare(0x10000000),
    "setrlimit": lambda: libc.setrlimit(7, room),
    "prctl": lambda: libc.prctl(4, 1, 0, 0, 0),
    "setuid": lambda: libc.setuid(1),
    "eventfd": lambda: libc.eventfd(0, 0),
    "pipe": lambda: libc.pipe(room),
    "dup": lambda: libc.dup(0),
}
for call in (libc.open, libc.kill): call.errno = None
held = confinement.confine(opens_files=sys.argv[1] == "reader")
told = {}
for name, call in calls.items():
    ctypes.set_errno(0)
    answer = call()
    told[name] = errno.errorcode.get(ctypes.get_errno(), "") if answer == -1 else "done"
os.write(1, json.dumps({"held": held, "told": told}).encode())
"""


@pytest.fixture(params=["reader", "drawer"])
def attempt(
    request: pytest.FixtureRequest, repository: Path, tmp_path: Path
) -> Iterator[dict[str, Any]]:
    secret = tmp_path / "office" / "secret.txt"
    secret.parent.mkdir()
    secret.write_bytes(b"kept")
    given = [request.param, str(os.getpid()), str(tmp_path / "made"), str(secret)]
    ran = subprocess.run(
        [sys.executable, "-c", _NATIVE, *given],
        capture_output=True,
        cwd=repository,
        env=child_environment(),
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    yield {**json.loads(ran.stdout), "role": request.param}
    assert secret.read_bytes() == b"kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["office"]


def test_native_calls_are_refused(attempt: dict[str, Any]) -> None:
    told = attempt["told"]
    if "calls" in attempt["held"]:
        assert {name for name, answer in told.items() if answer == "done"} == set()
    elif attempt["role"] == "drawer":
        opens = ("write a file", "somebody's file", "socket", "pipe", "the parent's memory")
        assert all(told[name] != "done" for name in opens)
    if "files" in attempt["held"]:
        assert told["somebody's file"] in {"EACCES", "EPERM", "EMFILE"}


def test_a_child_says_what_holds_it_and_still_reads() -> None:
    pictures = qr_pictures("https://x.example/")
    files = {name: ("application/octet-stream", content) for name, content in pictures.items()}
    files["code.pdf"] = ("application/pdf", qr_pdf("https://x.example/"))
    with Pool(1) as pool:
        result = pool.examine(letter(files=files))
    assert [code.attachment for code in result.qr] == list(files)
    assert {code.text for code in result.qr} == {"https://x.example/"}
    assert result.problems == ()
    assert result.confined[0] == "limits"


def test_a_child_learns_nothing_of_the_surroundings(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLERKAPP_PASSPHRASE_FILE", "/a/file")
    show = "import os, sys; sys.stdout.write(repr(sorted(os.environ)))"
    ran = subprocess.run(
        [sys.executable, "-c", show],
        capture_output=True,
        text=True,
        env=child_environment(),
        check=True,
    )
    # Python itself may say how it writes text.
    assert set(eval(ran.stdout)) <= {"LC_CTYPE"}
