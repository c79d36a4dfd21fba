"""A kind that the program does not have: an office's website. All that is declared about it."""

from clerkapp.domain.kinds.common import DANGER, basics, category, effect, seen
from clerkapp.domain.kinds.conditions import answered, either, one_of, severity_at_least
from clerkapp.domain.kinds.declare import (
    Column,
    Control,
    Field,
    Gate,
    Kind,
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
            shown_when=either(one_of("category", "site_changed"), answered("site_pages")),
            search=Search.DETAILS,
        ),
    ),
)

KIND = Kind(
    "website",
    (
        basics(),
        seen(category(("site_down", "too_slow", "site_changed", "other", "unsure"))),
        _SITE,
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
    follows=lambda values: (
        {"how_noticed": "security_tool"} if values.get("category") == "site_changed" else {}
    ),
)
