"""What a procedure deviation asks about, and what to do when a seal or a count is not what it should be."""

from clerkapp.domain.kinds.asked.common import (
    COUNT_STEPS,
    DANGER_STEPS,
    EFFECTS_AND_VOTERS,
    SAID_TWICE,
    SEAL_STEPS,
    SEALS_AND_STATE,
    together,
)
from clerkapp.domain.kinds.conditions import answered, difference, one_of, rows, seal_differs
from clerkapp.domain.kinds.declare import Condition, Values


def _is_dated(code: str) -> Condition:
    """A time field holds a time, and not that it is unknown."""

    def holds(values: Values) -> bool:
        value = values.get(code)
        return isinstance(value, dict) and value.get("at") is not None

    return holds


def _every_row(code: str, question: Condition) -> Condition:
    """A table has rows, and each answers yes."""
    return lambda values: bool(rows(values, code)) and all(map(question, rows(values, code)))


CONTRADICTIONS = (
    *SAID_TWICE,
    *EFFECTS_AND_VOTERS,
    *SEALS_AND_STATE,
    together(
        "none-written-but-which",
        "instruction_none",
        "instruction",
        one_of("instruction_none", "yes"),
        answered("instruction"),
    ),
    together(
        "alone-but-two",
        "two_person",
        "category",
        one_of("category", "single_person"),
        one_of("two_person", "met", "not_required"),
    ),
    together(
        "not-right-but-when",
        "corrected",
        "put_right",
        one_of("corrected", "no"),
        _is_dated("put_right"),
    ),
    together(
        "differs-but-equal",
        "counts",
        "category",
        one_of("category", "count_diff"),
        _every_row("counts", lambda row: difference(row) == 0),
    ),
    together(
        "seal-differs-but-equal",
        "seals",
        "category",
        one_of("category", "seal_mismatch"),
        _every_row("seals", lambda row: bool(row.get("found")) and not seal_differs(row)),
    ),
    together(
        "counts-fine-but-corrected",
        "results_affected",
        "effects",
        one_of("results_affected", "no"),
        one_of("effects", "counts_corrected"),
    ),
)
CHECKLISTS = (DANGER_STEPS, SEAL_STEPS, COUNT_STEPS)
