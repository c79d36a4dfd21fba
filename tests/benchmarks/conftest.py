"""The ratios that must hold, measured in one run on one computer.

A benchmark measures our way and a bare way of the same work, and gives both to `ratio`, which fails
above the limit. Figures that have no bare way (`figure`) have a limit of their own or none. `make bench`
runs them and prints one table at the end; the ordinary test run never comes here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from clerkapp.vault.api import Vault
from tests.benchmarks.office import make_vault

MANY = 100_000


@dataclass(frozen=True)
class Row:
    """One line of the table. `limit` bounds `value`, which is a ratio or a figure of its own."""

    name: str
    value: float
    unit: str
    limit: float | None
    detail: str

    @property
    def held(self) -> bool:
        return self.limit is None or self.value <= self.limit


ROWS = pytest.StashKey[list[Row]]()
Ratio = Callable[..., None]
Figure = Callable[..., None]


@pytest.fixture(scope="session")
def many_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("many") / "v"


@pytest.fixture(scope="session")
def many(many_folder: Path) -> Iterator[Vault]:
    """A vault with MANY records."""
    vault = make_vault(many_folder, MANY).vault
    yield vault
    vault.close()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[ROWS] = []


@pytest.fixture
def ratio(request: pytest.FixtureRequest) -> Ratio:
    """`ratio(name, ours=seconds, bare=seconds, limit=times)`."""

    def take(name: str, *, ours: float, bare: float, limit: float) -> None:
        detail = f"{ours * 1000:.1f} ms against {bare * 1000:.1f} ms"
        row = Row(name, ours / bare, "times", limit, detail)
        request.config.stash[ROWS].append(row)
        assert row.held, f"{name}: {row.value:.2f} times, at most {limit}"

    return take


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """`figure(name, value, unit, limit=None)`."""

    def take(name: str, value: float, unit: str, *, limit: float | None = None) -> None:
        row = Row(name, value, unit, limit, "")
        request.config.stash[ROWS].append(row)
        assert row.held, f"{name}: {value:.1f} {unit}, at most {limit}"

    return take


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    rows = config.stash[ROWS]
    if not rows:
        return
    terminalreporter.section("figures")
    wide = max(len(row.name) for row in rows)
    for row in rows:
        limit = "" if row.limit is None else f"at most {row.limit:g}"
        mark = "" if row.held else "  TOO MUCH"
        terminalreporter.line(
            f"{row.name:{wide}}  {row.value:8.2f} {row.unit:6} {limit:13} {row.detail}{mark}"
        )
