"""The blocks that every kind has: basics, what was seen, effect; what came after is in `handling`.

To record, a person gives five things (kind, one line, when, where, who noticed) and answers one
question (danger). The time of noticing, the election and the stage are filled in and only checked.

A person is declared as three fields: the role, which travels, and a name and a contact, which a
copy can leave out. The class of security is asked for a spot only if things are stored there.
"""

from dataclasses import replace

from clerkapp.domain.kinds.conditions import (
    answered,
    counted,
    either,
    one_of,
)
from clerkapp.domain.kinds.declare import (
    Alone,
    Column,
    Control,
    Field,
    Gate,
    Kind,
    Paper,
    RedactionClass,
    Search,
    Section,
    SeverityRule,
    Tile,
)
from clerkapp.domain.kinds.handling import evidence, handling, outcome, work
from clerkapp.domain.vocabulary import common as common_codes

DANGER = SeverityRule("critical", "danger", one_of("danger", "yes"))
"""The first rule of every kind."""
SEALS = (
    Column("spot", Control.LINE, limit=120),
    Column("logged", Control.LINE, limit=60, mono=True),
    Column("found", Control.LINE, limit=60, mono=True),
    Column("state", Control.LIST, common_codes.SEAL_STATES),
    Column("new", Control.LINE, limit=60, mono=True),
    Column("two_people", Control.FLAG, below=True),
    Column("explanation", Control.LINE, limit=300, below=True),
)


def basics(*also: Field, danger_first: bool = False) -> Section:
    """What is needed to record, in the order in which a person tells it.

    `danger_first`: danger is asked before everything, then what `also` names.
    """
    danger = Field(
        "danger",
        "C12",
        Control.SEGMENT,
        Gate.RECORD,
        values=common_codes.YES_NO_UNSURE,
        paper=Paper.CIRCUMSTANCES,
    )
    return Section(
        "basics",
        (
            *((replace(danger, ahead=True),) if danger_first else ()),
            *also,
            Field(
                "one_line",
                "C2",
                Control.LINE,
                Gate.RECORD,
                RedactionClass.CHECKED,
                search=Search.ONE_LINE,
                paper=Paper.HEAD,
                tile=Tile.HEAD,
            ),
            Field("occurred", "C3", Control.TIME, Gate.RECORD, paper=Paper.HEAD, tile=Tile.HEAD),
            Field(
                "until",
                "C4",
                Control.TIME,
                paper=Paper.HEAD,
                tile=Tile.HEAD,
                ends="occurred",
                minutes="minutes_lasted",
            ),
            Field("noticed", "C5", Control.TIME, Gate.RECORD, paper=Paper.HEAD),
            Field(
                "place",
                "C6",
                Control.LIST,
                Gate.RECORD,
                free=True,
                limit=120,
                search=Search.PLACE,
                paper=Paper.PLACE,
                tile=Tile.HEAD,
                proper_name=True,
                again=True,
            ),
            Field(
                "place_type",
                "C6",
                Control.LIST,
                values=common_codes.PLACE_TYPES,
                paper=Paper.PLACE,
                tile=Tile.HEAD,
                again=True,
            ),
            Field(
                "place_spot",
                "C6",
                Control.LINE,
                limit=120,
                search=Search.PLACE,
                paper=Paper.PLACE,
                tile=Tile.HEAD,
            ),
            Field(
                "election",
                "C7",
                Control.LIST,
                Gate.RECORD,
                free=True,
                limit=120,
                answers_null=True,
                paper=Paper.CIRCUMSTANCES,
                proper_name=True,
                again=True,
            ),
            Field(
                "phase",
                "C7",
                Control.LIST,
                Gate.RECORD,
                values=common_codes.PHASE_ANSWERS,
                paper=Paper.CIRCUMSTANCES,
                again=True,
            ),
            Field(
                "noticed_by",
                "C8",
                Control.PERSON,
                Gate.RECORD,
                values=common_codes.ROLES,
                paper=Paper.CIRCUMSTANCES,
            ),
            Field(
                "noticed_by_name",
                "C8",
                Control.LINE,
                redaction=RedactionClass.NAME,
                limit=120,
                search=Search.PEOPLE,
                names=True,
                part_of="noticed_by",
            ),
            Field(
                "noticed_by_contact",
                "C8",
                Control.LINE,
                redaction=RedactionClass.PERSONAL,
                limit=200,
                names=True,
                part_of="noticed_by",
            ),
            *(() if danger_first else (danger,)),
        ),
    )


def category(categories: tuple[str, ...]) -> Field:
    """What kind of trouble it is: a vocabulary of the kind's own."""
    return Field(
        "category",
        "C10",
        Control.LIST,
        Gate.RESOLVE,
        values=categories,
        indicator=True,
        search=Search.DETAILS,
        paper=Paper.HEAD,
        again=True,
    )


def seen(*before_story: Field) -> Section:
    """How it was noticed, what kind of trouble it is unless that was asked before, and the story."""
    return Section(
        "seen",
        (
            Field(
                "how_noticed",
                "C9",
                Control.LIST,
                Gate.RESOLVE,
                values=common_codes.HOW_NOTICED,
                paper=Paper.CIRCUMSTANCES,
            ),
            *before_story,
            Field(
                "seen",
                "C11",
                Control.TEXT,
                Gate.RESOLVE,
                RedactionClass.CHECKED,
                search=Search.STORY,
                paper=Paper.HEAD,
                tile=Tile.HEAD,
            ),
        ),
    )


def effect() -> Section:
    """What it did to voters, ballots, counts and information, and how bad that is."""
    touched = one_of("information", "seen", "changed", "lost")
    return Section(
        "effect",
        (
            Field(
                "voters_waited",
                "C20",
                Control.COUNT,
                Gate.RESOLVE,
                paper=Paper.EFFECT,
                tile=Tile.COUNT,
            ),
            Field(
                "longest_wait",
                "C20",
                Control.COUNT,
                shown_when=either(counted("voters_waited"), answered("longest_wait")),
                paper=Paper.EFFECT,
            ),
            Field(
                "voters_left",
                "C21",
                Control.COUNT,
                Gate.RESOLVE,
                paper=Paper.EFFECT,
                tile=Tile.COUNT,
            ),
            Field(
                "ballots_affected",
                "C22",
                Control.COUNT,
                Gate.RESOLVE,
                RedactionClass.BALLOT,
                paper=Paper.EFFECT,
                tile=Tile.COUNT,
            ),
            Field(
                "ballots_handled",
                "C23",
                Control.CHECKS,
                Gate.RESOLVE,
                RedactionClass.BALLOT,
                common_codes.BALLOTS_HANDLED,
                alone=(Alone("not_yet", beside=("set_aside",)),),
                needed_when=counted("ballots_affected"),
                shown_when=either(counted("ballots_affected"), answered("ballots_handled")),
                paper=Paper.EFFECT,
            ),
            Field(
                "results_affected",
                "C24",
                Control.SEGMENT,
                Gate.REVIEW,
                values=common_codes.RESULTS_AFFECTED,
                paper=Paper.EFFECT,
            ),
            Field(
                "information",
                "C25",
                Control.CHECKS,
                Gate.RESOLVE,
                RedactionClass.SECURITY,
                common_codes.INFORMATION,
                alone=(Alone("no"), Alone("not_known")),
                paper=Paper.EFFECT,
            ),
            Field(
                "information_what",
                "C25",
                Control.CHECKS,
                Gate.RESOLVE,
                RedactionClass.SECURITY,
                common_codes.INFORMATION_WHAT,
                needed_when=touched,
                shown_when=either(touched, answered("information_what")),
                paper=Paper.EFFECT,
            ),
            Field(
                "severity",
                "C26",
                Control.LIST,
                Gate.RESOLVE,
                values=common_codes.SEVERITIES,
                paper=Paper.HEAD,
                tile=Tile.HEAD,
            ),
            Field(
                "severity_reason",
                "C26",
                Control.LINE,
                redaction=RedactionClass.CHECKED,
                limit=300,
                paper=Paper.HEAD,
            ),
            Field(
                "determination",
                "C27",
                Control.LIST,
                Gate.REVIEW,
                values=common_codes.DETERMINATIONS,
                default="suspected",
                paper=Paper.HEAD,
                tile=Tile.HEAD,
            ),
        ),
    )


COMMON = Kind(
    "",
    (basics(), seen(category(())), effect(), work(), outcome(None), evidence(), handling()),
    order=0,
    icon="file-text",
)
"""What every kind has: all that is known about a record of a kind that this version does not have."""
