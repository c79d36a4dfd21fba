"""What of a record is found by typing a word."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerkapp.domain.records import search_text
from clerkapp.domain.records.revision import Value

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


def test_each_text_stands_in_its_column() -> None:
    columns = search_text.columns(
        "equipment",
        {
            "one_line": "Scanner jammed",
            "place": "Oak Hall",
            "place_spot": "by the door",
            "noticed_by_name": "Ann Lee",
            "seen": "Rain, damp ballots.",
            "actions": [{"who": "technician", "what": "Replaced the unit."}],
            "serial": "NT3-004417",
            "category": "seal_mismatch",
            "seals": [{"logged": "0083312"}],
            "attachment.1": {"name": "lid.jpg", "sha256": "beef"},
        },
        "LARK-2026-W1-0007",
    )
    assert tuple(columns) == search_text.COLUMNS
    assert columns["number"] == "LARK-2026-W1-0007"
    assert columns["one_line"] == "Scanner jammed"
    assert columns["place"] == "Oak Hall\nby the door"
    assert columns["people"] == "Ann Lee"
    assert "damp" in columns["story"]
    assert "Replaced the unit." in columns["story"]
    for word in ("NT3-004417", "NT3004417", "seal mismatch", "0083312", "lid.jpg"):
        assert word in columns["details"]
    assert "beef" not in str(columns)


def test_codes_come_last_and_in_the_order_that_vaults_hold() -> None:
    """A vault's check compares the text as it was written."""
    values: dict[str, Value] = {
        "area": "custody",
        "category": "seal_broken",
        "instruction": "Seal log, page 2",
        "seals": [{"spot": "lid"}],
        "told": [{"organisation": "state"}],
    }
    details = search_text.columns("procedure", values)["details"]
    assert details.splitlines() == ["Seal log, page 2", "lid", "state", "seal broken", "custody"]
    unit = {"device_type": "scan-single", "category": "other", "serial": "NT4"}
    details = search_text.columns("equipment", unit)["details"]
    assert details.splitlines()[:3] == ["NT4", "other", "scan-single"]


def test_hidden_characters_are_not_indexed() -> None:
    columns = search_text.columns("message", {"subject": "invoice\u202efdp"})
    assert columns["details"] == "invoicefdp"


def test_a_kind_from_elsewhere_is_found_by_its_line_and_story() -> None:
    columns = search_text.columns("drone", {"one_line": "Drone", "seen": "Low", "place": "Roof"})
    assert (columns["one_line"], columns["story"], columns["place"]) == ("Drone", "Low", "Roof")


@pytest.mark.parametrize("kind", ["message", "equipment", "procedure", "drone"])
@settings(deadline=None, max_examples=40)
@given(value=json_values)
def test_any_value_can_be_indexed(kind: str, value: Any) -> None:
    codes = ("one_line", "place", "seen", "category", "actions", "attachment.1", "zz")
    columns = search_text.columns(kind, dict.fromkeys(codes, value))
    assert all(isinstance(text, str) for text in columns.values())
