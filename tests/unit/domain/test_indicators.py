"""What records are compared by: one form, whether a program read it or a person typed it."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerkapp.domain.records import indicators
from clerkapp.domain.vocabulary.message import INDICATORS
from clerkapp.evidence import indicators as read

DIGEST = "ab" * 32


def of(**values: Any) -> set[tuple[str, str]]:
    return set(indicators.of_values(values))


def test_the_reader_finds_the_kinds_that_the_form_declares() -> None:
    assert read.KINDS == INDICATORS


@pytest.mark.parametrize(
    ("subject", "compared"),
    [
        ("RE: [EXT] Fwd: Invoice 4711 for a@b.example", "invoice # for"),
        ("Aw: sv: Tally", "tally"),
        ("[only mark]", "[only mark]"),
        ("RE:", "re:"),
        ("", ""),
    ],
)
def test_a_subject_as_campaigns_keep_it(subject: str, compared: str) -> None:
    assert indicators.normal_subject(subject) == compared


def test_what_was_typed_counts() -> None:
    assert of(
        sender_address=" <Help@Sign-In.Example> ",
        reply_to="other@x.example",
        subject="RE: Invoice 12",
        message_id="<a@b.example>",
        links=[
            {"url": "HTTPS://Portal.Example/Auth?who=me#x", "host": "portal.example"},
            {"url": "http://192.0.2.7/x"},
            {"text": "no address"},
        ],
        message_attachments=[{"sha256": DIGEST.upper()}, {"sha256": "short"}, {"name": "a.pdf"}],
    ) == {
        ("sender", "help@sign-in.example"),
        ("domain", "sign-in.example"),
        ("reply_to", "other@x.example"),
        ("domain", "x.example"),
        ("subject", "invoice #"),
        ("message_id", "<a@b.example>"),
        ("host", "portal.example"),
        ("url", "https://portal.example/Auth"),
        ("ip", "192.0.2.7"),
        ("url", "http://192.0.2.7/x"),
        ("attachment", DIGEST),
    }


def test_what_was_read_from_the_file_stands_for_the_whole() -> None:
    """A link rewritten by a mail filter leads to the filter; the reader has taken that off."""
    found = of(
        indicators=[{"kind": "host", "value": "portal.example"}],
        links=[{"url": "https://filter.example/?url=portal", "host": "portal.example"}],
        sender_address="clerk@county.example",
    )
    assert found == {("host", "portal.example")}


def test_a_host_in_letters_of_another_script_is_compared_in_ascii() -> None:
    assert ("domain", "xn--bcher-kva.example") in of(sender_address="a@bücher.example")


@pytest.mark.parametrize(
    "values",
    [
        {"indicators": "x"},
        {"indicators": [1, {"kind": "colour", "value": "red"}, {"kind": "url", "value": ""}]},
        {"indicators": [{"kind": "url", "value": "x" * 5000}], "links": {}},
        {"links": ["x", {"url": 3, "host": None}], "message_attachments": 4, "subject": ["x"]},
        {"sender_address": "nobody", "reply_to": "a@ü..example", "return_path": "@"},
    ],
)
def test_values_of_another_form_are_passed_over(values: dict[str, Any]) -> None:
    assert {kind for kind, _ in of(**values)} <= {"reply_to", "return_path"}


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(["sender_address", "subject", "links"]), st.text()))
def test_any_text_is_taken(values: dict[str, Any]) -> None:
    assert all(kind in INDICATORS and value for kind, value in of(**values))
