"""An office a module: whole processes are slow, so what follows on one vault shares it."""

from pathlib import Path

import pytest

from tests.e2e.office import Office


@pytest.fixture
def empty_office(tmp_path: Path) -> Office:
    """A computer without a vault yet."""
    return Office(tmp_path)
