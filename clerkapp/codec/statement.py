"""`statement.json`: what a station says about one bundle (docs/formats/bundle.md, "Statement").

JCS bytes without a final line feed, at most 64 KiB. A higher format, or a critical name that this
version does not know, is UnknownVersion. Unknown members are ignored at any depth; those of the
outermost object are kept in `extra`, and whoever needs all of them keeps the bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from clerkapp.codec import checks, jcs
from clerkapp.codec.limits import MAX_RECIPIENTS, MAX_STATEMENT

FORMAT = "incident-bundle/1"
SCHEMA = "incident-record/1"


class UnknownVersion(ValueError):
    """A format, or something critical, that this version cannot read."""


class BundleKind(StrEnum):
    """What a bundle holds: the new, everything, or the sentence that nothing happened."""

    DELTA = "delta"
    SNAPSHOT = "snapshot"
    NIL = "nil"


class EpochReason(StrEnum):
    """Why a station began a new epoch."""

    RESTORE = "restore"
    NEW_KEY = "new-key"
    REINSTALL = "reinstall"
    NEW_UPSTREAM = "new-upstream"
    ERASURE = "erasure"


@dataclass(frozen=True, slots=True)
class EpochPrevious:
    """The last bundle of the epoch before, and why it ended."""

    epoch: int
    seq: int
    digest: str
    reason: EpochReason


@dataclass(frozen=True, slots=True)
class Totals:
    """Control totals over the heads."""

    records: int = 0
    by_kind: Mapping[str, int] = field(default_factory=dict)
    by_severity: Mapping[str, int] = field(default_factory=dict)
    by_status: Mapping[str, int] = field(default_factory=dict)

    def to_value(self) -> dict[str, Any]:
        """The JSON value."""
        return {
            "records": self.records,
            "by_kind": dict(self.by_kind),
            "by_severity": dict(self.by_severity),
            "by_status": dict(self.by_status),
        }


@dataclass(frozen=True, slots=True)
class Payload:
    """How much the payload holds: bytes and files of `data/`, and lines of the three files."""

    octets: int = 0
    files: int = 0
    records: int = 0
    signatures: int = 0
    accounts: int = 0

    def to_value(self) -> dict[str, int]:
        """The JSON value."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rule pack in force."""

    id: str
    version: int


@dataclass(frozen=True, slots=True)
class JournalHead:
    """The head of the station's journal."""

    seq: int
    digest: str


@dataclass(frozen=True, slots=True)
class ReceiptSeen:
    """The last state receipt that the station has read."""

    n: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Nil:
    """The signed sentence that nothing happened, for one election or for the period."""

    text: str
    election: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """All of `statement.json`. Dates YYYY-MM-DD; digests lower-case hex; `created` is never trusted."""

    authority: str
    station: str
    epoch: int
    seq: int
    prev: str | None
    epoch_prev: EpochPrevious | None
    kind: BundleKind
    period_from: str
    period_to: str
    nil: Nil | None
    recipients: tuple[str, ...]
    created: str
    rules: Rules | None
    journal: JournalHead
    receipt: ReceiptSeen | None
    totals: Totals = field(default_factory=Totals)
    payload: Payload = field(default_factory=Payload)
    critical: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def principal(self) -> str:
        """`<station>@<authority>`, whom the signing key must belong to."""
        return f"{self.station}@{self.authority}"

    def to_value(self) -> dict[str, Any]:
        """The JSON value."""
        return {
            **self.extra,
            "format": FORMAT,
            "critical": list(self.critical),
            "authority": self.authority,
            "station": self.station,
            "epoch": self.epoch,
            "seq": self.seq,
            "prev": self.prev,
            "epoch_prev": _object(self.epoch_prev),
            "kind": str(self.kind),
            "period": {"from": self.period_from, "to": self.period_to},
            "nil": _object(self.nil),
            "recipients": list(self.recipients),
            "created": self.created,
            "schema": SCHEMA,
            "rules": _object(self.rules),
            "totals": self.totals.to_value(),
            "payload": self.payload.to_value(),
            "journal": _object(self.journal),
            "receipt": _object(self.receipt),
        }


MEMBERS = frozenset(
    {
        *("format", "critical", "authority", "station", "epoch", "seq", "prev", "epoch_prev"),
        *("kind", "period", "nil", "recipients", "created", "schema", "rules", "totals"),
        *("payload", "journal", "receipt"),
    }
)


def encode(statement: Statement) -> bytes:
    """The bytes of `statement.json`. Raises ValueError for a statement that `decode` would refuse."""
    data = jcs.encode(statement.to_value())
    if decode(data) != statement:
        raise ValueError("not a statement that reads back")
    return data


def decode(data: bytes) -> Statement:
    """Read `statement.json`.

    Raises UnknownVersion, jcs.LimitPassed, or ValueError for a wrong type, value or missing member.
    """
    value = checks.members(jcs.decode_line(data, limit=MAX_STATEMENT), ("format",), "statement")
    if checks.text(value["format"], "format") != FORMAT:
        raise UnknownVersion("format")
    checks.members(value, MEMBERS, "statement")
    critical = tuple(
        checks.text(name, "critical") for name in checks.array(value["critical"], "critical")
    )
    if any(name not in MEMBERS for name in critical):
        raise UnknownVersion("critical")
    if value["schema"] != SCHEMA:
        raise ValueError("schema: unknown")
    period = checks.members(value["period"], ("from", "to"), "period")
    statement = Statement(
        authority=checks.matching(value["authority"], checks.CODE, "authority"),
        station=checks.matching(value["station"], checks.CODE, "station"),
        epoch=checks.integer(value["epoch"], 1, "epoch"),
        seq=checks.integer(value["seq"], 1, "seq"),
        prev=_digest_or_null(value["prev"], "prev"),
        epoch_prev=_epoch_prev(value["epoch_prev"]),
        kind=BundleKind(checks.text(value["kind"], "kind")),
        period_from=_day(period["from"]),
        period_to=_day(period["to"]),
        nil=_nil(value["nil"]),
        recipients=checks.ascending(
            checks.array(value["recipients"], "recipients"), checks.HEX40, "recipients"
        ),
        created=_utc(value["created"]),
        rules=_rules(value["rules"]),
        journal=_journal(value["journal"]),
        receipt=_receipt(value["receipt"]),
        totals=_totals(value["totals"]),
        payload=_payload(value["payload"]),
        critical=critical,
        extra={name: member for name, member in value.items() if name not in MEMBERS},
    )
    _require_consistent(statement)
    return statement


def _require_consistent(statement: Statement) -> None:
    """The rules between members."""
    if (statement.prev is None) != (statement.seq == 1):
        raise ValueError("prev: null exactly at seq 1")
    opens_epoch = statement.seq == 1 and statement.epoch > 1
    if (statement.epoch_prev is not None) != opens_epoch:
        raise ValueError("epoch_prev: exactly at seq 1 of a later epoch")
    if (statement.nil is not None) != (statement.kind is BundleKind.NIL):
        raise ValueError("nil: exactly for kind nil")
    if statement.nil is not None and (statement.payload.records or statement.totals.records):
        raise ValueError("nil: a nil bundle has no records")
    if len(statement.recipients) > MAX_RECIPIENTS:
        raise ValueError("recipients: more than four")


def _object(part: Any) -> dict[str, Any] | None:
    if part is None:
        return None
    return {name: getattr(part, name) for name in part.__slots__}


def _digest_or_null(value: Any, what: str) -> str | None:
    return None if value is None else checks.matching(value, checks.HEX64, what)


def _day(value: Any) -> str:
    return date.fromisoformat(checks.matching(value, checks.DATE, "period")).isoformat()


def _utc(value: Any) -> str:
    instant = checks.matching(value, checks.INSTANT, "created")
    if not instant.endswith(("Z", "+00:00")):
        raise ValueError("created: not UTC")
    return instant


def _epoch_prev(value: Any) -> EpochPrevious | None:
    if value is None:
        return None
    before = checks.members(value, ("epoch", "seq", "digest", "reason"), "epoch_prev")
    return EpochPrevious(
        checks.integer(before["epoch"], 1, "epoch_prev"),
        checks.integer(before["seq"], 1, "epoch_prev"),
        checks.matching(before["digest"], checks.HEX64, "epoch_prev"),
        EpochReason(checks.text(before["reason"], "epoch_prev")),
    )


def _nil(value: Any) -> Nil | None:
    if value is None:
        return None
    nil = checks.members(value, ("text", "election"), "nil")
    return Nil(checks.text(nil["text"], "nil"), checks.text_or_null(nil["election"], "nil"))


def _rules(value: Any) -> Rules | None:
    if value is None:
        return None
    rules = checks.members(value, ("id", "version"), "rules")
    return Rules(checks.text(rules["id"], "rules"), checks.integer(rules["version"], 1, "rules"))


def _journal(value: Any) -> JournalHead:
    head = checks.members(value, ("seq", "digest"), "journal")
    return JournalHead(
        checks.integer(head["seq"], 0, "journal"),
        checks.matching(head["digest"], checks.HEX64, "journal"),
    )


def _receipt(value: Any) -> ReceiptSeen | None:
    if value is None:
        return None
    seen = checks.members(value, ("n", "sha256"), "receipt")
    return ReceiptSeen(
        checks.integer(seen["n"], 1, "receipt"),
        checks.matching(seen["sha256"], checks.HEX64, "receipt"),
    )


def _totals(value: Any) -> Totals:
    names = ("records", "by_kind", "by_severity", "by_status")
    totals = checks.members(value, names, "totals")
    return Totals(
        checks.integer(totals["records"], 0, "totals"),
        *(checks.counts(totals[name], name) for name in names[1:]),
    )


def _payload(value: Any) -> Payload:
    names = ("octets", "files", "records", "signatures", "accounts")
    payload = checks.members(value, names, "payload")
    return Payload(*(checks.integer(payload[name], 0, name) for name in names))
