"""One line of `data/records.jsonl`: a revision as a copy discloses it (docs/formats/bundle.md, "Records").

    {"fields":{code:[salt,value],…},"revision":{…}}

The bytes of `revision` are what is hashed and signed. They are taken out of the line as received;
nothing that was parsed is ever encoded again for hashing. Unknown members of `revision` are kept.
This module knows no digests: `clerkapp.crypto.identity.read_revision` adds identity and checks.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from clerkapp.codec import checks, jcs
from clerkapp.codec.limits import MAX_LINE
from clerkapp.domain.errors import Refused
from clerkapp.domain.records.numbers import RecordNumber
from clerkapp.domain.records.revision import Header, Op, Revision, SaltedValue

_MEMBERS = frozenset(
    {"id", "number", "kind", "rev", "parents", "op", "recorded", "author", "digests"}
)
_ATTACHMENT = re.compile(r"attachment\.[1-9][0-9]*")
_ATTACHMENT_MEMBERS = ("sha256", "size", "name", "media_type", "class")


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A parsed line. `header_bytes`: the slice of the line that the revision's identity hashes."""

    header: Header
    header_bytes: bytes
    fields: dict[str, SaltedValue]


@dataclass(frozen=True, slots=True)
class NamedAttachment:
    """What a field `attachment.N` says: SHA-256 in hex and the number of bytes."""

    sha256: str
    size: int


def encode(revision: Revision, disclose: Iterable[str] | None = None) -> bytes:
    """The line without its line feed. `disclose`: the field codes to show; None shows all at hand.

    Raises Refused("record-too-long") above 1 MiB.
    """
    shown = revision.fields.keys() if disclose is None else revision.fields.keys() & set(disclose)
    line = jcs.encode(
        {
            "fields": {
                code: [revision.fields[code].salt, revision.fields[code].value] for code in shown
            },
            "revision": revision.header.to_value(),
        }
    )
    if len(line) >= MAX_LINE:
        raise Refused("record-too-long", number=revision.header.number)
    return line


def decode(line: bytes) -> RecordLine:
    """Read a line without its line feed.

    Raises jcs.NotCanonical, jcs.LimitPassed, or ValueError when it is JSON but not a revision.
    """
    value = jcs.parse(line)
    if not isinstance(value, dict) or value.keys() != {"fields", "revision"}:
        _require_canonical(jcs.encode_parsed(value), line)
        raise ValueError("a line has exactly the members fields and revision")
    fields, header_bytes = jcs.encode_parsed(value["fields"]), jcs.encode_parsed(value["revision"])
    _require_canonical(b'{"fields":%b,"revision":%b}' % (fields, header_bytes), line)
    return RecordLine(header_of(value["revision"]), header_bytes, _fields(value["fields"]))


def header_of(value: Any) -> Header:
    """The header from its JSON value. Raises ValueError."""
    revision = checks.members(value, _MEMBERS, "revision")
    rev = checks.integer(revision["rev"], 1, "rev")
    parents = checks.ascending(
        checks.array(revision["parents"], "parents"), checks.HEX64, "parents"
    )
    if (rev == 1) != (parents == ()):
        raise ValueError("parents: only a first revision has none")
    digests = revision["digests"]
    if not isinstance(digests, dict):
        raise ValueError("digests: not an object")
    checks.all_matching(digests.values(), checks.HEX64, "digests")
    op = Op(checks.text(revision["op"], "op"))
    if (rev > 1 or op is Op.STRIKE) and "reason" not in digests:
        raise ValueError("reason: missing")
    return Header(
        id=checks.matching(revision["id"], checks.UUID, "id"),
        number=str(number_of(revision["number"])),
        kind=checks.text(revision["kind"], "kind"),
        rev=rev,
        parents=parents,
        op=op,
        recorded=checks.matching(revision["recorded"], checks.INSTANT, "recorded"),
        author=checks.text(revision["author"], "author"),
        digests=digests,
        extra={name: member for name, member in revision.items() if name not in _MEMBERS},
    )


def number_of(value: Any) -> RecordNumber:
    """A record number from its JSON value. Raises ValueError."""
    try:
        return RecordNumber.parse(checks.text(value, "number"))
    except Refused:
        raise ValueError("number: wrong form") from None


def named_attachments(fields: Mapping[str, SaltedValue]) -> list[NamedAttachment]:
    """The attachments that the disclosed fields name. Raises ValueError for a wrong form."""
    return [
        _attachment(code, salted.value)
        for code, salted in fields.items()
        if _ATTACHMENT.fullmatch(code)
    ]


def text_field(fields: Mapping[str, SaltedValue], code: str) -> str | None:
    """A field that the format fixes as text; None when withheld. Raises ValueError."""
    if code not in fields:
        return None
    value = fields[code].value
    if not isinstance(value, str):
        raise ValueError(f"{code}: not text")
    return value


def _attachment(code: str, value: Any) -> NamedAttachment:
    named = checks.members(value, _ATTACHMENT_MEMBERS, code)
    for name in ("name", "media_type", "class"):
        if not isinstance(named[name], str):
            raise ValueError(f"{code}: {name} is not text")
    return NamedAttachment(
        checks.matching(named["sha256"], checks.HEX64, code),
        checks.integer(named["size"], 0, code),
    )


def _fields(value: Any) -> dict[str, SaltedValue]:
    if not isinstance(value, dict):
        raise ValueError("fields: not an object")
    if any(not isinstance(pair, list) or len(pair) != 2 for pair in value.values()):
        raise ValueError("fields: not salt and value")
    checks.all_matching((pair[0] for pair in value.values()), checks.HEX32, "salt")
    return {code: SaltedValue(*pair) for code, pair in value.items()}


def _require_canonical(encoded: bytes, line: bytes) -> None:
    if encoded != line:
        raise jcs.NotCanonical("not the canonical bytes")
