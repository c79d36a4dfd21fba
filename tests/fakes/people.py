"""The people of the fictional stations: their keys, and their accounts as they were granted.

The chain at W1: ROOT granted REVIEWER, who may grant, and REVIEWER granted DEPUTY. Keys follow from
names, so that a run can be repeated.
"""

from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec

from clerkapp.codec.account_line import AccountLine
from clerkapp.crypto.accounts import account_id, close_account, grant_account
from clerkapp.crypto.keys import PrivateKey

ROOT, REVIEWER, DEPUTY = "root-0", "reviewer-2", "deputy-1"
GRANTED_BY = {ROOT: ROOT, REVIEWER: ROOT, DEPUTY: REVIEWER}
STATION = "W1@LARK"
FROM = "2026-06-01"
CLOSED_AT = "2026-11-01T17:00:00-06:00"

_NAMES: dict[str, str] = {}


@cache
def _derived(whose: str) -> PrivateKey:
    number = int.from_bytes(sha256(whose.encode()).digest()) >> 1
    return PrivateKey(ec.derive_private_key(number, ec.SECP256R1()))


def person_key(name: str) -> PrivateKey:
    """A person's key."""
    key = _derived(name)
    _NAMES[account_id(key.public)] = name
    return key


def person_id(name: str) -> str:
    """The id of a person's account."""
    return account_id(person_key(name).public)


def key_of(account: str) -> PrivateKey:
    """The key of an account that a test has used before."""
    return person_key(_NAMES[account])


def granted(
    name: str,
    by: str | None = None,
    *,
    station: str = STATION,
    may_grant: bool | None = None,
    shown: str = "A. Person",
    function: str = "deputy",
) -> AccountLine:
    """An account, granted by whoever GRANTED_BY says, or by `by`."""
    granter = by or GRANTED_BY[name]
    return grant_account(
        person_key(name).public,
        station=station,
        name=shown,
        function=function,
        valid_from=FROM,
        may_grant=name != DEPUTY if may_grant is None else may_grant,
        granter=person_key(granter),
    )


def closed(line: AccountLine, by: str = ROOT) -> AccountLine:
    """The account, ended by `by`."""
    closing = close_account(line.grant.account, at=CLOSED_AT, granter=person_key(by))
    return AccountLine(line.grant, line.sshsig, line.fields, closing)


@cache
def accounts() -> tuple[AccountLine, ...]:
    """The three of W1, made once a run since their salts are random."""
    return tuple(granted(name) for name in (REVIEWER, ROOT, DEPUTY))
