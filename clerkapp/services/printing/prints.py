"""Printing: a record's or a message's sheet as a PDF; every print is journaled.

The same PDF is previewed, saved and printed. Making it is not printing: call `save_sheet`, write it
within `releasing`, or call `announce_print` before it goes to paper.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from clerkapp.domain.events import Event
from clerkapp.domain.files import WrittenFile
from clerkapp.report.fingerprint import FingerprintOf, FingerprintSheet, fingerprint_sheet
from clerkapp.report.message import message_sheet
from clerkapp.report.parts import Fact
from clerkapp.report.recovery import RecoverySheet, recovery_sheet
from clerkapp.report.sheet import incident_sheet
from clerkapp.services import office
from clerkapp.services.announcing import announce, announced, failed, require_free
from clerkapp.services.export.signers import own_lines
from clerkapp.services.messages.keeping import Reading
from clerkapp.services.printing import message_sheets, sheets
from clerkapp.services.printing.message_sheets import Original
from clerkapp.services.records import reading
from clerkapp.services.session import Params, Session
from clerkapp.wording import sheet_words
from clerkapp.wording.language import _
from clerkapp.wording.times import instant_words


@dataclass(frozen=True, slots=True)
class Leaving:
    """What the journal says of a sheet that leaves the vault."""

    event: Event
    params: Params


def sheet_pdf(session: Session, number: str) -> bytes:
    """The sheet of a record as it stands, full copy, in the language in use."""
    printing = _printing(session)
    shown = reading.show(session, number)
    sheet = sheets.incident_sheet(shown, reading.history(session, number), printing)
    return incident_sheet(sheet, at=printing.at)


def leaving_record(session: Session, number: str) -> Leaving:
    """For the sheet of a record as it stands."""
    shown = reading.show(session, number)
    return Leaving(Event.PRINTED, {"number": shown.row.number, "rev": shown.rev, "copy": "full"})


def message_pdf(session: Session, message: Reading, original: Original) -> bytes:
    """The sheet of a message for the help desk, recorded or not, in the language in use."""
    printing = _printing(session)
    return message_sheet(message_sheets.message_sheet(message, original, printing), at=printing.at)


def leaving_message(sha256: str) -> Leaving:
    """For the sheet of the message with this fingerprint."""
    return Leaving(Event.MESSAGE_PRINTED, {"sha256": sha256})


def save_sheet(session: Session, number: str, target: Path) -> WrittenFile:
    """Write the sheet to the new file `target`; the print is journaled first."""
    pdf, drive = sheet_pdf(session, number), session.ports.drive
    require_free(drive, target)
    with releasing(session, leaving_record(session, number)):
        return drive.write_new(target, [pdf])


def releasing(session: Session, sheet: Leaving) -> AbstractContextManager[None]:
    """Journal that a sheet is saved in the block."""
    return announced(session, sheet.event, sheet.params)


def announce_print(session: Session, sheet: Leaving) -> int:
    """Journal that a sheet goes to paper next; the entry, for `print_failed`."""
    return announce(session, sheet.event, sheet.params)


def print_failed(session: Session, entry: int, code: str) -> None:
    """Journal that the print of `entry` did not come about, with the reason's code."""
    failed(session, entry, code)


def fingerprint_pdf(session: Session) -> bytes:
    """The sheet with which the state enrols this station: both fingerprints to read aloud, the lines."""
    from clerkapp import __version__

    own, info, at = own_lines(session), session.vault.info, session.now()
    root = own.roots[-1]
    sheet = FingerprintSheet(
        of=FingerprintOf.STATION,
        owner=own.principal,
        facts=(
            Fact(_("Authority"), f"{info.authority_name} ({info.authority})"),
            Fact(_("Station"), info.station, mono=True),
            Fact(_("Vault"), info.vault_id, mono=True),
            Fact(_("Root account"), root.name),
        ),
        fingerprint=own.fingerprint,
        root_groups=tuple(root.groups.split()),
        printed=sheet_words.printed(instant_words(at, year=True), session.account.name),
        program=f"clerkapp {__version__}",
        lines=own.lines,
    )
    return fingerprint_sheet(sheet, at=at)


def recovery_key_pdf(
    *, office: str, station: str, vault_id: str, key: str, name: str, at: str
) -> bytes:
    """The sheet with the recovery key, printed once when a vault is made. `at`: RFC 3339."""
    from clerkapp import __version__

    sheet = RecoverySheet(
        authority=office,
        station=station,
        vault_id=vault_id,
        key=key,
        made=instant_words(at, year=True),
        made_by=name,
        program=f"clerkapp {__version__}",
    )
    return recovery_sheet(sheet, at=at)


def _printing(session: Session) -> sheets.Printing:
    return sheets.Printing(
        office=session.vault.info.authority_name,
        name=session.account.name,
        at=session.now(),
        zone=office.zone(session),
    )
