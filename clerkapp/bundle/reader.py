"""The reader: one pass, constant memory, every step named (docs/formats/bundle.md, "Reading").

    1 header of part 1 · 2 signature · 3 tag manifest, and verify · 4 statement · 5 manifest ·
    6 payload · 7 people · 8 bagit.txt, bag-info.txt, trailer, end · 9 tag of every part · 10 totals

Nothing is parsed before step 3 has verified it but the containers themselves, and those by building
them again. What a refusal says about the plaintext of a part counts only once the part's tag is
right; what it says about a payload file counts only once the file's digest is right.

The reader opens no file and writes none: it takes open files (copies on the local disk, because a
hostile drive may answer two reads differently) and gives what it reads to a sink.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from clerkapp.bundle.lines import lines
from clerkapp.bundle.parts import SealedParts, begun, plain_blocks
from clerkapp.bundle.people import People
from clerkapp.bundle.rules import CarriedRecords, require_real
from clerkapp.bundle.sink import Sink
from clerkapp.bundle.stream import ByteStream
from clerkapp.codec import (
    account_line,
    act_line,
    jcs,
    limits,
    manifest,
    record_line,
    sshsig,
    ustar,
)
from clerkapp.codec import statement as statements
from clerkapp.codec.signers import TrustList
from clerkapp.codec.sshkey import PublicKey
from clerkapp.codec.statement import BundleKind, Payload, Statement, Totals
from clerkapp.crypto import digests, signing
from clerkapp.crypto.certificates import RecipientKey
from clerkapp.crypto.identity import read_revision
from clerkapp.crypto.signing import Namespace
from clerkapp.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class Verified:
    """What an accepted bundle is. `missing`: attachments that it names and does not carry."""

    digest: str
    principal: str
    epoch: int
    seq: int
    kind: BundleKind
    totals: Totals
    missing: tuple[str, ...]
    statement: Statement
    signed_by: PublicKey


def read(
    parts: Sequence[BinaryIO],
    *,
    ours: RecipientKey,
    signers: TrustList,
    revoked: frozenset[PublicKey] = frozenset(),
    sink: Sink | None = None,
) -> Verified:
    """Verify a sealed bundle, its parts in the order given.

    Raises Refused with the reason code of docs/formats/bundle.md, "Reasons".
    """
    sealed = SealedParts(parts, ours)
    trust = _Trust(Namespace.BUNDLE, signers, revoked)
    try:
        return _Reading(ByteStream(sealed), trust, lambda: sealed.skis, sink or Sink()).run()
    except Refused as refused:
        sealed.settle()
        count = begun(parts, ours) if len(parts) > 1 else 1
        if count > 1:
            raise Refused("several-bundles", count=count, reason=refused.code) from None
        raise


def read_public(
    file: BinaryIO,
    *,
    signers: TrustList,
    revoked: frozenset[PublicKey] = frozenset(),
    sink: Sink | None = None,
) -> Verified:
    """Verify a public copy: the same bag, not sealed, signed in a namespace of its own."""
    trust = _Trust(Namespace.PUBLIC, signers, revoked)
    return _Reading(ByteStream(plain_blocks(file)), trust, lambda: None, sink or Sink()).run()


@dataclass(frozen=True, slots=True)
class _Trust:
    namespace: Namespace
    signers: TrustList
    revoked: frozenset[PublicKey]

    def principals(self, key: PublicKey) -> frozenset[str]:
        if key in self.revoked:
            return frozenset()
        return self.signers.principals(key, self.namespace)

    def lists_root(self, station: str, key: PublicKey) -> bool:
        return station in self.signers.principals(key, Namespace.ACCOUNT)


@contextmanager
def _refusing(code: str, noncanonical: str | None = None) -> Iterator[None]:
    """Codec errors to reason codes; `noncanonical`: the code for bytes that are not canonical."""
    try:
        yield
    except statements.UnknownVersion as error:
        raise Refused("version", why=str(error)) from None
    except jcs.LimitPassed as error:
        raise Refused("limit", why=str(error)) from None
    except jcs.NotCanonical as error:
        raise Refused(noncanonical or code, why=str(error)) from None
    except ValueError as error:
        raise Refused(code, why=str(error)) from None


class _Reading:
    """One pass over one bag. Each method below `run` is a step; they depend on their order."""

    def __init__(
        self,
        stream: ByteStream,
        trust: _Trust,
        sealed_to: Callable[[], tuple[str, ...] | None],
        sink: Sink,
    ) -> None:
        self._stream = stream
        self._trust = trust
        self._sealed_to = sealed_to
        self._sink = sink
        self._payload_size = 0
        self._entered = manifest.MANIFEST

    def run(self) -> Verified:
        signature = self._read_small_file(manifest.SIGNATURE, limits.MAX_SIGNATURE)
        tagmanifest = self._read_small_file(manifest.TAGMANIFEST, limits.MAX_TAGMANIFEST)
        key, principals = self._verify(signature, tagmanifest)
        self._emit(manifest.SIGNATURE, signature)
        self._emit(manifest.TAGMANIFEST, tagmanifest)
        with _refusing("manifest"):
            tags = manifest.decode_tagmanifest(tagmanifest)
        statement = self._statement(tags, principals)
        files = self._manifest(tags, statement)
        records = CarriedRecords(statement.authority)
        people = People(statement.authority, self._trust.lists_root, self._trust.revoked)
        carried = self._payload(files, statement, records, people)
        people.require_complete()
        self._tag_files(tags, len(files))
        self._end()
        self._recount(statement, records, people, len(files))
        return Verified(
            digest=digests.sha256_hex(tagmanifest),
            principal=statement.principal,
            epoch=statement.epoch,
            seq=statement.seq,
            kind=statement.kind,
            totals=statement.totals,
            missing=records.missing(carried),
            statement=statement,
            signed_by=key,
        )

    def _verify(self, signature: bytes, tagmanifest: bytes) -> tuple[PublicKey, frozenset[str]]:
        """Step 3. Everything after rests on these bytes."""
        with _refusing("signature"):
            key = signing.read(sshsig.dearmor(signature), self._trust.namespace, tagmanifest)
        principals = self._trust.principals(key)
        if not principals:
            raise Refused("signature", why="key")
        return key, principals

    def _statement(self, tags: dict[str, str], principals: frozenset[str]) -> Statement:
        """Step 4."""
        data = self._tag_file(manifest.STATEMENT, limits.MAX_STATEMENT, tags)
        with _refusing("statement"):
            statement = statements.decode(data)
        if statement.principal not in principals:
            raise Refused("signature", why="principal")
        require_real(statement.station)
        sealed_to = self._sealed_to()
        if sealed_to is not None and statement.recipients != sealed_to:
            raise Refused("not-for-us")
        payload = statement.payload
        within = (
            payload.octets <= limits.MAX_PAYLOAD
            and payload.files <= limits.MAX_FILES
            and payload.accounts <= limits.MAX_ACCOUNTS
        )
        if not within:
            raise Refused("limit", why="payload")
        self._sink.statement(statement)
        return statement

    def _manifest(self, tags: dict[str, str], statement: Statement) -> dict[str, str]:
        """Step 5."""
        data = self._tag_file(manifest.MANIFEST, limits.MAX_MANIFEST, tags)
        with _refusing("manifest"):
            files = manifest.decode_manifest(data)
        if len(files) != statement.payload.files:
            raise Refused("totals", why="files")
        return files

    def _payload(
        self, files: dict[str, str], statement: Statement, records: CarriedRecords, people: People
    ) -> list[str]:
        """Step 6. Returns the attachments that are there."""
        takers: dict[str, Callable[[bytes], None]] = {
            manifest.ACTS: lambda line: self._take_act(line, people),
            manifest.RECORDS: lambda line: self._take_record(line, records, people),
            manifest.ACCOUNTS: lambda line: self._take_account(line, people),
        }
        carried = []
        for name in manifest.container_order(files):
            size = self._enter(name, ustar.MAX_SIZE, files)
            self._payload_size += size
            if self._payload_size > statement.payload.octets:
                raise Refused("totals", why="octets")
            sha256 = manifest.attachment_of(name)
            if sha256 is not None:
                records.require_named(sha256, size)
                carried.append(sha256)
            self._file(name, size, files[name], takers.get(name))
        return carried

    def _tag_files(self, tags: dict[str, str], files: int) -> None:
        """Step 8, the last two files."""
        if self._tag_file(manifest.BAGIT, len(manifest.BAGIT_TEXT), tags) != manifest.BAGIT_TEXT:
            raise Refused("layout", file=manifest.BAGIT)
        expected = manifest.bag_info(self._payload_size, files)
        if self._tag_file(manifest.BAG_INFO, limits.MAX_TAGMANIFEST, tags) != expected:
            raise Refused("totals", why="octets")

    def _end(self) -> None:
        """Step 8, the trailer, and step 9: asking for more finishes the last part."""
        if any(self._stream.take(ustar.trailer(self._stream.position))):
            raise Refused("layout", why="trailer")
        self._stream.require_end()

    def _recount(
        self, statement: Statement, records: CarriedRecords, people: People, files: int
    ) -> None:
        """Step 10."""
        counted = Payload(
            self._payload_size, files, records.revisions, people.acts, people.accounts
        )
        if counted != statement.payload or records.finish() != statement.totals:
            raise Refused("totals", why="recounted")

    def _take_act(self, line: bytes, people: People) -> None:
        with _refusing("act", "json"):
            act = act_line.decode(line)
        people.take_act(act)
        self._sink.act(act)

    def _take_record(self, line: bytes, records: CarriedRecords, people: People) -> None:
        with _refusing("record", "json"):
            revision = read_revision(record_line.decode(line))
        records.take(revision)
        people.require_author(revision)
        self._sink.revision(revision)

    def _take_account(self, line: bytes, people: People) -> None:
        with _refusing("act", "json"):
            account = account_line.decode(line)
        people.take_account(account)
        self._sink.account(account)

    def _enter(self, expected: str, limit: int, listed: Collection[str] = ()) -> int:
        """The size of the entry that comes next, which must be `expected`.

        A file that could be there but is not in the manifest is the manifest's trouble; every
        other name is a broken layout.
        """
        with _refusing("layout"):
            name, size = ustar.parse(self._stream.take(ustar.BLOCK))
        if name != expected:
            stranger = listed and name < self._entered and name not in listed
            stray = stranger and manifest.attachment_of(name) is not None
            raise Refused("manifest" if stray else "layout", file=expected)
        self._entered = name
        if size > limit:
            raise Refused("limit", file=expected)
        return size

    def _read_small_file(self, name: str, limit: int) -> bytes:
        """A whole small file."""
        size = self._enter(name, limit)
        data = self._stream.take(size)
        self._padding(size)
        return data

    def _tag_file(self, name: str, limit: int, tags: dict[str, str]) -> bytes:
        data = self._read_small_file(name, limit)
        if digests.sha256_hex(data) != tags[name]:
            raise Refused("hash", file=name)
        self._emit(name, data)
        return data

    def _emit(self, name: str, data: bytes) -> None:
        self._sink.open_file(name, len(data))
        self._sink.write(memoryview(data))
        self._sink.close_file()

    def _file(
        self, name: str, size: int, digest: str, take: Callable[[bytes], None] | None
    ) -> None:
        """A payload file: hashed, given to the sink, its lines taken.

        A line that is refused waits until the file's digest is known: bytes that were changed
        after signing are reported as that. When the bytes themselves stop coming, that is it.
        """
        hasher = digests.sha256()
        end = self._stream.position + size
        refused = None
        self._sink.open_file(name, size)
        blocks = self._hashed(size, hasher)
        if take is not None:
            try:
                for line in lines(blocks):
                    take(line)
            except Refused as error:
                refused = error
        for _ in blocks:
            pass
        if refused is not None and self._stream.position < end:
            raise refused
        if hasher.hexdigest() != digest:
            raise Refused("hash", file=name)
        if refused is not None:
            raise refused
        self._padding(size)
        self._sink.close_file()

    def _hashed(self, size: int, hasher: digests.Hasher) -> Iterator[memoryview]:
        for block in self._stream.blocks(size):
            hasher.update(block)
            self._sink.write(block)
            yield block

    def _padding(self, size: int) -> None:
        if any(self._stream.take(ustar.padding(size))):
            raise Refused("layout", why="padding")
