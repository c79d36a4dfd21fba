"""Words that the program itself writes into the record: reasons of its own, and the nil sentence."""

from clerkapp.wording.labels import status_label
from clerkapp.wording.language import _
from clerkapp.wording.times import day_words


def reviewed() -> str:
    """The reason of the revision that a review writes."""
    return _("Reviewed")


def status_set(status: str) -> str:
    """The reason of a revision that only sets the status, when nobody gave one."""
    return _("Status set to: {status}").format(status=status_label(status))


def action_added() -> str:
    """The reason of the revision that appends a line to what was done."""
    return _("An action was added")


def file_added(names: str) -> str:
    """The reason of the revision that adds files. `names`: file names."""
    return _("File added: {names}").format(names=names)


def nothing_happened(office: str, first_day: str, last_day: str) -> str:
    """The signed sentence of a nil bundle. Days are YYYY-MM-DD."""
    return _("{office} reports that nothing happened from {first} to {last}.").format(
        office=office,
        first=day_words(first_day, year=True),
        last=day_words(last_day, year=True),
    )
