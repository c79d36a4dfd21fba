"""People, their roles, and what each role may do (docs/guide/administrator.md).

A role is a permission inside the program. The *function* that a person signs in ("deputy",
"supervisory_judge") is text that travels in bundles and is never a permission.
"""

from collections.abc import Iterable, Mapping
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


class Extent(StrEnum):
    """How far a right goes."""

    YES = "yes"
    OWN = "own"
    SITE = "site"
    OPEN = "open"
    ALL = "all"
    ACCEPTED = "accepted"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Right:
    """A line of the table of roles: what somebody does, and how far each role may, with the permissions that
    stand for it. A role that is not named may not."""

    code: str
    cells: Mapping[Role, tuple[Extent, frozenset[Permission]]]


def _right(code: str, **cells: tuple[Extent, tuple[Permission, ...]]) -> Right:
    return Right(
        code, {Role(role): (extent, frozenset(given)) for role, (extent, given) in cells.items()}
    )


_RECORD = (Extent.YES, (Permission.RECORD,))
_ADD = (Extent.YES, (Permission.ADD, Permission.ADD_OWN))
_SEE_ALL = (Extent.ALL, (Permission.SEE_ALL, Permission.SEE_OPEN, Permission.SEE_OWN))
_RESOLVE = (Extent.YES, (Permission.RESOLVE,))
_REVIEW = (Extent.YES, (Permission.REVIEW,))
_AMEND = (Extent.YES, (Permission.AMEND_REVIEWED,))
_SEND = (Extent.YES, (Permission.EXPORT,))
_STATE = (Extent.YES, (Permission.SET_UPSTREAM,))
_PUBLIC = (Extent.YES, (Permission.PUBLIC_COPY,))
_DISPOSE = (Extent.YES, (Permission.DISPOSE,))
_BACK_UP = (Extent.YES, (Permission.BACK_UP,))
_LISTS = (Extent.YES, (Permission.KEEP_LISTS,))
_OFFICE = (Extent.YES, (Permission.SET_UP_OFFICE,))
_OWN_RESTRICTED, _NAMED = (Extent.OWN, ()), (Extent.NAMED, ())

RIGHTS: tuple[Right, ...] = (
    _right("record", recorder=_RECORD, staff=_RECORD, reviewer=_RECORD, authority=_RECORD),
    _right(
        "see",
        recorder=(Extent.SITE, (Permission.SEE_OWN,)),
        staff=(Extent.OPEN, (Permission.SEE_OPEN, Permission.SEE_OWN)),
        reviewer=_SEE_ALL,
        authority=_SEE_ALL,
        auditor=(Extent.ALL, (Permission.SEE_ALL,)),
    ),
    _right(
        "restricted",
        recorder=_OWN_RESTRICTED,
        staff=_OWN_RESTRICTED,
        reviewer=_NAMED,
        authority=_NAMED,
    ),
    _right(
        "add",
        recorder=(Extent.OWN, (Permission.ADD_OWN,)),
        staff=_ADD,
        reviewer=_ADD,
        authority=_ADD,
    ),
    _right("two_people", recorder=_RECORD, staff=_RECORD, reviewer=_RECORD, authority=_RECORD),
    _right("resolve", staff=_RESOLVE, reviewer=_RESOLVE, authority=_RESOLVE),
    _right("review", reviewer=_REVIEW, authority=_REVIEW),
    _right("amend_reviewed", reviewer=_AMEND, authority=_AMEND),
    _right("sign_authority", authority=(Extent.YES, (Permission.SIGN_AUTHORITY,))),
    _right(
        "send",
        staff=(Extent.ACCEPTED, (Permission.EXPORT,)),
        reviewer=_SEND,
        authority=_SEND,
    ),
    _right("set_upstream", reviewer=_STATE, authority=_STATE, administrator=_STATE),
    _right("public_copy", reviewer=_PUBLIC, authority=_PUBLIC),
    _right("dispose", reviewer=_DISPOSE, authority=_DISPOSE),
    _right("keep_lists", staff=_LISTS, reviewer=_LISTS, authority=_LISTS, administrator=_LISTS),
    _right("set_up_office", reviewer=_OFFICE, authority=_OFFICE, administrator=_OFFICE),
    _right("administer", administrator=(Extent.YES, (Permission.ADMINISTER,))),
    _right(
        "back_up", staff=_BACK_UP, reviewer=_BACK_UP, authority=_BACK_UP, administrator=_BACK_UP
    ),
)
"""Who may do what: the one table that the program asks, that the guide shows and that the tests try."""

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    role: frozenset(
        permission
        for right in RIGHTS
        for permission in right.cells.get(role, (Extent.YES, frozenset()))[1]
    )
    for role in Role
}


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """What these roles grant together; a role that is not known grants nothing."""
    known = [Role(role) for role in roles if role in list(Role)]
    return frozenset(permission for role in known for permission in PERMISSIONS[role])


@dataclass(frozen=True, slots=True)
class Account:
    """One login with one pair of keys for life.

    `id` is the signing key's fingerprint and travels; what the account signs as, `name` and
    `function` among it, is its `Signer`. `name` is what the person types to sign in; `person` is the
    vault-local identity shared by an account and its successor after a forgotten passphrase, and
    every rule that asks for someone else compares it. Keys are OpenSSH public keys without comment
    (`ecdsa-sha2-nistp256 AAAA…`). Dates are YYYY-MM-DD in the office's time. `sites`: the places whose records
    a recorder sees beside the own ones.
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
    sites: tuple[str, ...] = ()

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
