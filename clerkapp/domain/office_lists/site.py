"""Sites: where people vote, and where things are stored, counted and taken in."""

from clerkapp.domain.office_lists.declare import Column, Control, OfficeList
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.vocabulary.common import PLACE_TYPES

LIST = OfficeList(
    "site",
    order=2,
    columns=(
        Column("code", needed=True, limit=20, mono=True),
        Column("name", Control.NAME, needed=True),
        Column("place_type", Control.CHOICE, values=PLACE_TYPES),
        Column("precincts", limit=200),
        Column("address", limit=200),
        Column("hours"),
        Column("phone", limit=60),
        Column("note", limit=500),
    ),
    key="code",
    permission=Permission.SET_UP_OFFICE,
    shown=("code", "name", "place_type", "precincts"),
)
