"""The sheet of a record says everything that the record says, and a print is journaled."""

import io
from dataclasses import replace
from pathlib import Path

import pytest

from clerkapp.demo.samples import STORIES
from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.events import Event
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.prints import INCIDENT, RECOVERY_KEY
from clerkapp.domain.records.revision import ActKind
from clerkapp.domain.records.shown import WholeRecord
from clerkapp.report.incident.build import build
from clerkapp.report.incident.sheet import IncidentSheet
from clerkapp.report.sheet import Printing
from clerkapp.services.printing import prints
from clerkapp.services.records import attaching, reading, recording, signing
from clerkapp.services.session import Session
from clerkapp.wording.tables import table_of
from clerkapp.wording.values import value_words
from tests.fakes.office import JAM, Office, whole

FIRST = "LARK-2026-W1-0001"
PRINTING = Printing("Larkspur County", "Dana Whitfield", "2026-11-23T18:40:00-06:00")


def _sheet(session: Session, number: str = FIRST) -> IncidentSheet:
    return build(
        WholeRecord(reading.show(session, number), reading.history(session, number)), PRINTING
    )


@pytest.mark.parametrize("n", range(len(STORIES)))
def test_no_field_is_left_out(office: Office, session: Session, n: int) -> None:
    story = STORIES[n]
    office.clock.set_to("2026-11-23T18:40:00-06:00")
    # Whom it names has no account here, and what it belongs to is not recorded.
    elsewhere = ("restricted_to", "related")
    typed = {code: value for code, value in story.values.items() if code not in elsewhere}
    recording.record(session, story.kind, typed)
    shown = reading.show(session, FIRST)
    text = repr(_sheet(session))
    for field in KINDS[story.kind].fields:
        if field.code in shown.values and field.code not in ("until", "restricted"):
            value = shown.values[field.code]
            table = table_of(story.kind, field.code, value, year=True)
            cells = (
                [cell for row in table.rows for cell in row.cells]
                if table
                else value_words(story.kind, field.code, value, year=True).split("\n")
            )
            for cell in cells:
                for part in cell.split(", "):
                    assert repr(part)[1:-1] in text, field.code


def test_what_a_later_version_declares_stands_under_further_details(session: Session) -> None:
    recording.record(session, "equipment", JAM)
    shown = reading.show(session, FIRST)
    values = {**shown.values, "weather": "Rain all day"}
    later = WholeRecord(replace(shown, values=values), reading.history(session, FIRST))
    sheet = build(later, PRINTING)
    last = sheet.details[-1]
    assert (last.title, last.facts[0].value) == ("Further details", "Rain all day")


def test_amendments_stand_with_old_and_new(session: Session) -> None:
    recording.record(session, "equipment", {**JAM, "voters_waited": "unknown"})
    recording.amend(session, FIRST, {"voters_waited": 25, "place_spot": "Gym"}, "Counted")
    (amendment,) = _sheet(session).amendments
    assert (amendment.revision, amendment.reason) == ("Revision 2", "Counted")
    assert {(one.label, one.old, one.new) for one in amendment.changes} == {
        ("Voters who had to wait", "unknown", "25"),
        ("Room or spot", "not recorded", "Gym"),
    }


def test_signatures_that_hold_are_filled_in_and_the_others_wait_for_ink(session: Session) -> None:
    recording.record(session, "equipment", whole())
    signing.sign(session, FIRST, ActKind.TWO_PERSON, "Judge, first party")
    signing.sign(session, FIRST, ActKind.AUTHORITY)
    assert [(one.role, one.name, one.capacity) for one in _sheet(session).signatures] == [
        ("Recorded", "Dana Whitfield", "Election authority"),
        ("Reviewed", "", ""),
        ("First of two people", "Dana Whitfield", "Judge, first party"),
        ("Second of two people", "", ""),
        ("Election authority", "Dana Whitfield", "Election authority"),
    ]
    recording.amend(session, FIRST, {"place_spot": "Gym"}, "Added")
    assert [one.name for one in _sheet(session).signatures] == ["Dana Whitfield", "", "", "", ""]


def test_a_struck_and_a_restricted_record_say_so_above_all_else(session: Session) -> None:
    recording.record(session, "procedure", {**JAM, "restricted": True})
    recording.strike(session, FIRST, "Typed twice")
    sheet = _sheet(session)
    assert sheet.struck
    assert sheet.notices == (
        "Entered in error. Reason: Typed twice",
        "Restricted: only for the people named in the record, the reviewer and the state.",
    )


def test_a_duplicate_names_its_master(session: Session) -> None:
    recording.record(session, "equipment", JAM)
    related = [{"number": FIRST, "relation": "duplicate_of"}]
    second = recording.record(session, "equipment", {**JAM, "related": related}).number
    recording.set_status(session, second, "duplicate")
    assert _sheet(session, second).notices == (f"Duplicate of {FIRST}",)


def test_hidden_characters_of_a_message_are_shown(session: Session) -> None:
    values = {**JAM, "sender_name": "Help\u202eDesk"}
    recording.record(session, "message", values)
    assert "Help[U+202E]Desk" in repr(_sheet(session))


def test_a_sheet_is_saved_once_and_journaled(session: Session, tmp_path: Path) -> None:
    attached = attaching.attach_bytes(session, "tape.txt", b"tape")
    recording.record(session, "equipment", whole(), attachments=[attached])
    target = tmp_path / f"{FIRST}.pdf"
    prints.save(session, INCIDENT, FIRST, target)
    entry = session.vault.journal.entries()[-1]
    assert io.BytesIO(target.read_bytes()).read(5) == b"%PDF-"
    assert (entry.event, entry.params["number"]) == (Event.PRINTED, FIRST)
    with pytest.raises(EnvironmentFailure, match="drive-taken"):
        prints.save(session, INCIDENT, FIRST, target)


def test_the_same_moment_gives_the_same_sheet(session: Session) -> None:
    recording.record(session, "equipment", whole())
    assert prints.make(session, INCIDENT, FIRST) == prints.make(session, INCIDENT, FIRST)


def test_the_recovery_key_has_a_sheet_of_its_own(session: Session) -> None:
    made = prints.make(session, RECOVERY_KEY, "2GM9-MXNR-QEWL-L5AL-Y434-Z96M-E5NL-4FE2")
    assert made.pdf.startswith(b"%PDF-")
    assert made.event is None
