"""An unlocked vault: the one connection, the data key, and the stores (docs/formats/vault.md).

It belongs to the thread that opened it.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.office import VaultInfo
from clerkapp.domain.people.roles import Account
from clerkapp.vault.engine.connection import Connection
from clerkapp.vault.keys import header as headers
from clerkapp.vault.keys.header import Header
from clerkapp.vault.keys.header_log import HeaderLog
from clerkapp.vault.keys.recovery_keys import RecoveryKeys
from clerkapp.vault.keys.station_keys import StationKeys
from clerkapp.vault.stores.accounts import Accounts
from clerkapp.vault.stores.attachments import Attachments
from clerkapp.vault.stores.declarations import Declarations
from clerkapp.vault.stores.drafts import Drafts
from clerkapp.vault.stores.indicators import Indicators
from clerkapp.vault.stores.journal import Journal
from clerkapp.vault.stores.office_lists import OfficeLists
from clerkapp.vault.stores.outgoing import OutgoingBundles
from clerkapp.vault.stores.queries import Queries
from clerkapp.vault.stores.revisions import Revisions
from clerkapp.vault.stores.settings import Settings
from clerkapp.vault.stores.signed_heads import SignedHeads
from clerkapp.vault.stores.signers import Signers
from clerkapp.vault.stores.work import Work


class Vault:
    """An unlocked vault and its stores."""

    def __init__(self, connection: Connection, data_key: bytes) -> None:
        row = connection.row(
            "SELECT vault_id, authority, authority_name, station, created FROM vault"
        )
        if row is None or re.fullmatch("[0-9a-f]{32}", row[0]) is None:
            raise EnvironmentFailure("vault-damaged")
        self.connection = connection
        self.data_key = data_key
        self.info = VaultInfo(
            vault_id=row[0],
            authority=row[1],
            authority_name=row[2],
            station=row[3],
            created=row[4],
        )
        self.signers = Signers(connection, self.info.principal)
        self.accounts = Accounts(connection, self.signers)
        self.station_keys = StationKeys(
            connection,
            self.signers,
            self.accounts,
            vault_id=self.raw_id,
            station=self.info.principal,
        )
        self.recovery_keys = RecoveryKeys(connection)
        self.header_log = HeaderLog(connection)
        self.settings = Settings(connection)
        self.office_lists = OfficeLists(connection)
        self.journal = Journal(connection)
        self.heads = SignedHeads(connection, self.journal, self.info.vault_id)
        self.drafts = Drafts(connection)
        self.attachments = Attachments(connection)
        self.revisions = Revisions(connection, self.signers, self.info.authority, self.info.station)
        self.queries = Queries(connection)
        self.indicators = Indicators(connection)
        self.work = Work(connection)
        self.outgoing = OutgoingBundles(connection)
        self.declarations = Declarations(connection, self.info.vault_id)

    def __repr__(self) -> str:
        return "Vault(…)"

    @property
    def unwritable(self) -> str:
        """Why nothing can be written: vault-disk-full or vault-read-only; empty when it can."""
        return self.connection.unwritable

    def only_read(self, code: str) -> None:
        """From now on nothing is written; every transaction is refused with `code`."""
        self.connection.only_read(code)

    @property
    def raw_id(self) -> bytes:
        """The vault's id, 16 bytes."""
        return bytes.fromhex(self.info.vault_id)

    def station_key(self) -> PrivateKey:
        """The station's P-384 key, which signs bundles: for accounts that may send.

        Raises Refused: station-key-not-yours, station-key-unproven.
        """
        return self.station_keys.mine()

    def write_header(
        self, folder: Path, header: Header, keys: Sequence[bytes] | None = None
    ) -> Header:
        """Sign `header` under the data keys in force (None: the vault's own), write both copies and note
        it. Returns what was written. Joins the caller's transaction."""
        signed = header.signed(keys or [self.data_key], after=self.header_log.latest().written)
        headers.write(folder, signed)
        self.header_log.add(signed)
        return signed

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; inner ones join the outer one."""
        with self.connection.transaction():
            yield

    def close(self) -> None:
        """Store everything in the one file, let go of it, forget the key."""
        self.connection.close()
        self.data_key = b""
        self.station_keys.forget()


@dataclass(frozen=True, slots=True)
class Unlocked:
    """An unlocked vault, who unlocked it, and that person's signing key."""

    vault: Vault
    account: Account
    signing: PrivateKey
