"""What every test may use, and what no test may do.

Machine-wide state goes to a folder of the test's own: no test reads or writes this computer's.
The computer stands in Chicago, and sentences are read on election day. Passphrases that the person at this computer set for clerkctl are taken away.
"""

import os
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from clerkapp.host import zone
from clerkapp.wording import times
from tests.fakes.clock import FrozenClock
from tests.quiet import own_machine_state, unexpected_lines_fail
from tools import translations

__all__ = ["own_machine_state", "unexpected_lines_fail"]

if sys.platform == "win32":
    import ctypes

    WINE = hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")
else:
    WINE = False

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ["TZ"] = "America/Chicago"
if hasattr(time, "tzset"):
    time.tzset()

settings.register_profile(
    "clerkapp", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("clerkapp")


_POSIX = {
    "accounts": "who owns a file is a number on POSIX",
    "core-dumps": "a crash writes no file with the memory on Windows",
    "folders": "a folder cannot be held open on Windows",
    "full": "Windows has no /dev/full, and no output that is not there",
    "limits": "Windows has no limit on the size of a program's files",
    "modes": "Windows has lists of rights, no modes",
    "open": "Windows keeps the name of a file as long as it is open",
    "nameless": "Windows has no files without a name; what is open there goes when its process ends",
    "names": "Windows has no such characters in names",
    "octets": "names are octets on POSIX, and UTF-16 on Windows",
    "processes": "Windows is not asked whether a process is still there",
    "signals": "Windows has no interrupt for one process",
    "special": "links, pipes, sockets and devices in folders are POSIX's",
}
_LINUX = {
    "confinement": "no system call is refused there",
    "mounts": "mounts are told in /proc by Linux only",
    "prctl": "prctl is Linux's",
}
_FOREIGN = "openssl, qpdf, pdftotext and their like are not there"
_WINE = {
    "jobs": "wine keeps neither the memory limit nor the process limit of a job",
}


def _not_here(item: pytest.Item) -> Iterator[str]:
    """Why a test is not for this system; markers with their words are in pyproject.toml."""
    windows = sys.platform == "win32"
    for marker in item.iter_markers():
        match marker.name, marker.args:
            case "foreign", () if windows:
                yield _FOREIGN
            case "posix", (what,) if windows or what not in _POSIX:
                yield _POSIX[what]
            case "linux", (what,) if sys.platform != "linux" or what not in _LINUX:
                yield _LINUX[what]
            case "wine_lacks", (what,) if WINE or what not in _WINE:
                yield _WINE[what]


def pytest_configure(config: pytest.Config) -> None:
    """Compile the Spanish catalogue, which git does not hold; workers find it made."""
    if not hasattr(config, "workerinput"):
        translations.compile_catalogue()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what has no meaning here, each with its reason; nothing else is skipped."""
    for item in items:
        for reason in _not_here(item):
            item.add_marker(pytest.mark.skip(reason=reason))


ELECTION_DAY = date(2026, 11, 3)
_ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return _ROOT


@pytest.fixture
def clock() -> FrozenClock:
    """A clock that stands still on election morning."""
    return FrozenClock()


@pytest.fixture(autouse=True)
def _in_chicago(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows' zone is the computer's, whatever TZ says."""
    if sys.platform == "win32":
        monkeypatch.setattr(zone, "_of_registry", lambda: "America/Chicago")


@pytest.fixture(autouse=True)
def _read_on_election_day() -> Iterator[None]:
    times.reckon(lambda: ELECTION_DAY, None)
    yield
    times.reckon(None, None)


@pytest.fixture(autouse=True)
def _no_passphrase_of_this_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLERKAPP_PASSPHRASE_FILE", raising=False)
