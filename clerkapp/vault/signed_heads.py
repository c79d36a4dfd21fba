"""Heads of the journal, signed by the person who locked or sent (docs/formats/vault.md, section 9).

The chain of the journal can be computed anew by whoever has the data key; under a signed head it cannot,
without that person's key.
"""

from clerkapp.crypto import vouching
from clerkapp.crypto.accounts import account_id
from clerkapp.crypto.keys import PrivateKey
from clerkapp.vault.connection import Connection
from clerkapp.vault.journal import Journal


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
        seq, digest = head
        account = account_id(key.public)
        statement = vouching.head_statement(
            vault=self._vault_id, seq=seq, digest=digest, account=account, at=at
        )
        self._connection.run(
            "INSERT INTO journal_signed VALUES (?, ?, ?, ?, ?)",
            (seq, digest, account, at, vouching.sign_head(key, statement)),
        )
