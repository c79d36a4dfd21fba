"""What the form gets from a message, and that the document says what the program does."""

import re
from typing import Any

import pytest

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.records.values import normalise
from clerkapp.evidence import limits, reading
from clerkapp.evidence.examination import examine
from clerkapp.evidence.parse.steps import Why
from clerkapp.evidence.signs import sign
from clerkapp.wording import signs as words
from tests.architecture.source import ROOT, modules
from tests.fakes import letters
from tests.fakes.letters import PASSED, letter

DOCUMENT = ROOT / "docs" / "formats" / "evidence.md"


def _fields(data: bytes) -> dict[str, Any]:
    return reading.fields({"sha256": "", "size": len(data), **examine(data)})


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
    assert values.pop("message_attachments")[0]["name"] == "a.pdf"
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


def _problem_codes() -> set[str]:
    named = set()
    for module in modules():
        if module.place.startswith("clerkapp/evidence/"):
            text = (ROOT / module.place).read_text("utf-8")
            named |= set(re.findall(r'Problem\(\s*"([a-z-]+)"', text))
            named |= set(re.findall(r'"(reader-[a-z]+)"', text))
            named |= set(re.findall(r'"((?:picture|pdf)-(?!actions)[a-z]+)"', text))
    return named | {f"part-{why}" for why in Why}


def test_every_problem_has_a_sentence_and_every_sentence_a_problem() -> None:
    assert _problem_codes() == set(words.PROBLEMS)


def test_problems_are_filled_and_harmless() -> None:
    said = words.problem("pdf-unread", {"name": "http://x.example/\u202ea.pdf"})
    assert said.endswith("hxxp://x[.]example/[U+202E]a[.]pdf")
    assert words.problem("zz", {}) == "zz"


def _rows(heading: str) -> dict[str, str]:
    section = DOCUMENT.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| `([a-z-]+)` \| ([^|]*?) \|", section, re.MULTILINE))


def test_the_document_lists_every_sign() -> None:
    assert _rows("Warning signs") == {
        code: " or ".join(str(strength) for strength in strengths)
        for code, (strengths, _) in sign.CATALOGUE.items()
    }


def test_the_document_lists_every_problem() -> None:
    assert set(_rows("Problems")) == set(words.PROBLEMS)


def test_the_document_names_every_key() -> None:
    section = DOCUMENT.read_text("utf-8").split("\n## The result\n")[1].split("\n## ")[0]
    named = set(re.findall(r"^\| `([a-z_0-9]+)` \|", section, re.MULTILINE))
    assert named == {"sha256", "size", *examine(b"")}


def test_the_document_s_limits_are_the_program_s() -> None:
    section = DOCUMENT.read_text("utf-8").split("\n## Limits\n")[1].split("\n## ")[0]
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| ([0-9.,]+)", section, re.MULTILINE))
    said = {name: float(value.replace(",", "")) for name, value in rows.items()}
    real = {name: value for name, value in vars(limits).items() if name.isupper() and name != "MIB"}
    assert said == real
