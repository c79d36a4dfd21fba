"""What a record gets from a message that was read."""

from dataclasses import replace
from typing import Any

import pytest

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control
from clerkapp.domain.messages import record_values
from clerkapp.domain.messages.examination import (
    Authentication,
    Carrier,
    DkimSignature,
    Examination,
    Header,
    Link,
    Mailbox,
    MessageFile,
)
from clerkapp.domain.records.indicators import LONGEST, Indicator
from clerkapp.domain.records.value_forms import ROWS_LIMIT
from clerkapp.domain.records.values import normalise
from tests.fakes import letters
from tests.fakes.examined import examine
from tests.fakes.letters import PASSED, letter

WORDS = "w" * 50_000
MUCH = Examination(
    kind="mbox",
    sender=Mailbox(WORDS, WORDS),
    reply_to=WORDS,
    return_path=WORDS,
    subject=WORDS,
    date=None,
    message_id=WORDS,
    received=(),
    auth=Authentication(
        spf="pass",
        dkim_signatures=(DkimSignature(WORDS, WORDS),) * 2,
        headers=(Header("ARC-Seal", WORDS),),
    ),
    text=WORDS * 3,
    links=(Link(WORDS, WORDS, WORDS),),
    attachments=(MessageFile(WORDS, WORDS, "", 7, "0" * 64, ()),),
    received_at="2026-10-05T09:14:05-05:00",
    sending_server=WORDS,
    recipients=(WORDS,),
    indicators=(Indicator("url", "u" * LONGEST), Indicator("url", "u" * (LONGEST + 1))),
    carrier=Carrier(Mailbox(WORDS, WORDS), WORDS, None, None, None, ()),
)
HOME = "a@b.co"


def _fields(data: bytes) -> dict[str, Any]:
    values, said = record_values.of_examination(examine(data))
    assert record_values.LEFT_OUT not in said
    return values


def test_a_message_fills_the_form() -> None:
    values = _fields(
        letter(
            html='<a href="https://vendor.example/hours">Hours</a> and more words',
            headers={
                "Authentication-Results": PASSED.format("vendor.example"),
                "Reply-To": "help@vendor.example",
                "Return-Path": "<bounce@vendor.example>",
            },
            files={"a.pdf": ("application/pdf", b"%PDF-1.4")},
        )
    )
    proof = ("message_attachments", "auth_headers", "indicators")
    files, headers, compared = (values.pop(code) for code in proof)
    assert files[0]["name"] == "a.pdf"
    assert headers == f"Authentication-Results: {PASSED.format('vendor.example')}"
    assert {"kind": "host", "value": "vendor.example"} in compared
    assert values == {
        "channel": "email",
        "received": {"at": "2026-10-05T09:14:05-05:00", "precision": "exact"},
        "sender_name": "Maria Delgado",
        "sender_address": "maria@vendor.example",
        "reply_to": "help@vendor.example",
        "return_path": "bounce@vendor.example",
        "sending_server": "mail.sender.example (203.0.113.25)",
        "auth_spf": "pass",
        "auth_dkim": "pass",
        "auth_dmarc": "pass",
        "recipients": [{"address": "clerk@county.example"}],
        "subject": "Precinct supply list",
        "message_id": "<list-1@vendor.example>",
        "links": [
            {"text": "Hours", "url": "https://vendor.example/hours", "host": "vendor.example"}
        ],
        "message_text": "[link: Hours] and more words",
    }


@pytest.mark.parametrize(
    ("report", "spf", "dmarc"),
    [
        ("mx; spf=softfail", "fail", "not_known"),
        ("mx; spf=none; dmarc=bestguesspass", "none", "none"),
        ("mx; spf=permerror; dmarc=fail", "fail", "fail"),
    ],
)
def test_results_are_said_in_the_form_s_words(report: str, spf: str, dmarc: str) -> None:
    values = _fields(letter(headers={"Authentication-Results": report}))
    assert (values["auth_spf"], values["auth_dmarc"]) == (spf, dmarc)


def test_what_is_not_known_is_left_out() -> None:
    values = _fields(b"They rang and asked for the voter file.")
    assert values == {"message_text": "They rang and asked for the voter file."}


HOSTILE = {
    "long": letter(
        "x" * 300_000 + " http://x.example/" + "a" * 5000,
        sender=f'"{"n" * 900}" <{"a" * 120}@{"b" * 240}.example>',
        subject="s" * 5000,
        html="".join(f'<a href="https://h{n}.example/">{"t" * 900}</a>' for n in range(700))
        + "end",
        files={"n" * 200 + ".pdf": ("application/pdf", b"")},
    ),
    "hidden": letter(
        "a\x00b\u202ec", sender='"\u202ex\x07" <a@x.example>', subject="\u200b\u202e s"
    ),
    "broken": letter()[:150],
    "forward": letters.forwarded(letter()),
    "nothing": b"",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_the_form_takes_whatever_a_message_gives(data: bytes) -> None:
    values = _fields(data)
    message = KINDS["message"]
    assert all(message.field(code) is not None for code in values)
    assert normalise("message", values) == values


def _of(found: Examination) -> dict[str, Any]:
    values, said = record_values.of_examination(found)
    assert said == ()
    return values


def test_texts_are_cut_to_what_their_fields_declare() -> None:
    values = _of(MUCH)
    filled = 0
    for field in KINDS["message"].fields:
        value = values.get(field.code)
        if field.control in (Control.LINE, Control.TEXT) and value is not None:
            assert len(value) == field.limit, field.code
            filled += 1
        if field.control is Control.TABLE and value is not None:
            for column in field.columns:
                if column.control is Control.LINE:
                    assert len(value[0][column.code]) == column.limit, (field.code, column.code)
                    filled += 1
    assert filled == 21
    assert len(values["indicators"]) == 1


def test_tables_are_cut_to_their_rows() -> None:
    found = replace(
        MUCH,
        links=tuple(Link("", f"http://h{n}.example/", "") for n in range(ROWS_LIMIT + 1)),
        recipients=tuple(f"p{n}@county.example" for n in range(ROWS_LIMIT + 1)),
    )
    values = _of(found)
    assert len(values["links"]) == len(values["recipients"]) == ROWS_LIMIT


@pytest.mark.parametrize("length", [1990, 1995, 2000, 2005])
def test_a_recipient_is_masked_also_where_a_text_is_cut(length: int) -> None:
    url = "http://x.example/".ljust(length, "-") + HOME
    link = Link(f"{HOME} " * 80, f"{url} {HOME} " * 9, "x.example")
    (row,) = _of(replace(MUCH, links=(link,), recipients=(HOME,)))["links"]
    assert "[recipient]" in row["text"]
    for text in (row["text"], row["url"]):
        assert "a@" not in text.removesuffix("a")


def test_a_link_full_of_recipients_is_kept() -> None:
    url = "https://x.example/?" + f"{HOME}&" * 290
    values = _of(replace(MUCH, links=(Link("Open", url, "x.example"),), recipients=(HOME,)))
    assert values["links"][0]["url"].startswith("https://x.example/?[recipient]&[recipient]&")


def test_what_does_not_fit_is_left_out_and_the_rest_stands() -> None:
    values, said = record_values.of_examination(replace(MUCH, received_at="0001-01-01T00:00:00Z"))
    assert said == (record_values.LEFT_OUT,)
    assert "received" not in values
    assert "links" in values


def test_the_message_of_a_mailbox_that_was_read_is_named() -> None:
    box = letters.mailbox(letter(subject="First"), letter(subject="Second"))
    assert _fields(box)["message_place"] == {"n": 1, "precision": "exact"}
    values, _ = record_values.of_examination(examine(box, pick=1))
    assert values["message_place"] == {"n": 2, "precision": "exact"}
    assert "message_place" not in _fields(letter())
