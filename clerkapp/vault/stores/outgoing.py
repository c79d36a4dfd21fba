"""What leaves the office: bundles committed, and written (docs/formats/bundle.md, section 2.2).

Before the first sealed byte leaves, `commit` keeps everything that a bundle consists of, so that each
retry writes exactly the same bundle. `mark_written` follows when the target was read again and
compared. Records are `sent` when all their revisions are in bundles of the upstream epoch.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from clerkapp.domain.bundles import UPSTREAM, Disclosed, Outgoing
from clerkapp.domain.errors import Refused
from clerkapp.domain.files import WrittenFile
from clerkapp.domain.records.revision import Act, Revision
from clerkapp.store.people import KeptLine
from clerkapp.vault.engine.connection import Connection, Row
from clerkapp.vault.engine.failures import stored_json
from clerkapp.vault.stores import projection
from clerkapp.vault.stores.loading import act_of, load
from clerkapp.vault.stores.signers import kept_lines

_BATCH = 200
_COLUMNS = """digest, stream, epoch, seq, copy, kind, recipients, created, statement, manifest,
 tagmanifest, signature"""
_SELECT = f"SELECT {_COLUMNS} FROM bundle"
_ACT = "a.act, a.revision, a.account, a.capacity, a.at, a.statement, a.sshsig"
_IN_EPOCH = """SELECT 1 FROM bundle_{what} b JOIN bundle USING (digest)
 WHERE b.{key} = {value} AND stream = ? AND epoch = ?"""
_REVISION_SENT = _IN_EPOCH.format(what="revision", key="identity", value="r.identity")
_ACT_SENT = _IN_EPOCH.format(what="act", key="act", value="a.digest")
_CLOSING_SENT = """SELECT 1 FROM bundle_signer b JOIN bundle USING (digest)
 JOIN signer c ON c.n = b.signer WHERE c.account = s.account AND c.station = s.station
 AND c.closed_at IS NOT NULL AND stream = ? AND epoch = ?"""


class OutgoingBundles:
    """The bundles of this station."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # --- what a next bundle would hold

    def unsent(self, stream: str, epoch: int) -> Iterator[Revision]:
        """Revisions in no bundle of this epoch, ascending by (id, rev, identity)."""
        candidates = "JOIN record c ON c.id = r.record AND c.sent = 0" if stream == UPSTREAM else ""
        if stream == UPSTREAM and epoch != self._epoch(stream):
            candidates = ""
        yield from self._revisions(
            f"SELECT r.record, r.rev, r.identity, r.arrival FROM revision r {candidates}"
            f" WHERE NOT EXISTS ({_REVISION_SENT})",
            (stream, epoch),
        )

    def revisions_of(self, records: Iterable[str]) -> Iterator[Revision]:
        """All revisions of these records (ids), ascending by (id, rev, identity)."""
        for record in sorted(set(records)):
            rows = self._connection.rows(
                "SELECT arrival FROM revision WHERE record = ? ORDER BY rev, identity", (record,)
            )
            yield from load(self._connection, [arrival for (arrival,) in rows])

    def unsent_acts(self, stream: str, epoch: int) -> Iterator[Act]:
        """Acts in no bundle of this epoch, ascending by statement."""
        yield from self._acts(
            f"SELECT a.statement, a.n FROM act a WHERE NOT EXISTS ({_ACT_SENT})",
            (stream, epoch),
        )

    def author_acts(self) -> Iterator[Act]:
        """Every author's act, ascending by statement: a public copy carries its acts each time."""
        yield from self._acts("SELECT a.statement, a.n FROM act a WHERE a.act = 'author'", ())

    def unsent_closings(self, stream: str, epoch: int) -> tuple[str, ...]:
        """Accounts whose closing is in no bundle of this epoch, in the order of closing."""
        rows = self._connection.rows(
            "SELECT s.account FROM signer s WHERE s.closed_at IS NOT NULL"
            f" AND NOT EXISTS ({_CLOSING_SENT}) ORDER BY s.n",
            (stream, epoch),
        )
        return tuple(dict.fromkeys(account for (account,) in rows))

    def holding(self, stream: str, epoch: int, records: Iterable[str]) -> tuple[Outgoing, ...]:
        """The bundles of an epoch that hold a revision of one of these records (ids), in order."""
        found: set[str] = set()
        for record in records:
            found.update(
                digest
                for (digest,) in self._connection.rows(
                    "SELECT DISTINCT digest FROM bundle_revision JOIN revision USING (identity)"
                    " JOIN bundle USING (digest) WHERE record = ? AND stream = ? AND epoch = ?",
                    (record, stream, epoch),
                )
            )
        return tuple(sorted(map(self.get, found), key=lambda one: one.seq))

    def _revisions(self, select: str, parameters: tuple[str | int, ...]) -> Iterator[Revision]:
        last: tuple[str, int, str] = ("", 0, "")
        while True:
            rows = self._connection.rows(
                f"{select} AND (r.record, r.rev, r.identity) > (?, ?, ?)"
                f" ORDER BY r.record, r.rev, r.identity LIMIT {_BATCH}",
                (*parameters, *last),
            )
            if not rows:
                return
            last = rows[-1][:3]
            yield from load(self._connection, [row[3] for row in rows])

    def _acts(self, select: str, parameters: tuple[str | int, ...]) -> Iterator[Act]:
        """In the order of their statements, with the row numbers alone kept in memory."""
        order = [n for _, n in sorted(self._connection.scan(select, parameters))]
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            marks = ", ".join("?" * len(batch))
            yield from (
                act_of(row)
                for row in self._connection.rows(
                    f"SELECT {_ACT} FROM act a WHERE a.n IN ({marks}) ORDER BY a.statement",
                    batch,
                )
            )

    # --- committing

    def commit(
        self,
        outgoing: Outgoing,
        revisions: Iterable[tuple[str, Iterable[str]]],
        acts: Iterable[str],
        signers: Iterable[int] = (),
    ) -> None:
        """Keep a bundle, its revisions as (identity, disclosed codes), its acts by digest, and its
        account lines by row.

        Raises Refused("bundle-order") unless it follows the latest one of its stream.
        """
        with self._connection.transaction():
            self._require_next(outgoing)
            self._insert(outgoing)
            self._connection.run_many(
                "INSERT INTO bundle_revision VALUES (?, ?, ?)",
                (
                    (outgoing.digest, identity, json.dumps(sorted(codes)))
                    for identity, codes in revisions
                ),
            )
            self._connection.run_many(
                "INSERT INTO bundle_act VALUES (?, ?)", ((outgoing.digest, act) for act in acts)
            )
            self._connection.run_many(
                "INSERT INTO bundle_signer VALUES (?, ?)",
                ((outgoing.digest, signer) for signer in signers),
            )
            if outgoing.stream == UPSTREAM:
                self._mark_sent(outgoing)

    def _require_next(self, outgoing: Outgoing) -> None:
        latest = self.latest(outgoing.stream)
        follows = (
            outgoing.seq == latest.seq + 1
            if latest is not None and outgoing.epoch == latest.epoch
            else outgoing.seq == 1 and (latest is None or outgoing.epoch > latest.epoch)
        )
        if not follows:
            raise Refused("bundle-order", seq=outgoing.seq, epoch=outgoing.epoch)

    def _insert(self, outgoing: Outgoing) -> None:
        recipients = json.dumps(list(outgoing.recipients))
        self._connection.insert("bundle", {**asdict(outgoing), "recipients": recipients})

    def _mark_sent(self, outgoing: Outgoing) -> None:
        if outgoing.seq == 1:
            self._connection.run("UPDATE record SET sent = 0 WHERE sent = 1")
        self._connection.run(
            "UPDATE record SET sent = 1 WHERE sent = 0 AND id IN"
            " (SELECT record FROM bundle_revision JOIN revision USING (identity) WHERE digest = ?)"
            " AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.record = record.id"
            f" AND NOT EXISTS ({_REVISION_SENT}))",
            (outgoing.digest, outgoing.stream, outgoing.epoch),
        )
        projection.store_counters(self._connection)

    def mark_written(self, digest: str, files: Iterable[WrittenFile], *, at: str) -> None:
        """The bundle is at a target and was read again. Raises Refused("bundle-unknown")."""
        self.get(digest)
        kept = [
            {"name": file.path.name, "sha256": file.sha256, "size": file.size} for file in files
        ]
        with self._connection.transaction():
            n = self._connection.value(
                "SELECT coalesce(max(n), 0) + 1 FROM bundle_written WHERE digest = ?", (digest,)
            )
            files_text = json.dumps(kept, ensure_ascii=False)
            self._connection.insert(
                "bundle_written", {"digest": digest, "n": n, "at": at, "files": files_text}
            )

    # --- reading what was committed

    def get(self, digest: str) -> Outgoing:
        """A committed bundle. Raises Refused("bundle-unknown")."""
        row = self._connection.row(f"{_SELECT} WHERE digest = ?", (digest,))
        if row is None:
            raise Refused("bundle-unknown", digest=digest[:64])
        return _outgoing(row)

    def latest(self, stream: str) -> Outgoing | None:
        """The last committed bundle of a stream (`upstream` or `public`)."""
        row = self._connection.row(
            f"{_SELECT} WHERE stream = ? ORDER BY epoch DESC, seq DESC LIMIT 1", (stream,)
        )
        return None if row is None else _outgoing(row)

    def pending(self, stream: str) -> tuple[Outgoing, ...]:
        """Committed bundles that were never written, the oldest first."""
        rows = self._connection.rows(
            f"{_SELECT} WHERE stream = ? AND NOT EXISTS (SELECT 1 FROM bundle_written w"
            " WHERE w.digest = bundle.digest) ORDER BY epoch, seq",
            (stream,),
        )
        return tuple(_outgoing(row) for row in rows)

    def list(self, limit: int = 100) -> tuple[Outgoing, ...]:
        """The bundles of all streams, the latest first."""
        rows = self._connection.rows(f"{_SELECT} ORDER BY rowid DESC LIMIT ?", (limit,))
        return tuple(_outgoing(row) for row in rows)

    def written(self, digest: str) -> tuple[tuple[str, tuple[WrittenFile, ...]], ...]:
        """When the bundle was written, and which files: by name alone, as a stick has no lasting place."""
        rows = self._connection.rows(
            "SELECT at, files FROM bundle_written WHERE digest = ? ORDER BY n", (digest,)
        )
        return tuple((at, tuple(map(_written_file, stored_json(files)))) for at, files in rows)

    def disclosed(self, digest: str) -> Iterator[Disclosed]:
        """The bundle's revisions with their disclosed codes, ascending by (id, rev, identity)."""
        last: tuple[str, int, str] = ("", 0, "")
        while True:
            rows = self._connection.rows(
                "SELECT r.record, r.rev, r.identity, r.arrival, b.codes FROM bundle_revision b"
                " JOIN revision r USING (identity) WHERE b.digest = ?"
                " AND (r.record, r.rev, r.identity) > (?, ?, ?)"
                f" ORDER BY r.record, r.rev, r.identity LIMIT {_BATCH}",
                (digest, *last),
            )
            if not rows:
                return
            last = rows[-1][:3]
            revisions = load(self._connection, [row[3] for row in rows])
            for revision, row in zip(revisions, rows, strict=True):
                yield Disclosed(revision, frozenset(stored_json(row[4])))

    def acts(self, digest: str) -> Iterator[Act]:
        """The bundle's acts, ascending by statement."""
        yield from self._acts(
            "SELECT a.statement, a.n FROM bundle_act b JOIN act a ON a.digest = b.act"
            " WHERE b.digest = ?",
            (digest,),
        )

    def signers(self, digest: str) -> tuple[KeptLine, ...]:
        """The bundle's account lines, all that is known of each, ascending by account."""
        rows = self._connection.rows(
            "SELECT s.n, s.line FROM bundle_signer b JOIN signer s ON s.n = b.signer"
            " WHERE b.digest = ? ORDER BY s.account",
            (digest,),
        )
        return kept_lines(rows)

    def _epoch(self, stream: str) -> int:
        epoch = self._connection.value("SELECT max(epoch) FROM bundle WHERE stream = ?", (stream,))
        return int(epoch or 1)


def _written_file(kept: dict[str, Any]) -> WrittenFile:
    return WrittenFile(Path(kept["name"]), kept["sha256"], kept["size"])


def _outgoing(row: Row) -> Outgoing:
    return Outgoing(
        digest=row[0],
        stream=row[1],
        epoch=row[2],
        seq=row[3],
        copy=row[4],
        kind=row[5],
        recipients=tuple(stored_json(row[6])),
        created=row[7],
        statement=row[8],
        manifest=row[9],
        tagmanifest=row[10],
        signature=row[11],
    )
