"""Drafts: unfinished typing, kept inside the vault, private to its author, never exported."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

RESOLVING: Final = "resolve"
"""The `page` in the content of a draft that was typed while a record was being closed. Others are of
forms."""
PAPER_LOG: Final = "paper_log"
"""The page of a draft that is a page of a paper log."""


@dataclass(frozen=True, slots=True)
class Draft:
    """`record`: the record being amended, None for a new one. `content`: JSON, as typed."""

    id: str
    account: str
    kind: str
    record: str | None
    saved: str
    content: Mapping[str, Any]
