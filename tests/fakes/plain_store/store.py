"""The store itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.office import VaultInfo
from clerkapp.store.opened import Store
from tests.fakes.plain_store.bundles import PlainBundles
from tests.fakes.plain_store.engine import Engine
from tests.fakes.plain_store.lists import PlainLists
from tests.fakes.plain_store.notes import (
    PlainAttachments,
    PlainDeclarations,
    PlainDrafts,
    PlainJournal,
    PlainSettings,
    PlainSignedHeads,
)
from tests.fakes.plain_store.office_lists import PlainOfficeLists
from tests.fakes.plain_store.people import PlainAccounts, PlainSigners, PlainStationKeys
from tests.fakes.plain_store.records import PlainRecords
from tests.fakes.plain_store.work import PlainWork


class PlainStore:
    """A file of its own. `info` is the same each time it is opened."""

    def __init__(self, path: Path, info: VaultInfo) -> None:
        self.info = info
        self._engine = engine = Engine(path)
        self.signers = PlainSigners(engine, info.principal)
        self.accounts = PlainAccounts(engine, self.signers)
        self.station_keys = PlainStationKeys(engine, self.accounts, info.principal)
        self.revisions = PlainRecords(engine, self.signers, info)
        self.outgoing = PlainBundles(engine, self.revisions)
        self.queries = self.indicators = PlainLists(self.revisions, self.outgoing, self.accounts)
        self.work = PlainWork(self.queries)
        self.journal = PlainJournal(engine)
        self.heads = PlainSignedHeads(engine, self.journal, info.vault_id)
        self.attachments = PlainAttachments(engine)
        self.settings = PlainSettings(engine)
        self.office_lists = PlainOfficeLists(engine)
        self.drafts = PlainDrafts(engine)
        self.declarations = PlainDeclarations(engine, info.vault_id)

    @property
    def unwritable(self) -> str:
        return self._engine.unwritable

    def only_read(self, code: str) -> None:
        self._engine.unwritable = code

    def station_key(self) -> PrivateKey:
        return self.station_keys.private()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._engine.transaction():
            yield

    def close(self) -> None:
        self._engine.close()


def opened(path: Path, info: VaultInfo) -> Store:
    """The store at `path`, seen as the use cases see it."""
    return PlainStore(path, info)
