"""Words that the program itself writes into the record: reasons of its own, and the nil sentence."""

from clerkapp.wording.labels import status_label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import day_words


def reviewed() -> str:
    """The reason of the revision that a review writes."""
    return _("Reviewed")


def signed_on_paper() -> str:
    """The reason of the revision that files a sheet signed in ink."""
    return _("Signed on paper, sheet attached")


def status_set(status: str) -> str:
    """The reason of a revision that only sets the status, when nobody gave one."""
    return _("Status set to: {status}").format(status=status_label(status))


def action_added() -> str:
    """The reason of the revision that appends a line to what was done."""
    return _("An action was added")


def told(count: int) -> str:
    """The reason of the revision that a call writes."""
    return ngettext("{count} was told", "{count} were told", count).format(count=count)


def answers_added(count: int) -> str:
    """The reason of a revision that only gives first answers, when nobody gave one."""
    return ngettext("{count} answer was added", "{count} answers were added", count).format(
        count=count
    )


def publicly_decided() -> str:
    """The reason of the revision that a decision about the public copy writes."""
    return _("Decided for the public copy")


def files_added(count: int) -> str:
    """The reason of the revision that adds files. Without their names: every copy shows reasons."""
    return ngettext("A file was added", "{count} files were added", count).format(count=count)


def nothing_happened(office: str, first_day: str, last_day: str, *, sent_before: bool) -> str:
    """The signed sentence of a nil bundle. Days are YYYY-MM-DD.

    `sent_before`: earlier bundles hold something of these days.
    """
    words = (
        _(
            "{office} reports that from {first} to {last} nothing happened that it has not sent before."
        )
        if sent_before
        else _("{office} reports that nothing happened from {first} to {last}.")
    )
    return words.format(
        office=office,
        first=day_words(first_day, year=True),
        last=day_words(last_day, year=True),
    )
