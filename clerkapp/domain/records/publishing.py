"""What may be in a public copy: the record, and the words that a reviewer wrote for outside.

A record: reviewed as it stands, and a reviewer decided that it is open or partly so. Words:
`public_title`, one line, and `public_wording`, up to three sentences. They are no part of what the
record says, so a reviewer may add them and review; when the record itself changes they are void.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.privacy import guard
from clerkapp.domain.records import copies
from clerkapp.domain.records.revision import Revision, Value
from clerkapp.domain.vocabulary.common import PUBLIC_HANDLING

WORDING = ("public_title", "public_wording")
"""Words for outside, a reviewer's."""
DECIDED = ("public_handling", "public_basis", "public_statement", *WORDING)
"""What is decided about a record and is no part of what it says."""
OPENED = ("open", "partly_closed")
SENTENCES = 3

_END = re.compile(r"[.!?…][\"'”’»)]*(?=\s|$)")
_ABBREVIATION = re.compile(r"\b(?:[a-z]\.){1,3}|\b(?:no|st|mr|ms|mrs|dr|approx)\.", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b\d{1,2} ?[:.h] ?\d{2}\b|\b\d{1,2}(?::\d{2})? ?[ap]\.? ?m\b|\bo'?clock\b|\b(?:noon|midnight|mediodia|medianoche)\b"
    r"|\ba las? (?:\d|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)"
)
_FEW = r"(?:[1-9]|one|two|three|four|five|six|seven|eight|nine|a single|single|una?|un solo|una sola|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
_PAPER = (
    r"(?:ballots?|sheets?|voters?|votes?|boletas?|papeletas?|hojas?|votantes?|votos?|elector\w*)"
)
_SMALL = re.compile(
    rf"(?<![\d.,:]){_FEW}\b(?![.,:]\d)(?: [a-z'-]{{1,20}}){{0,3}} {_PAPER}\b|\b{_PAPER}(?: [a-z'-]{{1,20}}){{0,3}}:? (?<![\d.,]){_FEW}\b(?![.,:]\d)"
)
_SHORTEST_NAME = 4


class Stay(StrEnum):
    """Why a record stays in the office."""

    STRUCK = "struck"
    CONFLICT = "conflict"
    RESTRICTED = "restricted"
    NOT_REVIEWED = "not_reviewed"
    UNDECIDED = "undecided"
    CLOSED = "closed"
    TIME = "time"


def why_not(
    head: Revision, *, heads: int, signed: bool, history: tuple[Revision, ...]
) -> Stay | None:
    """Why a record may not be in a public copy, None when it may.

    `heads`: how many current revisions it has; `signed`: whether a review holds for `head`.
    """
    values = head.values()
    if values.get("status") == "error" or any(
        revision.header.op == "strike" for revision in history
    ):
        return Stay.STRUCK
    if heads > 1:
        return Stay.CONFLICT
    if any(revision.values().get("restricted") is True for revision in history):
        return Stay.RESTRICTED
    if values.get("status") != "reviewed" or not signed:
        return Stay.NOT_REVIEWED
    if values.get("public_handling") not in OPENED:
        return Stay.CLOSED if values.get("public_handling") else Stay.UNDECIDED
    if not all(
        copies.publishable(revision.values(), revision.header.recorded) for revision in history
    ):
        return Stay.TIME
    return None


def reviewers_own(changes: Mapping[str, Value], before: Mapping[str, Value]) -> list[str]:
    """The fields of `changes` that only a reviewer may set: words for outside, and opening a record."""
    return [
        code
        for code in (*WORDING, "public_handling")
        if code in changes
        and changes[code] != before.get(code)
        and (code in WORDING or changes[code] in OPENED or before.get(code) is not None)
    ]


def choosable(before: Value, *, reviews: bool) -> tuple[str, ...]:
    """What a person may answer to whether a record may be shown outside, `before` being the answer
    that stands."""
    if reviews:
        return PUBLIC_HANDLING
    closing = tuple(code for code in PUBLIC_HANDLING if code not in OPENED)
    return closing if before is None else (str(before),)


def require_safe_wording(kind: str, values: Mapping[str, Value]) -> None:
    """Raises Refused: wording-sentences; wording-unsafe (`words`) with the field.

    Unsafe are a name or contact that the record holds and, where ballots are concerned, a time of day
    or a number of ballots, sheets or voters below ten.
    """
    hazard = copies.ballot_hazard(values)
    for code in WORDING:
        text = values.get(code)
        if not isinstance(text, str):
            continue
        if code == "public_wording" and _sentences(text) > SENTENCES:
            raise Refused("wording-sentences", fields=[code], limit=SENTENCES)
        plain = guard.plain(text)
        unsafe = next((name for name in _names(kind, values) if guard.plain(name) in plain), None)
        if unsafe is None and hazard:
            place = _CLOCK.search(plain) or _SMALL.search(plain)
            unsafe = place[0].strip() if place else None
        if unsafe is not None:
            raise Refused("wording-unsafe", fields=[code], words=unsafe[:60])


def _sentences(text: str) -> int:
    plain = _ABBREVIATION.sub("", text).strip()
    ends = [end.end() for end in _END.finditer(plain)]
    return len(ends) + (not ends or ends[-1] < len(plain))


def _names(kind: str, values: Mapping[str, Value]) -> list[str]:
    declared = KINDS.get(kind)
    return [
        value
        for code, value in values.items()
        if isinstance(value, str)
        and len(value) >= _SHORTEST_NAME
        and (field := declared.field(code) if declared else None) is not None
        and field.names
    ]
