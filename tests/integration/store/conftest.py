"""Every test here runs against each adapter of `clerkapp.store`. A new adapter is a new entry of ADAPTERS."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.integration.store.desk import Desk, plain_desk, vault_desk

ADAPTERS: dict[str, Callable[[Path], Desk]] = {"vault": vault_desk, "plain": plain_desk}


@pytest.fixture(params=ADAPTERS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A store of LARK's station W1 with its first person, Dana Whitfield."""
    made = ADAPTERS[request.param](tmp_path)
    yield made
    made.store.close()
