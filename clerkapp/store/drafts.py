"""Drafts: unfinished typing, private to its author, never exported."""

from typing import Protocol

from clerkapp.domain.records.drafts import Draft


class Drafts(Protocol):
    """The drafts of this office."""

    def save(self, draft: Draft) -> None:
        """Keep a draft, in the place of its earlier state.

        Raises Refused("draft-missing") for the id of another person's, which is never touched.
        """

    def list(self, account: str) -> tuple[Draft, ...]:
        """The account's drafts, the latest first."""

    def get(self, draft_id: str, account: str) -> Draft:
        """The account's draft. Raises Refused("draft-missing"), also for somebody else's."""

    def delete(self, draft_id: str) -> None:
        """Remove a draft; content when it is gone already."""

    def of_record(self, number: str) -> tuple[Draft, ...]:
        """Everybody's drafts that change the record of this number: for what must not outlive it."""

    def everybodys(self) -> tuple[Draft, ...]:
        """Every draft of all accounts: for counting them, never for showing them."""

    def count(self) -> int:
        """How many drafts exist, of all accounts."""
