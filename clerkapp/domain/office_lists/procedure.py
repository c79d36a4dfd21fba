"""Procedures, with the version in force; earlier versions stay in the entry's history."""

from clerkapp.domain.office_lists.declare import Column, Control, OfficeList
from clerkapp.domain.people.roles import Permission

LIST = OfficeList(
    "procedure",
    order=4,
    columns=(
        Column("name", needed=True, limit=200),
        Column("version", needed=True, limit=60),
        Column("reviewed", Control.DAY),
        Column("sections", Control.TEXT, limit=4000),
        Column("note", limit=500),
    ),
    key="name",
    permission=Permission.SET_UP_OFFICE,
    shown=("name", "version", "reviewed"),
)
