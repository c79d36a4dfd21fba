"""People, their roles, and what each role may do (docs/guide/administrator.md).

A role is a permission inside the program. The *function* that a person signs in ("deputy",
"supervisory_judge") is text that travels in bundles and is never a permission.
"""

from dataclasses import dataclass
from enum import StrEnum

from clerkapp.domain.errors import Refused


class Role(StrEnum):
    """What an account may do; an account may hold several."""

    RECORDER = "recorder"
    STAFF = "staff"
    REVIEWER = "reviewer"
    AUTHORITY = "authority"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Permission(StrEnum):
    """A thing that some roles may do."""

    RECORD = "record"
    SEE_OWN = "see_own"
    SEE_OPEN = "see_open"
    SEE_ALL = "see_all"
    ADD_OWN = "add_own"
    ADD = "add"
    RESOLVE = "resolve"
    REVIEW = "review"
    AMEND_REVIEWED = "amend_reviewed"
    DISPOSE = "dispose"
    SIGN_AUTHORITY = "sign_authority"
    EXPORT = "export"
    BACK_UP = "back_up"
    PUBLIC_COPY = "public_copy"
    SET_UPSTREAM = "set_upstream"
    KEEP_LISTS = "keep_lists"
    SET_UP_OFFICE = "set_up_office"
    ADMINISTER = "administer"


_STAFF = frozenset(
    {
        Permission.RECORD,
        Permission.SEE_OWN,
        Permission.SEE_OPEN,
        Permission.ADD_OWN,
        Permission.ADD,
        Permission.RESOLVE,
        Permission.EXPORT,
        Permission.BACK_UP,
        Permission.KEEP_LISTS,
    }
)
_REVIEWER = _STAFF | {
    Permission.SEE_ALL,
    Permission.REVIEW,
    Permission.AMEND_REVIEWED,
    Permission.DISPOSE,
    Permission.PUBLIC_COPY,
    Permission.SET_UPSTREAM,
    Permission.SET_UP_OFFICE,
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.RECORDER: frozenset({Permission.RECORD, Permission.SEE_OWN, Permission.ADD_OWN}),
    Role.STAFF: _STAFF,
    Role.REVIEWER: _REVIEWER,
    Role.AUTHORITY: _REVIEWER | {Permission.SIGN_AUTHORITY},
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.ADMINISTER,
            Permission.SET_UPSTREAM,
            Permission.BACK_UP,
            Permission.KEEP_LISTS,
            Permission.SET_UP_OFFICE,
        }
    ),
    Role.AUDITOR: frozenset({Permission.SEE_ALL}),
}


@dataclass(frozen=True, slots=True)
class Account:
    """One login with one pair of keys for life.

    `id` is the signing key's fingerprint and travels; what the account signs as, `name` and
    `function` among it, is its `Signer`. `name` is what the person types to sign in; `person` is the
    vault-local identity shared by an account and its successor after a forgotten passphrase, and
    every rule that asks for someone else compares it. Keys are OpenSSH public keys without comment
    (`ecdsa-sha2-nistp256 AAAA…`). Dates are YYYY-MM-DD in the office's time.
    """

    id: str
    person: str
    name: str
    roles: frozenset[Role]
    function: str
    sign_key: str
    open_key: str
    valid_from: str
    valid_until: str | None
    disabled: bool = False

    def may(self, permission: Permission) -> bool:
        """Whether one of the account's roles grants `permission`."""
        return any(permission in PERMISSIONS[role] for role in self.roles)

    @property
    def may_send(self) -> bool:
        """Whether it may sign for the station, and so hold the station's key."""
        return self.may(Permission.EXPORT) or self.may(Permission.PUBLIC_COPY)

    def require(self, permission: Permission) -> None:
        """Raises Refused("not-permitted") unless granted."""
        if not self.may(permission):
            raise Refused("not-permitted", permission=str(permission))


@dataclass(frozen=True, slots=True)
class Signer:
    """Whoever signed something, here or anywhere, as granted (docs/formats/bundle.md, "People").

    `station`: the principal where the account was made; `granted_by`: the account that granted it, its
    own for a root account. `name`, `function`: None where every copy that came withholds it. `seen`:
    when the account was first known here.
    """

    account: str
    station: str
    key: str
    name: str | None
    function: str | None
    may_grant: bool
    valid_from: str
    granted_by: str
    closed_at: str | None
    closed_by: str | None
    seen: str

    @property
    def is_root(self) -> bool:
        """Whether it granted itself: the state lists its key."""
        return self.granted_by == self.account

    @property
    def closed(self) -> bool:
        """Whether the account has ended. What it signed stays valid."""
        return self.closed_at is not None


def parse_roles(text: str) -> frozenset[Role]:
    """Roles from `recorder,staff`. Raises Refused("role-unknown")."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise Refused("role-unknown", role="")
    for name in names:
        if name not in list(Role):
            raise Refused("role-unknown", role=name[:40])
    return frozenset(Role(name) for name in names)
