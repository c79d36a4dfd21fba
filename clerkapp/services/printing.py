"""Printing: a record's sheet as a PDF, for preview, file and paper; every print is journaled.

The same PDF is previewed, saved and printed. Making it is not printing: call `save_sheet`, write it
within `releasing`, or call `announce_print` before it goes to paper.
"""

from contextlib import AbstractContextManager
from pathlib import Path

from clerkapp.domain.events import Event
from clerkapp.host.drive import Written
from clerkapp.report.fingerprint import FingerprintOf, FingerprintSheet, fingerprint_sheet
from clerkapp.report.parts import Fact
from clerkapp.report.recovery import RecoverySheet, recovery_sheet
from clerkapp.report.sheet import incident_sheet
from clerkapp.services import reading, sheets
from clerkapp.services.announcing import Params, announce, announced, failed, require_free
from clerkapp.services.session import Session
from clerkapp.services.signers import own_line
from clerkapp.wording import sheet_words
from clerkapp.wording.language import _
from clerkapp.wording.times import instant_words

ZONE_SETTING = "zone"


def sheet_pdf(session: Session, number: str) -> bytes:
    """The sheet of a record as it stands, full copy, in the language in use."""
    at = session.now()
    zone = session.vault.settings.get(ZONE_SETTING)
    printing = sheets.Printing(
        office=session.vault.info.authority_name,
        name=session.account.name,
        at=at,
        zone=zone if isinstance(zone, str) else None,
    )
    shown = reading.show(session, number)
    sheet = sheets.incident_sheet(shown, reading.history(session, number), printing)
    return incident_sheet(sheet, at=at)


def save_sheet(session: Session, number: str, target: Path) -> Written:
    """Write the sheet to the new file `target`; the print is journaled first."""
    pdf, drive = sheet_pdf(session, number), session.ports.drive
    require_free(drive, target)
    with releasing(session, number):
        return drive.write_new(target, [pdf])


def releasing(session: Session, number: str) -> AbstractContextManager[None]:
    """Journal that the sheet of a record, as it stands, is saved in the block."""
    return announced(session, Event.PRINTED, _sheet_of(session, number))


def announce_print(session: Session, number: str) -> int:
    """Journal that the sheet goes to paper next; the entry, for `print_failed`."""
    return announce(session, Event.PRINTED, _sheet_of(session, number))


def print_failed(session: Session, entry: int, code: str) -> None:
    """Journal that the print of `entry` did not come about, with the reason's code."""
    failed(session, entry, code)


def _sheet_of(session: Session, number: str) -> Params:
    shown = reading.show(session, number)
    return {"number": shown.row.number, "rev": shown.rev, "copy": "full"}


def fingerprint_pdf(session: Session) -> bytes:
    """The sheet with which the state enrols this station: the fingerprint to read aloud, the line."""
    from clerkapp import __version__

    own, info, at = own_line(session), session.vault.info, session.now()
    sheet = FingerprintSheet(
        of=FingerprintOf.STATION,
        owner=own.principal,
        facts=(
            Fact(_("Authority"), f"{info.authority_name} ({info.authority})"),
            Fact(_("Station"), info.station, mono=True),
            Fact(_("Vault"), info.vault_id, mono=True),
        ),
        fingerprint=own.fingerprint,
        printed=sheet_words.printed(instant_words(at, year=True), session.account.name),
        program=f"clerkapp {__version__}",
        line=own.line,
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
