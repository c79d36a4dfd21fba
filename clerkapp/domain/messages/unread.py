"""What of a message could not be read, and so not be looked through for signs."""

from collections.abc import Iterable
from typing import Final

from clerkapp.domain.messages.examination import ReadingProblem
from clerkapp.domain.vocabulary.message import NOT_READ

_NOT_ALL = frozenset(
    (
        "file-large",
        "headers-cut",
        "links-many",
        "object-embedded",
        "outlook-unread",
        "page-cut",
        "parts-deep",
        "parts-many",
        "parts-unread",
        "pdf-cut",
        "pdf-unread",
        "picture-large",
        "picture-unread",
        "pictures-many",
        "text-cut",
    )
)
_NOT_READ: Final = {
    "whole": "whole",
    "text": "text",
    "page": "text",
    "links": "links",
    "file": "files",
    "codes": "pictures",
    "inner": "messages",
    "sender-signs": "headers",
    "link-signs": "links",
    "file-signs": "files",
    "text-signs": "text",
    "headers-cut": "headers",
    "links-many": "links",
    "object-embedded": "files",
    "outlook-unread": "whole",
    "page-cut": "text",
    "pdf-cut": "pictures",
    "pdf-unread": "pictures",
    "picture-large": "pictures",
    "picture-unread": "pictures",
    "pictures-many": "pictures",
    "text-cut": "text",
}
"""Part, or problem that names none, to what the record says of it; anything else that was not read is other."""


def looked_everywhere(problems: Iterable[ReadingProblem]) -> bool:
    """Whether signs could be looked for in all of the message, by the problems of its reading."""
    return not any(
        problem.code in _NOT_ALL or problem.code.startswith("part-") for problem in problems
    )


def not_read(problems: Iterable[ReadingProblem]) -> list[str]:
    """What could not be read, in the order of the form: whoever has the record and not the message must not
    take it for harmless."""
    found = set()
    for problem in problems:
        if problem.code.startswith("reader-"):
            found.add("whole")
        elif not looked_everywhere([problem]):
            part = str(problem.params.get("part", problem.code))
            found.add(_NOT_READ.get(part, "other"))
    return [part for part in NOT_READ if part in found]
