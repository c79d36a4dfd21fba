"""Which records hold the same indicators: the question while a message's form is open."""

from collections.abc import Iterable, Mapping
from typing import Any

from clerkapp.domain.records.indicators import Indicator
from clerkapp.domain.records.lists import Sight
from clerkapp.vault.engine.connection import Connection
from clerkapp.vault.stores import sight

MAX_ASKED = 400
"""Indicators looked at in one question; a message of more links asks about the first of them."""


class Indicators:
    """Questions to the projection `record_indicator`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def shared(
        self,
        wanted: Iterable[Indicator],
        *,
        whose: Sight | None = None,
        each: int = 50,
    ) -> Mapping[str, tuple[Indicator, ...]]:
        """The ids of records that hold one of `wanted`, each with what it shares, in that order.

        At most `each` records for one indicator, the newest. `whose`: only what somebody may see. Struck
        records are left out.
        """
        conditions, values = _scope(whose)
        found: dict[str, list[Indicator]] = {}
        for kind, value in list(dict.fromkeys(wanted))[:MAX_ASKED]:
            for (record,) in self._connection.rows(
                "SELECT r.id FROM record_indicator i JOIN record r ON r.n = i.n"
                f" WHERE i.kind = ? AND i.value = ?{conditions} ORDER BY i.n DESC LIMIT ?",
                (kind, value, *values, each),
            ):
                found.setdefault(record, []).append(Indicator(kind, value))
        return {record: tuple(shared) for record, shared in found.items()}


def _scope(whose: Sight | None) -> tuple[str, list[Any]]:
    conditions, values = " AND r.struck = 0", list[Any]()
    for condition, wanted in sight.conditions(whose):
        conditions += f" AND {condition}"
        values += wanted
    return conditions, values
