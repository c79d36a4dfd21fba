"""Canonical JSON: what is encoded, what is refused, and that no bytes crash the reader."""

import json
import re
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.codec import jcs
from clerkapp.codec.limits import MAX_INTEGER

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_gives_the_bytes_of_the_reference_encoder(value: Any) -> None:
    assert jcs.encode(value) == rfc8785.dumps(value)


@given(VALUES)
def test_a_line_reads_back(value: Any) -> None:
    assert jcs.decode_line(jcs.encode(value)) == value


def test_names_sort_by_utf_16_code_unit() -> None:
    """RFC 8785, section 3.2.3: U+1F600 sorts before U+FB33, against code point order."""
    assert jcs.encode({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'.encode()


def test_escapes_as_rfc_8785_has_them() -> None:
    assert jcs.encode('€$\x0f\nA\'B"\\\\"/\x7f\u2028') == (
        '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\x7f\u2028"'.encode()
    )


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        {"a": [1.5]},
        float("nan"),
        2**53,
        -(2**53),
        {"a": 2**60},
        {1: "x"},
        {"a": {None: 1}},
        "\ud800",
        {"\udfff": 1},
        "\ud83d\ude00 and \ud800",
        b"x",
        {"a": {1, 2}},
        object(),
    ],
)
def test_what_has_no_canonical_form(value: Any) -> None:
    with pytest.raises(jcs.NotCanonical):
        jcs.encode(value)


@given(st.binary(max_size=40) | TEXT.map(str.encode))
def test_bytes_are_canonical_or_refused(line: bytes) -> None:
    try:
        value = jcs.decode_line(line)
    except (jcs.NotCanonical, jcs.LimitPassed):
        return
    assert jcs.encode(value) == line


@given(VALUES, st.data())
def test_a_changed_byte_never_reads_as_the_same_value(value: Any, data: st.DataObject) -> None:
    line = bytearray(jcs.encode(value))
    place = data.draw(st.integers(0, len(line) - 1))
    line[place] ^= data.draw(st.integers(1, 255))
    try:
        read = jcs.decode_line(bytes(line))
    except (jcs.NotCanonical, jcs.LimitPassed):
        return
    assert jcs.encode(read) == bytes(line)
    assert json.dumps(read) != json.dumps(value)


def test_depth_is_counted_before_parsing() -> None:
    assert jcs.decode_line(b"[" * 64 + b"]" * 64)
    for deep in (b"[" * 65 + b"]" * 65, b'{"a":' * 65, b"[" * 1_000_000):
        with pytest.raises(jcs.LimitPassed):
            jcs.decode_line(deep)


def test_brackets_inside_texts_are_not_depth() -> None:
    for text in ("[" * 100, '"' + "[" * 100, "\\" + "{" * 100, '\\"' * 50 + "[" * 100):
        line = jcs.encode([text])
        assert jcs.decode_line(line) == [text]


def test_a_hostile_text_without_end_is_scanned_once() -> None:
    """Quadratic scanning would take hours here."""
    for hostile in (b'["' + b'\\"' * 500_000, b"[" * 65 + b'"\\' * 300_000, b'"[\\' * 300_000):
        with pytest.raises((jcs.NotCanonical, jcs.LimitPassed)):
            jcs.decode_line(hostile)


def test_length_is_compared_first() -> None:
    assert jcs.decode_line(b"12345", limit=5) == 12345
    with pytest.raises(jcs.LimitPassed):
        jcs.decode_line(b"\xff" * 6, limit=5)


def test_no_message_repeats_a_long_input() -> None:
    with pytest.raises(jcs.NotCanonical) as refused:
        jcs.decode_line(b'"secret passage')
    assert re.search("secret", str(refused.value)) is None
