"""Signing declarations, and verifying them (docs/formats/declarations.md)."""

from collections.abc import Mapping
from typing import Any

from clerkapp.codec import declaration_line
from clerkapp.crypto import signing
from clerkapp.crypto.accounts import account_id
from clerkapp.crypto.digests import sha256_hex
from clerkapp.crypto.keys import PrivateKey
from clerkapp.crypto.signing import Namespace
from clerkapp.crypto.vouching import is_signed_by
from clerkapp.domain.declarations import Declaration, What


def declare(
    key: PrivateKey,
    *,
    what: What,
    body: Mapping[str, Any],
    at: str,
    vault: str,
    second: PrivateKey | None = None,
) -> Declaration:
    """Sign. `at`: RFC 3339; `vault`: its id in hex; `second`: the key of the second person."""
    account = account_id(key.public)
    other = account_id(second.public) if second else None
    said = declaration_line.statement(
        what=what, body=body, account=account, second=other, at=at, vault=vault
    )
    return Declaration(
        what=what,
        account=account,
        second=other,
        at=at,
        body=dict(body),
        statement=said,
        digest=sha256_hex(said),
        sshsig=signing.sign(key, Namespace.DECLARATION, said),
        second_sshsig=signing.sign(second, Namespace.DECLARATION, said) if second else None,
    )


def read(statement: bytes, sshsig: bytes, second_sshsig: bytes | None) -> Declaration:
    """A declaration from what is kept of it. Raises ValueError for another form."""
    what, body, account, second, at, _ = declaration_line.decode(statement)
    digest = sha256_hex(statement)
    return Declaration(what, account, second, at, body, statement, digest, sshsig, second_sshsig)


def is_right(declaration: Declaration, vault: str) -> bool:
    """Whether it is of this vault and signed by all whom it names, who are not one account."""
    said = declaration.statement
    try:
        of = declaration_line.decode(said)[-1]
    except ValueError:
        return False
    second, blob = declaration.second, declaration.second_sshsig
    if (second is None) != (blob is None) or second == declaration.account or of != vault:
        return False
    if not is_signed_by(declaration.sshsig, Namespace.DECLARATION, said, declaration.account):
        return False
    return second is None or blob is None or is_signed_by(blob, Namespace.DECLARATION, said, second)
