"""Which records hold the same indicators: the question while a message's form is open."""

from collections.abc import Iterable, Mapping
from typing import Any

from clerkapp.domain.records.indicators import Indicator
from clerkapp.vault.engine.connection import Connection

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
        restricted_to: tuple[str, ...] | None = None,
        station: str | None = None,
        each: int = 50,
    ) -> Mapping[str, tuple[Indicator, ...]]:
        """The ids of records that hold one of `wanted`, each with what it shares, in that order.

        At most `each` records for one indicator, the newest. `restricted_to`: account ids whose
        restricted records are included; None includes all. `station`: only its records. Struck
        records are left out.
        """
        conditions, values = _scope(restricted_to, station)
        found: dict[str, list[Indicator]] = {}
        for kind, value in list(dict.fromkeys(wanted))[:MAX_ASKED]:
            for (record,) in self._connection.rows(
                "SELECT r.id FROM record_indicator i JOIN record r ON r.n = i.n"
                f" WHERE i.kind = ? AND i.value = ?{conditions} ORDER BY i.n DESC LIMIT ?",
                (kind, value, *values, each),
            ):
                found.setdefault(record, []).append(Indicator(kind, value))
        return {record: tuple(shared) for record, shared in found.items()}


def _scope(restricted_to: tuple[str, ...] | None, station: str | None) -> tuple[str, list[Any]]:
    conditions, values = " AND r.struck = 0", list[Any]()
    if restricted_to is not None:
        marks = ", ".join("?" * len(restricted_to))
        conditions += f" AND (r.restricted = 0 OR r.author IN ({marks}))"
        values += restricted_to
    if station:
        conditions += " AND r.station = ?"
        values.append(station)
    return conditions, values
