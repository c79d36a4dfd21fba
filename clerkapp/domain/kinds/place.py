"""Place and safety: a threat, a hoax call, an evacuation, power, weather, a crowd. People come first.

It asks about danger before anything else, and the police's number before what can wait. What was said
or written is evidence and stays as it came; who said it is the police's matter: no field describes a
person, and only roles say whom it was aimed at.
"""

from dataclasses import replace

from clerkapp.domain.kinds.asked.place import CHECKLISTS, CONTRADICTIONS
from clerkapp.domain.kinds.common import DANGER, basics, category, effect, seen
from clerkapp.domain.kinds.conditions import (
    answered,
    both,
    counted,
    either,
    none_of,
    one_of,
    severity_at_least,
)
from clerkapp.domain.kinds.declare import (
    Alone,
    Condition,
    Control,
    Field,
    Gate,
    Kind,
    RedactionClass,
    Search,
    Section,
    SeverityRule,
    Tile,
    Useful,
)
from clerkapp.domain.kinds.handling import evidence, handling, outcome, work
from clerkapp.domain.vocabulary import common as common_codes
from clerkapp.domain.vocabulary import place as place_codes
from clerkapp.domain.vocabulary.equipment import VOTING

_SOMEBODY = one_of("category", "threat_people", "parcel", "hoax_call")
_WRITTEN = one_of("came_by", *place_codes.WRITTEN)
_CALLED = one_of("called", "police", "fire", "medical", "building")
_LEFT = one_of("place_left", "part", "whole")
_STOPPED = one_of("voting", "stopped_part", "stopped_all")


def _period(
    start: str, end: str, number: str, when: Condition, *, minutes: str
) -> tuple[Field, Field]:
    """From when to when something was so, asked for when it was; what was answered stays in view."""
    shown = either(when, answered(start), answered(end))
    return (
        Field(start, number, Control.TIME, Gate.RESOLVE, needed_when=when, shown_when=shown),
        Field(end, number, Control.TIME, ends=start, minutes=minutes, shown_when=shown),
    )


_SAFETY = Section(
    "safety",
    (
        Field("all_safe", "PS1", Control.SEGMENT, Gate.RESOLVE, values=common_codes.YES_NO_UNKNOWN),
        Field(
            "called",
            "PS2",
            Control.CHECKS,
            Gate.RESOLVE,
            values=place_codes.CALLED,
            alone=(Alone("nobody"),),
        ),
        Field(
            "called_reference",
            "PS2",
            Control.LINE,
            redaction=RedactionClass.NAME,
            limit=60,
            search=Search.DETAILS,
            mono=True,
            shown_when=either(_CALLED, answered("called_reference")),
        ),
        Field(
            "came_by",
            "PS3",
            Control.LIST,
            Gate.RESOLVE,
            values=place_codes.CAME_BY,
            needed_when=_SOMEBODY,
            shown_when=either(_SOMEBODY, answered("came_by")),
            search=Search.DETAILS,
            tile=Tile.UNDER,
        ),
        Field(
            "aimed_at",
            "PS4",
            Control.CHECKS,
            redaction=RedactionClass.NAME,
            values=common_codes.ROLES,
            shown_when=either(_SOMEBODY, answered("aimed_at")),
        ),
        Field(
            "person_named",
            "PS4",
            Control.SEGMENT,
            redaction=RedactionClass.NAME,
            values=common_codes.YES_NO_UNKNOWN,
            shown_when=either(_SOMEBODY, answered("person_named")),
        ),
        Field(
            "original_kept",
            "PS5",
            Control.LIST,
            Gate.RESOLVE,
            values=place_codes.KEPT,
            needed_when=_WRITTEN,
            shown_when=either(_WRITTEN, answered("original_kept")),
        ),
        Field(
            "original_where",
            "PS5",
            Control.LINE,
            redaction=RedactionClass.SECURITY,
            limit=200,
            shown_when=either(_WRITTEN, answered("original_where")),
        ),
        Field(
            "original",
            "PS5",
            Control.FILE,
            redaction=RedactionClass.PERSONAL,
            values=("message",),
            shown_when=_WRITTEN,
        ),
        Field("place_left", "PS6", Control.SEGMENT, Gate.RESOLVE, values=place_codes.PLACE_LEFT),
        *_period("left_from", "left_to", "PS6", _LEFT, minutes="minutes_left"),
    ),
)
_VOTING = Section(
    "voting",
    (
        Field("voting", "PS7", Control.LIST, Gate.RESOLVE, values=VOTING),
        *_period("still_from", "still_to", "PS7", _STOPPED, minutes="minutes_still"),
        Field(
            "went_on",
            "PS8",
            Control.CHECKS,
            Gate.RESOLVE,
            values=place_codes.WENT_ON,
            needed_when=one_of("voting", "another_way"),
            shown_when=either(
                one_of("voting", "another_way", "stopped_part", "stopped_all"),
                answered("went_on"),
            ),
        ),
        Field(
            "ballots_watched",
            "PS9",
            Control.SEGMENT,
            Gate.RESOLVE,
            RedactionClass.SECURITY,
            common_codes.YES_NO_UNKNOWN,
            needed_when=_LEFT,
            shown_when=either(_LEFT, answered("ballots_watched")),
        ),
    ),
)

_RULES = (
    DANGER,
    SeverityRule("critical", "not-everybody-safe", one_of("all_safe", "no")),
    SeverityRule("critical", "voting-stopped-everywhere", one_of("voting", "stopped_all")),
    SeverityRule(
        "high",
        "threat-or-parcel",
        both(
            one_of("category", "threat_people", "parcel"),
            none_of("determination", "false_alarm", "exercise"),
        ),
    ),
    SeverityRule("high", "ballots-alone", one_of("ballots_watched", "no")),
    SeverityRule("high", "voter-left", counted("voters_left")),
    SeverityRule("high", "voting-stopped-part", one_of("voting", "stopped_part")),
    SeverityRule("moderate", "place-left", _LEFT),
    SeverityRule("moderate", "voter-delayed", counted("voters_waited")),
    SeverityRule(
        "moderate",
        "hoax-or-crowd",
        both(
            one_of("category", "hoax_call", "evacuation", "crowd"),
            none_of("determination", "false_alarm", "exercise"),
        ),
    ),
    SeverityRule(
        "note", "false-alarm-or-exercise", one_of("determination", "false_alarm", "exercise")
    ),
    SeverityRule("low", "place-settled", lambda _: True),
)

_WHAT = replace(category(place_codes.PLACE_CATEGORIES), tile=Tile.WHAT, ahead=True)

KIND = Kind(
    "place",
    (
        basics(_WHAT, danger_first=True),
        seen(),
        _SAFETY,
        _VOTING,
        effect(),
        work(),
        outcome(severity_at_least("moderate")),
        evidence(),
        handling(),
    ),
    order=4,
    icon="place",
    rules=_RULES,
    people_first=True,
    contradictions=CONTRADICTIONS,
    checklists=CHECKLISTS,
    useful=(
        Useful("all_safe"),
        Useful("called"),
        Useful("place_left"),
        Useful("voting"),
    ),
)
