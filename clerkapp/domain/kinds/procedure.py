"""Procedure deviation: what should have happened, what happened instead, what was put right.

The block is about the work, not the person: roles, no names. When it began and when it was noticed
are the common times; only the time when it was put right is its own. "Unexplained" is an answer.
"""

from clerkapp.domain.kinds.asked.common import COUNTS_DIFFER
from clerkapp.domain.kinds.asked.procedure import CHECKLISTS, CONTRADICTIONS
from clerkapp.domain.kinds.common import DANGER, SEALS, basics, category, effect, seen
from clerkapp.domain.kinds.conditions import (
    answered,
    any_row,
    both,
    either,
    one_of,
    seal_differs,
    unanswered,
)
from clerkapp.domain.kinds.declare import (
    Alone,
    Column,
    Condition,
    Control,
    Difference,
    Field,
    Gate,
    Kind,
    Opening,
    Paper,
    RedactionClass,
    Search,
    Section,
    SeverityRule,
    Tile,
    Useful,
    Values,
    by_effect,
)
from clerkapp.domain.kinds.handling import evidence, handling, outcome, work
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
    ends: str = "",
    minutes: str = "",
    alone: tuple[Alone, ...] = (),
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
        ends=ends,
        minutes=minutes,
        alone=alone,
        search=Search.DETAILS if control is Control.LINE else None,
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
            search=Search.DETAILS,
            indicator=True,
            tile=Tile.WHAT,
            again=True,
        ),
        Field(
            "instruction_section", "PD3", Control.LINE, limit=60, search=Search.DETAILS, again=True
        ),
        Field("instruction_version", "PD3", Control.LINE, limit=60, indicator=True, again=True),
        Field("instruction_none", "PD3", Control.FLAG, again=True),
        Field("should", "PD4", Control.LINE, Gate.RESOLVE, limit=500, search=Search.DETAILS),
        Field(
            "instead",
            "PD5",
            Control.TEXT,
            Gate.RESOLVE,
            RedactionClass.CHECKED,
            search=Search.STORY,
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
        _block(
            _CUSTODY,
            "PD9",
            "custody_next",
            Control.TIME,
            needed=True,
            ends="custody_last",
            minutes="minutes_custody",
        ),
        _block(_CUSTODY, "PD9", "custody_next_by", Control.LIST, values=common_codes.ROLES),
        _block(_CUSTODY, "PD9", "custody_where", Control.LINE, limit=200),
        _block(
            _CUSTODY,
            "PD9",
            "custody_evidence",
            Control.CHECKS,
            needed=True,
            values=procedure_codes.CUSTODY_EVIDENCE,
            alone=(Alone("none"),),
        ),
    ),
    opens=(Opening(_CUSTODY), Opening(one_of("lost_confirmed", "items_missing"), "items-missing")),
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
            search=Search.DETAILS,
        ),
    ),
    opens=(
        Opening(either(_SEAL, one_of("category", *procedure_codes.AREA_CATEGORIES["custody"]))),
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
            difference=Difference("difference", first="should_be", second="is"),
        ),
    ),
    opens=(
        Opening(
            either(
                one_of("category", *procedure_codes.AREA_CATEGORIES["counts"]),
                one_of("area", "counts"),
            )
        ),
        Opening(one_of("effects", "counts_corrected"), "counts-corrected"),
    ),
)
_ACCESS_BLOCK = Section(
    "access",
    (
        _block(_ACCESS, "PD12", "access_what", Control.LINE, needed=True, limit=200),
        _block(_ACCESS, "PD12", "access_from", Control.TIME, needed=True),
        _block(
            _ACCESS,
            "PD12",
            "access_until",
            Control.TIME,
            ends="access_from",
            minutes="minutes_access",
        ),
        _block(_ACCESS, "PD12", "access_who", Control.LIST, needed=True, values=common_codes.ROLES),
        _block(
            _ACCESS, "PD12", "access_taken", Control.SEGMENT, values=common_codes.YES_NO_UNKNOWN
        ),
        _block(_ACCESS, "PD12", "access_checked_by", Control.LIST, values=common_codes.ROLES),
    ),
    opens=(
        Opening(one_of("category", *procedure_codes.AREA_CATEGORIES["access"])),
        Opening(one_of("lost_confirmed", "copy_or_access_confirmed"), "access-confirmed"),
    ),
)
_PUT_RIGHT = Section(
    "corrected",
    (
        Field(
            "effects",
            "PD13",
            Control.CHECKS,
            Gate.RESOLVE,
            values=procedure_codes.EFFECTS,
            alone=(Alone("none", beside=("caught_in_time",)),),
        ),
        Field(
            "lost_confirmed",
            "PD13",
            Control.SEGMENT,
            redaction=RedactionClass.SECURITY,
            values=procedure_codes.LOST_CONFIRMED,
        ),
        Field("corrected", "PD14", Control.SEGMENT, Gate.RESOLVE, values=procedure_codes.CORRECTED),
        Field("corrected_note", "PD14", Control.LINE, limit=300, search=Search.DETAILS),
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

_DIFFERENCE = either(
    one_of(
        "category",
        "seal_mismatch",
        "seal_broken",
        "seal_missing",
        "container_unsealed",
        "custody_gap",
        "count_diff",
        "ballots_extra",
    ),
    any_row("seals", seal_differs),
    COUNTS_DIFFER,
)
_UNEXPLAINED = either(
    one_of("determination", "unexplained"),
    any_row("counts", one_of("explained", "unexplained")),
)
_GONE = either(one_of("category", "ballots_missing"), one_of("lost_confirmed", "items_missing"))
_ALONE = either(
    one_of("category", "single_person"),
    both(
        one_of("two_person", "not_met"),
        one_of("area", "access", "custody", "ballots", "counts"),
    ),
)
_RULES = (
    DANGER,
    SeverityRule("critical", "ballots-media-data-missing", _GONE),
    SeverityRule(
        "critical",
        "copy-or-access-confirmed",
        one_of("lost_confirmed", "copy_or_access_confirmed"),
    ),
    SeverityRule("high", "difference-unexplained", both(_DIFFERENCE, _UNEXPLAINED)),
    SeverityRule("high", "custody-no-evidence", one_of("custody_evidence", "none")),
    SeverityRule("high", "one-person-alone", _ALONE),
    SeverityRule(
        "note",
        "near-miss",
        both(
            either(one_of("determination", "near_miss"), one_of("effects", "caught_in_time")),
            lambda values: not _DIFFERENCE(values),
        ),
    ),
    SeverityRule("moderate", "difference-explained", _DIFFERENCE),
    SeverityRule("low", "corrected-at-once", lambda _: True),
)


_TWO_PEOPLE = either(
    by_effect,
    one_of("area", "custody", "counts"),
    one_of("category", *procedure_codes.AREA_CATEGORIES["custody"]),
    one_of("category", "count_diff", "ballots_missing", "ballots_extra", "dup_process"),
    answered("custody_item"),
    COUNTS_DIFFER,
    any_row("counts", one_of("explained", "unexplained")),
)
"""Seal, custody, ballots affected, a difference of counts."""


def _area(values: Values) -> Values:
    """The area follows from the category."""
    category = values.get("category")
    return (
        {"area": procedure_codes.AREA_OF.get(category, "unsure")}
        if isinstance(category, str)
        else {}
    )


KIND = Kind(
    "procedure",
    (
        basics(),
        seen(
            Field(
                "area",
                "PD1",
                Control.LIST,
                Gate.RESOLVE,
                values=procedure_codes.AREAS,
                search=Search.DETAILS,
                paper=Paper.CIRCUMSTANCES,
                tile=Tile.UNDER,
                again=True,
            ),
            category(procedure_codes.PROCEDURE_CATEGORIES),
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
    order=3,
    icon="clipboard-list",
    rules=_RULES,
    contradictions=CONTRADICTIONS,
    checklists=CHECKLISTS,
    two_people=_TWO_PEOPLE,
    sharing="amber_strict",
    useful=(
        Useful("two_person", either(_SEAL, _CUSTODY, _COUNTS)),
        Useful("lost_confirmed", either(_SEAL, _CUSTODY)),
        Useful("category"),
        Useful("put_right"),
        Useful("ballots_affected"),
    ),
    follows=_area,
)
