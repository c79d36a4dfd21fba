"""Accounts: granting, closing, and checking both (docs/formats/bundle.md, "People").

An account's id is its key's fingerprint, so nobody can put a second key under an id. A grant and a
closing are signed by the account that they name as `by`. Whether that account may grant, and whether
its chain ends at a root that is listed, only a whole file can tell: `clerkapp.bundle.people`.
"""

from clerkapp.codec.account_line import FUNCTION, NAME, AccountLine, Closing, Grant
from clerkapp.codec.sshkey import PublicKey
from clerkapp.crypto import signing
from clerkapp.crypto.digests import new_salt, sha256_hex
from clerkapp.crypto.identity import field_digest, require_fields
from clerkapp.crypto.keys import PrivateKey
from clerkapp.crypto.signing import Namespace
from clerkapp.domain.records.revision import SaltedValue

ID_LENGTH = 32


def account_id(key: PublicKey) -> str:
    """The id of the account with this key: the first 32 hex digits of SHA-256 over its blob."""
    return sha256_hex(key.to_blob())[:ID_LENGTH]


def grant_account(
    key: PublicKey,
    *,
    station: str,
    name: str,
    function: str,
    valid_from: str,
    may_grant: bool,
    granter: PrivateKey,
) -> AccountLine:
    """Grant an account to the person who has `key`, signed by `granter`, whose account may grant.

    With the private half of `key` itself as `granter` the account is a root account.
    """
    fields = {
        NAME: SaltedValue(new_salt(), name),
        FUNCTION: SaltedValue(new_salt(), function),
    }
    grant = Grant(
        account=account_id(key),
        by=account_id(granter.public),
        digests={
            code: field_digest(salted.salt, code, salted.value) for code, salted in fields.items()
        },
        valid_from=valid_from,
        key=key,
        may_grant=may_grant,
        station=station,
    )
    blob = signing.sign(granter, Namespace.ACCOUNT, grant.encode())
    return AccountLine(grant, blob, fields)


def close_account(account: str, *, at: str, granter: PrivateKey) -> Closing:
    """End an account, signed by `granter`, whose account may grant. `at`: RFC 3339 with offset."""
    unsigned = Closing(account, at, account_id(granter.public), b"")
    blob = signing.sign(granter, Namespace.ACCOUNT, unsigned.statement())
    return Closing(unsigned.account, unsigned.at, unsigned.by, blob)


def granting_key(line: AccountLine) -> PublicKey:
    """The key that signed the grant. Everything that a line alone can show is checked.

    Raises ValueError: an id that is not its key's, a root that may not grant, a field without its
    digest or that does not match it, a signature that does not verify.
    """
    grant = line.grant
    if grant.account != account_id(grant.key):
        raise ValueError("an id that is not its key's")
    if grant.is_root and not grant.may_grant:
        raise ValueError("a root that may not grant")
    require_fields(grant.digests, line.fields)
    return signing.read(line.sshsig, Namespace.ACCOUNT, grant.encode())


def closing_key(line: AccountLine) -> PublicKey | None:
    """The key that signed the closing, None for an account that was not closed.

    Raises ValueError: another account's closing, a signature that does not verify.
    """
    closing = line.closing
    if closing is None:
        return None
    if closing.account != line.grant.account:
        raise ValueError("another account's closing")
    return signing.read(closing.sshsig, Namespace.ACCOUNT, closing.statement())


def require_signed(line: AccountLine) -> None:
    """Raises ValueError unless all that the line shows by itself is right: its id is its key's, its fields
    match, and whoever it names as granting and closing signed both."""
    signed = [(line.grant.by, granting_key(line))]
    key = closing_key(line)
    if line.closing is not None and key is not None:
        signed.append((line.closing.by, key))
    if any(account_id(key) != by for by, key in signed):
        raise ValueError("signed by another account than it names")
