"""The lists of the office: every row stands in an entry of the journal, as it was written, by somebody who
may write it."""

from collections.abc import Iterator
from itertools import islice

from clerkapp.crypto.office_entries import rows_digest
from clerkapp.domain.check_report import CheckProblem
from clerkapp.domain.office_entries import Entry
from clerkapp.domain.office_lists import LISTS
from clerkapp.vault.check.claims import Listed
from clerkapp.vault.check.report import Looking, Numbered
from clerkapp.vault.engine.connection import Row
from clerkapp.vault.stores.office_lists import COLUMNS, entry_of


def look(looking: Looking) -> Iterator[CheckProblem]:
    """The entries of the journal one after the other, each with the rows that it names."""
    connection = looking.vault.connection
    may = {
        (account.id, code)
        for account in looking.vault.accounts.list()
        for code, one in LISTS.items()
        if account.may(one.permission)
    }
    rows = connection.scan(f"SELECT {COLUMNS} FROM office_entry ORDER BY n")
    numbered = Numbered()
    for listed in looking.claims.listed:
        found = list(islice(rows, max(0, listed.last - listed.first + 1)))
        for row in found:
            numbered.note(row[0])
        if (listed.account, listed.list) not in may or not _are_right(listed, found):
            yield CheckProblem("office-list-differs", {"list": listed.list, "row": listed.first})
    for row in rows:
        numbered.note(row[0])
        yield CheckProblem("office-list-differs", {"list": row[1], "row": row[0]})
    looking.counts["office_entries"] = numbered.count


def _are_right(listed: Listed, rows: list[Row]) -> bool:
    read: list[Entry] = list(map(entry_of, rows))
    return (
        [one.n for one in read] == list(range(listed.first, listed.last + 1))
        and all(
            (one.list, one.account, one.at) == (listed.list, listed.account, listed.at)
            for one in read
        )
        and rows_digest(read) == listed.digest
    )
