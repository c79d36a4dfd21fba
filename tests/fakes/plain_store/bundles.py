"""Bundles: a row each, and a row for each thing in it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, fields
from pathlib import Path

from clerkapp.codec import account_line
from clerkapp.crypto.acts import act_digest
from clerkapp.domain.bundles import UPSTREAM, Disclosed, Outgoing
from clerkapp.domain.errors import Refused
from clerkapp.domain.files import WrittenFile
from clerkapp.domain.records.revision import Act, ActKind, Revision
from clerkapp.store.people import KeptLine
from tests.fakes.plain_store.engine import Engine, Row
from tests.fakes.plain_store.records import PlainRecords, in_order

_NAMES = [field.name for field in fields(Outgoing)]
_SELECT = f"SELECT {', '.join(_NAMES)} FROM bundle"


class PlainBundles:
    def __init__(self, engine: Engine, records: PlainRecords) -> None:
        self._engine = engine
        self._records = records

    def sent_upstream(self) -> set[str]:
        """Identities of the revisions in the newest upstream epoch."""
        latest = self.latest(UPSTREAM)
        return set() if latest is None else self._gone("revision", UPSTREAM, latest.epoch)

    def _gone(self, what: str, stream: str, epoch: int) -> set[str]:
        rows = self._engine.rows(
            "SELECT key FROM part JOIN bundle USING (digest)"
            " WHERE what = ? AND stream = ? AND epoch = ?",
            what,
            stream,
            epoch,
        )
        return {key for (key,) in rows}

    def unsent(self, stream: str, epoch: int) -> Iterator[Revision]:
        gone = self._gone("revision", stream, epoch)
        return iter(in_order(one for one in self._records.all() if one.identity not in gone))

    def revisions_of(self, records: Iterable[str]) -> Iterator[Revision]:
        wanted = set(records)
        return iter(in_order(one for one in self._records.all() if one.header.id in wanted))

    def unsent_acts(self, stream: str, epoch: int) -> Iterator[Act]:
        gone = self._gone("act", stream, epoch)
        return self._acts(one for one in self._records.all_acts() if act_digest(one) not in gone)

    def author_acts(self) -> Iterator[Act]:
        return self._acts(one for one in self._records.all_acts() if one.act is ActKind.AUTHOR)

    def _acts(self, acts: Iterable[Act]) -> Iterator[Act]:
        return iter(sorted(acts, key=lambda act: act.statement))

    def unsent_closings(self, stream: str, epoch: int) -> tuple[str, ...]:
        told = {
            (line.grant.station, line.grant.account)
            for _, line in self._lines(self._gone("signer", stream, epoch))
            if line.closing is not None
        }
        everyone = self._lines({str(n) for (n,) in self._engine.rows("SELECT n FROM signer")})
        waiting = (
            line.grant.account
            for _, line in everyone
            if line.closing is not None and (line.grant.station, line.grant.account) not in told
        )
        return tuple(dict.fromkeys(waiting))

    def _lines(self, keys: set[str]) -> list[tuple[int, account_line.AccountLine]]:
        rows = self._engine.rows("SELECT n, line FROM signer ORDER BY n")
        return [(n, account_line.decode(line)) for n, line in rows if str(n) in keys]

    def holding(self, stream: str, epoch: int, records: Iterable[str]) -> tuple[Outgoing, ...]:
        wanted = {one.identity for one in self.revisions_of(records)}
        return tuple(
            one
            for one in self._all()
            if (one.stream, one.epoch) == (stream, epoch)
            and wanted & set(self._parts(one.digest, "revision"))
        )

    def commit(
        self,
        outgoing: Outgoing,
        revisions: Iterable[tuple[str, Iterable[str]]],
        acts: Iterable[str],
        signers: Iterable[int] = (),
    ) -> None:
        latest = self.latest(outgoing.stream)
        place = (outgoing.epoch, outgoing.seq)
        next_one = latest is not None and place == (latest.epoch, latest.seq + 1)
        new_epoch = outgoing.seq == 1 and (latest is None or outgoing.epoch > latest.epoch)
        if not next_one and not new_epoch:
            raise Refused("bundle-order", seq=outgoing.seq, epoch=outgoing.epoch)
        with self._engine.transaction():
            values = list(astuple(outgoing))
            values[_NAMES.index("recipients")] = json.dumps(outgoing.recipients)
            self._engine.run(
                f"INSERT INTO bundle ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))})",
                values,
            )
            parts: list[tuple[str, str, str | None]] = [
                *(
                    ("revision", identity, json.dumps(sorted(codes)))
                    for identity, codes in revisions
                ),
                *(("act", act, None) for act in acts),
                *(("signer", str(n), None) for n in signers),
            ]
            for part in parts:
                self._engine.run("INSERT INTO part VALUES (?, ?, ?, ?)", (outgoing.digest, *part))

    def mark_written(self, digest: str, files: Iterable[WrittenFile], *, at: str) -> None:
        self.get(digest)
        kept = json.dumps([[one.path.name, one.sha256, one.size] for one in files])
        self._engine.run("INSERT INTO written VALUES (?, ?, ?)", (digest, at, kept))

    def get(self, digest: str) -> Outgoing:
        row = self._engine.row(f"{_SELECT} WHERE digest = ?", digest)
        if row is None:
            raise Refused("bundle-unknown", digest=digest[:64])
        return _outgoing(row)

    def _all(self) -> list[Outgoing]:
        return [_outgoing(row) for row in self._engine.rows(f"{_SELECT} ORDER BY n")]

    def latest(self, stream: str) -> Outgoing | None:
        return next((one for one in reversed(self._all()) if one.stream == stream), None)

    def pending(self, stream: str) -> tuple[Outgoing, ...]:
        return tuple(
            one for one in self._all() if one.stream == stream and not self.written(one.digest)
        )

    def list(self, limit: int = 100) -> tuple[Outgoing, ...]:
        return tuple(reversed(self._all()))[:limit]

    def written(self, digest: str) -> tuple[tuple[str, tuple[WrittenFile, ...]], ...]:
        rows = self._engine.rows(
            "SELECT at, files FROM written WHERE digest = ? ORDER BY rowid", digest
        )
        return tuple(
            (
                at,
                tuple(
                    WrittenFile(Path(name), sha256, size)
                    for name, sha256, size in json.loads(files)
                ),
            )
            for at, files in rows
        )

    def _parts(self, digest: str, what: str) -> dict[str, str]:
        rows = self._engine.rows(
            "SELECT key, codes FROM part WHERE digest = ? AND what = ?", digest, what
        )
        return dict(rows)

    def disclosed(self, digest: str) -> Iterator[Disclosed]:
        codes = self._parts(digest, "revision")
        for revision in in_order(map(self._records.get, codes)):
            yield Disclosed(revision, frozenset(json.loads(codes[revision.identity])))

    def acts(self, digest: str) -> Iterator[Act]:
        wanted = self._parts(digest, "act")
        return self._acts(one for one in self._records.all_acts() if act_digest(one) in wanted)

    def signers(self, digest: str) -> tuple[KeptLine, ...]:
        lines = self._lines(set(self._parts(digest, "signer")))
        kept = (KeptLine(n, line) for n, line in lines)
        return tuple(sorted(kept, key=lambda one: one.line.grant.account))


def _outgoing(row: Row) -> Outgoing:
    values = dict(zip(_NAMES, row, strict=True))
    return Outgoing(**{**values, "recipients": tuple(json.loads(values["recipients"]))})
