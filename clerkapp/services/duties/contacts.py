"""Whom to reach in an organisation, and who stands in: from the office's list of contacts."""

from dataclasses import dataclass

from clerkapp.services import office_lists
from clerkapp.services.session import Session


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call. Numbers as they were typed, empty when none is listed."""

    name: str
    phone: str = ""
    out_of_hours: str = ""
    substitute: str = ""
    substitute_phone: str = ""


def of(session: Session, organisation: str) -> tuple[Contact, ...]:
    """The contacts of an organisation (a code), in the order of the list. What a contact keeps for itself is
    there for who may see it."""
    return tuple(
        Contact(
            name=entry.text("name"),
            phone=entry.text("phone"),
            out_of_hours=entry.text("phone_out_of_hours"),
            substitute=entry.text("substitute"),
            substitute_phone=entry.text("substitute_phone"),
        )
        for entry in office_lists.entries(session, "contact")
        if entry.text("organisation_type") == organisation
    )
