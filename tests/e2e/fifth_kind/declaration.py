"""A kind that the program does not have: an office's website. All that is declared about it."""

from clerkapp.domain.kinds.asked.common import DANGER_STEPS, together
from clerkapp.domain.kinds.common import DANGER, basics, category, effect, seen
from clerkapp.domain.kinds.conditions import answered, one_of, severity_at_least
from clerkapp.domain.kinds.declare import (
    Checklist,
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
)
from clerkapp.domain.kinds.handling import evidence, handling, outcome, work

_DOWN = one_of("category", "site_down", "too_slow")
_SITE = Section(
    "site",
    (
        Field(
            "site_address",
            "W1",
            Control.LINE,
            Gate.RESOLVE,
            limit=320,
            search=Search.DETAILS,
            mono=True,
            indicator=True,
            tile=Tile.WHAT,
        ),
        Field(
            "site_run_by",
            "W2",
            Control.SEGMENT,
            values=("office", "county_it", "site_vendor", "not_known"),
            tile=Tile.UNDER,
            default="county_it",
        ),
        Field("site_down_from", "W3", Control.TIME, Gate.RESOLVE, needed_when=_DOWN),
        Field("site_down_to", "W3", Control.TIME, ends="site_down_from", minutes="minutes_down"),
    ),
)
_PAGES = Section(
    "pages",
    (
        Field(
            "site_pages",
            "W4",
            Control.TABLE,
            redaction=RedactionClass.SECURITY,
            columns=(
                Column("page", Control.LINE, limit=320, mono=True),
                Column("said_before", Control.LINE, limit=300, below=True),
                Column("said_after", Control.LINE, limit=300, below=True),
            ),
            search=Search.DETAILS,
        ),
    ),
    opens=(Opening(one_of("category", "site_changed")),),
)

KIND = Kind(
    "website",
    (
        basics(),
        seen(category(("site_down", "too_slow", "site_changed", "other", "unsure"))),
        _SITE,
        _PAGES,
        effect(),
        work(),
        outcome(severity_at_least("moderate")),
        evidence(),
        handling(),
    ),
    order=5,
    icon="website",
    rules=(
        DANGER,
        SeverityRule("high", "site-changed", one_of("category", "site_changed")),
        SeverityRule("low", "site-slow", lambda _: True),
    ),
    sharing="green",
    contradictions=(
        together(
            "up-but-down",
            "category",
            "site_down_from",
            one_of("category", "too_slow"),
            answered("site_down_from"),
        ),
    ),
    checklists=(
        DANGER_STEPS,
        Checklist(
            "site",
            one_of("category", "site_changed"),
            ("take_down", "photograph_page", "say_where", "new_sign_in", "tell_state"),
        ),
    ),
    follows=lambda values: (
        {"how_noticed": "security_tool"} if values.get("category") == "site_changed" else {}
    ),
)
