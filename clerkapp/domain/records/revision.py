"""A revision: one immutable version of a record (docs/formats/bundle.md, section 4).

The header is what is hashed and signed; it holds one digest per field. The fields themselves carry
a salt each, so that a copy may leave fields out and stay checkable, and what is left out cannot be
guessed. Nothing here computes a digest: `clerkapp.crypto.digests` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Value = None | bool | int | str | list[Any] | dict[str, Any]
"""A JSON value without floats; integers stay below 2**53 in magnitude."""


class Op(StrEnum):
    """What a revision does to its record."""

    PUT = "put"
    STRIKE = "strike"


@dataclass(frozen=True, slots=True)
class Header:
    """The signed part of a revision. `extra` keeps members that this version does not know."""

    id: str
    number: str
    kind: str
    rev: int
    parents: tuple[str, ...]
    op: Op
    recorded: str
    author: str
    digests: Mapping[str, str]
    extra: Mapping[str, Any] = field(default_factory=dict)

    def to_value(self) -> dict[str, Any]:
        """The JSON object whose JCS bytes are hashed for the revision's identity."""
        return {
            **self.extra,
            "id": self.id,
            "number": self.number,
            "kind": self.kind,
            "rev": self.rev,
            "parents": list(self.parents),
            "op": str(self.op),
            "recorded": self.recorded,
            "author": self.author,
            "digests": dict(self.digests),
        }


@dataclass(frozen=True, slots=True)
class SaltedValue:
    """A field's value with its salt: 128 random bits in lower-case hex, made once and kept."""

    salt: str
    value: Value


@dataclass(frozen=True, slots=True)
class Revision:
    """A header, its identity (SHA-256 of the header's JCS bytes, hex) and the fields at hand."""

    header: Header
    identity: str
    fields: Mapping[str, SaltedValue]

    def values(self) -> dict[str, Value]:
        """The field values without salts."""
        return {code: salted.value for code, salted in self.fields.items()}


TRANSCRIBED = "transcribed"
"""The capacity of an author's act over what somebody else wrote down before: an old log, a paper one."""


class ActKind(StrEnum):
    """What a person attests by signing a revision."""

    AUTHOR = "author"
    REVIEW = "review"
    TWO_PERSON = "two-person"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Act:
    """A person's signature over a revision. `statement`: the signed JCS bytes; `sshsig`: the blob."""

    act: ActKind
    revision: str
    account: str
    capacity: str | None
    at: str
    statement: bytes
    sshsig: bytes
