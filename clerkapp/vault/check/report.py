"""What a check says: findings, and how much was looked at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from clerkapp.codec.sshkey import PublicKey
from clerkapp.domain.check_report import CheckProblem
from clerkapp.domain.station import StationState
from clerkapp.vault.check.claims import Claims
from clerkapp.vault.opened import Vault


@dataclass(slots=True)
class Numbered:
    """Rows that are numbered from 1 without a gap, in their order."""

    count: int = 0
    missing: int = 0
    """How many are not there, as far as the numbers tell."""

    def note(self, n: int) -> None:
        """The next row has the number `n`."""
        self.count += 1
        if n != self.count + self.missing:
            self.missing = max(n - self.count, self.missing, 1)


@dataclass(frozen=True, slots=True)
class SigningTerm:
    """From when until when an account may sign, at the station that granted it. `first`: RFC 3339 date;
    `closed`: RFC 3339 with offset."""

    station: str
    first: str
    closed: str | None


Progress = Callable[[str], None]


@dataclass(slots=True)
class Looking:
    """What the parts of one check hand on to each other.

    `claims`: what the journal says was done, until it is found. `authored`: author's acts that no
    revision took yet, by `claims.key` of revision and account, with their row. `given`: running numbers
    of this station, by year. `named`: attachments that a field names, raw digests. `visitors`: accounts
    that are known from other stations alone, whose work the journal does not tell and which may be here
    before what it rests on. `keys`, `terms`: what signed lines say of each account.
    """

    vault: Vault
    folder: Path
    remembered: StationState
    counts: dict[str, int] = field(default_factory=dict)
    claims: Claims = field(default_factory=Claims)
    authored: dict[bytes, int] = field(default_factory=dict)
    given: dict[int, list[int]] = field(default_factory=dict)
    named: set[bytes] = field(default_factory=set)
    visitors: set[str] = field(default_factory=set)
    keys: dict[str, PublicKey] = field(default_factory=dict)
    terms: dict[str, SigningTerm] = field(default_factory=dict)
    disposed: set[str] = field(default_factory=set)
    """Identities of revisions that two people disposed of."""
    disposed_files: set[str] = field(default_factory=set)
    """Digests of attachments that went with them."""


Part = Callable[[Looking], Iterator[CheckProblem]]
