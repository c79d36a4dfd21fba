"""Old logs: what cells mean, which order days are in, and what is one entry."""

from contextlib import suppress
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.domain.errors import Refused
from clerkapp.domain.old_log import days, lines
from clerkapp.domain.old_log.days import Order
from clerkapp.domain.old_log.lines import LogRow
from clerkapp.domain.old_log.mapping import LogMapping, of_value
from clerkapp.services.importing.vocabulary import target_called, words_of

CHICAGO = ZoneInfo("America/Chicago")
COLUMNS = {"When": "occurred", "What": "one_line", "Where": "place", "No": "old_number"}


def at(text: str, order: Order | None = Order.MONTH_FIRST) -> dict[str, str | None]:
    return days.when(days.read(text, order), CHICAGO).to_value()


@pytest.mark.parametrize(
    "text",
    [
        *("11/5/24 7:05", "11/05/2024 07:05 AM", "2024-11-05 07:05", "2024-11-05T07:05:00"),
        *("Nov 5, 2024 7:05 a.m.", "5 November 2024, 0705", "Tues 11/5/24 at 7:05", "11-5-2024 0705 hrs"),
        *("5 de noviembre de 2024 7:05", "martes 11/5/2024 a las 7:05", "November 5th, 2024 7:05am"),
    ],
)  # fmt: skip
def test_one_time_in_many_writings(text: str) -> None:
    assert at(text) == {"at": "2024-11-05T07:05:00-06:00", "precision": "exact"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("11/5/24", {"at": "2024-11-05", "precision": "day"}),
        ("11/5/24 about 7:30 pm", {"at": "2024-11-05T19:30:00-06:00", "precision": "about"}),
        ("~11/5/24 noon", {"at": "2024-11-05T12:00:00-06:00", "precision": "about"}),
        ("11/5/24 12:10 am", {"at": "2024-11-05T00:10:00-06:00", "precision": "exact"}),
        # That night the clocks showed this hour twice.
        ("11/3/24 1:30", {"at": "2024-11-03T01:30:00-05:00", "precision": "about"}),
    ],
)
def test_how_well_a_time_is_known_is_kept(text: str, value: dict[str, str]) -> None:
    assert at(text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("around noonish", "log-time-form"),
        ("13/13/24", "log-time-form"),
        ("2/30/2024", "log-time-form"),
        ("11/5/24 25:00", "log-time-form"),
        ("11/5/24 13:00 pm", "log-time-form"),
        ("11/5/24 7", "log-time-form"),
        ("7:05", "log-time-no-day"),
        ("3/10/24 2:30", "log-time-skipped"),
        ("x" * 5000, "log-time-form"),
    ],
)
def test_a_time_that_nobody_can_read_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        at(text)
    assert caught.value.code == code


def test_a_day_that_could_be_two_is_asked_about_and_never_guessed() -> None:
    with pytest.raises(Refused, match="log-day-two-ways"):
        at("11/5/24", None)
    assert at("11/5/24", Order.DAY_FIRST)["at"] == "2024-05-11"
    assert at("11/13/24", None)["at"] == "2024-11-13"
    assert at("11/11/24", None)["at"] == "2024-11-11"
    with pytest.raises(Refused, match="log-time-form"):
        at("11/13/24", Order.DAY_FIRST)


def test_lines_say_which_order_they_fit() -> None:
    rows = [
        LogRow(n, {"When": text}) for n, text in enumerate(["11/5/24", "11/13/24", "6/7/24", "x"])
    ]
    found = lines.day_orders(rows, LogMapping("x", COLUMNS))
    assert (found.month_first, found.day_first, found.both, found.example) == (1, 0, 2, "11/5/24")
    assert found.settled is Order.MONTH_FIRST
    both = lines.day_orders([*rows, LogRow(9, {"When": "13/11/24"})], LogMapping("x", COLUMNS))
    assert both.settled is None


@given(st.text(max_size=60))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    with suppress(Refused):
        assert at(text)["precision"] in ("exact", "about", "day")


def said(cells: dict[str, str], **more: Any) -> lines.Said:
    mapping = of_value({"source": "Log 2024", "columns": COLUMNS, **more})
    return lines.read(LogRow(2, cells), mapping, words_of, CHICAGO)


LINE = {"When": "11/13/24 7:05", "What": "Jam", "Where": "Oak Hall", "No": "24-031"}


def test_a_line_says_what_a_record_needs_and_nothing_is_guessed() -> None:
    line = said(LINE, kind="equipment")
    assert line.kind == "equipment"
    assert line.typed["occurred"] == line.typed["noticed"]
    assert (line.typed["old_number"], line.typed["old_source"]) == ("24-031", "Log 2024")
    assert (line.typed["noticed_by"], line.typed["danger"]) == ("unknown", "not_sure")
    assert "severity" not in line.typed


@pytest.mark.parametrize("word", ["equipment", "Equipment", "EQUIPO ELECTORAL", "Machine"])
def test_words_are_codes_labels_in_both_languages_or_the_offices_own(word: str) -> None:
    line = said(
        {**LINE, "Type": word},
        columns={**COLUMNS, "Type": "kind"},
        words={"kind": {"machine": "equipment", "equipo electoral": "equipment"}},
    )
    assert line.kind == "equipment"


def test_days_clocks_and_parts_of_tables_come_together() -> None:
    line = said(
        {"Day": "11/13/24", "At": "7:05 pm", "Done": "Swapped it", "Who": "Technician", "n": "about 1,200"},
        columns={"Day": "occurred.day", "At": "occurred.clock", "Done": "actions.what", "Who": "actions.who",
                 "n": "voters_waited"},
        kind="equipment",
    )  # fmt: skip
    assert line.typed["occurred"] == {"at": "2024-11-13T19:05:00-06:00", "precision": "exact"}
    assert line.typed["actions"] == [{"what": "Swapped it", "who": "technician"}]
    assert line.typed["voters_waited"] == {"n": 1200, "precision": "estimate"}


def test_a_clock_that_cannot_be_read_is_told_of_the_whole_field() -> None:
    columns = {"Day": "occurred.day", "At": "occurred.clock"}
    with pytest.raises(Refused) as caught:
        said({"Day": "11/13/24", "At": "6:1"}, columns=columns, kind="procedure")
    assert (caught.value.code, caught.value.fields) == ("list-clock-form", ("occurred",))


@pytest.mark.parametrize(
    ("cells", "more", "code", "fields"),
    [
        ({**LINE, "What": "#REF!"}, {"kind": "equipment"}, "log-cell-error", ("one_line",)),
        (LINE, {}, "needed-now", ("kind",)),
        ({**LINE, "No": "x"}, {"kind": "procedure", "columns": {"No": "voters_waited"}}, "log-count-form",
         ("voters_waited",)),
        ({**LINE, "No": "x"}, {"kind": "procedure", "columns": {"No": "danger"}}, "log-word-unknown",
         ("danger",)),
        (LINE, {"kind": "procedure", "columns": {"No": "serial"}}, "log-not-of-kind", ("serial",)),
        ({**LINE, "When": "11/5/24"}, {"kind": "procedure"}, "log-day-two-ways", ("occurred",)),
    ],
)  # fmt: skip
def test_what_cannot_be_read_names_its_field(
    cells: dict[str, str], more: dict[str, Any], code: str, fields: tuple[str, ...]
) -> None:
    with pytest.raises(Refused) as caught:
        said(cells, **more)
    assert (caught.value.code, caught.value.fields) == (code, fields)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ([], "log-map-form"),
        ({"columns": {}}, "log-map-form"),
        ({"columns": {"a": 1}}, "log-map-form"),
        ({"columns": {"a": "one_line"}, "more": 1}, "log-map-form"),
        ({"columns": {"a": "one_line"}, "dates": "guess"}, "log-map-form"),
        ({"columns": {"a": "status"}}, "log-map-field"),
        ({"columns": {"a": "public_statement"}}, "log-map-field"),
        ({"columns": {"a": "actions"}}, "log-map-field"),
        ({"columns": {"a": "old_source"}}, "log-map-field"),
        ({"columns": {"a": "one_line", "b": "one_line"}}, "log-map-twice"),
        ({"columns": {"a": "one_line"}, "kind": "robot"}, "kind-unknown"),
        ({"columns": {"a": "one_line"}, "source": "x" * 200}, "log-map-source"),
    ],
)
def test_a_mapping_that_says_nothing_clear_is_refused(value: Any, code: str) -> None:
    with pytest.raises(Refused) as caught:
        of_value(value, source="x")
    assert caught.value.code == code


def test_a_mapping_is_kept_as_it_was_said() -> None:
    value = {"source": "x", "kind": None, "columns": {"a": "one_line", "b": None}, "dates": "day-first",
             "words": {"danger": {"J": "yes"}}, "always": {"danger": "no"}}  # fmt: skip
    assert of_value(value).to_value() == value


def test_headings_as_offices_write_them_are_known() -> None:
    headings = (
        "Date/Time",
        "What happened",
        "Polling Place",
        "Log #",
        "Initials",
        "¿Cuándo ocurrió?",
    )
    assert [target_called(one) for one in headings][:5] == [
        "occurred",
        "one_line",
        "place",
        "old_number",
        "",
    ]
