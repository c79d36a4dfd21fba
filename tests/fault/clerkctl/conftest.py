"""An office that was made once, and a copy of it for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.office import Office
from tests.fault.clerkctl import deeds


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """What every copy is made of."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("office")
        patch.setenv("CLERKAPP_STATE_DIR", str(folder / "machine"))
        yield deeds.make(folder)


@pytest.fixture
def another(made_once: Office, tmp_path: Path) -> Callable[[], Office]:
    """Makes one copy after another."""
    count = 0

    def copy() -> Office:
        nonlocal count
        count += 1
        return deeds.copied(made_once, tmp_path / str(count))

    return copy


@pytest.fixture
def office(another: Callable[[], Office]) -> Office:
    """A copy of the test's own."""
    return another()
