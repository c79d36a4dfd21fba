"""What is over an incident's page in words: two versions, struck, frozen, what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass

from clerkapp.domain.records.revision import ActKind
from clerkapp.domain.records.shown import RecordView
from clerkapp.domain.text.rules import one_line
from clerkapp.domain.work import links
from clerkapp.gui.parts.record_words import missing_of
from clerkapp.gui.parts.signature_words import time_words
from clerkapp.wording.labels import label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import when_words


@dataclass(frozen=True, slots=True)
class Note:
    """A banner: its tone, a bold line, and one more."""

    tone: str
    title: str
    text: str


def notes(shown: RecordView) -> Iterator[Note]:
    """The banners of a record, in order."""
    row = shown.row
    if row.conflict:
        fields = sorted({code for head in shown.conflicts for code in head.fields})
        yield Note(
            "warn",
            _("Two versions of this record stand side by side"),
            _("They differ in: {fields}. Amend to choose; nothing is lost.").format(
                fields=", ".join(label(code) for code in fields)
            ),
        )
    if row.struck:
        yield Note(
            "warn",
            _("Entered in error"),
            _("It is struck through, kept, and still printed in the log."),
        )
    elif row.status == "reviewed":
        at = next(
            (
                time_words(signature)
                for signature in shown.signatures
                if signature.act is ActKind.REVIEW and signature.holds
            ),
            "",
        )
        if at:
            yield Note(
                "good",
                _("Reviewed and frozen on {time}").format(time=at),
                _("Changes are kept as amendments."),
            )
    first = links.master_of(shown.stored)
    if first is not None and not row.struck:
        yield Note(
            "info", _("A duplicate of {number}").format(number=first), _("The first one goes on.")
        )
    if row.status == "waiting":
        yield _waiting(shown)
    missing = missing_of(shown)
    if missing and not row.struck:
        title = ngettext(
            "{count} thing is missing before this can be resolved",
            "{count} things are missing before this can be resolved",
            len(missing),
        ).format(count=len(missing))
        yield Note("info", title, _("None of it has to be answered at once."))


def _waiting(shown: RecordView) -> Note:
    """Whom it waits for since when, and the day to come back to it."""
    whom, since, back = (
        shown.stored.get(code) for code in ("waiting_on", "waiting_since", "back_on")
    )
    said = [_("Since {time}.").format(time=when_words(since))] if since else []
    said += [_("Come back on {day}.").format(day=when_words(back))] if back else []
    return Note(
        "info", _("Waiting on {whom}").format(whom=one_line(str(whom or ""))), " ".join(said)
    )
