"""Words of the incident sheet that are not a field's own: signature lines, notices."""

from clerkapp.wording.language import _, ngettext


def recorded() -> str:
    """The head over the time of recording."""
    return _("Recorded")


def signature_roles() -> dict[str, str]:
    """What each line to sign is for, in the order of the sheet."""
    return {
        "author": _("Recorded"),
        "review": _("Reviewed"),
        "two-person-first": _("First of two people"),
        "two-person-second": _("Second of two people"),
        "authority": _("Election authority"),
    }


def signed_on_screen() -> str:
    """How a signature in the program was made."""
    return _("Signed on screen")


def struck_notice(reason: str) -> str:
    """Above a record that was entered in error."""
    return _("Entered in error. Reason: {reason}").format(reason=reason)


def conflict_notice() -> str:
    """Above a record with two current versions."""
    return _(
        "Two versions of this record differ and await a decision. One of them is printed here."
    )


def restricted_notice() -> str:
    """Above a restricted record."""
    return _("Restricted: only for the people named in the record, the reviewer and the state.")


def duplicate_notice(number: str) -> str:
    """Above a record that tells of the same thing as another one."""
    return _("Duplicate of {number}").format(number=number)


def other_details() -> str:
    """The heading over what no other part of the sheet holds."""
    return _("Further details")


def revision(number: int) -> str:
    """The heading of an amendment."""
    return _("Revision {number}").format(number=number)


def not_recorded() -> str:
    """A value that was not there before, or is not there any more."""
    return _("not recorded")


def no_reason() -> str:
    """An amendment whose reason was not given here."""
    return _("none given")


def printed(at: str, name: str) -> str:
    """When, and by whom, the sheet was printed."""
    return _("Printed {at} by {name}").format(at=at, name=name)


def message_sheet() -> dict[str, str]:
    """Captions of a message's sheet that stand among its values."""
    return {
        "file": _("File"),
        "size": _("Size"),
        "digest": _("Fingerprint (SHA-256)"),
    }


def not_printed(what: str, count: int) -> str:
    """How many more signs, links or files there are than the sheet shows."""
    sentences = {
        "signs": ngettext(
            "{count} more sign is not printed.", "{count} more signs are not printed.", count
        ),
        "links": ngettext(
            "{count} more link is not printed.", "{count} more links are not printed.", count
        ),
        "files": ngettext(
            "{count} more attachment is not printed.",
            "{count} more attachments are not printed.",
            count,
        ),
    }
    return sentences[what].format(count=count)
