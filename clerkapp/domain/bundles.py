"""A bundle as the office keeps it (docs/formats/bundle.md, section 2.2)."""

from dataclasses import dataclass
from typing import Final

from clerkapp.domain.records.revision import Revision

UPSTREAM: Final = "upstream"
PUBLIC: Final = "public"
"""The streams: bundles for the state, and public copies."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A bundle as it was committed. `recipients`: PEM certificates; `created`: RFC 3339."""

    digest: str
    stream: str
    epoch: int
    seq: int
    copy: str
    kind: str
    recipients: tuple[str, ...]
    created: str
    statement: bytes
    manifest: bytes
    tagmanifest: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Disclosed:
    """A revision and the codes that the bundle discloses of it."""

    revision: Revision
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Certificate:
    """The state's certificate, as a person compares and accepts it. `fingerprint`: `SHA256:…` of its DER;
    `pem`: its bytes."""

    common_name: str
    fingerprint: str
    pem: bytes
