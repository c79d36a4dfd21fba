"""What a bundle carried, made again from the tables and compared with its signed manifest.

The lines of records and acts are put together from the stored bytes: header, values and statements are
kept in the very form that the lines have. The lines of accounts show what the kind of copy shows.
"""

import json
from collections.abc import Iterable, Iterator

from clerkapp.codec import account_line, act_line, jcs, manifest
from clerkapp.codec.statement import Statement
from clerkapp.crypto.digests import sha256
from clerkapp.domain.bundles import Outgoing
from clerkapp.domain.records.copies import Copy
from clerkapp.store.people import shown
from clerkapp.vault.engine.connection import Connection
from clerkapp.vault.stores.outgoing import OutgoingBundles

_BATCH = 200
_ERASED = """SELECT 1 FROM bundle_revision b JOIN erasure e ON e.identity = b.identity
 WHERE b.digest = ? LIMIT 1"""
_ORDER = """SELECT r.arrival FROM bundle_revision b JOIN revision r ON r.identity = b.identity
 WHERE b.digest = ? ORDER BY r.record, r.rev, r.identity"""
_HEADERS = """SELECT r.arrival, r.header, b.codes FROM revision r
 JOIN bundle_revision b ON b.identity = r.identity AND b.digest = ? WHERE r.arrival IN ({marks})"""
_FIELDS = """SELECT arrival, code, salt, value FROM field WHERE arrival IN ({marks})
 AND salt IS NOT NULL AND value IS NOT NULL ORDER BY arrival, code"""


def agrees(
    connection: Connection, bundles: OutgoingBundles, outgoing: Outgoing, statement: Statement
) -> bool:
    """Whether the bundle's revisions, disclosed codes, acts, accounts and attachments are those it carried."""
    listed = manifest.decode_manifest(outgoing.manifest)
    records = _measured(_record_lines(connection, outgoing.digest))
    acts = _measured(act_line.encode(act) for act in bundles.acts(outgoing.digest))
    people = shown(bundles.signers(outgoing.digest), Copy(outgoing.copy))
    accounts = _measured(account_line.encode(line) for line in people)
    if connection.row(_ERASED, (outgoing.digest,)):
        # What it carried was disposed of since: how many lines it had is all that can still be counted.
        records = (listed[manifest.RECORDS], records[1])
    return (
        records == (listed[manifest.RECORDS], statement.payload.records)
        and acts == (listed[manifest.ACTS], statement.payload.signatures)
        and accounts == (listed[manifest.ACCOUNTS], statement.payload.accounts)
        and all(_is_kept(connection, manifest.attachment_of(name)) for name in listed)
    )


def _measured(lines: Iterable[bytes]) -> tuple[str, int]:
    """SHA-256 of a file of lines, and how many there are."""
    digest, count = sha256(), 0
    for line in lines:
        digest.update(line + b"\n")
        count += 1
    return digest.hexdigest(), count


def _record_lines(connection: Connection, digest: str) -> Iterator[bytes]:
    order = [arrival for (arrival,) in connection.rows(_ORDER, (digest,))]
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        marks = ", ".join("?" * len(batch))
        headers = {
            arrival: (header, frozenset(json.loads(codes)))
            for arrival, header, codes in connection.rows(
                _HEADERS.format(marks=marks), (digest, *batch)
            )
        }
        fields: dict[int, list[bytes]] = {arrival: [] for arrival in batch}
        for arrival, code, salt, value in connection.rows(_FIELDS.format(marks=marks), batch):
            if code in headers[arrival][1]:
                shown = b'%b:["%b",%b]' % (jcs.encode_parsed(code), salt.encode(), value.encode())
                fields[arrival].append(shown)
        for arrival in batch:
            shown = b",".join(fields[arrival])
            yield b'{"fields":{%b},"revision":%b}' % (shown, headers[arrival][0])


def _is_kept(connection: Connection, attachment: str | None) -> bool:
    """Whether the attachment of a listed file is here; other files are not attachments."""
    if attachment is None:
        return True
    return connection.row("SELECT 1 FROM attachment WHERE sha256 = ?", (attachment,)) is not None
