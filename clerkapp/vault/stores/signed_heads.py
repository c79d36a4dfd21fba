"""Heads of the journal, signed by the person who locked or sent (docs/formats/vault.md, section 9).

The chain of the journal can be computed anew by whoever has the data key; under a signed head it cannot,
without that person's key.
"""

from collections.abc import Iterator

from clerkapp.crypto import vouching
from clerkapp.crypto.accounts import account_id
from clerkapp.crypto.keys import PrivateKey
from clerkapp.crypto.signing import Namespace
from clerkapp.store.journal import SignedHead
from clerkapp.vault.engine.connection import Connection
from clerkapp.vault.stores.journal import Journal

_COLUMNS = "seq, digest, account, at, before, sshsig"


class SignedHeads:
    """The signed heads of this vault's journal."""

    def __init__(self, connection: Connection, journal: Journal, vault_id: str) -> None:
        self._connection = connection
        self._journal = journal
        self._vault_id = vault_id

    def sign(self, key: PrivateKey, at: str) -> None:
        """Sign the journal as it stands, in the transaction of its last entry. `key`: a person's."""
        head = self._journal.head()
        if head is None:
            return
        before = self._connection.value("SELECT max(seq) FROM journal_signed")
        unsigned = SignedHead(*head, account_id(key.public), at, before, b"")
        self._connection.run(
            f"INSERT INTO journal_signed ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
            (
                unsigned.seq,
                unsigned.digest,
                unsigned.account,
                at,
                before,
                vouching.sign_head(key, self._statement(unsigned)),
            ),
        )

    def all(self) -> Iterator[SignedHead]:
        """Every signed head, the first one first."""
        rows = self._connection.scan(f"SELECT {_COLUMNS} FROM journal_signed ORDER BY seq")
        return (SignedHead(*row) for row in rows)

    def is_right(self, head: SignedHead) -> bool:
        """Whether the key of the account that it names signed exactly this."""
        statement = self._statement(head)
        return vouching.is_signed_by(head.sshsig, Namespace.JOURNAL, statement, head.account)

    def _statement(self, head: SignedHead) -> bytes:
        return vouching.head_statement(
            vault=self._vault_id,
            seq=head.seq,
            digest=head.digest,
            account=head.account,
            at=head.at,
            before=head.before,
        )
