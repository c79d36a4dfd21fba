"""Every other spelling of a record line, signed by the station all the same, is refused."""

from collections.abc import Callable

import pytest

from tests.fakes.bag import Bag

Break = Callable[[Bag], None]


def _records_bytes(change: Callable[[bytes], bytes]) -> Break:
    def apply(broken: Bag) -> None:
        broken.files["data/records.jsonl"] = change(broken.files["data/records.jsonl"])

    return apply


def _first(old: bytes, new: bytes) -> Break:
    def change(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, 1)

    return _records_bytes(change)


NOT_CANONICAL: dict[str, Break] = {
    "key_twice": _first(b'"kind":', b'"kind":"x","kind":'),
    "not_a_number": _first(b'"rev":1', b'"rev":NaN'),
    "infinity": _first(b'"rev":1', b'"rev":-Infinity'),
    "fraction": _first(b'"rev":1', b'"rev":1.0'),
    "exponent": _first(b'"rev":1', b'"rev":1e0'),
    "minus_zero": _first(b'"rev":1', b'"rev":-0'),
    "leading_zero": _first(b'"rev":1', b'"rev":01'),
    "above_2_53": _first(b'"rev":1', b'"rev":9007199254740992'),
    "400_kb_integer": _first(b'"rev":1', b'"rev":' + b"7" * 400_000),
    "space": _first(b'"rev":1', b'"rev": 1'),
    "order_of_members": _first(b'"op":"put","parents":[]', b'"parents":[],"op":"put"'),
    "escaped_letter": _first(b'"recorded"', b'"re\\u0063orded"'),
    "upper_case_escape": _first(b"Jam ", b"\\u000A"),
    "escaped_solidus": _first(b"Jam ", b"\\/"),
    "byte_order_mark": _records_bytes(lambda data: b"\xef\xbb\xbf" + data),
    "latin_1": _first("Ñ".encode(), b"\xd1"),
    "lone_surrogate": _first(b"Jam ", b"\\ud800"),
    "surrogate_in_utf_8": _first(b"Jam ", b"\xed\xa0\x80"),
    "over_long_utf_8": _first(b"Jam ", b"\xc0\xaf"),
    "control_character": _first(b"Jam ", b"\x01"),
    "carriage_return": _records_bytes(lambda data: data.replace(b"\n", b"\r\n")),
    "no_line_feed_at_the_end": _records_bytes(lambda data: data[:-1]),
    "empty_line": _records_bytes(lambda data: data + b"\n"),
    "trailing_comma": _first(b"}}\n", b"},}\n"),
    "comment": _first(b"}}\n", b"}}//\n"),
}
LIMITS: dict[str, tuple[str, Break]] = {
    "depth_65": ("limit", _records_bytes(lambda d: b"[" * 65 + b"]" * 65 + b"\n" + d)),
    "depth_15_000": ("limit", _records_bytes(lambda d: b'{"a":' * 15_000 + b"\n" + d)),
    "brackets_in_texts_are_not_depth": (
        "record",
        _records_bytes(lambda d: b'["' + b"[" * 100 + b'\\""]\n' + d),
    ),
    "long_first_line": ("limit", _records_bytes(lambda d: b"7" * (1 << 20) + b"\n" + d)),
    "long_last_line": ("limit", _records_bytes(lambda d: d + b"7" * (1 << 20) + b"\n")),
    "long_line_without_end": ("limit", _records_bytes(lambda d: d + b"7" * (1 << 20))),
}


@pytest.mark.parametrize("name", NOT_CANONICAL)
def test_a_line_that_is_not_canonical(name: str) -> None:
    broken = Bag.good()
    NOT_CANONICAL[name](broken)
    assert broken.answer() == "json"


@pytest.mark.parametrize("name", LIMITS)
def test_length_and_depth(name: str) -> None:
    code, change = LIMITS[name]
    broken = Bag.good()
    change(broken)
    assert broken.answer() == code
