"""Revisions and acts out of their rows: for the store of records, and for what is worked out from it."""

import json
from collections.abc import Sequence

from clerkapp.codec import record_line
from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.records.revision import Act, ActKind, Revision, SaltedValue
from clerkapp.vault.engine.connection import Connection, Row
from clerkapp.vault.engine.failures import stored_json

_ACT = "SELECT act, revision, account, capacity, at, statement, sshsig FROM act"


def history(connection: Connection, record: str) -> tuple[Revision, ...]:
    """All revisions of a record that are here, by (rev, identity)."""
    rows = connection.rows(
        "SELECT arrival FROM revision WHERE record = ? ORDER BY rev, identity", (record,)
    )
    return tuple(load(connection, [arrival for (arrival,) in rows]))


def acts(connection: Connection, record: str) -> tuple[Act, ...]:
    """All signatures over the record's revisions, in the order of arrival."""
    rows = connection.rows(
        f"{_ACT} WHERE revision IN (SELECT identity FROM revision WHERE record = ?) ORDER BY n",
        (record,),
    )
    return tuple(act_of(row) for row in rows)


def load(connection: Connection, arrivals: Sequence[int]) -> list[Revision]:
    """The revisions with these arrivals, in this order; at most a few hundred at once."""
    marks = ", ".join("?" * len(arrivals))
    heads = {
        arrival: (identity, header)
        for arrival, identity, header in connection.rows(
            f"SELECT arrival, identity, header FROM revision WHERE arrival IN ({marks})",
            arrivals,
        )
    }
    fields: dict[int, dict[str, SaltedValue]] = {arrival: {} for arrival in arrivals}
    for arrival, code, salt, value in connection.rows(
        f"SELECT arrival, code, salt, value FROM field WHERE arrival IN ({marks})"
        " AND salt IS NOT NULL",
        arrivals,
    ):
        fields[arrival][code] = SaltedValue(salt, stored_json(value))
    try:
        return [
            Revision(
                record_line.header_of(json.loads(heads[arrival][1])),
                heads[arrival][0],
                fields[arrival],
            )
            for arrival in arrivals
        ]
    except ValueError:
        raise EnvironmentFailure("vault-damaged") from None


def act_of(row: Row) -> Act:
    """An act from a row of act, revision, account, capacity, at, statement, sshsig."""
    return Act(ActKind(row[0]), row[1], row[2], row[3], row[4], row[5], row[6])
