"""An old log is tried, comes in whole lines, once, and says that it was transcribed."""

from pathlib import Path
from typing import Any

import pytest

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.old_log import mapping
from clerkapp.domain.people.roles import Role
from clerkapp.domain.records.lists import Query
from clerkapp.domain.records.revision import TRANSCRIBED
from clerkapp.gui.parts import signature_words
from clerkapp.report.incident import build
from clerkapp.services.importing import old_log
from clerkapp.services.importing.old_log import Incoming, LogFile, Tried
from clerkapp.services.office_lists import writing
from clerkapp.services.records import reading, recording
from clerkapp.services.session import Session
from clerkapp.services.vaults import safekeeping
from clerkapp.services.vaults.own import vault_of
from tests.fakes.office import RECORDER, STAFF, Office, join
from tests.fakes.workbooks import row, sheet, text, workbook

HEADING = "Date/Time,What happened,Polling Place,Log #,Initials\n"
MAP: dict[str, Any] = {
    "source": "Old log 2024",
    "kind": "procedure",
    "columns": {
        "Date/Time": "occurred",
        "What happened": "one_line",
        "Polling Place": "place",
        "Log #": "old_number",
        "Initials": None,
    },
}
LINES = (
    '11/5/24 7:05,"Seal log found unsigned, cord loose",Mill Road School,24-031,RL\n'
    "11/13/24 7:30 PM,Key box open,Oak Hall,24-032,RL\n"
    "around noonish,Bag without tag,Oak Hall,24-033,RL\n"
    "11/5/24 9:00,A clerk wrote 123-45-6789 down,Oak Hall,24-034,RL\n"
    "11/5/24 9:10,Long line,Oak Hall,24-035,RL\n"
    "11/5/24 9:10,Long line,Oak Hall,,RL\n"
)


@pytest.fixture
def dana(office: Office) -> Session:
    return office.unlock()


def read(session: Session, folder: Path, data: str | bytes, name: str = "log.csv") -> LogFile:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return old_log.read_file(session, path)


def tried(session: Session, file: LogFile, **more: Any) -> Tried:
    both = more.pop("both", frozenset())
    mended = more.pop("mended", None)
    chosen = mapping.of_value({**MAP, **more})
    return old_log.tried(session, file, chosen, both=both, mended=mended)


def test_trying_says_what_would_come_of_each_line_and_writes_nothing(
    dana: Session, tmp_path: Path
) -> None:
    before = dana.vault.journal.head()
    found = tried(dana, read(dana, tmp_path, HEADING + LINES))
    assert [one.line for one in found.ready] == [2, 3, 6]
    assert [(one.line, one.code, one.fields) for one in found.refused] == [
        (4, "log-time-form", ("occurred",)),
        (5, "guard", ("one_line",)),
    ]
    assert [(one.line, one.twin) for one in found.twins] == [(7, 6)]
    assert (dana.vault.journal.head(), reading.totals(dana)) == (before, {})


def test_what_comes_in_keeps_its_number_and_times_and_is_signed_as_transcribed(
    dana: Session, tmp_path: Path
) -> None:
    file = read(dana, tmp_path, HEADING + LINES)
    brought = old_log.bring_in(dana, file, tried(dana, file).ready)
    assert len(brought.numbers) == 3
    shown = reading.show(dana, brought.numbers[0])
    assert shown.stored["old_number"] == "24-031"
    assert shown.stored["old_source"] == "Old log 2024"
    assert shown.stored["occurred"] == shown.stored["noticed"]
    assert shown.stored["occurred"] == {"at": "2024-11-05T07:05:00-06:00", "precision": "exact"}
    assert shown.recorded.startswith("2026-")
    assert shown.stored["election"] is None
    assert shown.stored["phase"] == "unsure"
    assert (shown.row.status, shown.row.severity) == ("recorded", "not_rated")
    assert [one.capacity for one in shown.signatures] == [TRANSCRIBED]
    assert shown.row.transcribed
    page = reading.list_records(dana, Query(text="24-031"))
    assert [one.number for one in page.rows] == [brought.numbers[0]]
    entry = [one for one in dana.vault.journal.entries() if one.event is Event.LOG_BROUGHT_IN]
    assert [(one.params["count"], one.params["sha256"]) for one in entry] == [(3, file.sha256)]
    assert safekeeping.check(dana).problems == ()


def test_page_and_print_say_who_transcribed(dana: Session, tmp_path: Path) -> None:
    file = read(dana, tmp_path, HEADING + LINES)
    [number, *_] = old_log.bring_in(dana, file, tried(dana, file).ready).numbers
    shown = reading.show(dana, number)
    [signature] = shown.signatures
    assert signature_words.signed_as(signature).startswith("Transcribed by")
    assert next(iter(build._signatures(shown, None))).role == "Transcribed by"
    [item] = reading.timeline(dana, number)
    assert item.params == {"source": "Old log 2024"}


def test_a_second_run_finds_nothing_new_whatever_the_file_is_called(
    dana: Session, tmp_path: Path
) -> None:
    file = read(dana, tmp_path, HEADING + LINES)
    old_log.bring_in(dana, file, tried(dana, file).ready)
    again = tried(dana, file)
    assert (again.ready, again.doubles, len(again.refused), again.twins) == ((), 4, 2, ())
    other = tried(dana, file, source="another name")
    assert (other.ready, other.doubles) == ((), 4)


def test_a_line_of_the_same_log_with_another_number_is_another_entry(
    dana: Session, tmp_path: Path
) -> None:
    """Two jams a day at one place, in a log that keeps days only."""
    data = (
        HEADING + "11/13/24,Jam,Oak Hall,1,\n11/13/24,Jam,Oak Hall,2,\n11/13/24,Jam!,Oak Hall,2,\n"
    )
    found = tried(dana, read(dana, tmp_path, data))
    assert [one.line for one in found.ready] == [2, 3]
    assert [(one.line, one.code, one.twin) for one in found.twins] == [(4, "log-line-twice", 3)]


def test_a_struck_record_is_there_already(dana: Session, tmp_path: Path) -> None:
    file = read(dana, tmp_path, HEADING + LINES)
    [number, *_] = old_log.bring_in(dana, file, tried(dana, file).ready).numbers
    recording.strike(dana, number, "Wrong year")
    assert tried(dana, file).doubles == 4


def test_a_person_mends_a_line_here_and_keeps_both(dana: Session, tmp_path: Path) -> None:
    file = read(dana, tmp_path, HEADING + LINES)
    mended = {
        4: {"Date/Time": "11/5/24 noon"},
        5: {"What happened": "A clerk wrote a number down"},
    }
    found = tried(dana, file, mended=mended, both=frozenset({7}))
    assert [one.line for one in found.ready] == [2, 3, 4, 5, 6, 7]
    assert found.waiting == ()


def test_a_failure_halfway_leaves_whole_records_and_the_next_run_goes_on(
    dana: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = HEADING + "".join(f"11/13/24 7:{n:02},Line {n},Oak Hall,{n},\n" for n in range(60))
    file = read(dana, tmp_path, data)
    ready = tried(dana, file).ready
    written = recording.record
    left = [40]

    def failing(*args: Any, **kwargs: Any) -> recording.Recorded:
        left[0] -= 1
        if left[0] < 0:
            raise EnvironmentFailure("vault-disk-full")
        return written(*args, **kwargs)

    monkeypatch.setattr(recording, "record", failing)
    with pytest.raises(EnvironmentFailure):
        old_log.bring_in(dana, file, ready)
    monkeypatch.setattr(recording, "record", written)
    assert reading.totals(dana)["records"] == old_log.BATCH
    rest = tried(dana, file)
    assert (rest.doubles, len(rest.ready)) == (old_log.BATCH, 60 - old_log.BATCH)
    old_log.bring_in(dana, file, rest.ready)
    assert reading.totals(dana)["records"] == 60
    assert safekeeping.check(dana).problems == ()


def test_stopping_leaves_whole_records_and_the_journal_tells(dana: Session, tmp_path: Path) -> None:
    data = HEADING + "".join(f"11/13/24 7:{n:02},Line {n},Oak Hall,{n},\n" for n in range(60))
    file = read(dana, tmp_path, data)
    incoming = Incoming(dana, file, tried(dana, file).ready)
    incoming.step(dana)
    brought = incoming.end(dana)
    assert (len(brought.numbers), brought.stopped) == (old_log.BATCH, True)
    last = list(dana.vault.journal.entries())[-1]
    assert (last.event, last.params["count"]) == (Event.LOG_BROUGHT_IN, old_log.BATCH)


def test_the_calendar_of_the_office_says_which_election_it_was(
    dana: Session, tmp_path: Path
) -> None:
    writing.add(
        dana,
        "election",
        {"code": "LK-2024-11-05", "name": "General", "day": "2024-11-05", "opens": "06:00", "closes": "20:00"},
    )  # fmt: skip
    data = (
        HEADING + "11/5/24 7:05,Jam,Oak Hall,1,\n11/5/24,Day,Oak Hall,2,\n6/30/22 7:05,Old,Oak,3,\n"
    )
    ready = tried(dana, read(dana, tmp_path, data)).ready
    assert [(one.typed["election"], one.typed["phase"]) for one in ready] == [
        ("LK-2024-11-05", "open"),
        ("LK-2024-11-05", "unsure"),
        (None, "unsure"),
    ]


def test_workbooks_come_in_like_csv_files(dana: Session, tmp_path: Path) -> None:
    cells = row(
        2,
        '<c r="A2" s="1"><v>45601.295138888890</v></c>',
        text("B2", "Jam"),
        text("C2", "Oak Hall"),
    )
    heading = row(
        1, text("A1", "Date/Time"), text("B1", "What happened"), text("C1", "Polling Place")
    )
    file = read(dana, tmp_path, workbook(sheet(heading + cells)), "log.xlsx")
    columns = {"Date/Time": "occurred", "What happened": "one_line", "Polling Place": "place"}
    [one] = tried(dana, file, columns=columns).ready
    assert one.typed["occurred"] == {"at": "2024-11-05T07:05:00-06:00", "precision": "exact"}


def test_the_columns_are_remembered_for_the_next_file_of_this_heading(
    dana: Session, tmp_path: Path
) -> None:
    file = read(dana, tmp_path, HEADING + LINES, "incident-log-2024.csv")
    first = old_log.suggested(dana, file)
    assert first.source == "incident-log-2024"
    assert first.columns == mapping.of_value(MAP).columns
    old_log.keep_columns(dana, file, mapping.of_value(MAP))
    again = read(dana, tmp_path, HEADING.upper() + LINES, "other.csv")
    assert old_log.suggested(dana, again) == mapping.of_value(MAP) or again.heading != file.heading
    assert old_log.suggested(dana, file) == mapping.of_value(MAP)


def test_who_may_not_add_to_any_record_brings_no_log_in(office: Office, tmp_path: Path) -> None:
    office.add(RECORDER, Role.RECORDER)
    with pytest.raises(Refused, match="not-permitted"):
        read(office.unlock(RECORDER), tmp_path, HEADING + LINES)


@pytest.mark.parametrize(
    ("data", "code"),
    [(HEADING, "log-empty"), ("", "table-file-empty"), ("a,a\n1,2\n", "table-file-twice")],
)
def test_a_file_that_is_no_log_is_refused(
    dana: Session, tmp_path: Path, data: str, code: str
) -> None:
    with pytest.raises(Refused) as caught:
        read(dana, tmp_path, data)
    assert caught.value.code == code


def test_a_column_that_the_file_does_not_have_is_named(dana: Session, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        tried(dana, read(dana, tmp_path, HEADING + LINES), columns={"When": "occurred"})
    assert (caught.value.code, caught.value.params["column"]) == ("log-map-column", "When")


def test_the_lines_that_wait_are_a_file_with_their_reasons(dana: Session, tmp_path: Path) -> None:
    file = read(dana, tmp_path, HEADING + LINES)
    waiting = tried(dana, file).waiting
    data = old_log.refused_file(file, [(one, f"why {one.code}") for one in waiting], "Reason")
    again = read(dana, tmp_path, data, "rest.csv")
    assert again.heading == ("#", "Reason", *file.heading)
    assert [one.cells["#"] for one in again.rows] == ["4", "5", "7"]
    assert again.rows[0].cells["Reason"] == "why log-time-form"


def test_no_line_is_a_double_of_what_somebody_may_not_see(office: Office, tmp_path: Path) -> None:
    session = office.unlock()
    join(session, STAFF, Role.STAFF)
    file = read(session, tmp_path, HEADING + LINES)
    old_log.bring_in(session, file, tried(session, file).ready)
    number = "LARK-2026-W1-0001"
    recording.amend(session, number, {"restricted": True}, "It is about somebody here.")
    assert tried(session, file).doubles == 4
    session.vault.close()
    other = office.unlock(STAFF)
    found = tried(other, file)
    assert (found.doubles, [one.line for one in found.ready]) == (3, [2])
    other.vault.close()


def test_the_vault_gives_what_records_say_of_some_fields(dana: Session, tmp_path: Path) -> None:
    file = read(dana, tmp_path, HEADING + LINES)
    old_log.bring_in(dana, file, tried(dana, file).ready)
    found = {
        values["old_number"] for _kind, values in vault_of(dana).queries.answers(["old_number"])
    }
    assert found == {"24-031", "24-032", "24-035"}
