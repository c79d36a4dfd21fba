"""Drafts: unfinished typing, kept inside the vault, private to its author, never exported."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Draft:
    """`record`: the record being amended, None for a new one. `content`: JSON, as typed."""

    id: str
    account: str
    kind: str
    record: str | None
    saved: str
    content: Mapping[str, Any]
