"""The word for a code, in the language in use: fields, columns, answers, blocks, kinds, gates.

A code that this version does not know (a record from elsewhere may hold one) is shown as itself.
"""

from clerkapp.wording.common_words import (
    GUARD_RULE,
    KIND,
    ROLE,
    SEVERITY,
    SEVERITY_MEANING,
    STATUS,
)
from clerkapp.wording.field_words import COLUMNS, FIELDS
from clerkapp.wording.language import _
from clerkapp.wording.value_words import ANSWERS

SECTIONS = {
    "basics": "What, when, where, who",
    "seen": "What was seen",
    "message": "The message",
    "judged": "What it was after",
    "response": "What was done with it",
    "unit": "The unit",
    "fault": "What the unit did",
    "voting": "Voting",
    "touched": "Seals and memory media",
    "repair": "What was tried",
    "rule": "What should have happened",
    "custody": "Custody",
    "seals": "Seals",
    "counts": "Counts",
    "access": "Access or device without permission",
    "corrected": "What it led to",
    "effect": "Effect",
    "work": "Work",
    "outcome": "Outcome",
    "evidence": "Evidence",
    "handling": "Who may see it",
}
GATES = {
    "needed-now": "needed now",
    "needed-to-resolve": "needed to resolve",
    "needed-to-review": "needed to review",
    "seal-unexplained": "needed to resolve: the two seal numbers differ, so say why",
}
_BY_GATE = {
    "R1": "needed-now",
    "R2": "needed-to-resolve",
    "R3": "needed-to-review",
}
SUGGESTIONS = {
    "danger": "Somebody is or was in danger.",
    "control-lost": "An account was misused, or a harmful program was found.",
    "password-file-money-data": "A password was entered, a file was opened, or money or data was sent.",
    "answered-or-clicked": "Somebody clicked, replied or called.",
    "spam-or-exercise": "It is unwanted mail or a test.",
    "stopped-by-control": "It was stopped, or it was a test or a false alarm.",
    "received-or-read": "It was only received or read.",
    "voting-stopped-everywhere": "Voting stopped for the whole place.",
    "loaded-unit-missing": "Equipment with election data is missing.",
    "voter-left": "A voter left without voting.",
    "voting-stopped-part": "Voting stopped for part of the place.",
    "ballots-unexplained": "Ballots are affected and it is not explained yet.",
    "tampering-suspected": "A deliberate act is suspected.",
    "voter-delayed": "A voter had to wait.",
    "unit-out": "A unit was taken out of service.",
    "fault-fixed": "A fault; as far as recorded, no voter waited.",
    "ballots-media-data-missing": "Ballots, media or voter data are missing.",
    "copy-or-access-confirmed": "A copy or access without permission is confirmed.",
    "difference-unexplained": "A seal, custody or count difference is unexplained.",
    "custody-no-evidence": "Nothing shows that the item was untouched.",
    "one-person-alone": "One person where two are required.",
    "near-miss": "It was caught before it had an effect.",
    "difference-explained": "A seal, custody or count differed.",
    "corrected-at-once": "A deviation without a seal, custody or count difference.",
    "nothing-to-go-by": "Nothing is answered yet.",
}
COPIES = {
    "full": "Full copy",
    "state": "State copy",
    "partner": "Partner copy",
    "public": "Public copy",
}
REDACTIONS = {
    "0": "Open",
    "0*": "Open after a person has checked it",
    "N": "Name or contact of a person acting officially",
    "P": "Personal information",
    "V": "Voter information",
    "S": "Security",
    "B": "Secrecy of the ballot",
}
STAYS = {
    "struck": "entered in error",
    "conflict": "two versions await a decision",
    "restricted": "restricted",
    "not_reviewed": "not reviewed as it stands",
    "undecided": "no reviewer decided that it is open",
    "closed": "closed",
    "time": "its time could show how somebody voted",
}
NOT_TIED = "Not tied to an election"
ATTACHMENT = "Attachment {n}"


def label(code: str, column: str | None = None) -> str:
    """A field's label, or the heading of a column of its table."""
    if column is not None:
        return _(COLUMNS.get(f"{code}.{column}") or COLUMNS.get(column) or column)
    head, dot, number = code.partition(".")
    if head == "attachment" and dot:
        return _(ATTACHMENT).format(n=number)
    return _(FIELDS[code][0]) if code in FIELDS else code


def help_text(code: str) -> str:
    """A field's help, empty when the label says it all."""
    return _(FIELDS[code][1]) if code in FIELDS else ""


def value_label(field_code: str, value: str, column: str | None = None) -> str:
    """The words for an answer; text that is no code of the vocabulary is shown as it is."""
    answers = ANSWERS.get(field_code if column is None else f"{field_code}.{column}", {})
    return _(answers[value]) if value in answers else value


def section_label(code: str) -> str:
    """The heading of a block of the form and of the sheet."""
    return _(SECTIONS[code]) if code in SECTIONS else code


def kind_label(code: str) -> str:
    """The name of a kind."""
    return _(KIND[code]) if code in KIND else code


def status_label(code: str) -> str:
    """The word of a status."""
    return _(STATUS[code]) if code in STATUS else code


def severity_label(code: str) -> str:
    """The word of a severity."""
    return _(SEVERITY[code]) if code in SEVERITY else code


def severity_definition(code: str) -> str:
    """What a severity means, as shown and printed beside its word."""
    return _(SEVERITY_MEANING[code]) if code in SEVERITY_MEANING else ""


def role_label(code: str) -> str:
    """The word of a function in which a person acts or signs."""
    return _(ROLE[code]) if code in ROLE else code


def gate_words(gate_or_reason: str) -> str:
    """ "needed now", "needed to resolve": for a gate (R1) or a reason of `gates.missing`."""
    reason = _BY_GATE.get(gate_or_reason, gate_or_reason)
    return _(GATES[reason]) if reason in GATES else ""


def suggestion_words(reason: str) -> str:
    """Why a severity is suggested, in one sentence."""
    return _(SUGGESTIONS[reason]) if reason in SUGGESTIONS else ""


def copy_label(code: str) -> str:
    """The name of a copy."""
    return _(COPIES[code]) if code in COPIES else code


def redaction_label(letter: str) -> str:
    """What a redaction letter stands for, for the legend of a copy."""
    return _(REDACTIONS[letter]) if letter in REDACTIONS else letter


def stay_label(code: str) -> str:
    """Why a record stays out of a public copy."""
    return _(STAYS[code]) if code in STAYS else code


def rule_label(code: str) -> str:
    """What the guard takes a text for."""
    return _(GUARD_RULE[code]) if code in GUARD_RULE else code


def not_tied_label() -> str:
    """The answer null in the field election."""
    return _(NOT_TIED)
