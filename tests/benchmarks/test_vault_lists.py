"""Lists and search at 100,000 records, as ratios measured in one run on one machine.

`first page`: the first page of a full vault against that of a vault of 1,000 records. `search`: every
state of the search line while words are typed, against the bare FTS5 query (the same question, order
and limit, row numbers only) on plain SQLite without encryption. Each is taken several times in turn and
the best counts, so that other work on the machine does not; p95 is taken over the states typed.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from clerkapp.domain.records import search_terms, search_text
from clerkapp.domain.records.lists import Query
from clerkapp.vault.api import Vault
from clerkapp.vault.stores import search
from tests.benchmarks.conftest import MANY, Ratio
from tests.benchmarks.office import make_vault

pytestmark = pytest.mark.timeout(1800)  # making 100,000 signed records takes minutes

FEW = 1_000
PAGE = 50
ROUNDS = 7
TYPED = (
    "scanner jammed",
    "oak hall",
    "mill road school",
    "seal did not match",
    "LARK-2026-W1-0500",
    "babel",
    "tablet froze at harbor church",
    "zutem posat",
    "e",
    "s",
    "b",
)
STATES = [words[:length] for words in TYPED for length in range(1, len(words) + 1)]
FIRST_PAGE_AT_MOST = 3.0
SEARCH_AT_MOST = 2.0


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    vault = make_vault(tmp_path_factory.mktemp("few") / "v", FEW).vault
    yield vault
    vault.close()


@pytest.fixture(scope="module")
def plain(many: Vault, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The same index on plain SQLite, with the same page and cache size."""
    path: Path = tmp_path_factory.mktemp("plain") / "plain.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA page_size = 16384")
    connection.execute("PRAGMA cache_size = -16384")
    made = many.connection.value("SELECT sql FROM sqlite_master WHERE name = 'record_text'")
    connection.execute(made)
    columns = ", ".join(("rowid", *search_text.COLUMNS))
    marks = ", ".join("?" * (1 + len(search_text.COLUMNS)))
    connection.executemany(
        f"INSERT INTO record_text ({columns}) VALUES ({marks})",
        many.connection.scan(f"SELECT {columns} FROM record_text"),
    )
    connection.commit()
    yield connection
    connection.close()


def best(*things: Callable[[], object]) -> list[float]:
    """The best of ROUNDS times of each, in seconds; in turn, so that all meet the same machine."""
    found = [float("inf")] * len(things)
    for _ in range(ROUNDS):
        for place, thing in enumerate(things):
            start = time.perf_counter()
            thing()
            found[place] = min(found[place], time.perf_counter() - start)
    return found


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("all", Query()),
        ("by occurrence", Query(order="occurred")),
        ("one kind", Query(kind="message")),
        ("one status", Query(status="working")),
    ],
)
def test_first_page(few: Vault, many: Vault, ratio: Ratio, name: str, query: Query) -> None:
    small, large = best(
        lambda: few.queries.page(query, limit=PAGE), lambda: many.queries.page(query, limit=PAGE)
    )
    name = f"first page, {name}: {MANY:,} to {FEW:,} records"
    ratio(name, ours=large, bare=small, limit=FIRST_PAGE_AT_MOST)


def test_search_as_you_type(many: Vault, plain: sqlite3.Connection, ratio: Ratio) -> None:
    ours, bare = [], []
    for typed in STATES:
        vault_time, plain_time = best(
            partial(many.queries.page, Query(text=typed), limit=PAGE),
            partial(bare_search, plain, search.match_all(search_terms.terms(typed))),
        )
        ours.append(vault_time)
        bare.append(plain_time)
    name = f"search as you type, p95 of {len(STATES)} states: vault to bare FTS5"
    ratio(name, ours=p95(ours), bare=p95(bare), limit=SEARCH_AT_MOST)


def bare_search(plain: sqlite3.Connection, question: str) -> list[tuple[int]]:
    """The same question, order and limit; row numbers only."""
    return plain.execute(
        "SELECT rowid FROM record_text WHERE record_text MATCH ? ORDER BY rowid DESC LIMIT ?",
        (question, PAGE),
    ).fetchall()
