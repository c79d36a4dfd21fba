"""The recovery key sheet and the fingerprint sheets: one page, every group, no secret in the metadata."""

from pathlib import Path

import pytest

from clerkapp.report.fingerprint import FingerprintOf, FingerprintSheet
from clerkapp.report.parts import Fact
from clerkapp.report.recovery import RecoverySheet
from clerkapp.report.sheet import sheet_pdf
from tests.integration.report import pdf_tools
from tests.integration.report.sample import AT

pytestmark = pytest.mark.foreign

KEY = "7KQM-4XHD-9WTR-2CJN-8PVB-5EFG-3YAZ-6LS2"
RECOVERY = RecoverySheet(
    authority="Larkspur County",
    station="W1",
    vault_id="8f1c3a52e04b4cf19b0e6d1d2f7a9c33",
    key=KEY,
    made="Nov 2, 2026, 8:05 a.m. CST",
    made_by="Dana Whitfield",
    program="clerkapp 0.1.0",
)
LINE = (
    'LARK/W1 namespaces="incident-bundle@v1,incident-rotate@v1,incident-public@v1" '
    "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBGx1Y2t5Zm9vYmFyYmF6"
)
ROOT_LINE = (
    'LARK/W1 namespaces="incident-account@v1" '
    "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBHJvb3Rvb3Ryb290cm9v"
)
ROOT_GROUPS = (
    *("6fed", "4d54", "69c5", "bfb1", "e4f0", "daac", "7a44", "5615"),
    *("0b1c", "2d3e", "4f50", "6172", "8394", "a5b6", "c7d8", "e9fa"),
)
STATION = FingerprintSheet(
    of=FingerprintOf.STATION,
    owner="Larkspur County",
    facts=(Fact("Office", "Larkspur County"), Fact("Signs as", "LARK/W1", mono=True)),
    fingerprint="SHA256:Wx0lY2QfJ7mKq3v9tG5uR1pZ8bNcE4sHdA6oTiVyL0k",
    printed="Printed Nov 23, 2026 by Dana Whitfield",
    program="clerkapp 0.1.0",
    root_groups=ROOT_GROUPS,
    lines=(LINE, ROOT_LINE),
)
STATE = FingerprintSheet(
    of=FingerprintOf.STATE,
    owner="State of ZZ, Elections Division",
    facts=(Fact("Certificate", "ZZ incident desk 2026"),),
    fingerprint="69f7 ffb8 80e2 a743 a4d8 9fc6 9782 fd69 9e3c 687e 7d77 a356 3141 bad0 9ec7 a6a8",
    printed="Printed Nov 23, 2026 by Dana Whitfield",
    program="clerkapp 0.1.0",
)


@pytest.fixture(scope="module")
def recovery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("recovery") / "key.pdf"
    path.write_bytes(sheet_pdf(RECOVERY, at=AT))
    return path


def test_the_key_stands_in_numbered_groups(recovery: Path) -> None:
    words = pdf_tools.text(recovery).split()
    places = [words.index(group) for group in KEY.split("-")]
    assert places == sorted(places)
    assert [words[place - 1] for place in places] == [str(number) for number in range(1, 9)]


def test_the_key_is_on_the_page_and_nowhere_else_in_the_file(recovery: Path) -> None:
    info = pdf_tools.info(recovery)
    assert info["Pages"] == "1"
    assert info["Title"] == "Recovery key, Larkspur County"
    metadata = recovery.read_bytes()
    assert all(group.encode() not in metadata for group in KEY.split("-"))
    assert "/S /Figure" not in pdf_tools.objects(recovery)


def test_the_key_sheet_has_lines_for_two_people_twice_and_for_the_envelope(recovery: Path) -> None:
    text = pdf_tools.text(recovery)
    assert text.count("First person") == text.count("Second person") == 2
    assert "Envelope or seal number" in text
    assert "Why it was opened" in text
    assert RECOVERY.vault_id in text


def test_key_sheets_are_standard_files_and_repeatable(recovery: Path, tmp_path: Path) -> None:
    assert sheet_pdf(RECOVERY, at=AT) == recovery.read_bytes()
    for sheet in (STATION, STATE):
        path = tmp_path / f"{sheet.of}.pdf"
        path.write_bytes(sheet_pdf(sheet, at=AT))
        pdf_tools.check(path)
        assert pdf_tools.info(path)["Tagged"] == "yes"
        assert pdf_tools.info(path)["Page size"] == "612 x 792 pts (letter)"
        assert b"<pdfuaid:part>1</pdfuaid:part>" in path.read_bytes()


def test_a_station_is_enrolled_by_its_groups_and_its_line(tmp_path: Path) -> None:
    path = tmp_path / "station.pdf"
    path.write_bytes(sheet_pdf(STATION, at=AT))
    text = pdf_tools.text(path)
    words = text.split()
    digits = STATION.fingerprint.partition(":")[2]
    fours = [digits[start : start + 4] for start in range(0, len(digits), 4)]
    assert [words[words.index(four) - 1] for four in fours] == [str(n) for n in range(1, 12)]
    assert "SHA256" in words
    assert pdf_tools.info(path)["Pages"] == "1"
    assert [words[words.index(group) - 1] for group in ROOT_GROUPS] == [
        str(n) for n in range(1, 17)
    ]
    for line in STATION.lines:
        assert pdf_tools.squeezed(line) in pdf_tools.squeezed(text)
    assert "Station enrolment" in text


def test_the_states_certificate_keeps_its_groups_and_has_no_line(tmp_path: Path) -> None:
    path = tmp_path / "state.pdf"
    path.write_bytes(sheet_pdf(STATE, at=AT))
    text = pdf_tools.text(path)
    assert all(group in text.split() for group in STATE.fingerprint.split())
    assert "For the state's list of signers" not in text
    assert "If every group is the same, accept the certificate and sign." in text
