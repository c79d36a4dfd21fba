"""The bundles that this station signed, verified anew: what they say binds what the vault holds.

A signed bundle names the head of the journal of its day and the digests of all that it carried. So each
one is a witness from before for everything that was in the vault then.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clerkapp.codec import manifest, sshsig
from clerkapp.codec import statement as statements
from clerkapp.codec.sshkey import PublicKey
from clerkapp.codec.statement import Statement
from clerkapp.crypto.certificates import read_recipient
from clerkapp.crypto.digests import sha256_hex
from clerkapp.crypto.signing import Namespace, read
from clerkapp.domain.bundles import PUBLIC, Outgoing
from clerkapp.domain.check_report import CheckProblem
from clerkapp.domain.errors import Refused
from clerkapp.vault.check import carried
from clerkapp.vault.check.report import Looking

_COLUMNS = """digest, stream, epoch, seq, copy, kind, recipients, created, statement, manifest,
 tagmanifest, signature"""


def look(looking: Looking) -> Iterator[CheckProblem]:
    """Each by itself, then its place in the chain, what it carried, and the journal that it names."""
    connection = looking.vault.connection
    looking.counts["bundles"] = 0
    before: dict[str, _Place] = {}
    for (digest,) in connection.rows("SELECT digest FROM bundle ORDER BY stream, epoch, seq"):
        looking.counts["bundles"] += 1
        outgoing = looking.vault.outgoing.get(digest)
        where = {"stream": outgoing.stream, "epoch": outgoing.epoch, "seq": outgoing.seq}
        statement = _verified(outgoing, station_keys(looking))
        if statement is None or not _is_own(looking, statement):
            yield CheckProblem("bundle-altered", where)
        else:
            if not _follows(looking, outgoing, statement, before.get(outgoing.stream)):
                yield CheckProblem("bundle-chain", where)
            if not carried.agrees(connection, looking.vault.outgoing, outgoing, statement):
                yield CheckProblem("bundle-content-differs", where)
            if not _journal_agrees(looking, statement, digest):
                yield CheckProblem(
                    "journal-head-differs", {"entry": statement.journal.seq, **where}
                )
            opened = ("epoch", outgoing.stream, outgoing.epoch)
            if statement.epoch_prev is not None and not looking.claims.found(*opened):
                yield CheckProblem("bundle-unjournaled", where)
            before[outgoing.stream] = _place(before.get(outgoing.stream), outgoing, statement)
        yield from _entries(looking, outgoing, where)


def station_keys(looking: Looking) -> frozenset[PublicKey]:
    """The keys with which this station signed its bundles."""
    return frozenset(key.public for key in looking.vault.station_keys.list())


@dataclass(frozen=True, slots=True)
class _Place:
    """The last bundle of a stream so far. `head`: the journal's seq that it names."""

    epoch: int
    seq: int
    digest: str
    head: int


def _place(before: _Place | None, outgoing: Outgoing, statement: Statement) -> _Place:
    head = max(statement.journal.seq, before.head if before else 0)
    return _Place(outgoing.epoch, outgoing.seq, outgoing.digest, head)


def _verified(outgoing: Outgoing, keys: frozenset[PublicKey]) -> Statement | None:
    """What the bundle says, when its parts belong together, its columns say the same and it is signed."""
    try:
        statement = statements.decode(outgoing.statement)
        manifest.decode_manifest(outgoing.manifest)
        tags = manifest.decode_tagmanifest(outgoing.tagmanifest)
        signer = read(
            sshsig.dearmor(outgoing.signature), _namespace(outgoing), outgoing.tagmanifest
        )
        skis = tuple(sorted(read_recipient(pem.encode()).ski for pem in outgoing.recipients))
    except (ValueError, Refused):
        return None
    listed = {
        manifest.STATEMENT: outgoing.statement,
        manifest.MANIFEST: outgoing.manifest,
        manifest.BAGIT: manifest.BAGIT_TEXT,
        manifest.BAG_INFO: manifest.bag_info(statement.payload.octets, statement.payload.files),
    }
    right = (
        outgoing.digest == sha256_hex(outgoing.tagmanifest)
        and tags == {name: sha256_hex(data) for name, data in listed.items()}
        and signer in keys
        and (
            statement.epoch,
            statement.seq,
            statement.kind,
            statement.created,
            statement.recipients,
        )
        == (outgoing.epoch, outgoing.seq, outgoing.kind, outgoing.created, skis)
        and (outgoing.stream == PUBLIC) == (outgoing.copy == PUBLIC)
    )
    return statement if right else None


def _namespace(outgoing: Outgoing) -> Namespace:
    return Namespace.PUBLIC if outgoing.stream == PUBLIC else Namespace.BUNDLE


def _is_own(looking: Looking, statement: Statement) -> bool:
    info = looking.vault.info
    return (statement.authority, statement.station) == (info.authority, info.station)


def _follows(
    looking: Looking, outgoing: Outgoing, statement: Statement, before: _Place | None
) -> bool:
    """Within an epoch each names the one before; a later epoch names the last one of the one before,
    which is not here when it was made after the backup that was restored."""
    if before is not None and outgoing.epoch == before.epoch:
        return outgoing.seq == before.seq + 1 and statement.prev == before.digest
    if outgoing.seq != 1:
        return False
    named = statement.epoch_prev
    if named is None:
        return before is None and outgoing.epoch == 1
    if named.epoch != outgoing.epoch - 1:
        return False
    if before is not None and (named.epoch, named.seq) <= (before.epoch, before.seq):
        return (named.epoch, named.seq, named.digest) == (before.epoch, before.seq, before.digest)
    return looking.claims.restored > 0


def _journal_agrees(looking: Looking, statement: Statement, digest: str) -> bool:
    """Whether the journal still holds the head that the bundle names, and says later that it was made."""
    digest_then = looking.vault.connection.value(
        "SELECT digest FROM journal WHERE seq = ?", (statement.journal.seq,)
    )
    committed = looking.claims.committed.get(digest, statement.journal.seq + 1)
    return bool(digest_then == statement.journal.digest and committed > statement.journal.seq)


def _entries(looking: Looking, outgoing: Outgoing, where: dict[str, Any]) -> Iterator[CheckProblem]:
    """What the journal says of the bundle, and of where it was written."""
    bundle = outgoing
    if not looking.claims.found(
        "bundle", bundle.digest, bundle.stream, bundle.epoch, bundle.seq, bundle.kind, bundle.copy
    ):
        yield CheckProblem("bundle-unjournaled", where)
    rows = looking.vault.connection.rows(
        "SELECT n, at, files FROM bundle_written WHERE digest = ? ORDER BY n", (bundle.digest,)
    )
    for place, (n, at, files) in enumerate(rows, start=1):
        names = [file["name"] for file in json.loads(files)]
        if n != place or not looking.claims.found("written", bundle.digest, bundle.seq, at, *names):
            yield CheckProblem("bundle-written-unjournaled", where)
