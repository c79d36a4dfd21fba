"""The blocks that every kind has about what came after: work, outcome, evidence, who may see it."""

from clerkapp.domain.kinds.conditions import one_of, severity_at_least
from clerkapp.domain.kinds.declare import (
    Alone,
    Column,
    Condition,
    Control,
    Field,
    Gate,
    Paper,
    RedactionClass,
    Search,
    Section,
    Tile,
)
from clerkapp.domain.privacy.guard import HINTS, Rule
from clerkapp.domain.vocabulary import common as common_codes

AT = Column("at", Control.TIME)
_PEOPLE = (Column("name", Control.LINE, limit=120),)
_STOPS = tuple(str(rule) for rule in Rule if rule not in HINTS)
_STEP = (
    Column("step", Control.LINE, limit=300),
    Column("owner", Control.LIST, common_codes.ROLES, free=True, limit=120),
    Column("due", Control.TIME, planned=True),
    Column("done", Control.FLAG),
    Column("not_needed", Control.LINE, limit=200, below=True),
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
                search=Search.STORY,
                paper=Paper.HEAD,
                tile=Tile.HEAD,
                entries=("at", "who", "what"),
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
                    Column("how", Control.LIST, common_codes.TOLD_HOW, below=True),
                    Column("reference", Control.LINE, limit=60, mono=True, below=True),
                ),
                search=Search.DETAILS,
                paper=Paper.HEAD,
                tile=Tile.HEAD,
                entries=("organisation", "role", "at", "how", "reference"),
            ),
            Field(
                "owner",
                "C33",
                Control.LINE,
                redaction=RedactionClass.NAME,
                limit=120,
                search=Search.PEOPLE,
                names=True,
            ),
            Field("waiting_on", "C33", Control.LINE, redaction=RedactionClass.NAME, limit=200),
            Field("waiting_since", "C33", Control.TIME),
            Field("back_on", "C33", Control.TIME, planned=True),
            Field(
                "todo",
                "C34",
                Control.TABLE,
                redaction=RedactionClass.NAME,
                columns=_STEP,
                entries=("step",),
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
                search=Search.STORY,
                paper=Paper.RESOLUTION,
            ),
            Field(
                "why",
                "C36",
                Control.CHECKS,
                Gate.REVIEW,
                RedactionClass.CHECKED,
                common_codes.WHY,
                needed_when=why_needed,
                paper=Paper.RESOLUTION,
                alone=(Alone("not_known"),),
            ),
            Field(
                "why_text",
                "C36",
                Control.TEXT,
                redaction=RedactionClass.CHECKED,
                limit=4000,
                search=Search.STORY,
                paper=Paper.RESOLUTION,
            ),
            Field(
                "prevention",
                "C37",
                Control.TABLE,
                Gate.REVIEW,
                RedactionClass.CHECKED,
                columns=_STEP,
                entries=("step",),
                needed_when=moderate,
                search=Search.STORY,
                paper=Paper.HEAD,
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
                by_program=True,
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
            Field(
                "old_source",
                "C39",
                Control.LINE,
                redaction=RedactionClass.CHECKED,
                limit=120,
                search=Search.DETAILS,
                by_program=True,
            ),
            Field(
                "old_number",
                "C39",
                Control.LINE,
                redaction=RedactionClass.CHECKED,
                limit=60,
                mono=True,
                search=Search.DETAILS,
                by_program=True,
            ),
        ),
        opens=(),
    )


def handling() -> Section:
    """Who may see it."""
    closing = one_of("public_handling", "partly_closed", "closed")
    opening = one_of("public_handling", "open", "partly_closed")
    return Section(
        "handling",
        (
            Field(
                "sharing",
                "C40",
                Control.LIST,
                Gate.AUTOMATIC,
                values=common_codes.SHARING,
                paper=Paper.HEAD,
            ),
            Field("public_handling", "C41", Control.LIST, values=common_codes.PUBLIC_HANDLING),
            Field(
                "public_basis",
                "C41",
                Control.LINE,
                Gate.REVIEW,
                needed_when=closing,
                limit=300,
                shown_when=closing,
            ),
            Field(
                "public_statement",
                "C41",
                Control.TEXT,
                Gate.REVIEW,
                needed_when=closing,
                limit=4000,
                shown_when=closing,
            ),
            Field("public_title", "C41", Control.LINE, limit=200, shown_when=opening),
            Field("public_wording", "C41", Control.TEXT, limit=1000, shown_when=opening),
            Field("restricted", "C42", Control.FLAG, paper=Paper.HEAD),
            Field(
                "restricted_to",
                "C42",
                Control.TABLE,
                redaction=RedactionClass.NAME,
                columns=_PEOPLE,
                names=True,
                shown_when=one_of("restricted", "yes"),
            ),
            Field(
                "restricted_about",
                "C42",
                Control.TABLE,
                redaction=RedactionClass.NAME,
                columns=_PEOPLE,
                names=True,
                shown_when=one_of("restricted", "yes"),
            ),
            Field(
                "signed_on_paper",
                "C43",
                Control.TABLE,
                redaction=RedactionClass.NAME,
                columns=(
                    Column("act", Control.LIST, common_codes.INK_ACTS),
                    Column("capacity", Control.LINE, limit=80),
                    AT,
                    Column("sheet", Control.LINE, limit=64, mono=True),
                    Column("revision", Control.LINE, limit=64, mono=True),
                ),
                paper=Paper.HEAD,
                tile=Tile.HEAD,
                by_program=True,
            ),
            Field(
                "signed_on_paper_names",
                "C43",
                Control.TABLE,
                redaction=RedactionClass.NAME,
                columns=_PEOPLE,
                paper=Paper.HEAD,
                tile=Tile.HEAD,
                names=True,
                by_program=True,
            ),
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
                by_program=True,
            ),
        ),
        opens=(),
    )
