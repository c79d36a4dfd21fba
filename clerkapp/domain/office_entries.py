"""An entry of a list of the office: rows are only added, and the newest row of an entry counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clerkapp.domain.office_lists import LISTS


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What an entry says from now on. `id`: 32 hex, the entry's for its whole life."""

    id: str
    values: Mapping[str, Any]
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: what the entry `id` says since `at`, written by `account`.

    `n` counts the rows of all lists from 1. `second`: the account of the person who stood by, where two
    are needed.
    """

    n: int
    list: str
    id: str
    values: Mapping[str, Any]
    closed: bool
    at: str
    account: str
    second: str | None = None

    @property
    def code(self) -> str:
        """By what people and records name it: a site's code, a unit's serial number."""
        return str(self.values.get(LISTS[self.list].key, ""))

    @property
    def answers(self) -> dict[str, Any]:
        """A template's answers, by field; of other entries none."""
        return dict(self.values.get("values", {}))

    def text(self, column: str) -> str:
        """A column's text; empty where the entry says nothing."""
        return str(self.values.get(column, ""))


@dataclass(frozen=True, slots=True)
class KeptRows:
    """Rows that were written at once: their first and last number, and the digest of them all."""

    first: int
    last: int
    digest: str
