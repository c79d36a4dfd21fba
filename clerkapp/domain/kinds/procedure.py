"""Procedure deviation: what should have happened, what happened instead, what was put right.

The block is about the work, not the person: roles, no names. When it began and when it was noticed
are the common times; only the time when it was put right is its own. "Unexplained" is an answer.
"""

from clerkapp.domain.kinds.common import (
    SEALS,
    basics,
    effect,
    evidence,
    handling,
    outcome,
    seen,
    work,
)
from clerkapp.domain.kinds.conditions import answered, either, one_of, unanswered
from clerkapp.domain.kinds.declare import (
    Column,
    Condition,
    Control,
    Field,
    Gate,
    Kind,
    RedactionClass,
    Section,
)
from clerkapp.domain.vocabulary import common as common_codes
from clerkapp.domain.vocabulary import procedure as procedure_codes

_CUSTODY = one_of("category", "custody_gap", "transport", "single_person")
_SEAL = one_of("category", "seal_mismatch", "seal_broken", "seal_missing", "container_unsealed")
_COUNTS = one_of("category", "count_diff")
_ACCESS = one_of("category", "unauth_access", "unauth_device")
_STATEMENT = one_of("category", "container_unsealed", "count_diff", "statement_refused")


def _block(
    when: Condition,
    number: str,
    code: str,
    control: Control,
    *,
    needed: bool = False,
    values: tuple[str, ...] = (),
    limit: int = 0,
) -> Field:
    return Field(
        code,
        number,
        control,
        Gate.RESOLVE if needed else Gate.NEVER,
        RedactionClass.SECURITY,
        values,
        needed_when=when if needed else None,
        limit=limit,
        searched=control is Control.LINE,
    )


_RULE = Section(
    "rule",
    (
        Field(
            "instruction",
            "PD3",
            Control.LIST,
            Gate.RESOLVE,
            free=True,
            needed_when=unanswered("instruction_none"),
            limit=200,
            searched=True,
            indicator=True,
        ),
        Field("instruction_section", "PD3", Control.LINE, limit=60, searched=True),
        Field("instruction_version", "PD3", Control.LINE, limit=60, indicator=True),
        Field("instruction_none", "PD3", Control.FLAG),
        Field("should", "PD4", Control.LINE, Gate.RESOLVE, limit=500, searched=True),
        Field(
            "instead",
            "PD5",
            Control.TEXT,
            Gate.RESOLVE,
            RedactionClass.CHECKED,
            searched=True,
        ),
        Field("put_right", "PD6", Control.TIME, Gate.RESOLVE),
        Field(
            "roles_involved",
            "PD7",
            Control.CHECKS,
            Gate.RESOLVE,
            RedactionClass.NAME,
            common_codes.ROLES,
        ),
        Field(
            "two_person", "PD8", Control.SEGMENT, Gate.RESOLVE, values=procedure_codes.TWO_PERSON
        ),
    ),
)
_CUSTODY_GAP = Section(
    "custody",
    (
        _block(_CUSTODY, "PD9", "custody_item", Control.LINE, needed=True, limit=200),
        _block(_CUSTODY, "PD9", "custody_id", Control.LINE, limit=60),
        _block(_CUSTODY, "PD9", "custody_last", Control.TIME, needed=True),
        _block(_CUSTODY, "PD9", "custody_last_by", Control.LIST, values=common_codes.ROLES),
        _block(_CUSTODY, "PD9", "custody_next", Control.TIME, needed=True),
        _block(_CUSTODY, "PD9", "custody_next_by", Control.LIST, values=common_codes.ROLES),
        _block(_CUSTODY, "PD9", "custody_where", Control.LINE, limit=200),
        _block(
            _CUSTODY,
            "PD9",
            "custody_evidence",
            Control.CHECKS,
            needed=True,
            values=procedure_codes.CUSTODY_EVIDENCE,
        ),
    ),
    shown_when=either(_CUSTODY, answered("custody_item")),
)
_SEALS = Section(
    "seals",
    (
        Field(
            "seals",
            "PD10",
            Control.TABLE,
            Gate.RESOLVE,
            RedactionClass.SECURITY,
            columns=SEALS,
            needed_when=_SEAL,
            searched=True,
        ),
        Field(
            "lost_confirmed",
            "PD13",
            Control.SEGMENT,
            redaction=RedactionClass.SECURITY,
            values=procedure_codes.LOST_CONFIRMED,
        ),
    ),
)
_COUNT = Section(
    "counts",
    (
        Field(
            "counts",
            "PD11",
            Control.TABLE,
            Gate.RESOLVE,
            RedactionClass.BALLOT,
            columns=(
                Column("what", Control.LIST, procedure_codes.COUNT_WHAT),
                Column("should_be", Control.COUNT),
                Column("is", Control.COUNT),
                Column("explained", Control.LIST, procedure_codes.EXPLAINED),
                Column("how", Control.LINE, limit=300),
            ),
            needed_when=_COUNTS,
        ),
    ),
    shown_when=either(
        one_of("category", *procedure_codes.AREA_CATEGORIES["counts"]),
        one_of("area", "counts"),
        answered("counts"),
    ),
)
_ACCESS_BLOCK = Section(
    "access",
    (
        _block(_ACCESS, "PD12", "access_what", Control.LINE, needed=True, limit=200),
        _block(_ACCESS, "PD12", "access_from", Control.TIME, needed=True),
        _block(_ACCESS, "PD12", "access_until", Control.TIME),
        _block(_ACCESS, "PD12", "access_who", Control.LIST, needed=True, values=common_codes.ROLES),
        _block(
            _ACCESS, "PD12", "access_taken", Control.SEGMENT, values=common_codes.YES_NO_UNKNOWN
        ),
        _block(_ACCESS, "PD12", "access_checked_by", Control.LIST, values=common_codes.ROLES),
    ),
    shown_when=either(_ACCESS, answered("access_what")),
)
_PUT_RIGHT = Section(
    "corrected",
    (
        Field("effects", "PD13", Control.CHECKS, Gate.RESOLVE, values=procedure_codes.EFFECTS),
        Field("corrected", "PD14", Control.SEGMENT, Gate.RESOLVE, values=procedure_codes.CORRECTED),
        Field("corrected_note", "PD14", Control.LINE, limit=300, searched=True),
        Field(
            "statement",
            "PD15",
            Control.FILE,
            Gate.REVIEW,
            RedactionClass.CHECKED,
            ("statement",),
            needed_when=_STATEMENT,
            shown_when=_STATEMENT,
        ),
    ),
)

PROCEDURE = Kind(
    "procedure",
    (
        basics(),
        seen(
            procedure_codes.PROCEDURE_CATEGORIES,
            Field("area", "PD1", Control.LIST, Gate.RESOLVE, values=procedure_codes.AREAS),
        ),
        _RULE,
        _CUSTODY_GAP,
        _SEALS,
        _COUNT,
        _ACCESS_BLOCK,
        _PUT_RIGHT,
        effect(),
        work(),
        outcome(None),
        evidence(),
        handling(),
    ),
)
