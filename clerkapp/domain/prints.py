"""Prints by their code, and what a print is of. The table of prints is `services/printing/table.py`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

INCIDENT: Final = "incident"
"""A record, whole."""
MESSAGE: Final = "message"
"""A suspicious message, for the help desk."""
FINGERPRINT: Final = "fingerprint"
"""The station's keys, to be compared over the telephone."""
CHECKLIST: Final = "checklist"
"""What to do now, large, for the wall or the hand."""
DISPOSAL: Final = "disposal"
"""The certificate of a disposal."""
RECOVERY_KEY: Final = "recovery-key"
"""The recovery key, for an envelope."""


class Subject(StrEnum):
    """What a print is of, and so what names it: `Of` has the value for each."""

    RECORD = "record"
    """Its number."""
    MESSAGE = "message"
    """A `KeptMessage`."""
    STATION = "station"
    """None: this one."""
    CHECKLIST = "checklist"
    """Its code."""
    RECOVERY_KEY = "recovery-key"
    """The key itself, which is a secret: no place and no preview holds it."""
    DISPOSAL = "disposal"
    """A `Disposed`: what two people are about to do."""


@dataclass(frozen=True, slots=True)
class DisposedRecord:
    """A record in a certificate. `recorded`: RFC 3339; `until`: the day from which it could go;
    `fingerprint`: the identity of its last revision."""

    number: str
    kind: str
    recorded: str
    until: str
    revisions: int
    files: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Disposed:
    """A disposal as its certificate tells it. `at`: RFC 3339; `first`, `second`: names."""

    station: str
    at: str
    reason: str
    first: str
    second: str
    records: tuple[DisposedRecord, ...]


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """The file of a message that is in the vault, recorded or not. `size` in bytes.

    `pick`: which message of a mailbox, from 0.
    """

    sha256: str
    name: str
    size: int
    pick: int = 0


Of = str | KeptMessage | Disposed | None
