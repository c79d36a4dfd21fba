"""Templates and captions belong together: none is missing, none is left over, none is alarming."""

import re
from pathlib import Path

import pytest

from clerkapp.report.checklist import ChecklistSheet
from clerkapp.report.disposal import DisposalCertificate
from clerkapp.report.message import MessageSheet
from clerkapp.report.sheet import Sheet
from clerkapp.services.printing.table import PRINTS
from tests.integration.report.sample import JAM
from tests.integration.report.test_key_sheets import RECOVERY, STATE, STATION

NEVER = {"attack", "hack", "breach", "fraud", "invalid", "illegal", "abort", "fatal", "submit"}
MESSAGE = MessageSheet(
    authority="Larkspur County",
    title="Mailbox expires in 4 hours",
    signs_title="Signs found: 1 strong",
    caution="A message without signs can be dangerous too.",
    signs=(),
    sender=(),
    links=(),
    files=(),
    original=(),
    lacking=(),
    printed="Printed Nov 23, 2026 by Dana Whitfield",
    program="clerkapp 0.1.0",
)
CHECKLIST = ChecklistSheet(
    authority="Larkspur County",
    heading="Do now: the count differs",
    steps=("Count again calmly, two people", "Both sign"),
    printed="Printed Nov 23, 2026 by Dana Whitfield",
    program="clerkapp 0.1.0",
)
DISPOSAL = DisposalCertificate(
    authority="Larkspur County",
    station="W1",
    at="Nov 5, 2028, 9:00 a.m. CST",
    reason="Two years are over.",
    first="Dana Whitfield",
    second="Wren Castellan",
    count="1 record",
    rows=(
        (
            "LARK-2026-W1-0001",
            "Equipment",
            "Nov 3, 2026",
            "Nov 4, 2028",
            "2 revisions, 1 file",
            "0123456789abcdef",
        ),
    ),
    printed="Printed Nov 5, 2028 by Dana Whitfield",
    program="clerkapp 0.1.0",
)
SHEETS: list[Sheet] = [JAM, MESSAGE, CHECKLIST, STATION, STATE, RECOVERY, DISPOSAL]


def test_every_print_is_here() -> None:
    made = {row.build.__annotations__["return"] for row in PRINTS.values()}
    assert made == {type(sheet) for sheet in SHEETS}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.template)
def test_a_template_uses_exactly_its_captions(repository: Path, sheet: Sheet) -> None:
    folder = repository / "resources" / "print"
    pattern = re.compile(r"\bwords\.([a-z_0-9]+)")
    own = set(pattern.findall((folder / f"{sheet.template}.typ").read_text("utf-8")))
    shared = {"page", "struck"}
    assert set(pattern.findall((folder / "office.typ").read_text("utf-8"))) == shared
    assert own <= set(sheet.captions())
    assert set(sheet.captions()) - own <= shared


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.template)
def test_captions_are_calm_and_filled(sheet: Sheet) -> None:
    for name, caption in sheet.captions().items():
        assert caption.strip(), (sheet.template, name)
        assert not NEVER & set(re.findall(r"[a-z]+", caption.lower())), (sheet.template, name)
        filled_by_template = caption.replace("{page}", "").replace("{pages}", "")
        assert "{" not in filled_by_template.replace("{reason}", ""), (sheet.template, name)
