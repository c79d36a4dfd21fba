"""What somebody may see, as conditions of a query: `Sight.shows` in SQL. Every question to `record r` that is asked
for a person takes them."""

from collections.abc import Iterator
from typing import Any

from clerkapp.domain.records.lists import Sight


def conditions(whose: Sight | None) -> Iterator[tuple[str, list[Any]]]:
    """Each condition with its values; none for everything."""
    if whose is None:
        return
    marks = ", ".join("?" * len(whose.accounts))
    named = "EXISTS (SELECT 1 FROM json_each(r.readers) WHERE value = ? AND value <> '')"
    about = "EXISTS (SELECT 1 FROM json_each(r.subjects) WHERE value = ?)"
    yield (
        f"(r.restricted = 0 OR ((r.author IN ({marks}) OR {named}) AND NOT {about}))",
        [*whose.accounts, whose.reader, whose.subject],
    )
    if whose.sites is not None:
        places = ", ".join("?" * len(whose.sites))
        yield (
            f"(r.restricted = 1 OR r.author IN ({marks}) OR r.site IN ({places}))",
            [*whose.accounts, *whose.sites],
        )
