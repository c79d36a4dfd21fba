"""A fresh vault a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerkapp.domain.office import Created
from clerkapp.vault.api import Unlocked, Vault
from tests.fakes import vaults


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "Larkspur.vault"


@pytest.fixture
def created(folder: Path) -> Created:
    return vaults.copied(folder)


@pytest.fixture
def unlocked(folder: Path, created: Created) -> Iterator[Unlocked]:
    opened = vaults.opened(folder)
    yield opened
    opened.vault.close()


@pytest.fixture
def vault(unlocked: Unlocked) -> Vault:
    return unlocked.vault
