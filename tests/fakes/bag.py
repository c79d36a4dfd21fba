"""Fictional bundles made in tests: good ones with our own writer, and bags that a test may break.

`Bag` writes whatever it is told, by code that shares nothing with the writer but the codecs: a test
changes a file and signs the whole again, so that only the rule under test is broken.
"""

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any

from clerkapp.bundle.reader import Verified, read, read_public
from clerkapp.bundle.sealed import seal_parts
from clerkapp.bundle.sink import Sink
from clerkapp.bundle.writer import AttachmentSource, Content, prepare, sign, tar_length, tar_stream
from clerkapp.codec import jcs, sshsig, ustar
from clerkapp.codec.signers import Signer, TrustList
from clerkapp.codec.sshkey import PublicKey
from clerkapp.codec.statement import BundleKind, JournalHead, Nil, Rules, Statement
from clerkapp.crypto import signing
from clerkapp.crypto.acts import sign_act
from clerkapp.crypto.certificates import RecipientKey, new_recipient, read_recipient_key
from clerkapp.crypto.keys import PrivateKey
from clerkapp.crypto.revisions import make
from clerkapp.crypto.signing import ROOT_NAMESPACES, STATION_NAMESPACES, Namespace
from clerkapp.domain.errors import Refused
from clerkapp.domain.records.revision import Act, ActKind, Op, Revision
from tests.fakes.people import (
    DEPUTY,
    REVIEWER,
    ROOT,
    accounts,
    key_of,
    person_id,
    person_key,
)

AT = "2026-11-03T07:40:00-06:00"
IDS = (
    "11111111-1111-4111-8111-111111111111",
    "22222222-2222-4222-8222-222222222222",
    "33333333-3333-4333-8333-333333333333",
)
PICTURE = b"\x89PNG a fictional picture " * 40
LOG = "hora,sello\n07:40,0091465 – intacto\n".encode() * 30


@cache
def recipient(name: str = "state") -> RecipientKey:
    """A recipient made once a run."""
    return read_recipient_key(*new_recipient(f"ZZ {name}, test", datetime(2026, 1, 1, tzinfo=UTC)))


def station_key(name: str = "W1@LARK") -> PrivateKey:
    """A station's key made once a run."""
    return _made(name, "nistp384")


@cache
def _made(_whose: str, curve: str) -> PrivateKey:
    return PrivateKey.generate(curve)


def trust(*principals: str, namespaces: Sequence[str] = STATION_NAMESPACES) -> TrustList:
    """A list that trusts the keys of `principals` (default: W1@LARK), and W1's root account."""
    stations = [
        Signer((name,), tuple(namespaces), station_key(name).public)
        for name in principals or ("W1@LARK",)
    ]
    return TrustList((*stations, root_signer()))


def root_signer(name: str = ROOT, station: str = "W1@LARK") -> Signer:
    """The line of a root account."""
    return Signer((station,), ROOT_NAMESPACES, person_key(name).public)


def revision(
    record: str,
    values: dict[str, Any],
    *,
    number: str = "LARK-2026-W1-0001",
    kind: str = "equipment",
    rev: int = 1,
    parents: Sequence[str] = (),
    op: Op = Op.PUT,
    author: str = DEPUTY,
) -> Revision:
    """A revision with salts that depend on its place, so that a run can be repeated."""

    def salt(code: str) -> str:
        return sha256(f"{record}{rev}{code}{parents}".encode()).hexdigest()[:32]

    made, _ = make(
        values,
        record=record,
        number=number,
        kind=kind,
        rev=rev,
        parents=parents,
        op=op,
        at=AT,
        author=person_id(author),
        key=person_key(author),
        salt=salt,
    )
    return made


def attachment_value(data: bytes, name: str = "picture.png") -> dict[str, Any]:
    """The value of a field `attachment.N`."""
    return {
        "sha256": sha256(data).hexdigest(),
        "size": len(data),
        "name": name,
        "media_type": "image/png",
        "class": "picture",
    }


def source(data: bytes) -> AttachmentSource:
    """An attachment that stays as it is."""
    return AttachmentSource(sha256(data).hexdigest(), len(data), lambda: iter((data,)))


def authored(revision: Revision) -> Act:
    """The author's act."""
    return sign_act(
        key_of(revision.header.author),
        act=ActKind.AUTHOR,
        revision=revision.identity,
        account=revision.header.author,
        capacity=None,
        at=revision.header.recorded,
    )


@cache
def story() -> tuple[tuple[Revision, ...], tuple[Act, ...], tuple[bytes, ...]]:
    """Three records: one amended and reviewed, one struck out, one with two attachments."""
    first = revision(IDS[0], {"status": "recorded", "severity": "high", "one_line": "Jam 🗳 at Ñ"})
    amended = revision(
        IDS[0],
        {"status": "reviewed", "severity": "low", "reason": "Seen again"},
        rev=2,
        parents=[first.identity],
        author=REVIEWER,
    )
    wrong = revision(IDS[1], {"one_line": "A mistake"}, number="LARK-2026-W1-0002", kind="message")
    struck = revision(
        IDS[1],
        {"reason": "Entered twice", "status": "error"},
        number="LARK-2026-W1-0002",
        kind="message",
        rev=2,
        parents=[wrong.identity],
        op=Op.STRIKE,
    )
    pictured = revision(
        IDS[2],
        {"attachment.1": attachment_value(PICTURE), "attachment.2": attachment_value(LOG, "log")},
        number="LARK-2026-W2-0003",
        kind="procedure",
    )
    revisions = (first, amended, wrong, struck, pictured)
    review = sign_act(
        person_key(REVIEWER),
        act=ActKind.REVIEW,
        revision=amended.identity,
        account=person_id(REVIEWER),
        capacity="deputy",
        at=AT,
    )
    acts = sorted((*map(authored, revisions), review), key=lambda act: act.statement)
    return revisions, tuple(acts), (PICTURE, LOG)


def draft(**changes: Any) -> Statement:
    """A statement without totals and payload, sealed to the test's recipient."""
    plain = Statement(
        authority="LARK",
        station="W1",
        epoch=1,
        seq=1,
        prev=None,
        epoch_prev=None,
        kind=BundleKind.DELTA,
        period_from="2026-07-01",
        period_to="2026-11-03",
        nil=None,
        recipients=(recipient().recipient.ski,),
        created="2026-11-03T21:01:00Z",
        rules=Rules("zz-general", 4),
        journal=JournalHead(49, "9b" * 32),
        receipt=None,
    )
    return replace(plain, **changes)


def content() -> Content:
    """The story as a source of a bundle."""
    revisions, acts, files = story()
    return Content(
        records=lambda: iter(revisions),
        acts=lambda: iter(acts),
        accounts=accounts(),
        attachments=[source(data) for data in files],
    )


def nil_bundle() -> tuple[Statement, Content]:
    """Nothing happened, and says so."""
    said = draft(kind=BundleKind.NIL, nil=Nil("Nothing to report.", None), seq=2, prev="ab" * 32)
    return said, Content(lambda: iter(()), lambda: iter(()), [])


def seal(tar: bytes, *recipients: RecipientKey, part_size: int = 1 << 28) -> list[bytes]:
    """A tar as sealed parts."""
    keys = [key.recipient for key in recipients or (recipient(),)]
    return [b"".join(p.chunks) for p in seal_parts(iter((tar,)), len(tar), keys, part_size)]


def written(said: Statement | None = None, what: Content | None = None) -> bytes:
    """The tar that our own writer makes."""
    prepared = prepare(said or draft(), what or content())
    signature = sign(prepared, station_key())
    tar = b"".join(tar_stream(prepared, signature))
    assert len(tar) == tar_length(prepared, signature)
    return tar


def verify(parts: Sequence[bytes], sink: Sink | None = None, **changes: Any) -> Verified:
    """Read sealed parts as the state does."""
    arguments = {"ours": recipient(), "signers": trust(), **changes}
    return read([BytesIO(part) for part in parts], sink=sink, **arguments)


def answer(parts: Sequence[bytes], **changes: Any) -> str:
    """`accepted`, or the reason code."""
    try:
        verify(parts, **changes)
    except Refused as refused:
        return refused.code
    return "accepted"


def answer_public(tar: bytes, signers: TrustList | None = None) -> str:
    """`accepted`, or the reason code, for a public copy."""
    try:
        read_public(BytesIO(tar), signers=signers or trust())
    except Refused as refused:
        return refused.code
    return "accepted"


def entry(name: str, data: bytes) -> bytes:
    """A canonical tar entry."""
    return ustar.header(name, len(data)) + data + bytes(ustar.padding(len(data)))


def tar_of(entries: Sequence[bytes]) -> bytes:
    """Entries and a canonical trailer."""
    body = b"".join(entries)
    return body + bytes(ustar.trailer(len(body)))


@dataclass
class Bag:
    """The files of a bag, to be changed. `restate`: members of the statement to replace at the end."""

    files: dict[str, bytes]
    restate: dict[str, Any] = field(default_factory=dict)
    recount: bool = True
    key: Callable[[], PrivateKey] = station_key
    namespace: str = Namespace.BUNDLE

    @classmethod
    def good(cls, said: Statement | None = None, what: Content | None = None) -> "Bag":
        """A bag that is accepted."""
        return cls(unpack(written(said, what)))

    def lines(self, name: str) -> list[Any]:
        """The values of a `.jsonl` file."""
        return [json.loads(line) for line in self.files[f"data/{name}.jsonl"].splitlines()]

    def put(self, name: str, values: Sequence[Any]) -> None:
        """Write a `.jsonl` file."""
        self.files[f"data/{name}.jsonl"] = b"".join(jcs.encode(v) + b"\n" for v in values)

    def statement(self) -> dict[str, Any]:
        """The statement's value."""
        return dict(json.loads(self.files["statement.json"]))

    def sign_revision(self, value: dict[str, Any]) -> None:
        """Replace the author's act for a changed revision, so that only the record is wrong."""
        identity = sha256(jcs.encode(value)).hexdigest()
        said = {
            "act": "author",
            "account": value["author"],
            "at": AT,
            "capacity": None,
            "revision": identity,
        }
        blob = signing.sign(key_of(value["author"]), Namespace.ACT, jcs.encode(said))
        line = {"statement": said, "sshsig": base64.b64encode(blob).decode()}
        self.put("signatures", sorted_acts([*self.lines("signatures"), line]))

    def finish(self) -> dict[str, bytes]:
        """Count, list and sign the files again."""
        files = self.files
        payload = {name: data for name, data in files.items() if name.startswith("data/")}
        said = self.statement()
        if self.recount:
            said["payload"] = {
                "octets": sum(map(len, payload.values())),
                "files": len(payload),
                "records": files["data/records.jsonl"].count(b"\n"),
                "signatures": files["data/signatures.jsonl"].count(b"\n"),
                "accounts": files["data/accounts.jsonl"].count(b"\n"),
            }
            oxum = f"Payload-Oxum: {said['payload']['octets']}.{len(payload)}\n"
            files["bag-info.txt"] = oxum.encode()
        said |= self.restate
        files["statement.json"] = jcs.encode(said)
        files["manifest-sha256.txt"] = _manifest(payload)
        return self.sign()

    def sign(self) -> dict[str, bytes]:
        """List the tag files again and sign."""
        files = self.files
        tags = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "statement.json")
        files["tagmanifest-sha256.txt"] = _manifest({name: files[name] for name in tags})
        blob = signing.sign(self.key(), self.namespace, files["tagmanifest-sha256.txt"])
        files["tagmanifest-sha256.txt.sig"] = sshsig.armor(blob)
        return files

    def answer(self, **changes: Any) -> str:
        """What a reader says of the finished bag."""
        return answer(seal(pack(self.finish())), **changes)


def sorted_acts(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Act lines in the order of the format."""
    return sorted(lines, key=lambda line: jcs.encode(line["statement"]))


def pack(files: dict[str, bytes]) -> bytes:
    """A canonical tar of files."""
    return tar_of([entry(name, files[name]) for name in sorted(files, reverse=True)])


def unpack(tar: bytes) -> dict[str, bytes]:
    """The files of a canonical tar."""
    return dict(_entries(tar))


def revoked(*keys: PublicKey) -> frozenset[PublicKey]:
    """A list of revoked keys."""
    return frozenset(keys)


def _entries(tar: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while tar[at]:
        name, size = ustar.parse(tar[at : at + 512])
        yield name, tar[at + 512 : at + 512 + size]
        at += 512 + size + ustar.padding(size)


def _manifest(files: dict[str, bytes]) -> bytes:
    return "".join(
        f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)
    ).encode()
