"""Declarations: kept once, never changed."""

from typing import Protocol

from clerkapp.domain.declarations import Declaration, What


class Declarations(Protocol):
    """What people of the office declared with their signatures."""

    def add(self, declaration: Declaration) -> None:
        """Keep one. Raises Refused: declaration-known, declaration-form when its signatures do not hold."""

    def list(self, *wanted: What) -> tuple[Declaration, ...]:
        """Those of these sorts, in the order in which they came; all when none is named."""

    def get(self, declaration_id: str) -> Declaration:
        """The one with this id, or with this beginning of its digest. Raises Refused("declaration-missing")."""
