"""Acts: a person's signature over a statement about one revision (docs/formats/bundle.md, "People")."""

from clerkapp.codec import act_line
from clerkapp.codec.sshkey import PublicKey
from clerkapp.crypto import signing
from clerkapp.crypto.digests import sha256_hex
from clerkapp.crypto.keys import PrivateKey
from clerkapp.crypto.signing import Namespace
from clerkapp.domain.records.revision import Act, ActKind


def sign_act(
    key: PrivateKey, *, act: ActKind, revision: str, account: str, capacity: str | None, at: str
) -> Act:
    """Sign. `revision`: an identity in hex; `capacity`: the function signed in; `at`: RFC 3339."""
    statement = act_line.statement(act, revision, account, capacity, at)
    blob = signing.sign(key, Namespace.ACT, statement)
    return Act(act, revision, account, capacity, at, statement, blob)


def signer_of(act: Act) -> PublicKey:
    """The key that signed. Raises ValueError when the signature does not verify."""
    return signing.read(act.sshsig, Namespace.ACT, act.statement)


def verify_act(act: Act, key: PublicKey) -> None:
    """Raises ValueError unless the act says what its bytes say and `key` signed them."""
    statement = act_line.statement(act.act, act.revision, act.account, act.capacity, act.at)
    if statement != act.statement or signer_of(act) != key:
        raise ValueError("not this person's act")


def act_digest(act: Act) -> str:
    """What an act is known by: SHA-256 of its statement (signature bytes can be re-made)."""
    return sha256_hex(act.statement)
