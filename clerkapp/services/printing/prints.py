"""Printing: any print of the table as a PDF. What leaves the vault is journaled first.

The same PDF is previewed, saved and printed. Making it is not printing: call `save`, write it within
`releasing`, or call `announce_print` before it goes to paper.
"""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clerkapp.domain.events import Event
from clerkapp.domain.files import WrittenFile
from clerkapp.domain.prints import KeptMessage, Of, Subject
from clerkapp.domain.records.shown import WholeRecord
from clerkapp.report.sheet import About, Printing, sheet_pdf
from clerkapp.services import office
from clerkapp.services.announcing import announce, announced, failed, require_free
from clerkapp.services.messages import keeping
from clerkapp.services.messages.keeping import Reading
from clerkapp.services.printing.table import GATHER, PRINTS
from clerkapp.services.session import Params, Session
from clerkapp.wording.labels import training_words


@dataclass(frozen=True, slots=True)
class Made:
    """A print that was made. `event` and `params`: what the journal says when it leaves the vault."""

    pdf: bytes
    event: Event | None
    params: Params


def about(code: str, of: Of) -> About:
    """What is said of a print before it is made: title, name of its file."""
    return PRINTS[code].about(of)


def make(session: Session, code: str, of: Of, read: Reading | None = None) -> Made:
    """A print in the language in use, as things stand now. `read`: what its message says, if known.

    Raises Refused: not-permitted, and what fetching raises (record-not-found).
    """
    row = PRINTS[code]
    if row.permission is not None:
        session.require(row.permission)
    printing = _printing(session)
    gathered = GATHER[row.of](session, of, read)
    return Made(
        sheet_pdf(row.build(gathered, printing), at=printing.at, watermark=_watermark(session)),
        row.event,
        {} if row.event is None else _params(code, of, gathered),
    )


def of_number(session: Session, code: str, number: str | None) -> Of:
    """What a print is of, by the number of its record: the record or its message; None for no number.

    Raises Refused: record-not-found, message-not-kept.
    """
    if number is None or PRINTS[code].of is not Subject.MESSAGE:
        return number
    original = keeping.original(session, number)
    kept = original.attached
    return KeptMessage(kept.sha256, kept.name, kept.size, original.pick)


def save(session: Session, code: str, of: Of, target: Path) -> WrittenFile:
    """Make a print and write it to the new file `target`; it is journaled first."""
    drive = session.ports.drive
    made = make(session, code, of)
    require_free(drive, target)
    with releasing(session, made):
        return drive.write_new(target, [made.pdf])


def releasing(session: Session, made: Made) -> AbstractContextManager[None]:
    """Journal that a sheet is saved in the block."""
    if made.event is None:
        return nullcontext()
    return announced(session, made.event, made.params)


def announce_print(session: Session, made: Made) -> int | None:
    """Journal that a sheet goes to paper next; the entry, for `print_failed`."""
    return None if made.event is None else announce(session, made.event, made.params)


def print_failed(session: Session, entry: int | None, code: str) -> None:
    """Journal that the print of `entry` did not come about, with the reason's code."""
    if entry is not None:
        failed(session, entry, code)


def _params(code: str, of: Of, gathered: Any) -> Params:
    """What names the sheet in the journal: the message by its digest alone."""
    if isinstance(of, KeptMessage):
        return {"sha256": of.sha256}
    if isinstance(gathered, WholeRecord):
        shown = gathered.shown
        return {"print": code, "number": shown.row.number, "rev": shown.rev, "copy": "full"}
    return {"print": code}


def _printing(session: Session) -> Printing:
    return Printing(
        office=session.vault.info.authority_name,
        name=session.account.name,
        at=session.now(),
        zone=office.zone(session),
    )


def _watermark(session: Session) -> str:
    """What stands across every page of a practice vault."""
    return training_words() if session.info.is_training else ""
