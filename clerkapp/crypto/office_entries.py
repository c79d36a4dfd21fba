"""What the journal says of rows of the office's lists: one digest of all rows that were written at once."""

from collections.abc import Iterable

from clerkapp.codec import jcs
from clerkapp.crypto.digests import sha256
from clerkapp.domain.office_entries import Entry


def rows_digest(rows: Iterable[Entry]) -> str:
    """SHA-256 in lower-case hex of the rows in their order, each as JCS bytes and a line feed.

    A row's object has the members account, at, closed, entry, list, n, second, values.
    """
    digest = sha256()
    for row in rows:
        said = {
            "account": row.account,
            "at": row.at,
            "closed": row.closed,
            "entry": row.id,
            "list": row.list,
            "n": row.n,
            "second": row.second,
            "values": dict(row.values),
        }
        digest.update(jcs.encode(said) + b"\n")
    return digest.hexdigest()
