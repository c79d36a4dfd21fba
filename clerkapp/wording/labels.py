"""The word for a code, in the language in use: fields, columns, answers, blocks, kinds, gates.

A code that this version does not know (a record from elsewhere may hold one) is shown as itself.
"""

from clerkapp.wording.kinds import (
    ANSWERS,
    CHECKLISTS,
    COLUMNS,
    COMPUTED,
    FIELDS,
    FOLDS,
    HEADS,
    KIND_WORDS,
    MEANINGS,
    OPENED,
    QUESTIONS,
    REASONS,
    ROWS,
    SECTIONS,
    STEPS,
)
from clerkapp.wording.kinds.common_answers import (
    GUARD_RULE,
    ROLE,
    SEVERITY,
    SEVERITY_MEANING,
    STATUS,
)
from clerkapp.wording.language import _

GATES = {
    "needed-now": "needed now",
    "needed-to-resolve": "needed to resolve",
    "needed-to-review": "needed to review",
    "seal-unexplained": "needed to resolve: the two seal numbers differ, so say why",
    "severity-needs-reason": "needed: less than the answers suggest, so say why",
    "answers-contradict": "needed to resolve: two answers do not go together, so say which is right",
}
_BY_GATE = {
    "R1": "needed-now",
    "R2": "needed-to-resolve",
    "R3": "needed-to-review",
}
COPIES = {
    "full": "Full copy",
    "state": "State copy",
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
ACTS = {
    "author": "Recorded",
    "two-person": "Two people, not of the same party",
    "review": "Review by somebody who wrote none of it",
    "authority": "Election authority",
}
NOT_TIED = "Not tied to an election"
ATTACHMENT = "Attachment {n}"
ADD_LINE = "Add a line"
EXAMPLE = "For example “{example}”"


def label(code: str, column: str | None = None) -> str:
    """A field's label, or the heading of a column of its table. A signature that is missing counts as a field."""
    if code in ACTS:
        return act_label(code)
    if column is not None:
        return _(COLUMNS.get(f"{code}.{column}") or COLUMNS.get(column) or column)
    head, dot, number = code.partition(".")
    if head == "attachment" and dot:
        return _(ATTACHMENT).format(n=number)
    return _(FIELDS[code][0]) if code in FIELDS else code


def help_text(code: str) -> str:
    """A field's help, empty when the label says it all."""
    return _(FIELDS[code][1]) if code in FIELDS else ""


def help_of(kind: str, code: str) -> str:
    """A field's help in the form of a kind, which begins the one line with an example of its own."""
    words = help_text(code)
    if code == "one_line" and kind in KIND_WORDS:
        return f"{_(EXAMPLE).format(example=_(KIND_WORDS[kind].example))} {words}"
    return words


def value_label(field_code: str, value: str, column: str | None = None) -> str:
    """The words for an answer; text that is no code of the vocabulary is shown as it is."""
    answers = ANSWERS.get(field_code if column is None else f"{field_code}.{column}", {})
    return _(answers[value]) if value in answers else value


def meaning_of(field_code: str, value: str) -> str:
    """When an answer is the right one, in half a sentence; empty where the answer says it all."""
    meanings = MEANINGS.get(field_code, {})
    return _(meanings[value]) if value in meanings else ""


def has_meanings(field_code: str) -> bool:
    """Whether answers of a field have more to say of when they are the right ones."""
    return field_code in MEANINGS


def computed_label(code: str) -> str:
    """The label of a number that is worked out."""
    return _(COMPUTED[code]) if code in COMPUTED else code


def section_label(code: str) -> str:
    """The heading of a block of the form and of the sheet."""
    return _(SECTIONS[code]) if code in SECTIONS else code


def fold_words(code: str) -> str:
    """What opens a block that is folded."""
    return _(FOLDS[code]) if code in FOLDS else ""


def opened_words(because: str) -> str:
    """Which answer elsewhere opened a block."""
    return _(OPENED[because]) if because in OPENED else ""


def question_words(code: str) -> str:
    """What is asked about two answers that contradict each other."""
    return _(QUESTIONS[code]) if code in QUESTIONS else ""


def checklist_title(code: str) -> str:
    """What a checklist is for."""
    return _(CHECKLISTS[code]) if code in CHECKLISTS else code


def step_words(code: str) -> str:
    """A step of a checklist."""
    return _(STEPS[code]) if code in STEPS else code


def head_label(code: str) -> str:
    """A field's label where there is little room: on paper, in a list of facts."""
    return _(HEADS[code]) if code in HEADS else label(code)


def row_labels(code: str) -> tuple[str, str]:
    """What one row of a table is called, and what the button that adds one says."""
    row, add = ROWS.get(code, ("", ADD_LINE))
    return _(row) or label(code), _(add)


def kind_label(code: str) -> str:
    """The name of a kind."""
    return _(KIND_WORDS[code].name) if code in KIND_WORDS else code


def kind_title(code: str) -> str:
    """What the button says that begins a record of this kind."""
    return _(KIND_WORDS[code].title)


def kind_hint(code: str) -> str:
    """Examples of what a kind is for."""
    return _(KIND_WORDS[code].hint)


def new_title(code: str) -> str:
    """What is over the form of a record of this kind that has no line yet."""
    return _(KIND_WORDS[code].new)


def tile_label(code: str) -> str:
    """The name of the fact that tells records of this kind apart."""
    return _(KIND_WORDS[code].tile)


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
    return _(REASONS[reason]) if reason in REASONS else ""


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


def act_label(code: str) -> str:
    """What a signature is for."""
    return _(ACTS[code]) if code in ACTS else code


def not_tied_label() -> str:
    """The answer null in the field election."""
    return _(NOT_TIED)


def training_words() -> str:
    """What marks everything of a practice vault."""
    return _("Training")
