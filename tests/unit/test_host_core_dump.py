"""When the process dies, its memory does not land on the disk; while it lives, nobody else reads it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clerkapp.evidence.child.main import BEGIN, DRAWER, READER, READY, child_command

_ASK = """
import resource
from clerkapp.host import core_dump
core_dump.forbid()
print(resource.getrlimit(resource.RLIMIT_CORE))
"""
_SIBLING = """
import sys
try:
    with open(f"/proc/{sys.argv[1]}/mem", "rb") as memory:
        for line in open(f"/proc/{sys.argv[1]}/maps"):
            if "[stack]" in line:
                memory.seek(int(line.partition("-")[0], 16))
                print("read", len(memory.read(16)))
except OSError as failure:
    print(type(failure).__name__)
"""
_PROGRAMS = {
    "clerkctl": "import clerkapp.bootstrap as b, clerkapp.cli.main as m; {stop}; b.clerkctl([])",
    "clerkapp": "import clerkapp.bootstrap as b, clerkapp.gui.app as m; {stop}; b.clerkapp([])",
}
_STOP = "m.run = m.main = lambda *a: (print('ready', flush=True), input(), 0)[2]"
linux = pytest.mark.linux("prctl")


@pytest.mark.posix("core-dumps")
def test_no_core_dump_is_written() -> None:
    ended = subprocess.run([sys.executable, "-c", _ASK], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "(0, 0)"


# An administrator's process could read every memory: where the tests run as one, both give that up.
_ORDINARY = (
    "import ctypes, os; n = {'x86_64': 126, 'aarch64': 91}[os.uname().machine];"
    "ctypes.CDLL(None).syscall(n, (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)());"
)


def _read_by_a_sibling(process: int) -> str:
    """What another process of an ordinary person gets of this one's memory."""
    ended = subprocess.run(
        [sys.executable, "-c", _ORDINARY + _SIBLING, str(process)],
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout.strip()


@linux
@pytest.mark.parametrize("name", _PROGRAMS)
def test_no_process_of_the_same_person_reads_the_memory(
    name: str, repository: Path, tmp_path: Path
) -> None:
    program = _PROGRAMS[name].format(stop=_STOP)
    with subprocess.Popen(
        [sys.executable, "-c", _ORDINARY + program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=repository,
        env={**os.environ, "CLERKAPP_STATE_DIR": str(tmp_path)},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"ready"
        assert _read_by_a_sibling(process.pid) == "PermissionError"
        process.stdin.write(b"\n")


@linux
@pytest.mark.parametrize("role", [READER, DRAWER])
def test_nor_the_memory_of_a_child(role: str, repository: Path) -> None:
    with subprocess.Popen(
        child_command(role), stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=repository, env={}
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(BEGIN)
        process.stdin.flush()
        assert process.stdout.read(1) == READY
        assert _read_by_a_sibling(process.pid) == "PermissionError"
        process.stdin.close()


@linux
def test_an_ordinary_process_can_be_read_so_the_test_can_fail() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _ORDINARY + "print('ready', flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        assert _read_by_a_sibling(process.pid) == "read 16"
        process.stdin.write(b"\n")
