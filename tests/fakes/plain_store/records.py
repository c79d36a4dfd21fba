"""Revisions and acts as lines."""

from collections.abc import Iterable, Sequence

from clerkapp.codec import act_line, record_line
from clerkapp.crypto.acts import act_digest, verify_act
from clerkapp.crypto.identity import read_revision
from clerkapp.crypto.revisions import checked
from clerkapp.domain.errors import Refused
from clerkapp.domain.office import VaultInfo
from clerkapp.domain.records.numbers import RecordNumber
from clerkapp.domain.records.revision import Act, ActKind, Revision
from tests.fakes.plain_store.engine import Engine
from tests.fakes.plain_store.people import PlainSigners


def heads_of(revisions: Sequence[Revision]) -> list[Revision]:
    """Those that no other one replaces, the shown one first."""
    replaced = {parent for one in revisions for parent in one.header.parents}
    heads = [one for one in revisions if one.identity not in replaced]
    return sorted(heads, key=lambda one: (-one.header.rev, one.identity))


def in_order(revisions: Iterable[Revision]) -> list[Revision]:
    """Ascending by (id, rev, identity)."""
    return sorted(revisions, key=lambda one: (one.header.id, one.header.rev, one.identity))


class PlainRecords:
    def __init__(self, engine: Engine, signers: PlainSigners, info: VaultInfo) -> None:
        self._engine = engine
        self._signers = signers
        self._info = info

    def next_number(self, year: int) -> RecordNumber:
        numbers = (RecordNumber.parse(one.header.number) for one in self.all())
        own = [
            one.running
            for one in numbers
            if (one.authority, one.year, one.station)
            == (self._info.authority, year, self._info.station)
        ]
        skipped = [
            last for (last,) in self._engine.rows("SELECT last FROM skipped WHERE year = ?", year)
        ]
        running = 1 + max([*own, *skipped, 0])
        return RecordNumber(self._info.authority, year, self._info.station, running)

    def skip_numbers(self, year: int, *, at: str) -> tuple[int, int]:
        first = self.next_number(year).running
        last = -(-first // 100) * 100
        self._engine.run("INSERT INTO skipped VALUES (?, ?)", (year, last))
        return first, last

    def append(self, revision: Revision, act: Act) -> None:
        header = revision.header
        with self._engine.transaction():
            self._require_new(revision)
            if header.rev == 1:
                self._require_first(revision)
            else:
                self._require_parents(revision)
            about = (act.act, act.revision, act.account)
            if about != (ActKind.AUTHOR, revision.identity, header.author):
                raise Refused("revision-act", number=header.number)
            self._require_signature(act)
            self._insert(revision)
            self._insert_act(act)

    def add_act(self, act: Act) -> None:
        self._require_signature(act)
        self.get(act.revision)
        self._insert_act(act)

    def receive(self, revision: Revision) -> None:
        header = revision.header
        self._require_new(revision)
        for one in self.all():
            same = (one.header.id == header.id, one.header.number == header.number)
            begins_again = same[0] and one.header.rev == 1 and header.rev == 1
            if same[0] != same[1] or begins_again or (same[0] and one.header.kind != header.kind):
                raise Refused("revision-number", number=header.number)
        self._insert(revision)

    def receive_act(self, act: Act) -> None:
        self._require_signature(act)
        self._insert_act(act)

    def _require_new(self, revision: Revision) -> None:
        checked(revision)
        if self._find(revision.identity) is not None:
            raise Refused("revision-known", number=revision.header.number)

    def _require_first(self, revision: Revision) -> None:
        header = revision.header
        number = RecordNumber.parse(header.number)
        own = (number.authority, number.station) == (self._info.authority, self._info.station)
        taken = any(
            one.header.id == header.id or one.header.number == header.number for one in self.all()
        )
        if taken or (own and number != self.next_number(number.year)):
            raise Refused("revision-number", number=header.number)

    def _require_parents(self, revision: Revision) -> None:
        header = revision.header
        found = [self._find(parent) for parent in header.parents]
        parents = [one.header for one in found if one is not None]
        about = {(header.id, header.number, header.kind)}
        if (
            len(parents) != len(found)
            or {(one.id, one.number, one.kind) for one in parents} != about
            or header.rev != 1 + max(one.rev for one in parents)
        ):
            raise Refused("revision-parents", number=header.number)

    def _require_signature(self, act: Act) -> None:
        try:
            verify_act(act, self._signers.key(act.account))
        except (ValueError, Refused):
            raise Refused("revision-act", number="") from None

    def _insert(self, revision: Revision) -> None:
        self._engine.run(
            "INSERT INTO revision (identity, record, line) VALUES (?, ?, ?)",
            (revision.identity, revision.header.id, record_line.encode(revision)),
        )

    def _insert_act(self, act: Act) -> None:
        digest = act_digest(act)
        if self._engine.row("SELECT 1 FROM act WHERE digest = ?", digest):
            raise Refused("act-known")
        self._engine.run(
            "INSERT INTO act (digest, revision, line) VALUES (?, ?, ?)",
            (digest, act.revision, act_line.encode(act)),
        )

    def all(self) -> list[Revision]:
        """Every revision, in the order of arrival."""
        return [
            _revision(line)
            for (line,) in self._engine.rows("SELECT line FROM revision ORDER BY arrival")
        ]

    def all_acts(self) -> list[Act]:
        """Every act, in the order of arrival."""
        return [
            act_line.decode(line)
            for (line,) in self._engine.rows("SELECT line FROM act ORDER BY n")
        ]

    def record_id_of(self, number: RecordNumber | str) -> str:
        for one in self.all():
            if one.header.number == str(number):
                return one.header.id
        raise Refused("record-not-found", number=str(number)[:60])

    def _find(self, identity: str) -> Revision | None:
        line = self._engine.value("SELECT line FROM revision WHERE identity = ?", identity)
        return None if line is None else _revision(line)

    def get(self, identity: str) -> Revision:
        found = self._find(identity)
        if found is None:
            raise Refused("revision-unknown")
        return found

    def heads(self, record: str) -> tuple[Revision, ...]:
        return tuple(heads_of(self.history(record)))

    def history(self, record: str) -> tuple[Revision, ...]:
        found = self.of_record(record)
        if not found:
            raise Refused("record-not-found", number=record[:60])
        return tuple(in_order(found))

    def of_record(self, record: str) -> list[Revision]:
        """Its revisions in the order of arrival."""
        rows = self._engine.rows(
            "SELECT line FROM revision WHERE record = ? ORDER BY arrival", record
        )
        return [_revision(line) for (line,) in rows]

    def acts(self, record: str) -> tuple[Act, ...]:
        here = {one.identity for one in self.of_record(record)}
        return tuple(act for act in self.all_acts() if act.revision in here)

    def arrived(self, after: int, up_to: int) -> tuple[str, ...]:
        later = [one.header.id for one in self.all()[after:up_to]]
        return tuple(dict.fromkeys(reversed(later)))[::-1]

    def erase(self, record: str, *, keep: frozenset[str], at: str, reason: str) -> None:
        for one in self.history(record):
            line = record_line.encode(one, disclose=keep)
            self._engine.run(
                "UPDATE revision SET line = ? WHERE identity = ?", (line, one.identity)
            )

    def names_file(self, sha256_hex: str, *, besides: frozenset[str]) -> bool:
        return any(
            named.sha256 == sha256_hex
            for one in self.all()
            if one.header.id not in besides
            for named in record_line.named_attachments(one.fields)
        )

    def newest_recorded(self) -> str | None:
        revisions = self.all()
        return revisions[-1].header.recorded if revisions else None

    def count(self) -> int:
        return len(self.all())


def _revision(line: bytes) -> Revision:
    return read_revision(record_line.decode(line))
