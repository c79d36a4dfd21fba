"""Making a revision, salted, hashed and signed by its author; and checking one that was made."""

from collections.abc import Callable, Iterable, Mapping

from clerkapp.codec import jcs, record_line
from clerkapp.crypto.acts import sign_act
from clerkapp.crypto.digests import new_salt, sha256_hex
from clerkapp.crypto.identity import field_digest, revision_identity
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.errors import Refused
from clerkapp.domain.records.revision import Act, ActKind, Header, Op, Revision, SaltedValue, Value
from clerkapp.domain.time.times import parse_instant


def make(
    values: Mapping[str, Value],
    *,
    record: str,
    number: str,
    kind: str,
    at: str,
    author: str,
    key: PrivateKey,
    rev: int = 1,
    parents: Iterable[str] = (),
    op: Op = Op.PUT,
    capacity: str | None = None,
    salt: Callable[[str], str] = lambda _: new_salt(),
) -> tuple[Revision, Act]:
    """A revision of `record` (an id) with its author's act.

    `at`: RFC 3339, of recording and signing; `author`: the account whose signing key is `key`; `parents`:
    identities, in any order; `capacity`: the function signed in, when it is not the account's; `salt` gives 32 hex digits for a field's code, never the same twice.
    """
    fields = {code: SaltedValue(salt(code), value) for code, value in values.items()}
    digests = {code: field_digest(one.salt, code, one.value) for code, one in fields.items()}
    header = Header(record, number, kind, rev, tuple(sorted(parents)), op, at, author, digests)
    revision = Revision(header, revision_identity(header), fields)
    return revision, sign_author(revision, key, capacity)


def sign_author(revision: Revision, key: PrivateKey, capacity: str | None = None) -> Act:
    """The author's act over a revision, of its time of recording."""
    return sign_act(
        key,
        act=ActKind.AUTHOR,
        revision=revision.identity,
        account=revision.header.author,
        capacity=capacity,
        at=revision.header.recorded,
    )


def checked(revision: Revision) -> bytes:
    """The JCS bytes of the header, when what the revision shows of itself is right.

    Raises Refused: revision-form, revision-identity, revision-digest.
    """
    header = revision.header
    value = header.to_value()
    try:
        record_line.header_of(value)
        parse_instant(header.recorded)
        encoded = jcs.encode(value)
    except (ValueError, Refused):
        raise Refused("revision-form", number=header.number[:60]) from None
    if sha256_hex(encoded) != revision.identity:
        raise Refused("revision-identity", number=header.number)
    for code, salted in revision.fields.items():
        if header.digests.get(code) != field_digest(salted.salt, code, salted.value):
            raise Refused("revision-digest", number=header.number, field=code[:60])
    return encoded
