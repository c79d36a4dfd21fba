"""Equipment: which unit, what it did, whether voting went on, what was touched.

Names and identity of a unit follow NIST SP 1500-101 and SP 1500-103 (type, manufacturer, model,
version, serial). Counters are totals only. A seal or a medium that nobody touched needs no table.
"""

from clerkapp.domain.kinds.asked.equipment import CHECKLISTS, CONTRADICTIONS, RETESTED
from clerkapp.domain.kinds.common import DANGER, SEALS, basics, category, effect, seen
from clerkapp.domain.kinds.conditions import (
    answered,
    any_row,
    both,
    counted,
    either,
    one_of,
    severity_at_least,
    unanswered,
)
from clerkapp.domain.kinds.declare import (
    Alone,
    Column,
    Control,
    Field,
    Gate,
    Kind,
    Opening,
    RedactionClass,
    Search,
    Section,
    SeverityRule,
    Tile,
    Useful,
    by_effect,
)
from clerkapp.domain.kinds.handling import AT, evidence, handling, outcome, work
from clerkapp.domain.vocabulary import common as common_codes
from clerkapp.domain.vocabulary import equipment as equipment_codes

_SWAPPED = one_of("tried", "unit_swapped")
_TAKEN_OUT = one_of("tried", "unit_swapped", "taken_out", "sealed_aside")
_OUT = either(_TAKEN_OUT, answered("out_from"), answered("out_to"))
_DOWN = either(
    one_of("category", "jam", "read", "start", "screen", "printer", "power", "network", "missing"),
    one_of("voting", "another_way", "stopped_part", "stopped_all"),
)
"""What nearly always puts a unit out of service for a while."""


def _line(
    code: str,
    number: str,
    gate: Gate = Gate.NEVER,
    *,
    limit: int = 120,
    mono: bool = False,
    indicator: bool = False,
    tile: Tile | None = None,
    again: bool = False,
) -> Field:
    return Field(
        code,
        number,
        Control.LINE,
        gate,
        limit=limit,
        search=Search.DETAILS,
        mono=mono,
        indicator=indicator,
        tile=tile,
        again=again,
    )


_UNIT = Section(
    "unit",
    (
        Field(
            "device_type",
            "Q2",
            Control.LIST,
            Gate.RESOLVE,
            values=equipment_codes.DEVICE_TYPES,
            indicator=True,
            search=Search.DETAILS,
            tile=Tile.ELSE,
            again=True,
        ),
        _line("manufacturer", "Q3", Gate.RESOLVE, indicator=True, tile=Tile.WHAT, again=True),
        _line("model", "Q3", Gate.RESOLVE, indicator=True, tile=Tile.WHAT, again=True),
        Field(
            "serial",
            "Q4",
            Control.LINE,
            Gate.RESOLVE,
            needed_when=unanswered("serial_unknown"),
            limit=60,
            search=Search.DETAILS,
            mono=True,
            tile=Tile.UNDER,
            again=True,
        ),
        Field("serial_unknown", "Q4", Control.FLAG),
        _line("asset_tag", "Q4", limit=60, mono=True, again=True),
        _line(
            "software_version", "Q5", Gate.REVIEW, limit=60, mono=True, indicator=True, again=True
        ),
        _line(
            "hardware_revision", "Q5", Gate.REVIEW, limit=60, mono=True, indicator=True, again=True
        ),
        _line("certification", "Q6", limit=60, mono=True, indicator=True, again=True),
        Field(
            "election_data", "Q7", Control.SEGMENT, Gate.RESOLVE, values=common_codes.YES_NO_UNKNOWN
        ),
    ),
    finder=True,
)
_FAULT = Section(
    "fault",
    (
        _line("screen_words", "Q9", limit=300, mono=True, indicator=True),
        Field("just_before", "Q10", Control.LIST, values=equipment_codes.JUST_BEFORE),
        Field("how_often", "Q11", Control.COUNT),
        Field(
            "first_election",
            "Q12",
            Control.SEGMENT,
            Gate.REVIEW,
            values=common_codes.YES_NO_UNKNOWN,
        ),
    ),
    opens=(Opening(one_of("category", *equipment_codes.SHOWN_BY_THE_UNIT)),),
)
_VOTING = Section(
    "voting",
    (
        Field("voting", "Q13", Control.LIST, Gate.RESOLVE, values=equipment_codes.VOTING),
        Field(
            "fallback",
            "Q14",
            Control.CHECKS,
            Gate.RESOLVE,
            values=equipment_codes.FALLBACKS,
            needed_when=one_of("voting", "another_way"),
            shown_when=either(
                one_of("voting", "another_way", "stopped_part"), answered("fallback")
            ),
        ),
        Field("out_from", "Q15", Control.TIME, Gate.RESOLVE, needed_when=_OUT),
        Field("out_to", "Q15", Control.TIME, ends="out_from", minutes="minutes_out"),
    ),
)
_COUNTERS = Section(
    "counters",
    (
        Field(
            "counters",
            "Q16",
            Control.TABLE,
            Gate.REVIEW,
            RedactionClass.BALLOT,
            columns=(
                AT,
                Column("public", Control.COUNT),
                Column("lifetime", Control.COUNT),
                Column("in_box", Control.COUNT),
                Column("check_ins", Control.COUNT),
            ),
            needed_when=either(one_of("category", "count", "box", "media"), _SWAPPED),
        ),
    ),
    opens=(
        Opening(one_of("category", "count", "box", "media")),
        Opening(_SWAPPED, "unit-swapped"),
        Opening(one_of("fallback", "emergency_bin"), "bin-used"),
    ),
)
_REPAIR = Section(
    "repair",
    (
        Field(
            "tried",
            "Q19",
            Control.CHECKS,
            Gate.RESOLVE,
            values=equipment_codes.TRIED,
            alone=(Alone("nothing", beside=("taken_out", "sealed_aside")),),
        ),
        Field("seal_touched", "Q17", Control.SEGMENT, values=common_codes.YES_NO_UNKNOWN),
        Field("media_touched", "Q18", Control.SEGMENT, values=common_codes.YES_NO_UNKNOWN),
        Field(
            "replacement_serial",
            "Q20",
            Control.LINE,
            Gate.RESOLVE,
            needed_when=_SWAPPED,
            shown_when=either(_SWAPPED, answered("replacement_serial")),
            limit=60,
            search=Search.DETAILS,
            mono=True,
        ),
        Field(
            "retest",
            "Q21",
            Control.SEGMENT,
            Gate.REVIEW,
            values=equipment_codes.RETESTS,
            needed_when=answered("out_to"),
        ),
        Field(
            "retest_by",
            "Q21",
            Control.LIST,
            values=common_codes.ROLES,
            shown_when=either(RETESTED, answered("retest_by")),
        ),
        Field(
            "retest_at",
            "Q21",
            Control.TIME,
            shown_when=either(RETESTED, answered("retest_at")),
        ),
        Field(
            "retest_result",
            "Q21",
            Control.LINE,
            limit=200,
            shown_when=either(RETESTED, answered("retest_result")),
        ),
    ),
)
_TOUCHED = Section(
    "touched",
    (
        Field(
            "seals",
            "Q17",
            Control.TABLE,
            Gate.RESOLVE,
            RedactionClass.SECURITY,
            columns=SEALS,
            needed_when=one_of("seal_touched", "yes"),
            search=Search.DETAILS,
        ),
        Field(
            "media",
            "Q18",
            Control.TABLE,
            Gate.RESOLVE,
            RedactionClass.SECURITY,
            columns=(
                Column("id", Control.LINE, limit=60, mono=True),
                Column("removed", Control.FLAG),
                Column("two_people", Control.FLAG),
                Column("seal", Control.LINE, limit=60, mono=True),
                Column("now_where", Control.LINE, limit=120),
            ),
            needed_when=one_of("media_touched", "yes"),
            search=Search.DETAILS,
        ),
    ),
    opens=(
        Opening(one_of("seal_touched", "yes", "not_known"), "seal-touched"),
        Opening(one_of("media_touched", "yes", "not_known"), "media-touched"),
    ),
)
_VENDOR = Section(
    "vendor",
    (
        Field(
            "vendor_calls",
            "Q22",
            Control.TABLE,
            redaction=RedactionClass.NAME,
            columns=(
                Column("called_at", Control.TIME),
                Column("ticket", Control.LINE, limit=60, mono=True),
                Column("on_site", Control.FLAG),
                Column("accompanied_by", Control.LIST, common_codes.ROLES),
            ),
            search=Search.DETAILS,
        ),
        Field("manufacturer_told", "Q23", Control.SEGMENT, Gate.REVIEW, values=common_codes.YES_NO),
        Field(
            "manufacturer_told_at",
            "Q23",
            Control.TIME,
            shown_when=either(one_of("manufacturer_told", "yes"), answered("manufacturer_told_at")),
        ),
        Field("eac_told", "Q23", Control.SEGMENT, Gate.REVIEW, values=common_codes.YES_NO),
        Field(
            "eac_told_at",
            "Q23",
            Control.TIME,
            shown_when=either(one_of("eac_told", "yes"), answered("eac_told_at")),
        ),
    ),
    opens=(
        Opening(one_of("category", "definition", "behave", "count")),
        Opening(any_row("told", one_of("organisation", "vendor")), "vendor-told"),
        Opening(one_of("how_noticed", "vendor_told"), "vendor-told"),
        Opening(one_of("tried", "part_replaced"), "part-replaced"),
    ),
)
_CAUSE = Section(
    "cause",
    (
        Field(
            "likely_cause", "Q24", Control.LIST, Gate.REVIEW, values=equipment_codes.LIKELY_CAUSES
        ),
        Field(
            "device_log",
            "Q25",
            Control.FILE,
            redaction=RedactionClass.SECURITY,
            values=("device-log",),
        ),
        Field(
            "device_log_kept",
            "Q25",
            Control.LINE,
            redaction=RedactionClass.SECURITY,
            limit=200,
        ),
    ),
    opens=(Opening(one_of("category", "behave", "count")),),
)
_TAMPERING = either(
    one_of("likely_cause", "tampering_suspected"), one_of("why", "deliberate_suspected")
)
_BALLOTS_OPEN = both(
    counted("ballots_affected"),
    either(one_of("results_affected", "yes_open"), one_of("determination", "unexplained")),
)
_RULES = (
    DANGER,
    SeverityRule("critical", "voting-stopped-everywhere", one_of("voting", "stopped_all")),
    SeverityRule(
        "critical",
        "loaded-unit-missing",
        both(one_of("category", "missing"), one_of("election_data", "yes")),
    ),
    SeverityRule("high", "voter-left", counted("voters_left")),
    SeverityRule("high", "voting-stopped-part", one_of("voting", "stopped_part")),
    SeverityRule("high", "ballots-unexplained", _BALLOTS_OPEN),
    SeverityRule("high", "tampering-suspected", _TAMPERING),
    SeverityRule("moderate", "voter-delayed", counted("voters_waited")),
    SeverityRule("moderate", "unit-out", either(_TAKEN_OUT, answered("out_from"))),
    SeverityRule("low", "fault-fixed", lambda _: True),
)

_TWO_PEOPLE = either(
    by_effect,
    one_of("seal_touched", "yes"),
    one_of("media_touched", "yes"),
    one_of("category", "count"),
)
"""Seal, custody of memory media, ballots affected, a counter that looks wrong."""

KIND = Kind(
    "equipment",
    (
        basics(),
        seen(category(equipment_codes.EQUIPMENT_CATEGORIES)),
        _UNIT,
        _FAULT,
        _VOTING,
        _COUNTERS,
        _REPAIR,
        _TOUCHED,
        _VENDOR,
        _CAUSE,
        effect(),
        work(),
        outcome(severity_at_least("moderate")),
        evidence(),
        handling(),
    ),
    order=2,
    icon="equipment",
    rules=_RULES,
    contradictions=CONTRADICTIONS,
    checklists=CHECKLISTS,
    two_people=_TWO_PEOPLE,
    useful=(
        Useful("voting"),
        Useful("out_from", either(_OUT, _DOWN), also=("out_to",)),
        Useful("seal_touched", one_of("category", "media", "access", "box", "damage")),
        Useful("category"),
    ),
    composites={
        # A unit given as one object, named as in NIST SP 1500-101.
        "device": {
            "type": "device_type",
            "manufacturer": "manufacturer",
            "model": "model",
            "serial": "serial",
            "version": "software_version",
        }
    },
)
