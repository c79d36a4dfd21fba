"""The PDF route: standards, sameness, and data that stays text."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from clerkapp.domain.errors import Refused
from clerkapp.report import render
from clerkapp.report.coverage import characters
from clerkapp.report.incident.sheet import Amendment, AttachedFile, Change, Severity
from clerkapp.report.parts import Column, Fact, Row, Signature, Table
from clerkapp.report.sheet import sheet_pdf
from clerkapp.wording.language import use
from tests.integration.report import pdf_tools
from tests.integration.report.sample import AT, FILE, JAM

pytestmark = pytest.mark.foreign

MARKUP = (
    r"#eval(1+1) $x^2$ *bold* _it_ `code` = head @ref <label> \ \u{41} // no /* no */ --- ... ~ "
    '#import "@local/x:1.0.0" #read("/etc/passwd") #{sys.inputs} \'single\' "double"'
)


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sheet") / "sheet.pdf"
    path.write_bytes(sheet_pdf(JAM, at=AT))
    return path


def test_same_values_and_time_give_the_same_bytes(sheet: Path) -> None:
    assert sheet_pdf(JAM, at=AT) == sheet.read_bytes()


def test_another_program_run_gives_the_same_bytes(sheet: Path, repository: Path) -> None:
    source = (
        "import sys; from clerkapp.report.sheet import sheet_pdf;"
        "from tests.integration.report.sample import AT, JAM;"
        "sys.stdout.buffer.write(sheet_pdf(JAM, at=AT))"
    )
    again = subprocess.run(
        [sys.executable, "-c", source],
        check=True,
        capture_output=True,
        cwd=repository,
        env={"PYTHONPATH": str(repository), "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"},
    )
    assert again.stdout == sheet.read_bytes()


def test_another_time_changes_the_file(sheet: Path) -> None:
    assert sheet_pdf(JAM, at="2026-11-23T18:40:01-06:00") != sheet.read_bytes()


def test_qpdf_finds_nothing_damaged(sheet: Path) -> None:
    pdf_tools.check(sheet)


def test_the_file_declares_both_standards(sheet: Path) -> None:
    raw = sheet.read_bytes()
    assert b"<pdfaid:part>2</pdfaid:part>" in raw
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in raw
    assert b"<pdfuaid:part>1</pdfuaid:part>" in raw


def test_the_file_is_tagged_titled_and_in_its_language(sheet: Path) -> None:
    objects = pdf_tools.objects(sheet)
    assert "/StructTreeRoot" in objects
    assert "/Marked true" in objects
    assert "/DisplayDocTitle true" in objects
    assert "/Lang (en)" in objects
    assert all(f"/S /{tag}\n" in objects for tag in ("H1", "H2", "Table", "THead", "TH", "Figure"))
    info = pdf_tools.info(sheet)
    assert info["Tagged"] == "yes"
    assert info["Title"] == "Incident record LARK-2026-P3-0004, revision 2"
    assert info["Author"] == "Larkspur County"


def test_the_file_says_when_it_was_made_and_that_it_is_letter_paper(sheet: Path) -> None:
    assert b"<xmp:CreateDate>2026-11-24T00:40:00+00:00</xmp:CreateDate>" in sheet.read_bytes()
    assert pdf_tools.info(sheet)["Page size"] == "612 x 792 pts (letter)"


@pytest.fixture
def spanish(tmp_path: Path) -> Iterator[None]:
    catalogue = Catalog(locale="es")
    catalogue.add("Severity", "Gravedad")
    catalogue.add("Page {page} of {pages}", "Página {page} de {pages}")
    with (tmp_path / "es.mo").open("wb") as file:
        write_mo(file, catalogue)
    use("es", tmp_path)
    yield
    use("en")


@pytest.mark.usefixtures("spanish")
def test_captions_and_language_mark_follow_the_language_in_use(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(sheet_pdf(JAM, at=AT))
    assert "/Lang (es)" in pdf_tools.objects(path)
    text = pdf_tools.text(path)
    assert "Gravedad" in text
    assert "Página 1 de" in text


def test_only_the_shipped_fonts_are_used_and_each_is_embedded(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(sheet_pdf(replace(JAM, one_line="Nguyễn Văn, Ωmega, Жук"), at=AT))
    names = {name.partition("+")[2].partition("-")[0] for name in pdf_tools.fonts(path)}
    assert names == {"AtkinsonHyperlegibleNext", "AtkinsonHyperlegibleMono", "NotoSans"}


def test_markup_in_data_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(
        sheet_pdf(replace(JAM, narrative=MARKUP, one_line=MARKUP, authority=MARKUP), at=AT)
    )
    assert pdf_tools.squeezed(pdf_tools.text(path)).count(pdf_tools.squeezed(MARKUP)) >= 3


def test_hidden_and_foreign_characters_are_shown_by_code_point(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    hostile = "invoice\u202efdp.exe \x00\x07\x1b[31m \ud800 עברית 投票 \U0001f5f3 \u200b\ufeff\ue000 \uffff"
    path.write_bytes(sheet_pdf(replace(JAM, narrative=hostile), at=AT))
    text = pdf_tools.squeezed(pdf_tools.text(path))
    assert "invoice[U+202E]fdp.exe[U+0000][U+0007][U+001B][31m[U+D800]" in text
    assert "[U+05E2][U+05D1][U+05E8][U+05D9][U+05EA][U+6295][U+7968][U+1F5F3]" in text
    assert "[U+200B][U+FEFF][U+E000][U+FFFF]" in text


ORDINARY = (
    "7:40\u202fAM seal 12\u201134, range 3\u201040\u20145 ‒ ― −2 "
    "→ ← ↔ ↑ ↓ ⇒ ✓ ✗ ✔ ✘ ☐ ☑ ☒ ● ○ ■ □ ★ ≤ ≥ ≠ ≈ ± × ÷ √ ∞ ∑ ° § ¶ † ‡ • … – — "
    "‘a’ “b” „c“ ‹d› «e» € £ ¢ ½ ¼ ¾ № ® ™ © µ ′ ″ "
    "Wi\u2009de\u2003spa\u00a0ces\u3000here"
)


@pytest.mark.parametrize("mono", [False, True])
def test_ordinary_characters_print_as_they_are(tmp_path: Path, mono: bool) -> None:
    path = tmp_path / "sheet.pdf"
    sheet = replace(JAM, narrative=ORDINARY, circumstances=(Fact("Signs", ORDINARY, mono=mono),))
    path.write_bytes(sheet_pdf(sheet, at=AT))
    text = pdf_tools.squeezed(pdf_tools.text(path)).replace("\u2010", "-").replace("\u2011", "-")
    expected = pdf_tools.squeezed(ORDINARY).replace("\u2010", "-").replace("\u2011", "-")
    assert text.count(expected) == 2
    assert "[U+" not in text


def test_a_soft_hyphen_hides_and_its_word_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(sheet_pdf(replace(JAM, narrative="An inci\u00addent, twice."), at=AT))
    text = pdf_tools.text(path).replace("\u00ad", "")
    assert "An incident, twice." in text


def test_names_in_many_latin_greek_and_cyrillic_spellings_print_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    names = "Nguyễn Thị Ánh · Łukasz Żółć · Şeyma Çağlar · José Peña · Αθηνά · Ольга Ґалаґан"
    path.write_bytes(sheet_pdf(replace(JAM, narrative=names), at=AT))
    assert pdf_tools.squeezed(names) in pdf_tools.squeezed(pdf_tools.text(path))


@settings(max_examples=40)
@given(st.text(max_size=120), st.text(alphabet=st.characters(max_codepoint=0x2FFF), max_size=120))
def test_no_text_stops_a_print(anything: str, nearby: str) -> None:
    said = replace(
        JAM,
        authority=nearby,
        one_line=anything,
        narrative=nearby,
        category=anything,
        notices=(anything, nearby),
        severity=Severity(nearby, 4, anything, nearby),
        circumstances=(Fact(anything, nearby), Fact(nearby, anything, mono=True)),
        actions=Table(
            "Actions taken",
            (Column(anything), Column(nearby, mono=True)),
            (Row((nearby, anything)), Row((anything, nearby), struck=True)),
        ),
        attachments=(AttachedFile(anything, nearby, "", FILE),),
        amendments=(Amendment("", "", anything, nearby, (Change(nearby, anything, nearby * 5),)),),
        signatures=(Signature(anything, nearby, anything, nearby, anything),),
        legend=((nearby, anything),),
        printed=anything,
        program=nearby,
    )
    assert sheet_pdf(said, at=AT).startswith(b"%PDF-1.7")


def test_every_character_that_the_fonts_claim_can_be_printed() -> None:
    drawn = "".join(map(chr, sorted(render.drawn_characters())))
    assert sheet_pdf(replace(JAM, narrative=drawn), at=AT).startswith(b"%PDF-1.7")


def test_our_reading_of_the_shipped_fonts_agrees_with_fonttools(repository: Path) -> None:
    fonts = sorted((repository / "resources" / "fonts").glob("*.ttf"))
    assert fonts
    for font in fonts:
        with TTFont(font) as known:
            drawn = known.getBestCmap()
            assert drawn is not None
            assert characters(font.read_bytes()) == set(drawn)


def test_templates_load_no_package_and_read_no_file(repository: Path) -> None:
    for template in (repository / "resources" / "print").glob("*.typ"):
        source = template.read_text("utf-8")
        assert "@" not in source.replace("incident-bundle@v1", "")
        assert "read(" not in source
        assert 'import "office.typ"' in source or template.name == "office.typ"


def test_a_missing_template_names_the_file() -> None:
    with pytest.raises(FileNotFoundError, match=r"print/nothing\.typ"):
        render.pdf("nothing", {}, at=AT)


def test_a_time_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(Refused, match="time-form"):
        sheet_pdf(JAM, at="yesterday")


def test_a_program_that_prints_nothing_loads_no_typesetter(repository: Path) -> None:
    source = (
        "import sys, clerkapp.report.incident.build, clerkapp.report.message, clerkapp.report.recovery, clerkapp.report.fingerprint;"
        "print(sorted({'typst', 'segno'} & set(sys.modules)))"
    )
    said = subprocess.run(
        [sys.executable, "-c", source], check=True, capture_output=True, text=True, cwd=repository
    )
    assert said.stdout.strip() == "[]"
