"""What forms offer from the lists. Other text may always be typed."""

from clerkapp.domain.office_lists import list_of
from clerkapp.services.office_lists import reading
from clerkapp.services.session import Session


def places(session: Session) -> tuple[str, ...]:
    """The names of the open sites."""
    return _texts(session, "site", "name")


def elections(session: Session) -> tuple[str, ...]:
    """The codes of the open elections, the latest first."""
    found = reading.entries(session, "election")
    return tuple(one.code for one in sorted(found, key=lambda one: one.text("day"), reverse=True))


def procedures(session: Session) -> dict[str, str]:
    """The version in force of each open procedure, by its name."""
    return {one.code: one.text("version") for one in reading.entries(session, "procedure")}


def told(session: Session) -> tuple[str, ...]:
    """Who may be told beside the usual ones: the organizations of the contacts, or their names."""
    found = (
        one.text("organisation") or one.code
        for one in reading.entries(session, "contact")
        if one.text("organisation_type") in ("", "other")
    )
    return tuple(dict.fromkeys(found))


def site_types(session: Session) -> dict[str, str]:
    """The kind of place of each open site that has one, by its name."""
    sites = reading.entries(session, "site")
    return {one.text("name"): one.text("place_type") for one in sites if one.text("place_type")}


def of_column(session: Session, list_code: str, column: str) -> tuple[str, ...]:
    """What the form of an entry offers for one of its columns: the texts of the list that it names."""
    offers = list_of(list_code).by_code[column].offers
    return () if offers is None else _texts(session, *offers)


def _texts(session: Session, list_code: str, column: str) -> tuple[str, ...]:
    found = (one.text(column) for one in reading.entries(session, list_code))
    return tuple(dict.fromkeys(text for text in found if text))
