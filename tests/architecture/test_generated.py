"""Documents that follow from the program are what the program says."""

from pathlib import Path

import pytest

from clerkapp.domain.events import PARAMETERS, Event
from tools.documents import ROOT, documents


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_generated_document_is_up_to_date(path: Path) -> None:
    assert path.read_text("utf-8") == documents()[path], "run: make documents"


def test_every_event_says_what_its_entries_hold() -> None:
    assert set(PARAMETERS) == set(Event)
