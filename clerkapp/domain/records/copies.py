"""Which fields a copy discloses (docs/formats/record.md, copies; docs/formats/bundle.md, section 4).

A copy withholds by leaving fields out; the revision's identity and signatures stay. So a value is
never shortened or blurred in a bundle: what a print would coarsen is withheld.

- full: everything; for the office itself.
- state: all but personal and voter information, names and contacts (the role travels), recipients'
  addresses (and whatever of a message holds one of them), attachments that hold any of these, and
  pictures whose file says where or when they were taken. `status` and `severity` always go. Fields that
  this version does not declare stay home.
- public: what was chosen, counted or timed, of open fields; of all that was typed only the words that
  a reviewer approved for outside, `public_title` and `public_wording`. No names, no security matters,
  no attachments, no reasons; small ballot numbers never; where ballots are concerned no times either.
  A revision that another has replaced discloses nothing (`services/export/bundling`).

`ticked` holds codes that a person chose to disclose to the state nevertheless; a message's own field
`send_also` counts too. Nothing that may show a ballot, a poll-book page or a voter is ever disclosed,
nor what the guard found and a person kept (`domain/records/guarded`).
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.conditions import chosen, count, rows
from clerkapp.domain.kinds.declare import Control, Field, RedactionClass
from clerkapp.domain.privacy.pictures import HELD, SHEET
from clerkapp.domain.records import guarded, recipients
from clerkapp.domain.records.revision import Value

SMALL = 10
"""Ballot numbers from 1 to below this could point to a person."""

_STATE_ALWAYS = frozenset({"status", "severity", "reason"})
_PUBLIC_ALWAYS = frozenset({"status", "severity"})
_FOR_OUTSIDE = frozenset({"public_title", "public_wording"})
_HOME = frozenset({RedactionClass.PERSONAL, RedactionClass.VOTER})
_PUBLIC = frozenset({RedactionClass.OPEN, RedactionClass.CHECKED})
_ATTACHMENTS_HOME = frozenset({"message", SHEET, HELD})
_ATTACHMENT_NEVER = HELD


class Copy(StrEnum):
    """For whom a copy is made."""

    FULL = "full"
    STATE = "state"
    PUBLIC = "public"


def disclosed(
    copy: Copy | str,
    kind: str,
    values: Mapping[str, Value],
    *,
    ticked: Collection[str] = (),
) -> frozenset[str]:
    """The codes of `values` that the copy shows. A restricted record shows nothing in public."""
    audience = Copy(copy)
    if audience is Copy.FULL:
        return frozenset(values)
    withheld = guarded.home(kind, values) | _telling(values)
    if audience is Copy.PUBLIC:
        if values.get("restricted") is True:
            return frozenset()
        hazard = ballot_hazard(values)
        shown = (code for code in values if _public_may(kind, code, values, hazard=hazard))
        return frozenset(shown) - withheld
    ticked = {*ticked, *_sent_also(values)}
    named = frozenset() if "recipients" in ticked else _naming_recipients(kind, values)
    return frozenset(
        code
        for code, value in values.items()
        if code not in withheld
        and ((_state_may(kind, code, value) and code not in named) or _ticked(code, value, ticked))
    )


def _sent_also(values: Mapping[str, Value]) -> frozenset[str]:
    """The codes that the record itself says the state may have."""
    chosen_codes = chosen(values, "send_also")
    extra = {code for code in chosen_codes if code in ("recipients", "message_text")}
    if "original" in chosen_codes:
        extra |= {
            code
            for code, value in values.items()
            if code.startswith("attachment.") and _attachment_class(value) == "message"
        }
    return frozenset(extra)


def _naming_recipients(kind: str, values: Mapping[str, Value]) -> frozenset[str]:
    """What was copied out of a message and holds the address of somebody who received it."""
    addresses = recipients.of_values(values)
    if not addresses:
        return frozenset()
    return frozenset(
        code
        for code, value in values.items()
        if (field := _field(kind, code)) is not None
        and field.from_message
        and recipients.held_by(value, addresses)
    )


def ballot_hazard(values: Mapping[str, Value]) -> bool:
    """Whether place, time and small numbers together could tie a ballot to a person."""
    ballots = count(values, "ballots_affected")
    stated = values.get("ballots_affected") is not None
    return (
        (stated and ballots != 0)
        or bool(values.get("ballots_handled"))
        or not chosen(values, "device_type").isdisjoint({"ballot-marking", "accessibility-aid"})
    )


def publishable(values: Mapping[str, Value], recorded: str) -> bool:
    """Whether a record may be in a public copy at all.

    The time of recording cannot be withheld. Where ballots are concerned and it was recorded on the
    day it happened, or the day is not known, that time itself could reveal a vote. `recorded` is
    RFC 3339 with the office's offset.
    """
    if values.get("restricted") is True:
        return False
    if not ballot_hazard(values):
        return True
    occurred = values.get("occurred")
    at = occurred.get("at") if isinstance(occurred, dict) else None
    return isinstance(at, str) and at[:10] != recorded[:10]


def _field(kind: str, code: str) -> Field | None:
    declared = KINDS.get(kind)
    return declared.field(code) if declared else None


def _attachment_class(value: Value) -> str:
    code = value.get("class") if isinstance(value, dict) else None
    return code if isinstance(code, str) else _ATTACHMENT_NEVER


def _ticked(code: str, value: Value, ticked: Collection[str]) -> bool:
    if code.startswith("attachment.") and _attachment_class(value) == _ATTACHMENT_NEVER:
        return False
    return code in ticked


def _telling(values: Mapping[str, Value]) -> set[str]:
    """Pictures whose file says where or when they were taken, and nobody ticked that it may go along."""
    return {
        str(note.get("file"))
        for note in rows(values, "picture_notes")
        if note.get("may_go") is not True
    }


def _state_may(kind: str, code: str, value: Value) -> bool:
    if code in _STATE_ALWAYS:
        return True
    if code.startswith("attachment."):
        return _attachment_class(value) not in _ATTACHMENTS_HOME
    field = _field(kind, code)
    return field is not None and field.redaction not in _HOME and not field.names


def _public_may(kind: str, code: str, values: Mapping[str, Value], *, hazard: bool) -> bool:
    if code in _PUBLIC_ALWAYS:
        return True
    field = _field(kind, code)
    if field is None:
        return False
    if code == "ballots_affected":
        return _large_or_none(values)
    if field.redaction not in _PUBLIC or field.names or field.from_message:
        return False
    if guarded.is_typed(field) and code not in _FOR_OUTSIDE and values[code] is not None:
        return values[code] in field.values
    if code == "likely_cause":
        return "tampering_suspected" not in chosen(values, code)
    return not (hazard and _holds_time(field))


def _large_or_none(values: Mapping[str, Value]) -> bool:
    number = count(values, "ballots_affected")
    return number is None or number == 0 or number >= SMALL


def _holds_time(field: Field) -> bool:
    return field.control is Control.TIME or any(
        column.control is Control.TIME for column in field.columns
    )
