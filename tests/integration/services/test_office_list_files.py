"""Lists as CSV files: what is saved comes in again, and what is wrong stays out with its reason."""

from pathlib import Path

import pytest

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.office_lists import LISTS
from clerkapp.services import office_lists
from clerkapp.services.office_lists import writing
from clerkapp.services.office_lists.carrying import export_csv, import_csv, save_csv
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening, safekeeping
from clerkapp.wording import language
from tests.fakes.office import AUDITOR, RECORDER, STAFF, Office
from tests.integration.services.test_office_lists import SAMPLES

UNITS = (
    "serial,asset_tag,device_type,manufacturer,note\n"
    "NT3-004417,2231,scan-single,Northlight,\n"
    "NT3-004402,2216,Precinct scanner,Northlight,\n"
)


@pytest.fixture
def dana(office: Office) -> Session:
    return office.unlock()


@pytest.mark.parametrize("code", LISTS)
def test_what_is_saved_comes_in_again_elsewhere(office: Office, tmp_path: Path, code: str) -> None:
    dana = office.unlock()
    if code == "election":
        writing.add(dana, "site", SAMPLES["site"])
    sample = dict(SAMPLES[code], note="=HYPERLINK(“x”), “two”\tñ ' +")
    if code == "election":
        sample |= {"sites": "OAK", "federal": "yes", "opens": "07:00", "begins_audit": "2026-11-12"}
    writing.add(dana, code, sample)
    there = office_lists.entries(dana, code)
    data = export_csv(dana, code)
    assert import_csv(dana, code, data).doubles == 1
    other = Office(tmp_path / "other").unlock()
    if code == "election":
        writing.add(other, "site", SAMPLES["site"])
    assert import_csv(other, code, data).added == 1
    assert [one.values for one in office_lists.entries(other, code)] == [
        one.values for one in there
    ]


def test_right_lines_come_in_doubles_are_skipped_wrong_ones_stay_out(dana: Session) -> None:
    writing.add(dana, "unit", {"serial": "NT3-004450", "asset_tag": "2251"})
    data = (
        UNITS
        + "nt3 004402,,,,\n"  # says nothing else: a double
        + "NT3-004450,2251,,,\n"  # there already, the same
        + "NT3-004450,9999,,,\n"  # there already, another tag
        + "NT3-004402,1,,,\n"  # twice in the file, and not the same
        + ",77,,,\n"
        + "NT3-1,,robot,,\n"
        + "NT3-2,,,,,too,many\n"
        + "NT3-3\n"  # short: the rest is empty
        + "1.2E+11,,,,\n"
    )
    brought = import_csv(dana, "unit", data.encode())
    assert (brought.rows, brought.added, brought.changed, brought.doubles) == (11, 3, 0, 2)
    assert [(one.line, one.code, one.fields) for one in brought.refused] == [
        (6, "list-line-differs", ("asset_tag",)),
        (7, "list-line-twice", ("serial",)),
        (8, "needed-now", ("serial",)),
        (9, "choice-unknown", ("device_type",)),
        (10, "list-line-long", ()),
        (12, "list-number-mangled", ("serial",)),
    ]
    serials = [one.code for one in office_lists.entries(dana, "unit")]
    assert serials == ["NT3-004450", "NT3-004417", "NT3-004402", "NT3-3"]
    assert import_csv(dana, "unit", UNITS.encode()).doubles == 2
    assert safekeeping.check(dana).problems == ()


def test_a_dry_run_says_the_same_and_writes_nothing(dana: Session) -> None:
    head = dana.vault.journal.head()
    tried = import_csv(dana, "unit", UNITS.encode(), dry_run=True)
    assert dana.vault.journal.head() == head
    assert office_lists.entries(dana, "unit") == ()
    assert import_csv(dana, "unit", UNITS.encode()) == tried


def test_one_file_is_one_entry_of_the_journal(dana: Session) -> None:
    before = dana.vault.journal.head()
    import_csv(dana, "unit", UNITS.encode())
    (entry,) = dana.vault.journal.entries(after=before[0] if before else 0)
    assert entry.event is Event.LIST_CHANGED
    assert (entry.params["first"], entry.params["last"]) == (1, 2)


def test_with_update_a_line_changes_what_it_names_and_no_more(dana: Session) -> None:
    import_csv(dana, "unit", UNITS.encode())
    changes = "serial,software_version,device_type\nNT3-004417,4.2.1,\nNT3-004402,,\n"
    brought = import_csv(dana, "unit", changes.encode(), update=True)
    assert (brought.changed, brought.doubles, brought.refused) == (1, 1, ())
    first, second = office_lists.entries(dana, "unit")
    assert first.values["software_version"] == "4.2.1"
    assert first.values["device_type"] == "scan-single"
    assert "software_version" not in second.values


def test_a_file_undoes_no_seal_and_opens_nothing(dana: Session) -> None:
    sealed = writing.add(dana, "unit", {"serial": "NT3-1", "state": "sealed"})
    closed = writing.add(dana, "unit", {"serial": "NT3-2"})
    writing.close(dana, "unit", closed.id)
    data = b"serial,state,note\nNT3-1,in_use,\nNT3-2,in_use,Found again\n"
    brought = import_csv(dana, "unit", data, update=True)
    assert [one.code for one in brought.refused] == ["entry-second", "entry-there-closed"]
    assert dana.vault.office_lists.entry(sealed.id).values["state"] == "sealed"


def test_headings_may_be_labels_in_either_language_and_others_are_left_out(dana: Session) -> None:
    data = "Serial Number;KIND OF UNIT;Price;;State\nNT3-1;precinct  scanner;100;;Test owed\n"
    brought = import_csv(dana, "unit", data.encode())
    assert (brought.added, brought.ignored) == (1, ("Price",))
    (unit,) = office_lists.entries(dana, "unit")
    assert unit.values == {"serial": "NT3-1", "device_type": "scan-single", "state": "test_owed"}
    language.use("es")
    try:
        assert import_csv(dana, "unit", data.encode()).doubles == 1
    finally:
        language.use("en")


def test_a_file_without_the_column_that_names_entries_is_refused_whole(dana: Session) -> None:
    with pytest.raises(Refused, match="list-file-key") as refused:
        import_csv(dana, "unit", b"asset_tag,model\n1,NT-300\n")
    assert refused.value.params["column"] == "Serial number"


@pytest.mark.parametrize("data", [b"serial\nN\xf1", b"", b'serial\n"open', b"serial,Serial\n"])
def test_a_file_that_cannot_be_read_brings_nothing(dana: Session, data: bytes) -> None:
    with pytest.raises(Refused, match="table-file"):
        import_csv(dana, "unit", data)


def test_no_saved_cell_is_a_formula(dana: Session, tmp_path: Path) -> None:
    writing.add(dana, "unit", {"serial": "-1", "asset_tag": "@SUM(1)", "note": "=1+1"})
    save_csv(dana, "unit", tmp_path / "units.csv")
    last = (tmp_path / "units.csv").read_text("utf-8-sig").splitlines()[1]
    assert last == "'-1,'@SUM(1),,,,,,,,in_use,'=1+1"


def test_saving_is_journaled_first_and_replaces_nothing(dana: Session, tmp_path: Path) -> None:
    writing.add(dana, "site", SAMPLES["site"])
    save_csv(dana, "site", tmp_path / "sites.csv")
    entry = dana.vault.journal.latest(1)[0]
    assert (entry.event, entry.params) == (Event.LIST_SAVED, {"list": "site", "count": 1})
    with pytest.raises(EnvironmentFailure, match="drive-taken"):
        save_csv(dana, "site", tmp_path / "sites.csv")
    with pytest.raises(EnvironmentFailure):
        save_csv(dana, "site", tmp_path / "nowhere" / "sites.csv")
    assert dana.vault.journal.latest(1)[0].event is Event.FAILED


def test_who_may_save_and_bring_in(office: Office) -> None:
    office.add_everybody()
    for name, saves in ((RECORDER, False), (AUDITOR, True), (STAFF, True)):
        session = office.unlock(name)
        if saves:
            assert export_csv(session, "contact").startswith(b"\xef\xbb\xbfname,")
        else:
            with pytest.raises(Refused, match="not-permitted"):
                export_csv(session, "contact")
        with pytest.raises(Refused, match="not-permitted"):
            import_csv(session, "site", b"code,name\nOAK,Oak Hall\n")
        opening.lock(session)


def test_ten_thousand_lines_come_in_at_once(dana: Session) -> None:
    rows = "".join(f"NT3-{n:06},{n},scan-single,Northlight,\n" for n in range(10_000))
    data = (UNITS.splitlines()[0] + "\n" + rows).encode()
    assert import_csv(dana, "unit", data).added == 10_000
    assert import_csv(dana, "unit", data).doubles == 10_000
    assert len(office_lists.entries(dana, "unit")) == 10_000
    assert safekeeping.check(dana).problems == ()
