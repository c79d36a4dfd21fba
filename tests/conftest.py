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

from clerkapp.wording import times
from tests.fakes.clock import FrozenClock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ["TZ"] = "America/Chicago"
if hasattr(time, "tzset"):
    time.tzset()

settings.register_profile(
    "clerkapp", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("clerkapp")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On Windows the tools that nobody here wrote are not there."""
    if sys.platform == "win32":
        absent = pytest.mark.skip(reason="openssl, qpdf, pdftotext and their like are not there")
        for item in items:
            if item.get_closest_marker("foreign") is not None:
                item.add_marker(absent)


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
def _read_on_election_day() -> Iterator[None]:
    times.reckon(lambda: ELECTION_DAY, None)
    yield
    times.reckon(None, None)


@pytest.fixture(autouse=True)
def _own_machine_state(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("machine")
    monkeypatch.setenv("CLERKAPP_STATE_DIR", str(folder))
    monkeypatch.delenv("CLERKAPP_PASSPHRASE_FILE", raising=False)
