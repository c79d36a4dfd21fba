"""What of a record people attest by signing, and how long a signature holds.

Where the work stands (the status, whom it is with), a revision's reason, what is decided for outside, and what is kept of signatures on paper are
no part of what a record says: a signature holds while nothing but these changes. A review attests what is
decided for outside too. `reason` belongs to one revision and is never carried into the next.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from clerkapp.domain.privacy.pictures import CLEARED, HELD, SHEET
from clerkapp.domain.records import publishing
from clerkapp.domain.records.revision import Act, ActKind, Revision, Value
from clerkapp.domain.work.statuses import STANDING

PAPER = "signed_on_paper"
PAPER_NAMES = "signed_on_paper_names"
_PASSING = frozenset({"status", "reason", PAPER, PAPER_NAMES})
_NOT_CONTENT = _PASSING | frozenset(publishing.DECIDED) | frozenset(STANDING)

Compared = Callable[[Mapping[str, Value]], dict[str, Value]]


def carried(values: Mapping[str, Value]) -> dict[str, Value]:
    """What the next revision starts from: everything but the last revision's reason."""
    return {code: value for code, value in values.items() if code != "reason"}


def content(values: Mapping[str, Value]) -> dict[str, Value]:
    """What a person attests: what the record says."""
    return {
        code: _attested(value)
        for code, value in values.items()
        if code not in _NOT_CONTENT and not is_sheet(code, value)
    }


def is_sheet(code: str, value: Value) -> bool:
    """Whether a field names a sheet that was signed in ink."""
    return (
        code.startswith("attachment.") and isinstance(value, dict) and value.get("class") == SHEET
    )


def unchanged_since(
    revision: Revision, history: Iterable[Revision], act: ActKind
) -> frozenset[str]:
    """The identities of `revision` and of what it differs from in nothing that `act` attests."""
    known = {one.identity: one for one in history}
    compared = _reviewed if act is ActKind.REVIEW else content
    wanted = compared(revision.values())
    reached = [revision]
    for one in reached:
        for parent in one.header.parents:
            before = known.get(parent)
            if before is not None and before not in reached and compared(before.values()) == wanted:
                reached.append(before)
    return frozenset(one.identity for one in reached)


def holding(revision: Revision, history: Iterable[Revision]) -> Callable[[Act], bool]:
    """Whether an act holds for `revision`."""
    known = tuple(history)
    reviewed = unchanged_since(revision, known, ActKind.REVIEW)
    attested = unchanged_since(revision, known, ActKind.AUTHOR)
    return lambda act: act.revision in (reviewed if act.act is ActKind.REVIEW else attested)


def content_authors(history: Iterable[Revision]) -> set[str]:
    """Account ids of everyone who wrote content: all authors but those of revisions that changed none."""
    known = {one.identity: one for one in history}
    authors = set()
    for one in known.values():
        parents = [known[parent] for parent in one.header.parents if parent in known]
        mine = content(one.values())
        if not any(content(parent.values()) == mine for parent in parents):
            authors.add(one.header.author)
    return authors


def paper_rows(values: Mapping[str, Value]) -> list[dict[str, Any]]:
    """The rows about signatures on paper, each with the `name` that belongs to it, None where it is withheld."""
    rows, names = _rows(values.get(PAPER)), _rows(values.get(PAPER_NAMES))
    return [
        {**row, "name": names[place].get("name") if place < len(names) else None}
        for place, row in enumerate(rows)
    ]


def sheets(values: Mapping[str, Value]) -> set[str]:
    """The digests of the signed sheets that are kept with the record."""
    return {
        str(value.get("sha256"))
        for code, value in values.items()
        if is_sheet(code, value) and isinstance(value, dict)
    }


def _reviewed(values: Mapping[str, Value]) -> dict[str, Value]:
    """What a review attests: what is decided for outside too."""
    return {
        code: value
        for code, value in values.items()
        if code not in _PASSING and not is_sheet(code, value)
    }


def _attested(value: Value) -> Value:
    """Whether a picture is held back is decided for outside; the picture stays the same."""
    if isinstance(value, dict) and value.get("class") == HELD:
        return {**value, "class": CLEARED}
    return value


def _rows(value: Value) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
