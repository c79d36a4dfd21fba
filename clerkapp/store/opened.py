"""The whole store: its parts, its transactions, and whether it can be written."""

from contextlib import AbstractContextManager
from typing import Final, Protocol

from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.office import VaultInfo
from clerkapp.store.attachments import Attachments
from clerkapp.store.bundles import Bundles
from clerkapp.store.declarations import Declarations
from clerkapp.store.drafts import Drafts
from clerkapp.store.journal import Journal, SignedHeads
from clerkapp.store.office_lists import OfficeLists
from clerkapp.store.people import Accounts, Signers
from clerkapp.store.records import Indicators, Lists, Records, Work
from clerkapp.store.settings import Settings
from clerkapp.store.station_keys import StationKeys

CANNOT_WRITE: Final = frozenset({"vault-disk-full", "vault-read-only"})
"""Codes of a store that can still be read where it lies."""


class Store(Protocol):
    """An open store. It belongs to the thread that opened it."""

    @property
    def info(self) -> VaultInfo:
        """Which office and station it is of."""

    @property
    def unwritable(self) -> str:
        """Why nothing can be written: one of CANNOT_WRITE; empty when it can."""

    @property
    def revisions(self) -> Records:
        """The records."""

    @property
    def queries(self) -> Lists:
        """Lists of records and search in them."""

    @property
    def indicators(self) -> Indicators:
        """What messages share."""

    @property
    def work(self) -> Work:
        """Where the work stands."""

    @property
    def outgoing(self) -> Bundles:
        """Bundles."""

    @property
    def journal(self) -> Journal:
        """The journal."""

    @property
    def heads(self) -> SignedHeads:
        """Signatures over the journal."""

    @property
    def attachments(self) -> Attachments:
        """Files."""

    @property
    def settings(self) -> Settings:
        """Settings of the office."""

    @property
    def office_lists(self) -> OfficeLists:
        """The lists of the office."""

    @property
    def drafts(self) -> Drafts:
        """Unfinished typing."""

    @property
    def declarations(self) -> Declarations:
        """What people declared beside records."""

    @property
    def signers(self) -> Signers:
        """Whoever signed something."""

    @property
    def accounts(self) -> Accounts:
        """The logins of this office."""

    @property
    def station_keys(self) -> StationKeys:
        """The keys that this station signs bundles with."""

    def station_key(self) -> PrivateKey:
        """The private key of the station. Raises Refused("station-key-not-yours" | "station-key-unproven")."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing. An inner one joins the outer one and can be undone alone.

        Raises EnvironmentFailure with `unwritable` where nothing may be written.
        """

    def only_read(self, code: str) -> None:
        """From now on nothing is written, and `unwritable` is `code`."""

    def close(self) -> None:
        """Let go of it. What was committed is there when it is opened again."""
