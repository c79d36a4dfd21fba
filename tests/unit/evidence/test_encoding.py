"""An examination and its JSON: the same both ways, and nothing else gets in."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields
from typing import Any

import pytest

from clerkapp.domain.messages import examination
from clerkapp.domain.messages.examination import Examination
from clerkapp.evidence.encoding import OtherForm, from_value, to_value
from tests.fakes.examined import examine
from tests.fakes.letters import PASSED, forwarded, letter, qr_picture

FULL = examine(
    forwarded(
        letter(
            "Final notice.",
            html='<a href="https://phish.example/">https://sos.state.example</a>',
            headers={
                "Authentication-Results": PASSED.format("vendor.example"),
                "DKIM-Signature": "v=1; d=vendor.example; s=a",
                "Reply-To": "help@elsewhere.example",
                "Return-Path": "<bounce@vendor.example>",
            },
            files={"a.png": ("image/png", qr_picture("https://phish.example/"))},
        )
    )
)
VALUE = to_value(FULL)
"""Nothing in it is empty but what the parent says, and `problems`."""
Path = tuple[str | int, ...]


def _paths(value: Any, at: Path = ()) -> Iterator[Path]:
    """Every place in a value, the value itself too."""
    yield at
    inside: Any = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value[:2])
    for key, item in inside:
        yield from _paths(item, (*at, key))


def _changed(path: Path, value: object) -> Any:
    whole = {"": deepcopy(VALUE)}
    holder: Any = whole
    for key in ("", *path)[:-1]:
        holder = holder[key]
    holder[("", *path)[-1]] = value
    return whole[""]


def test_the_example_holds_something_of_everything() -> None:
    empty = {key for key, value in VALUE.items() if value in (None, "", 0, [])}
    assert empty == {"sha256", "size", "confined", "problems"}


def test_an_examination_comes_back_as_it_was() -> None:
    assert from_value(Examination, json.loads(json.dumps(VALUE))) == FULL


def test_keys_stand_in_the_order_of_the_declaration() -> None:
    attributes = [field.name for field in fields(examination.Examination)]
    assert ["sender" if key == "from" else key for key in VALUE] == attributes


OTHER: list[object] = [
    None, True, False, 0, 1, -1, 2**53, 1.0, "", "x", "\ud800", [], ["x"], [None], {}, {"x": "y"},
    {"x": None}, {"x": "\ud800"}, {"x": 1.5}, {"x": True}, {"\ud800": "x"},
]  # fmt: skip


@pytest.mark.parametrize("path", tuple(_paths(VALUE)), ids=str)
def test_a_value_of_another_form_never_gets_in(path: Path) -> None:
    for other in OTHER:
        changed = _changed(path, other)
        try:
            found = from_value(Examination, changed)
        except OtherForm:
            continue
        # What was taken is a valid form: it says the same again, and can be written to a file.
        again = json.dumps(to_value(found), ensure_ascii=False)
        assert again.encode("utf-8") == json.dumps(changed, ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ((), []),
        (("subject",), None),
        (("subject",), "a\ud800"),
        (("kind",), "pdf"),
        (("date",), "2026-10-05T09:14:00"),
        (("date",), "20261005T091400Z"),
        (("received_at",), "at noon"),
        (("links", 0, "text"), "a\ud800"),
        (("attachments", 0, "sha256"), "A" * 64),
        (("attachments", 0, "flags"), ["macros!"]),
        (("signs", 0, "code"), "Safe."),
        (("text",), 5),
        (("links",), {}),
        (("links", 0, "url"), None),
        (("links", 0), {"text": "", "url": ""}),
        (("links", 0), {"text": "", "url": "", "host": "", "defanged": ""}),
        (("attachments", 0, "size"), -1),
        (("attachments", 0, "size"), True),
        (("attachments", 0, "size"), 2**53),
        (("attachments", 0, "flags"), "macros"),
        (("signs", 0, "strength"), "deadly"),
        (("signs", 0, "where"), "elsewhere"),
        (("signs", 0, "params"), {"name": None}),
        (("nested", 0, "analysed"), 1),
        (("nested", 0, "index"), "0"),
        (("indicators", 0), ["host", "x.example"]),
        (("carrier", "sender"), {}),
    ],
)
def test_these_forms_are_refused(path: Path, other: object) -> None:
    with pytest.raises(OtherForm):
        from_value(Examination, _changed(path, other))


@pytest.mark.parametrize("key", VALUE)
def test_every_key_is_needed_and_no_other_is_known(key: str) -> None:
    with pytest.raises(OtherForm):
        from_value(Examination, {name: value for name, value in VALUE.items() if name != key})
    with pytest.raises(OtherForm):
        from_value(Examination, {**VALUE, f"{key}_": VALUE[key]})


def test_what_is_no_character_leaves_as_a_question_mark() -> None:
    sign = examination.Sign(
        "lure",
        examination.Strength.WEAK,
        examination.Where.TEXT,
        {"words": "a\ud800b", "n": 3},
    )
    assert to_value(sign)["params"] == {"words": "a?b", "n": 3}
    assert to_value(examination.Mailbox("\ud800", "ä"))["name"] == "?"
