"""Bundles: what would go, what was committed, and what was written."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from clerkapp.domain.bundles import Disclosed, Outgoing
from clerkapp.domain.files import WrittenFile
from clerkapp.domain.records.revision import Act, Revision
from clerkapp.store.people import KeptLine


class Bundles(Protocol):
    """The bundles of this station: committed whole in one transaction before a byte of them is written, so
    that each retry writes the same. A record is sent when each of its revisions is in a bundle of the
    newest upstream epoch."""

    def unsent(self, stream: str, epoch: int) -> Iterator[Revision]:
        """Revisions in no bundle of this epoch, ascending by (id, rev, identity)."""

    def revisions_of(self, records: Iterable[str]) -> Iterator[Revision]:
        """All revisions of these records (ids), ascending by (id, rev, identity)."""

    def unsent_acts(self, stream: str, epoch: int) -> Iterator[Act]:
        """Acts in no bundle of this epoch, ascending by statement."""

    def author_acts(self) -> Iterator[Act]:
        """Every author's act, ascending by statement."""

    def unsent_closings(self, stream: str, epoch: int) -> tuple[str, ...]:
        """Accounts whose closing is in no bundle of this epoch, in the order of closing."""

    def holding(self, stream: str, epoch: int, records: Iterable[str]) -> tuple[Outgoing, ...]:
        """The bundles of an epoch that hold a revision of one of these records (ids), in order."""

    def commit(
        self,
        outgoing: Outgoing,
        revisions: Iterable[tuple[str, Iterable[str]]],
        acts: Iterable[str],
        signers: Iterable[int] = (),
    ) -> None:
        """Keep a bundle, its revisions as (identity, disclosed codes), its acts by digest, and its account
        lines by their `n`.

        Raises Refused("bundle-order") unless it follows the latest one of its stream: the next `seq` of
        its epoch, or the first one of a later epoch.
        """

    def mark_written(self, digest: str, files: Iterable[WrittenFile], *, at: str) -> None:
        """The bundle is at a target and was read again. As often as it is written.

        Raises Refused("bundle-unknown").
        """

    def get(self, digest: str) -> Outgoing:
        """A committed bundle. Raises Refused("bundle-unknown")."""

    def latest(self, stream: str) -> Outgoing | None:
        """The last committed bundle of a stream (`upstream` or `public`)."""

    def pending(self, stream: str) -> tuple[Outgoing, ...]:
        """Committed bundles that were never written, the oldest first."""

    def list(self, limit: int = 100) -> tuple[Outgoing, ...]:
        """The bundles of all streams, the one that was committed last first."""

    def written(self, digest: str) -> tuple[tuple[str, tuple[WrittenFile, ...]], ...]:
        """When the bundle was written, and which files: by name alone."""

    def disclosed(self, digest: str) -> Iterator[Disclosed]:
        """The bundle's revisions with their disclosed codes, ascending by (id, rev, identity)."""

    def acts(self, digest: str) -> Iterator[Act]:
        """The bundle's acts, ascending by statement."""

    def signers(self, digest: str) -> tuple[KeptLine, ...]:
        """The bundle's account lines, all that is known of each, ascending by account."""
