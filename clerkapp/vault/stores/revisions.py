"""Revisions and acts: appended once, checked before, never changed (docs/formats/bundle.md, section 4).

`append` refuses what a reader of a bundle would refuse: a digest, an identity or a parent that is not
right, a revision without its author's signature. Numbers of this station are given without gaps.
The lists are brought up to date in the same transaction.
"""

from collections.abc import Iterable, Iterator, Sequence

from clerkapp.codec import jcs, record_line
from clerkapp.codec.limits import MAX_LINE
from clerkapp.crypto.acts import act_digest, verify_act
from clerkapp.crypto.revisions import checked
from clerkapp.domain.errors import Refused
from clerkapp.domain.records.numbers import RecordNumber
from clerkapp.domain.records.revision import Act, ActKind, Revision
from clerkapp.vault.engine.connection import Connection, Row
from clerkapp.vault.stores import loading, projection
from clerkapp.vault.stores.loading import load
from clerkapp.vault.stores.signers import Signers

_BATCH = 200


class Revisions:
    """The revisions of this vault. `authority` and `station` are its own."""

    def __init__(
        self, connection: Connection, signers: Signers, authority: str, station: str
    ) -> None:
        self._connection = connection
        self._signers = signers
        self._authority = authority
        self._station = station

    # --- numbers

    def next_number(self, year: int) -> RecordNumber:
        """The number that this station's next record of `year` must carry."""
        highest = self._connection.value(
            "SELECT max(running) FROM record WHERE authority = ? AND year = ? AND station = ?",
            (self._authority, year, self._station),
        )
        skipped = self._connection.value(
            "SELECT max(last) FROM number_skip WHERE authority = ? AND year = ? AND station = ?",
            (self._authority, year, self._station),
        )
        running = max(highest or 0, skipped or 0) + 1
        return RecordNumber(self._authority, year, self._station, running)

    def skip_numbers(self, year: int, *, at: str) -> tuple[int, int]:
        """After a restored backup: pass over the running numbers up to the next hundred.

        Numbers that were given after the backup may stand on paper. The range (first, last) is kept,
        so that the check counts it as explained; the caller journals it.
        """
        first = self.next_number(year).running
        last = -(-first // 100) * 100
        self._connection.insert(
            "number_skip",
            {
                "authority": self._authority,
                "year": year,
                "station": self._station,
                "first": first,
                "last": last,
                "at": at,
            },
        )
        return first, last

    # --- appending

    def append(self, revision: Revision, act: Act) -> None:
        """Append a revision with its author's act.

        Raises Refused: revision-form, revision-known, revision-digest, revision-identity,
        revision-parents, revision-number, revision-act, record-too-long.
        """
        with self._connection.transaction():
            self._append(revision, act)

    def _append(self, revision: Revision, act: Act) -> None:
        encoded = self._check(revision)
        if revision.header.rev == 1:
            self._require_first(revision)
        else:
            self._require_parents(revision)
        self._require_author(revision, act)
        self._insert(revision, encoded)
        self._insert_act(act)
        projection.refresh(self._connection, revision.header.id)

    def append_all(self, pairs: Iterable[tuple[Revision, Act]]) -> int:
        """Append many in one transaction, each checked as `append` checks it; how many."""
        count = 0
        with self._connection.transaction():
            for revision, act in pairs:
                self._append(revision, act)
                count += 1
        return count

    def add_act(self, act: Act) -> None:
        """Add a signature to a revision that is here.

        Raises Refused: revision-unknown, revision-act, act-known.
        """
        with self._connection.transaction():
            self._require_signature(act)
            self._arrival(act.revision)
            if self._knows_act(act):
                raise Refused("act-known")
            self._insert_act(act)
            self._list_anew(act)

    def receive(self, revision: Revision) -> None:
        """Add a revision that was made elsewhere, before or after its parents and its acts.

        Raises Refused: revision-form, revision-known, revision-digest, revision-identity,
        revision-number, record-too-long.
        """
        with self._connection.transaction():
            encoded = self._check(revision)
            self._require_one_record(revision)
            self._insert(revision, encoded)
            projection.refresh(self._connection, revision.header.id)

    def receive_act(self, act: Act) -> None:
        """Add a signature that was made elsewhere, before or after its revision; its signer is known.

        Raises Refused: revision-act, act-known.
        """
        with self._connection.transaction():
            self._require_signature(act)
            if self._knows_act(act):
                raise Refused("act-known")
            self._insert_act(act)
            self._list_anew(act)

    def _check(self, revision: Revision) -> bytes:
        """Refuses what a revision shows of itself to be wrong, or is here; the JCS bytes of the header."""
        encoded = checked(revision)
        if self._connection.row("SELECT 1 FROM revision WHERE identity = ?", (revision.identity,)):
            raise Refused("revision-known", number=revision.header.number)
        return encoded

    def _require_one_record(self, revision: Revision) -> None:
        """A number is one record's, and a record begins once."""
        header = revision.header
        about = (header.id, header.number, header.kind)
        here = self._connection.rows(
            "SELECT id, number, kind FROM record WHERE id = ? OR number = ?", about[:2]
        )
        begun = header.rev == 1 and self._connection.row(
            "SELECT 1 FROM revision WHERE record = ? AND rev = 1", (header.id,)
        )
        if begun or any(row != about for row in here):
            raise Refused("revision-number", number=header.number)

    def _require_first(self, revision: Revision) -> None:
        header = revision.header
        taken = self._connection.row(
            "SELECT 1 FROM record WHERE id = ? OR number = ?", (header.id, header.number)
        )
        number = RecordNumber.parse(header.number)
        own = (number.authority, number.station) == (self._authority, self._station)
        if taken or (own and number != self.next_number(number.year)):
            raise Refused("revision-number", number=header.number)

    def _require_parents(self, revision: Revision) -> None:
        header = revision.header
        highest = 0
        for parent in header.parents:
            row = self._connection.row(
                "SELECT record, number, kind, rev FROM revision WHERE identity = ?", (parent,)
            )
            if row is None or row[:3] != (header.id, header.number, header.kind):
                raise Refused("revision-parents", number=header.number)
            highest = max(highest, row[3])
        if header.rev != highest + 1:
            raise Refused("revision-parents", number=header.number)

    def _require_author(self, revision: Revision, act: Act) -> None:
        about = (act.act, act.revision, act.account)
        if about != (ActKind.AUTHOR, revision.identity, revision.header.author):
            raise Refused("revision-act", number=revision.header.number)
        self._require_signature(act)

    def _require_signature(self, act: Act) -> None:
        try:
            verify_act(act, self._signers.key(act.account))
        except (ValueError, Refused):
            raise Refused("revision-act", number="") from None

    def _insert(self, revision: Revision, encoded: bytes) -> None:
        header = revision.header
        texts = {code: jcs.encode(one.value).decode() for code, one in revision.fields.items()}
        if len(encoded) + sum(map(len, texts.values())) > MAX_LINE // 8:
            record_line.encode(revision)  # refuses what no bundle could carry
        arrival = 1 + int(self._connection.value("SELECT coalesce(max(arrival), 0) FROM revision"))
        self._connection.run(
            "INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                arrival,
                revision.identity,
                header.id,
                header.number,
                header.kind,
                header.rev,
                str(header.op),
                header.recorded,
                header.author,
                encoded,
            ),
        )
        self._connection.run_many(
            "INSERT INTO revision_parent VALUES (?, ?)",
            [(revision.identity, parent) for parent in header.parents],
        )
        self._connection.run_many(
            "INSERT INTO field VALUES (?, ?, ?, ?)",
            [
                (arrival, code, revision.fields[code].salt, text)
                for code, text in sorted(texts.items())
            ],
        )

    def _insert_act(self, act: Act) -> None:
        self._connection.run(
            "INSERT INTO act (digest, act, revision, account, capacity, at, statement, sshsig)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                act_digest(act),
                str(act.act),
                act.revision,
                act.account,
                act.capacity,
                act.at,
                act.statement,
                act.sshsig,
            ),
        )

    def _list_anew(self, act: Act) -> None:
        """Let the lists follow a signature, where its revision is here."""
        record = self._connection.value(
            "SELECT record FROM revision WHERE identity = ?", (act.revision,)
        )
        if record is not None and act.act is not ActKind.AUTHOR:
            projection.refresh(self._connection, record)

    def _knows_act(self, act: Act) -> bool:
        found = self._connection.row("SELECT 1 FROM act WHERE digest = ?", (act_digest(act),))
        return found is not None

    def _arrival(self, identity: str) -> int:
        arrival = self._connection.value(
            "SELECT arrival FROM revision WHERE identity = ?", (identity,)
        )
        if arrival is None:
            raise Refused("revision-unknown")
        return int(arrival)

    # --- erasing

    def erase(self, record: str, *, keep: frozenset[str], at: str, reason: str) -> None:
        """Take the values of all revisions of a record away for good, but those of the codes in `keep`.

        Raises Refused("record-not-found").
        """
        rows = self._connection.rows(
            "SELECT r.identity, r.arrival, f.code FROM revision r JOIN field f"
            " ON f.arrival = r.arrival WHERE r.record = ? AND f.value IS NOT NULL",
            (record,),
        )
        if not self._connection.row("SELECT 1 FROM revision WHERE record = ?", (record,)):
            raise Refused("record-not-found", number=record[:60])
        gone = [row for row in rows if row[2] not in keep]
        self._connection.run_many(
            "INSERT INTO erasure VALUES (?, ?, ?, ?)",
            [(identity, code, at, reason) for identity, _, code in gone],
        )
        self._connection.run_many(
            "UPDATE field SET salt = NULL, value = NULL WHERE arrival = ? AND code = ?",
            [(arrival, code) for _, arrival, code in gone],
        )
        projection.refresh(self._connection, record)
        self._connection.after_commit(self._connection.forget_what_was)

    def names_file(self, sha256_hex: str, *, besides: frozenset[str]) -> bool:
        """Whether a field of a record that is not in `besides` names this attachment."""
        rows = self._connection.rows(
            "SELECT DISTINCT r.record FROM field f JOIN revision r ON r.arrival = f.arrival"
            " WHERE f.code GLOB 'attachment.*' AND instr(f.value, ?) > 0",
            (sha256_hex,),
        )
        return any(record not in besides for (record,) in rows)

    # --- reading

    def arrived(self, after: int, up_to: int) -> tuple[str, ...]:
        """The ids of the records of which a revision came after the first `after` ones and among the first
        `up_to`, each once, in the order of the last."""
        rows = self._connection.rows(
            "SELECT record FROM revision WHERE arrival > ? AND arrival <= ?"
            " GROUP BY record ORDER BY max(arrival)",
            (after, up_to),
        )
        return tuple(record for (record,) in rows)

    def record_id_of(self, number: RecordNumber | str) -> str:
        """The id of the record with this number. Raises Refused("record-not-found")."""
        found = self._connection.value("SELECT id FROM record WHERE number = ?", (str(number),))
        if found is None:
            raise Refused("record-not-found", number=str(number)[:60])
        return str(found)

    def get(self, identity: str) -> Revision:
        """One revision. Raises Refused("revision-unknown")."""
        return load(self._connection, [self._arrival(identity)])[0]

    def heads(self, record: str) -> tuple[Revision, ...]:
        """The current revisions, the one shown first. Raises Refused("record-not-found")."""
        rows = [row[3:] for row in projection.head_rows(self._connection, record)]
        return self._found(record, rows)

    def history(self, record: str) -> tuple[Revision, ...]:
        """All revisions by (rev, identity). Raises Refused("record-not-found")."""
        rows = self._connection.rows(
            "SELECT arrival FROM revision WHERE record = ? ORDER BY rev, identity", (record,)
        )
        return self._found(record, rows)

    def _found(self, record: str, rows: Sequence[Row]) -> tuple[Revision, ...]:
        if not rows:
            raise Refused("record-not-found", number=record[:60])
        return tuple(load(self._connection, [arrival for (arrival,) in rows]))

    def acts(self, record: str) -> tuple[Act, ...]:
        """All signatures over the record's revisions, in the order of arrival."""
        return loading.acts(self._connection, record)

    def all(self) -> Iterator[Revision]:
        """Every revision in the order of arrival, a few in memory at a time."""
        after = 0
        while True:
            rows = self._connection.rows(
                "SELECT arrival FROM revision WHERE arrival > ? ORDER BY arrival LIMIT ?",
                (after, _BATCH),
            )
            if not rows:
                return
            after = rows[-1][0]
            yield from load(self._connection, [arrival for (arrival,) in rows])

    def newest_recorded(self) -> str | None:
        """The time of recording (RFC 3339) of the revision that arrived last."""
        recorded: str | None = self._connection.value(
            "SELECT recorded FROM revision ORDER BY arrival DESC LIMIT 1"
        )
        return recorded

    def count(self) -> int:
        """How many revisions there are."""
        return int(self._connection.value("SELECT coalesce(max(arrival), 0) FROM revision"))
