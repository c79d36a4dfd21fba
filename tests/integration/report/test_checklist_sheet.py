"""A checklist on paper: one page, large, every step in order with room to tick."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerkapp.domain.forms import checklists
from clerkapp.report import checklist
from clerkapp.report.sheet import Printing, sheet_pdf
from clerkapp.resources import resources
from clerkapp.wording.labels import checklist_title, step_words
from clerkapp.wording.language import use
from tests.integration.report import pdf_tools

AT = "2026-11-03T07:52:00-06:00"
PRINTING = Printing("Larkspur County", "Dana Whitfield", AT)


@pytest.fixture(params=["en", "es"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    use(request.param, resources() / "i18n")
    yield request.param
    use("en")


@pytest.mark.foreign
@pytest.mark.parametrize("code", sorted(checklists.every()))
def test_each_list_is_one_page_with_all_its_steps(code: str, language: str, tmp_path: Path) -> None:
    one = checklists.checklist_of(code)
    path = tmp_path / "list.pdf"
    path.write_bytes(sheet_pdf(checklist.build(one, PRINTING), at=AT))
    assert pdf_tools.info(path)["Pages"] == "1"
    assert pdf_tools.info(path)["Tagged"] == "yes"
    text = pdf_tools.squeezed(pdf_tools.text(path))
    assert pdf_tools.squeezed(checklist_title(code)) in text
    places = [text.index(pdf_tools.squeezed(step_words(step))) for step in one.steps]
    assert places == sorted(places)


@pytest.mark.foreign
def test_it_is_a_standard_file_and_the_same_each_time(tmp_path: Path) -> None:
    sheet = checklist.build(checklists.checklist_of("seal"), PRINTING)
    path = tmp_path / "list.pdf"
    path.write_bytes(sheet_pdf(sheet, at=AT))
    pdf_tools.check(path)
    assert sheet_pdf(sheet, at=AT) == path.read_bytes()
