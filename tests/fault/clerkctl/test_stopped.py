"""Ctrl+C at any moment: either nothing was done, or it is done and the answer is given. Tried again
after it was not done, it is there once."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable

import pytest

from tests.e2e.office import Office
from tests.fault.clerkctl.deeds import DEEDS, Deed

pytestmark = pytest.mark.posix("signals")

MOMENTS = int(os.environ.get("CLERKAPP_STOPS", "2"))
"""Moments a verb; half of them fall into the last tenth of a second. Before a release: 40."""
_BEFORE_IT_LISTENS = -signal.SIGINT


def _stopped_after(seconds: float, office: Office, deed: Deed) -> tuple[int, bytes, bytes]:
    process = office.start(
        *deed.call(office), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        process.wait(max(0.0, seconds))
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.mark.parametrize("deed", DEEDS, ids=str)
def test_stopped_at_any_moment_it_is_done_or_not_and_never_twice(
    another: Callable[[], Office], deed: Deed
) -> None:
    seeded = random.Random(deed.name)
    office = another()
    begun = time.monotonic()
    office(*deed.call(office))
    lasts = time.monotonic() - begun
    for moment in range(MOMENTS):
        office = another()
        before = deed.kept(office)
        late = moment % 2 == 0
        at = lasts - seeded.uniform(0, 0.1) if late else seeded.uniform(0, lasts)
        ended, out, err = _stopped_after(at, office, deed)
        there = deed.kept(office) - before
        told = (ended, there, out.startswith(b'{"refused": "cancelled"'), err)
        if ended == 0:
            assert there == 1, told
            assert out.startswith(b"{"), told
            assert out.endswith(b"}\n"), told
            continue
        assert ended in (1, _BEFORE_IT_LISTENS), told
        assert there == 0, told
        assert ended == _BEFORE_IT_LISTENS or b"Traceback" not in err, told
        office(*deed.call(office))
        assert deed.kept(office) == before + 1


def test_ctrl_c_while_the_answer_waits_for_a_reader_who_does_not_read(office: Office) -> None:
    """The first one is noted; the second one ends the waiting, and what is done is told."""
    reads, writes = os.pipe()
    os.set_blocking(writes, False)
    while True:
        try:
            os.write(writes, b"x" * 4096)
        except BlockingIOError:
            break
    os.set_blocking(writes, True)
    deed = DEEDS[0]
    before = deed.kept(office)
    process = office.start(
        *deed.call(office), stdin=subprocess.DEVNULL, stdout=writes, stderr=subprocess.PIPE
    )
    os.close(writes)
    # The engine's second file is there as long as the vault is open.
    open_ = office.vault / "incidents.db-wal"
    for there in (True, False):
        while open_.exists() != there:
            assert process.poll() is None
            time.sleep(0.002)
    while process.poll() is None:
        process.send_signal(signal.SIGINT)
        time.sleep(0.05)
    os.close(reads)
    assert process.stderr is not None
    assert "recorded as LARK" in process.stderr.read().decode()
    process.stderr.close()
    assert (process.returncode, deed.kept(office)) == (3, before + 1)
