"""Revisions: header, columns, parents, fields and author's act of each, and its entry in the journal."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

from clerkapp.codec import jcs, record_line
from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.check_report import CheckProblem
from clerkapp.domain.records.revision import Header, Op, SaltedValue
from clerkapp.domain.retention import KEPT
from clerkapp.vault.check.claims import key
from clerkapp.vault.check.report import Looking, Numbered
from clerkapp.vault.engine.connection import Connection, Row

_REVISIONS = """SELECT arrival, header, identity, record, number, kind, rev, op, recorded, author
 FROM revision ORDER BY arrival"""
_FIELDS = "SELECT arrival, code, salt, value FROM field ORDER BY arrival, code"
_PARENTS = """SELECT r.arrival, p.parent FROM revision_parent p
 JOIN revision r ON r.identity = p.identity ORDER BY r.arrival, p.parent"""
_PARENT = "SELECT record, number, kind, rev, arrival FROM revision WHERE identity = ?"
_TWICE = """SELECT number FROM revision GROUP BY number HAVING count(DISTINCT record) > 1
 UNION SELECT min(number) FROM revision GROUP BY record
 HAVING count(DISTINCT number) > 1 OR count(DISTINCT kind) > 1 OR sum(rev = 1) > 1"""
_HEX32 = re.compile("[0-9a-f]{32}")
_PLAIN = re.compile(r'"[^"\\\x00-\x1f]*"|true|false|null|0|[1-9][0-9]{0,14}')
"""Values that are seen to be JCS; the others are parsed and encoded again."""
_ATTACHMENT = "attachment."


def look(looking: Looking) -> Iterator[CheckProblem]:
    """Every revision is what its author signed, and is where it says."""
    connection, counts = looking.vault.connection, looking.counts
    erased = _erased(connection)
    fields = _Beside(connection, _FIELDS)
    parents = _Beside(connection, _PARENTS)
    numbered = Numbered()
    for row in connection.scan(_REVISIONS):
        numbered.note(arrival := row[0])
        looked_at = _One(
            looking, row, fields.of(arrival), [parent for _, parent in parents.of(arrival)]
        )
        yield from looked_at.problems(erased.pop(row[2], frozenset()))
    counts["revisions"] = numbered.count
    if numbered.missing:
        yield CheckProblem("revisions-missing", {"count": numbered.missing})
    for (number,) in connection.rows(_TWICE):
        yield CheckProblem("number-twice", {"number": number})
    for n in looking.authored.values():
        revision, account = connection.rows("SELECT revision, account FROM act WHERE n = ?", (n,))[
            0
        ]
        if account not in looking.visitors:
            yield CheckProblem("act-unjournaled", {"revision": revision})


class _Beside:
    """Rows of another table that belong to a revision, read once beside the revisions."""

    def __init__(self, connection: Connection, select: str) -> None:
        self._groups = groupby(connection.scan(select), key=lambda row: row[0])
        self._next: tuple[int, list[Row]] | None = (0, [])

    def of(self, arrival: int) -> list[Row]:
        """The rows of a revision; asked in the order of arrival."""
        while self._next is not None and self._next[0] < arrival:
            group = next(self._groups, None)
            self._next = None if group is None else (group[0], list(group[1]))
        return self._next[1] if self._next is not None and self._next[0] == arrival else []


class _One:
    """One revision with its fields (arrival, code, salt, value) and parents as the tables have them."""

    def __init__(self, looking: Looking, row: Row, fields: list[Row], parents: list[str]) -> None:
        self._looking = looking
        self._arrival, self._bytes, self._identity = row[:3]
        self._columns = row[3:]
        self._fields = fields
        self._parents = parents
        self._where = {"number": row[4], "rev": row[6]}

    def problems(self, erased: frozenset[str]) -> Iterator[CheckProblem]:
        header = self._header()
        if header is None:
            yield CheckProblem("revision-identity-differs", self._where)
            return
        self._where = {"number": header.number, "rev": header.rev}
        if self._columns != (
            header.id,
            header.number,
            header.kind,
            header.rev,
            header.op,
            header.recorded,
            header.author,
        ):
            yield CheckProblem("revision-columns-differ", self._where)
        if not self._stands_on(header):
            yield CheckProblem("revision-parents-differ", self._where)
        if self._looking.authored.pop(key(self._identity, header.author), None) is None:
            yield CheckProblem("author-act-missing", self._where)
        if not self._visits(header) and not self._journaled(header):
            yield CheckProblem("revision-unjournaled", self._where)
        self._note_number(header)
        yield from self._field_problems(header, erased)

    def _header(self) -> Header | None:
        """The signed header, None unless the bytes are those that the identity hashes, in their one form."""
        if sha256_hex(self._bytes) != self._identity:
            return None
        try:
            value = jcs.parse(self._bytes)
            header = record_line.header_of(value)
        except ValueError:
            return None
        return header if jcs.encode_parsed(value) == self._bytes else None

    def _visits(self, header: Header) -> bool:
        """Whether it came from another station."""
        return header.author in self._looking.visitors

    def _stands_on(self, header: Header) -> bool:
        """Whether the parents are those of the header, are here, and are one revision earlier."""
        if not header.parents and not self._parents:
            return True
        if tuple(self._parents) != header.parents:
            return False
        same, visits = (header.id, header.number, header.kind), self._visits(header)
        revs: list[int] = []
        for parent in header.parents:
            row = self._looking.vault.connection.row(_PARENT, (parent,))
            if row is None and visits:
                continue
            if row is None or row[:3] != same or (row[4] >= self._arrival and not visits):
                return False
            revs.append(row[3])
        if len(revs) < len(header.parents):
            return header.rev > max(revs, default=0)
        return header.rev == max(revs) + 1

    def _journaled(self, header: Header) -> bool:
        op = "struck" if header.op is Op.STRIKE else "recorded" if header.rev == 1 else "amended"
        claims = self._looking.claims
        if claims.numbers or claims.versions:
            claims.numbers.pop(header.number, None)
            claims.versions.pop((header.number, header.rev), None)
        facts = (self._identity, header.number, header.rev, header.author, header.recorded)
        return claims.found("revision", op, *facts)

    def _note_number(self, header: Header) -> None:
        if header.rev != 1:
            return
        number, info = record_line.number_of(header.number), self._looking.vault.info
        if (number.authority, number.station) == (info.authority, info.station):
            self._looking.given.setdefault(number.year, []).append(number.running)

    def _field_problems(self, header: Header, erased: frozenset[str]) -> Iterator[CheckProblem]:
        missing = set(header.digests)
        for _, code, salt, value in self._fields:
            if code not in missing:
                yield CheckProblem("field-undigested", {**self._where, "field": code})
            elif salt is not None or value is not None:
                missing.discard(code)
                if not _holds(header.digests[code], salt, code, value):
                    yield CheckProblem("field-differs", {**self._where, "field": code})
                elif code.startswith(_ATTACHMENT):
                    yield from self._attachment(code, value)
        for code in sorted(missing - erased):
            yield CheckProblem("field-missing", {**self._where, "field": code})
        disposed = self._identity in self._looking.disposed
        for code in sorted(erased if not disposed else erased - missing):
            yield CheckProblem("erasure-unexplained", {**self._where, "field": code})
        if disposed and header.digests.keys() - erased - KEPT:
            yield CheckProblem("disposal-undone", self._where)

    def _attachment(self, code: str, value: str) -> Iterator[CheckProblem]:
        try:
            [named] = record_line.named_attachments({code: SaltedValue("", json.loads(value))})
        except ValueError:
            yield CheckProblem("field-differs", {**self._where, "field": code})
            return
        self._looking.named.add(bytes.fromhex(named.sha256))
        stored = self._looking.vault.attachments.get(named.sha256)
        if stored is None or stored.size != named.size:
            yield CheckProblem("attachment-not-kept", {**self._where, "sha256": named.sha256})


def _holds(digest: str, salt: Any, code: str, value: Any) -> bool:
    """Whether salt, code and value are what was digested, the value in its one form."""
    if salt is None or value is None or _HEX32.fullmatch(salt) is None:
        return False
    data = value.encode()
    if sha256_hex(b'["%b",%b,%b]' % (salt.encode(), _name(code), data)) != digest:
        return False
    if _PLAIN.fullmatch(value):
        return True
    try:
        jcs.decode_line(data)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1024)
def _name(code: str) -> bytes:
    return jcs.encode_parsed(code)


def _erased(connection: Connection) -> dict[str, frozenset[str]]:
    erased: dict[str, frozenset[str]] = {}
    for identity, code in connection.rows("SELECT identity, code FROM erasure"):
        erased[identity] = erased.get(identity, frozenset()) | {code}
    return erased
