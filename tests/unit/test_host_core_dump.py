"""When the process dies, its memory does not land on the disk."""

import subprocess
import sys

import pytest

_ASK = """
import resource
from clerkapp.host import core_dump
core_dump.forbid()
print(resource.getrlimit(resource.RLIMIT_CORE))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no core dumps there")
def test_no_core_dump_is_written() -> None:
    ended = subprocess.run([sys.executable, "-c", _ASK], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "(0, 0)"
