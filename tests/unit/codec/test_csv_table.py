"""CSV files: every text comes back as it was, nothing runs in a spreadsheet, nothing is guessed."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.codec import csv_table
from clerkapp.domain.errors import Refused

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=12)
ROWS = st.lists(
    st.lists(CELLS, min_size=2, max_size=2).filter(lambda row: any(map(str.strip, row))), max_size=5
)


@given(ROWS)
def test_what_is_written_reads_back(rows: list[list[str]]) -> None:
    table = csv_table.decode(csv_table.encode(["a", "b"], rows))
    assert [list(line.cells) for line in table.lines] == rows


@pytest.mark.parametrize(
    "text", ["=1+1", "+1 555 0100", "-2", "@SUM(A1)", "\t=1", "＝1", "'=1", "''+1"]
)
def test_no_cell_is_a_formula_and_each_comes_back(text: str) -> None:
    data = csv_table.encode(["a"], [[text]])
    (_, (shown,)) = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert shown == f"'{text}"
    assert csv_table.decode(data).lines[0].cells == (text,)


@pytest.mark.parametrize("text", ["'tis", "O'Neill", "Oak Hall", "'", "1+1", "''"])
def test_an_apostrophe_that_is_meant_stays(text: str) -> None:
    data = csv_table.encode(["a"], [[text]])
    assert data.decode("utf-8-sig") == f"a\r\n{text}\r\n"
    assert csv_table.decode(data).lines[0].cells == (text,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_what_spreadsheets_save_is_read(encoding: str, separator: str, ending: str) -> None:
    text = ending.join(
        [f"code{separator}name", "", f"OAK{separator}Café Óscar", f"{separator}", ""]
    )
    table = csv_table.decode(text.encode(encoding))
    assert table.heading == ("code", "name")
    assert [(one.line, one.cells) for one in table.lines] == [(3, ("OAK", "Café Óscar"))]


def test_a_line_break_in_a_cell_keeps_the_count_of_lines() -> None:
    table = csv_table.decode(b'code,note\nOAK,"two\nlines"\nMILL,x\n')
    assert [(one.line, one.cells[0]) for one in table.lines] == [(3, "OAK"), (4, "MILL")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("code,name\nÓAK,Café".encode("cp1252"), "table-file-encoding"),
        ("code,name\nOAK,Oak Hall".encode("utf-16-le"), "table-file-form"),
        (b"\xff\xfeodd", "table-file-encoding"),
        (b"", "table-file-empty"),
        (b"\xef\xbb\xbf\r\n ,, \r\n", "table-file-empty"),
        (b"code,Name,name\n", "table-file-twice"),
        (b'code,name\nOAK,"never closed\n', "table-file-form"),
        (b'code,name\nOAK,"closed"too early\n', "table-file-form"),
        (b"PK\x03\x04\x14\xff\xfe", "table-file-form"),
        (b"code\n" + b"x" * (1024 * 1024 + 1), "table-file-form"),
    ],
)
def test_what_cannot_be_read_for_sure_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        csv_table.decode(data)
    assert refused.value.code == code


def test_reading_leaves_the_limit_of_others_alone() -> None:
    before = csv.field_size_limit()
    csv_table.decode(b"a,b\nc,d\n")
    assert csv.field_size_limit() == before
