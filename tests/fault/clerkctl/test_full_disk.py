"""The vault's disk, or the one that is written to, is full at any moment: nothing is acknowledged that
is not there, nothing is there twice after trying again with room."""

import os
import random
import subprocess
from collections.abc import Callable

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.vault import api as raw
from tests.e2e.office import PASSPHRASE, USER, Office
from tests.fault.clerkctl.deeds import DEEDS, NEW, Deed

pytestmark = pytest.mark.posix("limits")

KIB = 1024
ROOM = (1, 30, 60, 100, 150, 200, 300, 400, 800, 1600)
"""KiB up to which a file may grow; the vault's second file begins anew with each unlocking."""
TRIES = int(os.environ.get("CLERKAPP_FULL", "1"))
"""How many of them a verb is tried with. Before a release: 10."""


def _with_room(office: Office, deed: Deed, room: int) -> tuple[int, bytes, bytes]:
    import resource

    limit = (room, resource.RLIM_INFINITY)
    process = office.start(
        *deed.call(office),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
    )
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.mark.parametrize("deed", [one for one in DEEDS if one.name != "demo"], ids=str)
def test_a_full_disk_acknowledges_nothing_that_is_not_there(
    another: Callable[[], Office], deed: Deed
) -> None:
    for room in random.Random(deed.name).sample(ROOM, TRIES):
        office = another()
        before = deed.kept(office)
        ended, out, err = _with_room(office, deed, room * KIB)
        there = deed.kept(office) - before
        told = (room, ended, there, out, err)
        assert ended in (0, 3), told
        assert b"Traceback" not in err, told
        if ended == 0:
            assert there == 1, told
            continue
        assert out.startswith(b'{"failed": '), told
        assert out.count(b"\n") == 1, told
        if b'"recovered-not-open"' in out:
            assert there == 1, told
            continue
        assert there == 0, told
        if deed.name == "passphrase":
            assert _opens(office, PASSPHRASE) != _opens(office, NEW), told
            assert _opens(office, NEW) == (b'"passphrase-unnoted"' in out), told
            if _opens(office, NEW):
                continue
        office(*deed.call(office))
        assert deed.kept(office) == before + 1


def _opens(office: Office, passphrase: str) -> bool:
    try:
        raw.unlock(office.vault, USER, passphrase).vault.close()
    except Refused:
        return False
    return True
