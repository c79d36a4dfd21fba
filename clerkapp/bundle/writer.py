"""The writer: content -> statement, manifests, digest -> signature -> tar (docs/formats/bundle.md).

Same content, same key, same bytes. Nothing here reads a clock, and nothing is kept in memory but
digests: every source can be gone through again, and is, once to prepare and once for the tar.

Whoever exports keeps the statement's and the tag manifest's bytes and the signature before the
first sealed byte leaves; `prepare_again` then gives exactly that bundle, or refuses.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from clerkapp.bundle.people import People
from clerkapp.bundle.rules import CarriedRecords, require_real
from clerkapp.codec import account_line, act_line, limits, manifest, record_line, sshsig, ustar
from clerkapp.codec import statement as statements
from clerkapp.codec.account_line import AccountLine
from clerkapp.codec.statement import Payload, Statement, Totals
from clerkapp.crypto import digests, signing
from clerkapp.crypto.identity import require_fields, revision_identity
from clerkapp.crypto.keys import PrivateKey
from clerkapp.crypto.signing import Namespace
from clerkapp.domain.errors import Refused
from clerkapp.domain.records.revision import Act, Revision


@dataclass(frozen=True, slots=True)
class AttachmentSource:
    """An attachment's bytes, which `chunks` gives anew on every call. `size` in bytes."""

    sha256: str
    size: int
    chunks: Callable[[], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Content:
    """What goes into a bag.

    `records`: revisions ascending by (id, rev, identity), `fields` holding what this copy discloses
    (see `disclosed`). `acts`: ascending by the bytes of their statement. Both give the same on
    every call. `accounts`: any order, each once: those that sign, each that one of them names as `by`,
    and whom else the copy tells of.
    `attachments`: any order; each named by a disclosed field.
    """

    records: Callable[[], Iterator[Revision]]
    acts: Callable[[], Iterator[Act]]
    accounts: Sequence[AccountLine]
    attachments: Sequence[AttachmentSource] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A bag whose every byte is settled, but for the signature. `digest` names the bundle."""

    statement: Statement
    statement_bytes: bytes
    manifest: bytes
    tagmanifest: bytes
    digest: str
    missing: tuple[str, ...]
    files: dict[str, "_File"]
    content: Content

    @property
    def totals(self) -> Totals:
        """Control totals over the heads."""
        return self.statement.totals


def disclosed(revision: Revision, codes: Iterable[str]) -> Revision:
    """The revision as a copy shows it: the fields of `codes`; identity and signatures stay."""
    shown = revision.fields.keys() & set(codes)
    return replace(revision, fields={code: revision.fields[code] for code in shown})


def prepare(draft: Statement, content: Content) -> Prepared:
    """Settle a bag. `draft` says everything but totals and payload, which are counted here.

    Keeps the reader's own rules: raises Refused with a reader's reason code for content that a
    reader would refuse, and Refused("limit") above the caps.
    """
    require_real(draft.station)
    # Which roots are listed is for the reader to say.
    people, records = (
        People(draft.authority, lambda _station, _key: True),
        CarriedRecords(draft.authority),
    )
    listed = {
        manifest.ACTS: _measured(_act_lines(content, people)),
        manifest.RECORDS: _measured(_record_lines(content, people, records)),
    }
    content = replace(content, accounts=_ascending(content.accounts))
    listed[manifest.ACCOUNTS] = _measured(_account_lines(content, people))
    people.require_complete()
    for attachment in content.attachments:
        records.require_named(attachment.sha256, attachment.size)
        name = manifest.ATTACHMENTS + attachment.sha256
        listed[name] = _File(attachment.sha256, attachment.size)
    payload = Payload(
        octets=sum(file.size for file in listed.values()),
        files=len(listed),
        records=records.revisions,
        signatures=people.acts,
        accounts=people.accounts,
    )
    if payload.octets > limits.MAX_PAYLOAD or payload.files > limits.MAX_FILES:
        raise Refused("limit", why="payload")
    statement = replace(draft, totals=records.finish(), payload=payload)
    missing = records.missing(attachment.sha256 for attachment in content.attachments)
    return _settled(statement, listed, missing, content)


def prepare_again(statement_bytes: bytes, tagmanifest: bytes, content: Content) -> Prepared:
    """Settle a bag that was committed before, from the same content.

    Raises Refused("bundle-differs") when the content gives another bag: nothing is written then.
    """
    prepared = prepare(statements.decode(statement_bytes), content)
    if (prepared.statement_bytes, prepared.tagmanifest) != (statement_bytes, tagmanifest):
        raise Refused("bundle-differs")
    return prepared


def sign(prepared: Prepared, key: PrivateKey, namespace: Namespace = Namespace.BUNDLE) -> bytes:
    """The armored signature over the tag manifest, as the tar carries it."""
    return sshsig.armor(signing.sign(key, namespace, prepared.tagmanifest))


def tar_length(prepared: Prepared, signature: bytes) -> int:
    """Bytes of the tar."""
    sizes = [len(signature), *(file.size for file in prepared.files.values())]
    entries = sum(ustar.BLOCK + size + ustar.padding(size) for size in sizes)
    return entries + ustar.trailer(entries)


def tar_stream(prepared: Prepared, signature: bytes) -> Iterator[bytes]:
    """The tar, in pieces of any size.

    Raises Refused("attachment-changed") or Refused("bundle-differs") when a source does not give
    the bytes that were prepared; what was given out until then must be thrown away.
    """
    files = {**prepared.files, manifest.SIGNATURE: _file(signature)}
    sources = _sources(prepared, signature)
    position = 0
    for name in manifest.container_order(files):
        file = files[name]
        yield ustar.header(name, file.size)
        yield from _checked(sources[name](), file, name)
        yield bytes(ustar.padding(file.size))
        position += ustar.BLOCK + file.size + ustar.padding(file.size)
    yield bytes(ustar.trailer(position))


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the bag: SHA-256 in hex, bytes."""

    sha256: str
    size: int


def _settled(
    statement: Statement, listed: dict[str, _File], missing: tuple[str, ...], content: Content
) -> Prepared:
    payload = statement.payload
    try:
        statement_bytes = statements.encode(statement)
    except ValueError as error:
        raise Refused("statement", why=str(error)) from None
    tag_files = {
        manifest.STATEMENT: statement_bytes,
        manifest.MANIFEST: manifest.encode({name: file.sha256 for name, file in listed.items()}),
        manifest.BAGIT: manifest.BAGIT_TEXT,
        manifest.BAG_INFO: manifest.bag_info(payload.octets, payload.files),
    }
    if len(tag_files[manifest.MANIFEST]) > limits.MAX_MANIFEST:
        raise Refused("limit", why="manifest")
    tags = {name: _file(data) for name, data in tag_files.items()}
    tagmanifest = manifest.encode({name: file.sha256 for name, file in tags.items()})
    return Prepared(
        statement=statement,
        statement_bytes=tag_files[manifest.STATEMENT],
        manifest=tag_files[manifest.MANIFEST],
        tagmanifest=tagmanifest,
        digest=digests.sha256_hex(tagmanifest),
        missing=missing,
        files={**listed, **tags, manifest.TAGMANIFEST: _file(tagmanifest)},
        content=content,
    )


def _sources(prepared: Prepared, signature: bytes) -> dict[str, Callable[[], Iterator[bytes]]]:
    content, payload = prepared.content, prepared.statement.payload
    small = {
        manifest.SIGNATURE: signature,
        manifest.TAGMANIFEST: prepared.tagmanifest,
        manifest.STATEMENT: prepared.statement_bytes,
        manifest.MANIFEST: prepared.manifest,
        manifest.BAGIT: manifest.BAGIT_TEXT,
        manifest.BAG_INFO: manifest.bag_info(payload.octets, payload.files),
    }
    sources: dict[str, Callable[[], Iterator[bytes]]] = {
        manifest.ACTS: lambda: (_line(act_line.encode(act)) for act in content.acts()),
        manifest.RECORDS: lambda: (_line(record_line.encode(r)) for r in content.records()),
        manifest.ACCOUNTS: lambda: (
            _line(account_line.encode(account)) for account in content.accounts
        ),
    }
    for name, data in small.items():
        sources[name] = partial(_single_chunk, data)
    for attachment in content.attachments:
        sources[manifest.ATTACHMENTS + attachment.sha256] = attachment.chunks
    return sources


def _checked(chunks: Iterator[bytes], file: _File, name: str) -> Iterator[bytes]:
    """The bytes of a source, compared with what was prepared, never one more than its size."""
    hasher, size = digests.sha256(), 0
    for chunk in chunks:
        hasher.update(chunk)
        size += len(chunk)
        if size > file.size:
            break
        yield chunk
    if size != file.size or hasher.hexdigest() != file.sha256:
        attachment = manifest.attachment_of(name)
        if attachment is not None:
            raise Refused("attachment-changed", sha256=attachment)
        raise Refused("bundle-differs", file=name)


def _act_lines(content: Content, people: People) -> Iterator[bytes]:
    for act in content.acts():
        people.take_act(act)
        yield act_line.encode(act)


def _record_lines(content: Content, people: People, records: CarriedRecords) -> Iterator[bytes]:
    for revision in content.records():
        line = record_line.encode(revision)
        try:
            require_fields(revision.header.digests, revision.fields)
        except ValueError as error:
            raise Refused("record", number=revision.header.number, why=str(error)) from None
        if revision_identity(revision.header) != revision.identity:
            raise Refused("record", number=revision.header.number, why="identity")
        records.take(revision)
        people.require_author(revision)
        yield line


def _account_lines(content: Content, people: People) -> Iterator[bytes]:
    for account in content.accounts:
        people.take_account(account)
        yield account_line.encode(account)


def _ascending(accounts: Sequence[AccountLine]) -> tuple[AccountLine, ...]:
    return tuple(sorted(accounts, key=lambda line: line.grant.account))


def _measured(lines: Iterator[bytes]) -> _File:
    hasher, size = digests.sha256(), 0
    for line in lines:
        hasher.update(_line(line))
        size += len(line) + 1
    return _File(hasher.hexdigest(), size)


def _file(data: bytes) -> _File:
    return _File(digests.sha256_hex(data), len(data))


def _line(line: bytes) -> bytes:
    return line + b"\n"


def _single_chunk(data: bytes) -> Iterator[bytes]:
    yield data
