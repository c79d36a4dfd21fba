"""A kind of incident as icon and colour; the words are always beside them."""

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.common import COMMON


def kind_icon(kind: str) -> str:
    """The icon of a kind."""
    return KINDS.get(kind, COMMON).icon


def kind_role(kind: str) -> str:
    """The colour role of a kind."""
    return f"kind-{kind}" if kind in KINDS else "text-2"
