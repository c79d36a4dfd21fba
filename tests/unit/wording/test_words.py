"""Every code has its word, values read as people say them, and no word claims or scolds."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerkapp.domain.events import Event
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Field, Gate, RedactionClass
from clerkapp.domain.vocabulary import common as common_codes
from clerkapp.wording import labels, values
from clerkapp.wording.events import EVENTS
from clerkapp.wording.fill import fill
from clerkapp.wording.kinds import (
    ANSWERS,
    COLUMNS,
    COMPUTED,
    FIELDS,
    HEADS,
    KIND_WORDS,
    MEANINGS,
    REASONS,
    ROWS,
    SECTIONS,
    common,
)
from clerkapp.wording.sentences import SENTENCES, sentence
from tests.unit.domain.records import JAM, records

FIELD_LIST = [(kind.code, field) for kind in KINDS.values() for field in kind.fields]
IDS = [f"{kind}-{field.code}" for kind, field in FIELD_LIST]
NEVER = re.compile(
    r"\b(attack|hack|breach|fraud|invalid|illegal|abort|fatal|submit)", re.IGNORECASE
)


@pytest.mark.parametrize(("kind", "field"), FIELD_LIST, ids=IDS)
def test_every_field_column_and_answer_has_a_word(kind: str, field: Field) -> None:
    assert labels.label(field.code) != field.code
    for value in field.values:
        assert labels.value_label(field.code, value) != value
    for column in field.columns:
        assert labels.label(field.code, column.code) != column.code
        for value in column.values:
            assert labels.value_label(field.code, value, column.code) != value


def test_no_word_is_left_over() -> None:
    codes = {field.code for _, field in FIELD_LIST}
    cells = {f"{field.code}.{column.code}" for _, field in FIELD_LIST for column in field.columns}
    columns = {column.code for _, field in FIELD_LIST for column in field.columns}
    assert set(FIELDS) - codes == {"kind", "status", "reason"}
    assert set(COLUMNS) - columns - cells == set()
    assert set(ANSWERS) - codes - cells == {"status"}
    tables = {field.code for _, field in FIELD_LIST if field.columns}
    assert set(ROWS) - tables == set()
    assert set(HEADS) - codes == set()
    worked_out = {field.minutes for _, field in FIELD_LIST}
    worked_out |= {field.difference.code for _, field in FIELD_LIST if field.difference}
    assert set(COMPUTED) == worked_out - {""}
    offered = {(field.code, value) for _, field in FIELD_LIST for value in field.values}
    meant = {(code, value) for code, table in MEANINGS.items() for value in table}
    assert meant <= offered
    assert set(SECTIONS) == {section.code for kind in KINDS.values() for section in kind.sections}


def test_every_kind_and_every_reason_for_a_severity_has_words() -> None:
    for kind in KINDS.values():
        words = KIND_WORDS[kind.code]
        assert all((words.name, words.title, words.hint, words.new, words.tile))
        assert [rule.reason for rule in kind.rules if rule.reason not in REASONS] == []
    used = {rule.reason for kind in KINDS.values() for rule in kind.rules}
    assert set(REASONS) - used == {"nothing-to-go-by"}


def test_no_two_files_of_words_differ() -> None:
    """A code is looked up without its kind; what two kinds say differently would be lost."""
    said: dict[tuple[str, str], object] = {}
    for words in (common.WORDS, *KIND_WORDS.values()):
        answers = {
            f"{code}={value}": word
            for code, table in words.answers.items()
            for value, word in table.items()
        }
        parts: dict[str, Mapping[str, object]] = {
            "fields": words.fields,
            "columns": words.columns,
            "rows": words.rows,
            "sections": words.sections,
            "reasons": words.reasons,
            "heads": words.heads,
            "computed": words.computed,
            "answers": answers,
        }
        for part, table in parts.items():
            for code, word in table.items():
                assert said.setdefault((part, code), word) == word


def test_every_block_kind_status_severity_gate_copy_and_class_has_a_word() -> None:
    for kind in KINDS.values():
        assert labels.kind_label(kind.code) != kind.code
        for section in kind.sections:
            assert labels.section_label(section.code) != section.code
    for status in common_codes.STATUSES:
        assert labels.status_label(status) != status
    for severity in common_codes.SEVERITIES:
        assert labels.severity_label(severity) != severity
        assert labels.severity_definition(severity)
    for gate in (Gate.RECORD, Gate.RESOLVE, Gate.REVIEW):
        assert labels.gate_words(gate).startswith("needed")
    for letter in RedactionClass:
        assert labels.redaction_label(letter) != letter
    for copy in ("full", "state", "public"):
        assert labels.copy_label(copy) != copy
    for role in common_codes.ROLES:
        assert labels.role_label(role) != role


def test_an_unknown_code_is_shown_as_itself() -> None:
    assert labels.label("zz_note") == "zz_note"
    assert labels.label("zz", "column") == "column"
    assert labels.help_text("zz_note") == ""
    assert labels.value_label("category", "zz") == "zz"
    assert labels.value_label("zz", "jam") == "jam"
    for word in (
        labels.section_label,
        labels.kind_label,
        labels.status_label,
        labels.severity_label,
        labels.role_label,
        labels.copy_label,
        labels.redaction_label,
    ):
        assert word("zz") == "zz"
    assert labels.severity_definition("zz") == labels.suggestion_words("zz") == ""
    assert labels.gate_words("zz") == ""


def test_an_attachment_is_labelled_by_its_number() -> None:
    assert labels.label("attachment.3") == "Attachment 3"


def test_every_event_has_words() -> None:
    assert set(EVENTS) == set(Event)


def test_no_word_claims_or_scolds() -> None:
    words = [text for pair in FIELDS.values() for text in pair]
    words += [text for answers in ANSWERS.values() for text in answers.values()]
    words += [*COLUMNS.values(), *SECTIONS.values(), *REASONS.values()]
    words += [*EVENTS.values(), *SENTENCES.values()]
    assert [text for text in words if NEVER.search(text)] == []


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("voters_waited", {"n": 25, "precision": "estimate"}, "about 25"),
        ("voters_waited", {"n": 1673, "precision": "exact"}, "1,673"),
        ("voters_waited", {"n": 0, "precision": "exact"}, "0"),
        ("voters_waited", {"n": None, "precision": "unknown"}, "unknown"),
        ("voters_waited", 25, "25"),
        ("voters_waited", "many", "many"),
        ("election", None, "Not tied to an election"),
        ("place", None, ""),
        ("place", "Oak Hall", "Oak Hall"),
        ("category", "jam", "Paper jam or feed"),
        ("tried", ["cleaned", "unit_swapped"], "Cleaned, Unit swapped"),
        ("serial_unknown", True, "Yes"),
        ("noticed_by", "deputy", "Deputy"),
        ("noticed_by", {"role": "deputy", "name": None, "contact": None}, "Deputy"),
        (
            "noticed_by",
            {"role": "deputy", "name": "Ann Lee", "contact": "555-0100"},
            "Deputy (Ann Lee, 555-0100)",
        ),
        ("noticed_by", 7, "7"),
        ("one_line", "a\u202eb", "a[U+202E]b"),
        ("occurred", JAM["occurred"], "Nov 3, 7:40 a.m. CST"),
        (
            "actions",
            [{"who": "technician", "what": "Replaced the unit."}, {"what": "Sealed."}],
            "Who: County technician; What: Replaced the unit.\nWhat: Sealed.",
        ),
        ("attachment.1", {"name": "lid.jpg", "size": 7}, "lid.jpg"),
        ("zz", [1, {"a": True, "b": None}, "x"], "1, Yes, x"),
        ("severity", "moderate", "Moderate"),
        ("status", "recorded", "Recorded"),
    ],
)
def test_values_in_words(code: str, value: Any, words: str) -> None:
    assert values.value_words("equipment", code, value) == words


@pytest.mark.parametrize("kind", list(KINDS))
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_every_value_has_words(kind: str, data: st.DataObject) -> None:
    for code, value in data.draw(records(kind)).items():
        assert isinstance(values.value_words(kind, code, value), str)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1500, "1.5 KB"),
        (18_000_000, "18 MB"),
        (3e12, "3000 GB"),
    ],
)
def test_sizes(size: int, words: str) -> None:
    assert values.size_words(size) == words


def test_a_sentence_says_where_and_when_in_words() -> None:
    assert sentence("end-before-start", {"start": "2026-11-03T07:40:00-06:00"}) == (
        "The end is before the start (Nov 3, 7:40 a.m. CST). Check the day and the hour."
    )
    assert sentence("count-form", {"field": "counters", "row": 2, "column": "public"}) == (
        "Counters, line 2, “Public counter”: Give a number, or choose “Unknown”."
    )
    assert sentence("text-long", {"length": 1673, "limit": 120}) == (
        "This is 1,673 characters long; 120 fit here. Shorten it."
    )


def test_amounts_are_grouped_and_sizes_have_units_but_years_stay() -> None:
    assert fill(
        "{count} {year} {rev} {free}", {"count": 1673, "year": 2026, "rev": 3, "free": 18_000_000}
    ) == ("1,673 2026 3 18 MB")
    assert fill("{fields}; {field}", {"fields": ["a", 2], "field": "seals"}) == "a, 2; Seals"


def test_a_sentence_shows_what_was_typed_harmless() -> None:
    assert "[U+202E]" in sentence("choice-unknown", {"value": "a\u202eb"})
    assert "{0}" in sentence("choice-unknown", {"value": "{0}"})


def test_a_sentence_never_makes_trouble() -> None:
    assert sentence("number-form", {}).startswith("“(number)”")
    assert sentence("zz-code", {"a": 1}) == "This was not done (zz-code). Nothing was lost."
    assert sentence("end-before-start", {"start": None})
