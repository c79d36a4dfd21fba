"""What somebody sees in tests of lists."""

from clerkapp.domain.people.naming import seen_name
from clerkapp.domain.records.lists import Sight


def sight(
    *accounts: str,
    name: str = "Nobody Here",
    reads: bool = True,
    sites: tuple[str, ...] | None = None,
) -> Sight:
    """What the person with these accounts sees. `reads`: may be named; `sites`: as they are compared."""
    seen = seen_name(name)
    return Sight(tuple(accounts), seen if reads else "", seen, sites)
