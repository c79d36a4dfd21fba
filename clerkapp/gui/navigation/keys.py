"""Keys as people read them, on buttons and in Settings."""

from clerkapp.domain.kinds.declare import Kind


def new_keys(kind: Kind) -> str:
    """The keys that begin a record of a kind."""
    return f"Ctrl+{kind.order}"
