"""The blocks that every kind has: basics, what was seen, effect, work, outcome, evidence, handling.

To record, a person gives five things (kind, one line, when, where, who noticed) and answers one
question (danger). The time of noticing, the election and the stage are filled in and only checked.

A person is declared as three fields: the role, which travels, and a name and a contact, which a
copy can leave out. A class of security applies to the spot only where things are stored.
"""

from clerkapp.domain.guard import HINTS, Rule
from clerkapp.domain.kinds.conditions import (
    answered,
    counted,
    either,
    one_of,
    severity_at_least,
)
from clerkapp.domain.kinds.declare import (
    Column,
    Condition,
    Control,
    Field,
    Gate,
    RedactionClass,
    Section,
)
from clerkapp.domain.vocabulary import common as common_codes

AT = Column("at", Control.TIME)
SEALS = (
    Column("spot", Control.LINE, limit=120),
    Column("logged", Control.LINE, limit=60, mono=True),
    Column("found", Control.LINE, limit=60, mono=True),
    Column("state", Control.LIST, common_codes.SEAL_STATES),
    Column("new", Control.LINE, limit=60, mono=True),
    Column("two_people", Control.FLAG),
    Column("explanation", Control.LINE, limit=300),
)
_STOPS = tuple(str(rule) for rule in Rule if rule not in HINTS)
_STEP = (
    Column("step", Control.LINE, limit=300),
    Column("owner", Control.LIST, common_codes.ROLES),
    Column("due", Control.TIME, planned=True),
    Column("done", Control.FLAG),
)


def basics() -> Section:
    """What is needed to record, in the order in which a person tells it."""
    return Section(
        "basics",
        (
            Field(
                "one_line",
                "C2",
                Control.LINE,
                Gate.RECORD,
                RedactionClass.CHECKED,
                searched=True,
            ),
            Field("occurred", "C3", Control.TIME, Gate.RECORD),
            Field("until", "C4", Control.TIME),
            Field("noticed", "C5", Control.TIME, Gate.RECORD),
            Field("place", "C6", Control.LIST, Gate.RECORD, free=True, limit=120, searched=True),
            Field("place_type", "C6", Control.LIST, values=common_codes.PLACE_TYPES),
            Field("place_spot", "C6", Control.LINE, limit=120, searched=True),
            Field(
                "election",
                "C7",
                Control.LIST,
                Gate.RECORD,
                free=True,
                limit=120,
                answers_null=True,
            ),
            Field("phase", "C7", Control.LIST, Gate.RECORD, values=common_codes.PHASES),
            Field("noticed_by", "C8", Control.PERSON, Gate.RECORD, values=common_codes.ROLES),
            Field(
                "noticed_by_name",
                "C8",
                Control.LINE,
                redaction=RedactionClass.NAME,
                limit=120,
                searched=True,
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
            Field("danger", "C12", Control.SEGMENT, Gate.RECORD, values=common_codes.YES_NO_UNSURE),
        ),
    )


def seen(categories: tuple[str, ...], *before_category: Field) -> Section:
    """How it was noticed, what kind of trouble it is, and the story."""
    return Section(
        "seen",
        (
            Field("how_noticed", "C9", Control.LIST, Gate.RESOLVE, values=common_codes.HOW_NOTICED),
            *before_category,
            Field("category", "C10", Control.LIST, Gate.RESOLVE, values=categories, indicator=True),
            Field(
                "seen",
                "C11",
                Control.TEXT,
                Gate.RESOLVE,
                RedactionClass.CHECKED,
                searched=True,
            ),
        ),
    )


def effect() -> Section:
    """What it did to voters, ballots, counts and information, and how bad that is."""
    touched = one_of("information", "seen", "changed", "lost")
    return Section(
        "effect",
        (
            Field("voters_waited", "C20", Control.COUNT, Gate.RESOLVE),
            Field("voters_left", "C21", Control.COUNT, Gate.RESOLVE),
            Field("ballots_affected", "C22", Control.COUNT, Gate.RESOLVE, RedactionClass.BALLOT),
            Field(
                "ballots_handled",
                "C23",
                Control.CHECKS,
                Gate.RESOLVE,
                RedactionClass.BALLOT,
                common_codes.BALLOTS_HANDLED,
                needed_when=counted("ballots_affected"),
                shown_when=either(counted("ballots_affected"), answered("ballots_handled")),
            ),
            Field(
                "results_affected",
                "C24",
                Control.SEGMENT,
                Gate.REVIEW,
                values=common_codes.RESULTS_AFFECTED,
            ),
            Field(
                "information",
                "C25",
                Control.CHECKS,
                Gate.RESOLVE,
                RedactionClass.SECURITY,
                common_codes.INFORMATION,
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
            ),
            Field("severity", "C26", Control.LIST, Gate.RESOLVE, values=common_codes.SEVERITIES),
            Field(
                "severity_reason",
                "C26",
                Control.LINE,
                redaction=RedactionClass.CHECKED,
                limit=300,
            ),
            Field(
                "determination",
                "C27",
                Control.LIST,
                Gate.REVIEW,
                values=common_codes.DETERMINATIONS,
            ),
        ),
    )


def work() -> Section:
    """What was done, who was told, who has it now."""
    return Section(
        "work",
        (
            Field(
                "actions",
                "C30",
                Control.TABLE,
                Gate.RESOLVE,
                RedactionClass.CHECKED,
                columns=(
                    AT,
                    Column("who", Control.LIST, common_codes.ROLES),
                    Column("what", Control.LINE, limit=500),
                ),
                searched=True,
            ),
            Field(
                "told",
                "C31",
                Control.TABLE,
                redaction=RedactionClass.NAME,
                columns=(
                    Column(
                        "organisation",
                        Control.LIST,
                        common_codes.ORGANISATIONS,
                        free=True,
                        limit=120,
                    ),
                    Column("role", Control.LIST, common_codes.ROLES),
                    AT,
                    Column("how", Control.LIST, common_codes.TOLD_HOW),
                    Column("reference", Control.LINE, limit=60, mono=True),
                ),
                searched=True,
            ),
            Field(
                "owner",
                "C33",
                Control.LINE,
                redaction=RedactionClass.NAME,
                limit=120,
                searched=True,
                names=True,
            ),
            Field("waiting_on", "C33", Control.LINE, redaction=RedactionClass.NAME, limit=200),
            Field("waiting_since", "C33", Control.TIME),
            Field(
                "todo",
                "C34",
                Control.TABLE,
                redaction=RedactionClass.NAME,
                columns=_STEP,
            ),
        ),
    )


def outcome(why_needed: Condition | None) -> Section:
    """How it was resolved, why it happened, and what keeps it from happening again."""
    moderate = severity_at_least("moderate")
    return Section(
        "outcome",
        (
            Field(
                "resolution",
                "C35",
                Control.TEXT,
                Gate.RESOLVE,
                RedactionClass.CHECKED,
                limit=4000,
                searched=True,
            ),
            Field(
                "why",
                "C36",
                Control.CHECKS,
                Gate.REVIEW,
                RedactionClass.CHECKED,
                common_codes.WHY,
                needed_when=why_needed,
            ),
            Field(
                "why_text",
                "C36",
                Control.TEXT,
                redaction=RedactionClass.CHECKED,
                limit=4000,
                searched=True,
            ),
            Field(
                "prevention",
                "C37",
                Control.TABLE,
                Gate.REVIEW,
                RedactionClass.CHECKED,
                columns=_STEP,
                needed_when=moderate,
                searched=True,
            ),
        ),
    )


def evidence() -> Section:
    """Files kept with the record, and records that belong together."""
    return Section(
        "evidence",
        (
            Field("attachments", "C38", Control.FILE, values=common_codes.ATTACHMENT_CLASSES),
            Field(
                "picture_notes",
                "C38",
                Control.TABLE,
                columns=(
                    Column("file", Control.LINE, limit=60, mono=True),
                    Column("place", Control.FLAG),
                    Column("time", Control.FLAG),
                    Column("may_go", Control.FLAG),
                ),
            ),
            Field(
                "related",
                "C39",
                Control.TABLE,
                columns=(
                    Column("number", Control.LINE, limit=40, mono=True),
                    Column("relation", Control.LIST, common_codes.RELATIONS),
                ),
            ),
        ),
    )


def handling() -> Section:
    """Who may see it."""
    closing = one_of("public_handling", "partly_closed", "closed")
    opening = one_of("public_handling", "open", "partly_closed")
    return Section(
        "handling",
        (
            Field("sharing", "C40", Control.LIST, Gate.AUTOMATIC, values=common_codes.SHARING),
            Field("public_handling", "C41", Control.LIST, values=common_codes.PUBLIC_HANDLING),
            Field("public_basis", "C41", Control.LINE, limit=300, shown_when=closing),
            Field("public_statement", "C41", Control.TEXT, limit=4000, shown_when=closing),
            Field("public_title", "C41", Control.LINE, limit=200, shown_when=opening),
            Field("public_wording", "C41", Control.TEXT, limit=1000, shown_when=opening),
            Field("restricted", "C42", Control.FLAG),
            Field(
                "guard_overrides",
                "C44",
                Control.TABLE,
                redaction=RedactionClass.VOTER,
                columns=(
                    Column("field", Control.LINE, limit=60, mono=True),
                    Column("rule", Control.LIST, _STOPS),
                    Column("reason", Control.LINE, limit=300),
                ),
            ),
        ),
    )
