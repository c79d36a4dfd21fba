"""What people of the office declare with their signature, beside records (docs/formats/declarations.md).

That nothing happened; that a record is held; that it was disposed of; that its lesson may be taught. A
declaration is never changed: what ends one is another one that names it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from clerkapp.domain.people.roles import Permission

ID_LENGTH = 16


class What(StrEnum):
    """What is declared."""

    NIL = "nil"
    NIL_WITHDRAWN = "nil_withdrawn"
    HOLD = "hold"
    HOLD_LIFTED = "hold_lifted"
    DISPOSAL = "disposal"
    LESSON = "lesson"


MEMBERS: Mapping[What, frozenset[str]] = {
    What.NIL: frozenset({"election", "from", "until", "site", "text"}),
    What.NIL_WITHDRAWN: frozenset({"nil", "reason"}),
    What.HOLD: frozenset({"records", "reason"}),
    What.HOLD_LIFTED: frozenset({"records", "reason"}),
    What.DISPOSAL: frozenset({"records", "attachments", "reason", "certificate"}),
    What.LESSON: frozenset({"record", "number", "revision"}),
}
"""What a declaration says beside who, when and what; exactly these members.

`records`: [{"record": id, "number": …}]; those of a disposal also hold `revisions`, the identities that
were erased. `certificate`: SHA-256 of the printed certificate. Dates are YYYY-MM-DD.
"""

PERMISSIONS: Mapping[What, Permission] = {
    What.NIL: Permission.SIGN_AUTHORITY,
    What.NIL_WITHDRAWN: Permission.SIGN_AUTHORITY,
    What.HOLD: Permission.DISPOSE,
    What.HOLD_LIFTED: Permission.DISPOSE,
    What.DISPOSAL: Permission.DISPOSE,
    What.LESSON: Permission.REVIEW,
}
"""Who may declare it; a disposal needs two such people."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """One declaration. `account`, `second`: ids of who signed; `at`: RFC 3339. `statement`: the signed JCS
    bytes; `digest`: their SHA-256 in hex, by which the declaration is known."""

    what: What
    account: str
    second: str | None
    at: str
    body: Mapping[str, Any]
    statement: bytes
    digest: str
    sshsig: bytes
    second_sshsig: bytes | None = None

    @property
    def id(self) -> str:
        """As it is told and typed: the beginning of the digest."""
        return self.digest[:ID_LENGTH]
