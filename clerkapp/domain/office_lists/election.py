"""Elections, and the day on which each stage of their work begins."""

from clerkapp.domain.errors import Refused
from clerkapp.domain.office_lists.declare import Column, Control, OfficeList, Values
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.vocabulary.common import PHASES

BEGINS = "begins_"
"""How the column begins that holds the first day of a stage: `begins_canvass`."""
STAGES = tuple(phase for phase in PHASES if phase not in ("between", "open"))
"""Stages that a calendar gives a first day; the polls are open on the election's own day."""


def _check(values: Values) -> None:
    """The days stand in an order that can be."""
    day, until = str(values["day"]), values.get("until")
    if until is not None and str(until) < day:
        raise Refused("election-ends-before", fields=("until",), day=day)
    for stage in STAGES:
        first = values.get(BEGINS + stage)
        if first is not None and until is not None and first > until:
            raise Refused("election-stage-after", fields=(BEGINS + stage,), until=until)
    opens, closes = values.get("opens"), values.get("closes")
    if opens is not None and closes is not None and opens >= closes:
        raise Refused("election-closes-before", fields=("closes",), opens=opens)


LIST = OfficeList(
    "election",
    order=3,
    columns=(
        Column("code", needed=True, limit=60, mono=True),
        Column("name", Control.NAME, needed=True),
        Column("day", Control.DAY, needed=True),
        Column("until", Control.DAY),
        Column("opens", Control.CLOCK),
        Column("closes", Control.CLOCK),
        Column("federal", Control.FLAG),
        Column("sites", Control.CODES, offers=("site", "code")),
        *(Column(BEGINS + stage, Control.DAY) for stage in STAGES),
        Column("note", limit=500),
    ),
    key="code",
    permission=Permission.SET_UP_OFFICE,
    shown=("code", "name", "day", "until"),
    check=_check,
)
