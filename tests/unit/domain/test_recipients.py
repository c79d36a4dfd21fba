"""Recipients' addresses are found and masked wherever hostile mail writes them."""

import base64

import pytest

from clerkapp.domain.records import recipients

HOME = frozenset({"clerk@county.example"})
CODED = base64.b64encode(b"clerk@county.example").decode()


@pytest.mark.parametrize(
    "text",
    [
        "clerk@county.example",
        "Clerk@County.EXAMPLE",
        "https://x.example/?to=clerk%40county.example&n=1",
        "bounce+clerk=county.example@mail.x.example",
        "=?q?clerk=40county.example?=",
        f"https://x.example/#{CODED}",
        f"https://x.example/#{CODED.rstrip('=')}",
    ],
)
def test_it_is_found_and_masked(text: str) -> None:
    assert recipients.held_by(text, HOME)
    masked = recipients.masked(text, HOME)
    assert not recipients.held_by(masked, HOME)
    assert recipients.MASK in masked


@pytest.mark.parametrize("text", ["", "maria@county.example", "clerk", "county.example"])
def test_others_stay(text: str) -> None:
    assert not recipients.held_by(text, HOME)
    assert recipients.masked(text, HOME) == text


def test_it_is_found_at_any_depth() -> None:
    table = [{"text": "x"}, {"url": "https://x.example/clerk@county.example"}]
    assert recipients.held_by(table, HOME)
    assert recipients.held_by({"a": {"b": ["clerk@county.example"]}}, HOME)
    assert not recipients.held_by([1, None, True, {"n": 3}], HOME)


def test_the_longest_address_is_masked_first() -> None:
    both = frozenset({"k@county.example", "clerk@county.example"})
    assert recipients.masked("clerk@county.example", both) == recipients.MASK


@pytest.mark.parametrize(
    "rows",
    [
        None,
        "clerk@county.example",
        [1, {"address": 2}, {"other": "a@b.example"}],
        [{"address": "@"}],
    ],
)
def test_records_of_another_form_have_none(rows: object) -> None:
    assert recipients.of_values({"recipients": rows}) == frozenset()  # type: ignore[dict-item]


def test_addresses_of_a_record() -> None:
    rows = [{"address": " Clerk@county.example "}, {"address": "a@b"}, {"address": "no address"}]
    assert recipients.of_values({"recipients": rows}) == HOME


def test_many_addresses_and_long_texts_take_no_time_to_speak_of() -> None:
    many = frozenset(f"person{n}@county.example" for n in range(500))
    text = "x" * 200_000 + " PERSON7%40county.example"
    assert recipients.held_by([text] * 20, many)
    assert recipients.masked(text, many).endswith(" " + recipients.MASK)
