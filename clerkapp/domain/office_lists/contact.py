"""Contacts: whom to call, how, and who stands in (after CISA's planning guide, 2020).

Office numbers and those that a person gave for out of hours; the latter are not for everybody.
"""

from clerkapp.domain.office_lists.declare import Column, Control, OfficeList
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.vocabulary.common import ORGANISATIONS, ROLES

LIST = OfficeList(
    "contact",
    order=5,
    columns=(
        Column("name", Control.NAME, needed=True),
        Column("role", Control.CHOICE, values=ROLES),
        Column("organisation_type", Control.CHOICE, values=ORGANISATIONS),
        Column("organisation", Control.NAME),
        Column("called_for", limit=200),
        Column("phone", limit=60, mono=True),
        Column("phone_out_of_hours", limit=60, mono=True, guarded=True),
        Column("email", limit=200),
        Column("substitute", Control.NAME, offers=("contact", "name")),
        Column("substitute_phone", limit=60, mono=True),
        Column("note", limit=500, guarded=True),
    ),
    key="name",
    permission=Permission.KEEP_LISTS,
    shown=("name", "role", "organisation", "phone", "substitute"),
)
