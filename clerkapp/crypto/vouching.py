"""What an account signs inside a vault: which key is the station's, who may hold it, where the journal
stood (docs/formats/vault.md, sections 9 and 12). None of it ever leaves the vault."""

from collections.abc import Sequence

from clerkapp.codec import jcs
from clerkapp.crypto import signing
from clerkapp.crypto.accounts import account_id
from clerkapp.crypto.keys import PrivateKey
from clerkapp.crypto.signing import Namespace


def station_key_statement(*, station: str, n: int, key: str, made: str, by: str) -> bytes:
    """`key` is the station's `n`th. `station`: the principal; `made`: RFC 3339; `by`: an account."""
    return jcs.encode({"by": by, "key": key, "made": made, "n": n, "station": station})


def holder_statement(*, key: str, account: str, open_key: str, at: str, by: str) -> bytes:
    """`account`, which opens with `open_key`, may hold the station's key `key`."""
    return jcs.encode({"account": account, "at": at, "by": by, "key": key, "open_key": open_key})


def sites_statement(*, account: str, sites: Sequence[str], at: str, by: str) -> bytes:
    """`account` sees the records of these places, says the administrator `by`."""
    return jcs.encode({"account": account, "at": at, "by": by, "sites": sorted(sites)})


def head_statement(
    *, vault: str, seq: int, digest: str, account: str, at: str, before: int | None
) -> bytes:
    """The journal of a vault ends with this entry, says `account`. `before`: seq of the last entry for
    which somebody said so before."""
    return jcs.encode(
        {
            "account": account,
            "at": at,
            "before": before,
            "digest": digest,
            "seq": seq,
            "vault": vault,
        }
    )


def is_signed_by(blob: bytes, namespace: Namespace, statement: bytes, account: str) -> bool:
    """Whether the key of `account`, whose fingerprint its id is, signed the statement."""
    try:
        return account_id(signing.read(blob, namespace, statement)) == account
    except ValueError:
        return False


def sign_station(key: PrivateKey, statement: bytes) -> bytes:
    """An SSHSIG blob over a statement about the station's key."""
    return signing.sign(key, Namespace.STATION_KEY, statement)


def sign_sites(key: PrivateKey, statement: bytes) -> bytes:
    """An SSHSIG blob over a statement about the places of an account."""
    return signing.sign(key, Namespace.ACCOUNT_SITES, statement)


def sign_head(key: PrivateKey, statement: bytes) -> bytes:
    """An SSHSIG blob over a statement about the journal's head."""
    return signing.sign(key, Namespace.JOURNAL, statement)
