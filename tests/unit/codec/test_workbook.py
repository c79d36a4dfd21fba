"""Workbooks are read as text, and what is hostile is refused in words before it costs anything."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.codec import csv_table, workbook
from clerkapp.domain.errors import Refused
from tests.fakes.workbooks import row, sheet, text
from tests.fakes.workbooks import workbook as made

PLAIN = made(sheet(row(1, text("A1", "When"), text("B1", "What")) + row(2, text("A2", "x"))))


def test_days_times_numbers_and_words_come_out_as_text() -> None:
    cells = (
        '<c r="A2" s="1"><v>45601.295138888890</v></c><c r="B2" s="2"><v>45601</v></c>'
        '<c r="C2" s="3"><v>0.5</v></c><c r="D2" s="4"><v>45601.25</v></c><c r="E2" s="5"><v>12</v></c>'
        '<c r="F2"><v>24031</v></c><c r="G2"><f>1+1</f><v>2.5</v></c><c r="H2" t="b"><v>1</v></c>'
        '<c r="I2" t="e"><v>#REF!</v></c><c r="J2" t="s"><v>1</v></c><c r="K2" t="str"><v>sum</v></c>'
    )
    strings = "<sst><si><t>no</t></si><si><r><t>two </t></r><r><t>runs</t></r><rPh><t>x</t></rPh></si></sst>"
    heading = row(1, *(text(f"{letter}1", letter) for letter in "ABCDEFGHIJK"))
    found = workbook.decode(made(sheet(heading + row(2, cells)), {"xl/sharedStrings.xml": strings}))
    assert found.lines[0].cells == (
        *("2024-11-05 07:05", "2024-11-05", "12:00", "2024-11-05 06:00"),
        *("12", "24031", "2.5", "yes", "#REF!", "two runs", "sum"),
    )


def test_a_merged_field_says_its_value_in_each_of_its_rows() -> None:
    rows = row(1, text("A1", "Day"), text("B1", "What")) + row(
        2, text("A2", "Nov 5 2024"), text("B2", "one")
    )
    merged = '<mergeCells><mergeCell ref="A2:A1048576"/></mergeCells>'
    found = workbook.decode(made(sheet(rows + row(4, text("B4", "two")), merged)))
    assert [(one.line, one.cells) for one in found.lines] == [
        (2, ("Nov 5 2024", "one")),
        (4, ("Nov 5 2024", "two")),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (made(sheet(row(1, text("A1", "x"), text("XFD1", "y")))), "log-large"),
        (made(sheet(row(1, text("A1", "x")) + row(1048576, text("A1048576", "y")))), "log-large"),
        (made(sheet("".join(row(n, text(f"A{n}", "x")) for n in range(1, 60_003)))), "log-large"),
        (made(sheet(row(1, text("A99999999999999", "x")))), "workbook-form"),
        (made(sheet(row(1, text("a1!", "x")))), "workbook-form"),
        (made("<!DOCTYPE x [<!ENTITY a 'b'>]>" + sheet("")), "workbook-form"),
        (made("<worksheet><sheetData>"), "workbook-form"),
        (made(sheet('<row><c t="s"><v>9</v></c></row>')), "workbook-form"),
        (made(sheet(""), {"xl/workbook.xml": "<workbook/>"}), "table-file-empty"),
        (made(sheet("")), "table-file-empty"),
        (PLAIN[:200], "workbook-form"),
        (b"PK\x03\x04" + bytes(100), "workbook-form"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "workbook-locked"),
    ],
)  # fmt: skip
def test_what_is_hostile_or_broken_is_refused_in_words(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        workbook.decode(data)
    assert caught.value.code == code


def test_a_file_that_unfolds_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_BUDGET", 2_000_000)
    bomb = made(sheet(row(1, text("A1", "0" * 3_000_000))))
    assert len(bomb) < 20_000
    with pytest.raises(Refused, match="log-large"):
        workbook.decode(bomb)


def test_ten_million_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_CELLS", 1_000)
    rows = "".join(
        row(n, *(text("", "x").replace(' r=""', "") for _ in range(20))) for n in range(1, 90)
    )
    with pytest.raises(Refused, match="log-large"):
        workbook.decode(made(sheet(rows)))


@given(st.integers(0, len(PLAIN) - 1), st.binary(min_size=1, max_size=8))
def test_whatever_is_changed_in_it_it_is_read_or_refused(at: int, new: bytes) -> None:
    with suppress(Refused):
        workbook.decode(PLAIN[:at] + new + PLAIN[at + len(new) :])


@given(st.text(alphabet="<>/cvrtsA1=\" '&;#x0", max_size=200))
def test_whatever_stands_in_the_sheet_it_is_read_or_refused(content: str) -> None:
    with suppress(Refused):
        workbook.decode(made(sheet(content)))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    with suppress(Refused):
        csv_table.decode(data, western=True)


def test_letters_of_old_spreadsheets_are_read_where_that_is_asked_for() -> None:
    data = "Ort;Qué\r\nPeñasco;“x”\r\n".encode("cp1252")
    assert csv_table.decode(data, western=True).lines[0].cells == ("Peñasco", "“x”")
    with pytest.raises(Refused, match="table-file-encoding"):
        csv_table.decode(data)
