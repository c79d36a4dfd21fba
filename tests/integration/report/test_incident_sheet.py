"""The incident sheet: the order of its parts, and that nothing in it is ever cut."""

from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

import pytest
import segno

from clerkapp.report.incident.sheet import (
    Amendment,
    AttachedFile,
    Change,
    IncidentSheet,
    Severity,
    qr_text,
)
from clerkapp.report.parts import Column, Fact, Row, Signature, Table
from clerkapp.report.sheet import sheet_pdf
from tests.integration.report import pdf_tools
from tests.integration.report.sample import AT, FILE, IDENTITY, JAM

pytestmark = pytest.mark.foreign

UNBROKEN = "X9" * 40
STORY = "\n".join(" ".join(f"word{line}x{place}" for place in range(100)) for line in range(20))
LEFT, RIGHT, TOP, BOTTOM = 0.85 * 72, 7.8 * 72, 0.25 * 72, 10.75 * 72

HEAVY = replace(
    JAM,
    authority="Consolidated City and County Board of Election Commissioners of Larkspur",
    one_line=f"The scanner said {UNBROKEN} and stopped",
    narrative=f"{STORY} {UNBROKEN}",
    notices=(f"Two versions of this record exist; nobody has chosen yet. {UNBROKEN}",),
    circumstances=(
        *JAM.circumstances,
        Fact("A label that is a good deal longer than labels are", UNBROKEN),
        Fact("Typed letter by letter", UNBROKEN, mono=True),
    ),
    tables=(
        Table(
            "Seals",
            JAM.tables[0].columns,
            tuple(
                Row((f"Spot{n}", f"00833{n:02}", f"00834{n:02}", UNBROKEN if n == 5 else "Whole", f"R. Amani{n}"))
                for n in range(12)
            ),
        ),
        Table(
            "Counters",
            tuple(Column(UNBROKEN if n == 3 else f"Column{n}", mono=n % 2 == 0) for n in range(9)),
            tuple(
                Row(tuple(UNBROKEN if (n + row) % 4 == 0 else f"cell{n}r{row}" for n in range(9)))
                for row in range(5)
            ),
        ),
    ),
    actions=Table(
        "Actions taken",
        (Column("Time"), Column("Who"), Column("What")),
        tuple(
            Row(
                (f"Nov 3, {n % 12 + 1}:44 a.m.", f"Judges of place {n}", f"act{n} " + f"step{n} " * 3 * n + UNBROKEN * (n % 7 == 0)),
                struck=n % 9 == 4,
            )
            for n in range(30)
        ),
    ),
    attachments=tuple(AttachedFile(f"{n}-{UNBROKEN}.jpg", "Photograph", "1.2 MB", FILE) for n in range(5)),
    amendments=(
        Amendment("Revision 2", "Nov 4", f"Dana {UNBROKEN}", f"Because {UNBROKEN}", (Change(UNBROKEN, "before", UNBROKEN), Change("What was seen", STORY, "shorter"))),
        Amendment("Revision 3", "Nov 5", "Dana Whitfield", "Spelling", (Change("Place", "Oak Hal", "Oak Hall"),)),
    ),
    signatures=(*JAM.signatures, Signature(UNBROKEN, UNBROKEN, UNBROKEN, UNBROKEN, UNBROKEN)),
    legend=(("N", "Names of people"), ("S", f"Security {UNBROKEN}")),
)  # fmt: skip


def _printed(folder: Path, sheet: IncidentSheet) -> Path:
    path = folder / "sheet.pdf"
    path.write_bytes(sheet_pdf(sheet, at=AT))
    return path


@pytest.fixture(scope="module")
def jam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _printed(tmp_path_factory.mktemp("jam"), JAM)


@pytest.fixture(scope="module")
def heavy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _printed(tmp_path_factory.mktemp("heavy"), HEAVY)


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for member in value for text in _strings(member)]
    return []


@pytest.mark.parametrize("sheet", [JAM, HEAVY], ids=["jam", "heavy"])
def test_every_string_of_the_sheet_is_printed_whole(tmp_path: Path, sheet: IncidentSheet) -> None:
    printed = pdf_tools.squeezed(pdf_tools.text(_printed(tmp_path, sheet)))
    strings = [text for text in _strings(astuple(sheet)) if pdf_tools.squeezed(text) not in printed]
    # A text that runs over a page break has the page's foot and head between its parts.
    words = {word for text in strings for word in text.split()}
    assert {word for word in words if word not in printed} == set()


def test_unbroken_strings_are_printed_to_their_last_letter(heavy: Path) -> None:
    text = pdf_tools.squeezed(pdf_tools.text(heavy))
    # Repeated table heads print their string again on each page, so there may be more.
    wanted = sum(string.count(UNBROKEN) for string in _strings(astuple(HEAVY)))
    assert text.count(UNBROKEN) >= wanted


def test_everything_stays_inside_the_margins(heavy: Path) -> None:
    outside = [
        word
        for word in pdf_tools.words(heavy)
        if word.left < LEFT - 1 or word.right > RIGHT + 1 or word.top < TOP or word.bottom > BOTTOM
    ]
    assert outside == []


def test_no_words_lie_on_each_other(heavy: Path) -> None:
    by_row = sorted(pdf_tools.words(heavy), key=lambda word: (word.page, word.top))
    clashes = [
        (one.text, other.text)
        for index, one in enumerate(by_row)
        for other in by_row[index + 1 : index + 120]
        if one.covers(other)
    ]
    assert clashes == []


def test_the_parts_come_in_the_settled_order(jam: Path) -> None:
    text = " ".join(pdf_tools.text(jam).split())
    parts = [
        "Larkspur County Incident record",
        "LARK-2026-P3-0004",
        "Revision 2",
        "Precinct scanner at Oak Hall jammed",
        "Resolved",
        "Severity",
        "Some voters waited",
        "When, where, who noticed",
        "What was seen, in order",
        "Effect",
        "The unit",
        "Seals",
        "Actions taken",
        "Who was told",
        "Resolution",
        "So that it does not happen again",
        "Attachments",
        "Amendments",
        "Signatures",
        "Proof of this revision",
    ]
    after = 0
    for part in parts:
        assert part in text[after:], part
        after = text.index(part, after)


def test_an_ordinary_record_takes_at_most_three_pages(jam: Path) -> None:
    assert int(pdf_tools.info(jam)["Pages"]) <= 3


def test_a_short_record_takes_at_most_two_pages(tmp_path: Path) -> None:
    short = replace(JAM, tables=(), details=(), steps=None, amendments=(), attachments=())
    assert int(pdf_tools.info(_printed(tmp_path, short))["Pages"]) <= 2


def test_each_page_says_which_record_it_belongs_to(heavy: Path) -> None:
    pages = int(pdf_tools.info(heavy)["Pages"])
    assert pages > 5
    for page in range(1, pages + 1):
        text = pdf_tools.text(heavy, page=page)
        assert f"Page {page} of {pages}" in text
        assert "LARK-2026-P3-0004" in text
        assert "Revision 2" in text
        assert "Full copy" in text
        assert "TLP:AMBER" in text
        assert IDENTITY[:16] in text
        assert "Contains no ballot choices." in text
        assert "Printed Nov 23, 2026, 6:40 p.m. CST by Dana Whitfield" in text


def test_a_table_repeats_its_head_on_the_next_page(heavy: Path) -> None:
    pages = {page: text.split() for page, text in enumerate(pdf_tools.text(heavy).split("\f"), 1)}
    reached = [page for page, words in pages.items() if any(f"act{n}" in words for n in range(30))]
    assert len(reached) > 1
    assert all("Who" in pages[page] for page in reached)


def test_a_seal_number_is_never_broken(heavy: Path) -> None:
    seen = {word.text for word in pdf_tools.words(heavy)}
    assert {f"00833{n:02}" for n in range(12)} <= seen


def test_struck_lines_are_readable_and_say_so_in_words(jam: Path) -> None:
    text = pdf_tools.text(jam)
    assert "Called the hotline twice." in text
    assert text.count("(struck through)") == 1


def test_a_struck_record_stays_readable_under_its_notice(tmp_path: Path) -> None:
    struck = replace(JAM, struck=True, notices=("Entered in error: the wrong place was chosen.",))
    text = pdf_tools.squeezed(pdf_tools.text(_printed(tmp_path, struck)))
    assert pdf_tools.squeezed(struck.one_line) in text
    assert pdf_tools.squeezed(struck.notices[0]) in text


def test_an_amendment_shows_the_old_value_the_new_one_and_the_reason(jam: Path) -> None:
    text = pdf_tools.text(jam)
    part = text[text.index("Amendments") : text.index("Signatures")]
    assert "Revision 2 · Nov 4, 9:15 a.m. CST · Dana Whitfield" in part
    assert "Reason: Count of the evening scan added" in part
    assert part.index("about 40") < part.rindex("41")


def test_what_is_empty_says_so(tmp_path: Path) -> None:
    empty = replace(
        JAM,
        narrative=" \n",
        effect=(),
        actions=None,
        told=Table("Who was told", (Column("When"),), ()),
        resolution=(),
        attachments=(),
        amendments=(),
        severity=Severity("Not rated", None, "Nobody has looked yet."),
    )
    text = pdf_tools.text(_printed(tmp_path, empty))
    assert text.count("Not recorded.") == 3
    for sentence in (
        "No action is recorded.",
        "Nobody is recorded as told.",
        "No file is attached.",
        "None. This is the first revision.",
        "Not rated",
    ):
        assert sentence in text


def test_signatures_on_screen_are_told_from_lines_for_ink(jam: Path) -> None:
    text = pdf_tools.text(jam)
    assert text.count("Signed on screen") == 1
    for role in ("Recorded", "Reviewed", "First of two people", "Election authority"):
        assert role in text


def test_the_full_fingerprints_stand_in_the_sheet(jam: Path) -> None:
    text = pdf_tools.squeezed(pdf_tools.text(jam))
    assert IDENTITY in text
    assert FILE in text


def test_the_qr_code_holds_number_revision_and_fingerprint(jam: Path) -> None:
    said = qr_text(JAM.number, JAM.revision, JAM.identity)
    assert said == f"LARK-2026-P3-0004/2/{IDENTITY}"
    expected = [[bool(dark) for dark in row] for row in segno.make_qr(said, error="m").matrix]
    assert _drawn_modules(jam, len(expected)) == expected
    assert "QR code with the record's number, revision and fingerprint" in pdf_tools.objects(jam)


def _drawn_modules(path: Path, across: int) -> list[list[bool]]:
    """The square of modules printed beside the last heading, read from the page's picture."""
    heading = [word for word in pdf_tools.words(path) if word.text == "Proof"][-1]
    scale = 300 / 72
    beside = LEFT + (1.06 * 72) + 12
    left, right = int(beside * scale), int((beside + 0.72 * 72) * scale)
    top = int((heading.top + 2) * scale)
    page = pdf_tools.grey(path, page=heading.page, dots_per_inch=300)
    area = [row[left:right] for row in page[top : top + 216 + 40]]
    rows = [index for index, row in enumerate(area) if min(row) < 128]
    columns = [index for index, column in enumerate(zip(*area, strict=True)) if min(column) < 128]
    high, wide = (rows[-1] + 1 - rows[0]) / across, (columns[-1] + 1 - columns[0]) / across
    return [
        [
            area[int(rows[0] + (row + 0.5) * high)][int(columns[0] + (column + 0.5) * wide)] < 128
            for column in range(across)
        ]
        for row in range(across)
    ]
