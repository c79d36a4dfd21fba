"""The shared corpus of real and made messages, where it lies beside the repository.

It is hostile: read where it is, never copied. Where it is not, these tests are not collected; our own
messages always run (test_own_messages, tests/unit/evidence).
"""

import csv
import email
import json
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.utils import parseaddr
from pathlib import Path

import fast_mail_parser
import pytest
from oxmsg import Message

from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.messages.examination import Examination
from clerkapp.evidence.child.pool import Pool
from clerkapp.evidence.encoding import from_value, to_value
from clerkapp.evidence.parse import mime, source
from clerkapp.evidence.parse.steps import Steps

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "email"

pytestmark = pytest.mark.corpus

EXPECTED = {
    "synth_spoof_state_office.eml": {"check-failed", "reply-elsewhere", "link-shows-other"},
    "synth_bec_giftcard.eml": {"asks-gift-cards"},
    "synth_qr_attached.eml": {"qr-code"},
    "synth_html_smuggling_inert.eml": {"file-page-script"},
    "synth_encrypted_zip_flag.eml": {"file-encrypted"},
    "synth_macro_doc_inert.eml": {"file-macros"},
    "synth_lookalike_links.eml": {
        "sender-mixed-letters",
        "link-mixed-letters",
        "link-address-literal",
        "link-user-part",
    },
    "synth_rtl_override_name.eml": {"file-reversed-name", "file-program"},
    "synth_date_skew.eml": {"date-skew"},
    "synth_remote_content_trap.eml": {"page-script", "page-password", "link-runs-code"},
    "synth_clean_newsletter.eml": set(),
    "synth_clean_with_pdf.eml": set(),
}


@pytest.fixture(scope="module")
def read() -> Iterator[dict[str, Examination]]:
    paths = sorted(path for path in CORPUS.iterdir() if path.suffix in {".eml", ".msg"})
    with Pool(2) as pool:
        results = pool.examine_many(path.read_bytes for path in paths)
        yield dict(zip((path.name for path in paths), results, strict=True))


def _codes(result: Examination, strength: str | None = None) -> set[str]:
    return {sign.code for sign in result.signs if strength in (None, sign.strength)}


def test_every_file_is_read_and_hashed(read: dict[str, Examination]) -> None:
    assert len(read) > 300
    for name, result in read.items():
        assert result.sha256 == sha256_hex((CORPUS / name).read_bytes())
        problems = {problem.code for problem in result.problems}
        assert not {code for code in problems if code.startswith(("reader-", "part-slow"))}, name


def test_what_was_read_comes_back_from_its_json(read: dict[str, Examination]) -> None:
    for name, result in read.items():
        text = json.dumps(to_value(result))
        assert from_value(Examination, json.loads(text)) == result, name
        assert json.dumps(to_value(from_value(Examination, json.loads(text)))) == text, name


def test_a_careful_reader_s_expectations_hold(read: dict[str, Examination]) -> None:
    with (CORPUS / "synthetic_expectations.csv").open(encoding="utf-8") as file:
        names = {row["file"]: row["sha256"] for row in csv.DictReader(file)}
    for name, digest in names.items():
        assert read[name].sha256 == digest
    for name, expected in EXPECTED.items():
        found = _codes(read[name])
        assert expected <= found if expected else found == set(), name
    forwarded = read["synth_forwarded_as_attachment.eml"]
    assert forwarded.subject == forwarded.nested[0].subject == "Account locked"
    assert forwarded.carrier is not None
    assert forwarded.carrier.subject == "FW: suspicious message"


def _share(read: dict[str, Examination], prefix: str) -> float:
    group = [result for name, result in read.items() if name.startswith(prefix)]
    return sum(bool(_codes(result, "strong")) for result in group) / len(group)


def test_strong_signs_tell_phishing_from_ordinary_mail(read: dict[str, Examination]) -> None:
    assert _share(read, "phish_") >= 0.60
    assert _share(read, "ham_") <= 0.03


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _content(part: email.message.Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _by_standard_library(data: bytes) -> tuple[str | None, str, list[str]]:
    message = email.message_from_bytes(data)
    try:
        subject = _line(str(make_header(decode_header(message.get("Subject", "")))))
    except (LookupError, UnicodeError, ValueError):
        subject = None
    files = [
        sha256_hex(_content(part))
        for part in message.walk()
        if not part.is_multipart()
        and (
            part.get_filename() or "attachment" in str(part.get("Content-Disposition", "")).lower()
        )
    ]
    return subject, parseaddr(str(message.get("From", "")))[1], files


def test_where_two_other_readers_agree_we_agree(read: dict[str, Examination]) -> None:
    compared = 0
    for name, result in read.items():
        data = (CORPUS / name).read_bytes()
        if not name.endswith(".eml"):
            continue
        try:
            other = fast_mail_parser.parse_email(data)
        except fast_mail_parser.ParseError:
            continue
        compared += 1
        subject, address, files = _by_standard_library(data)
        outer = result.carrier or result
        problems = {problem.code for problem in result.problems}
        if subject is not None and subject == _line(other.subject):
            # a subject of 96 KB is cut, and that is said
            same = subject == outer.subject
            assert same or ("headers-cut" in problems and subject.startswith(outer.subject)), name
        theirs = other.from_.address if other.from_ else ""
        if theirs == address and " " not in address:
            assert outer.sender.address == address, name
        attached = [sha256_hex(bytes(file.content)) for file in other.attachments]
        if sorted(attached) == sorted(files):
            ours = [file.sha256 for file in outer.attachments]
            # we also find the parts of a message whose boundary is wrong
            assert sorted(ours) == sorted(files) or (
                "boundary-wrong" in problems and set(files) <= set(ours)
            ), name
    assert compared > 250


def test_outlook_files_say_what_their_properties_say(read: dict[str, Examination]) -> None:
    compared = 0
    for name, result in read.items():
        if not name.endswith(".msg") or result.kind != "msg":
            continue
        try:
            message = Message.load((CORPUS / name).read_bytes())
            subject = _line(message.subject)
            names = [file.file_name or "" for file in message.attachments if file.file_bytes]
        except Exception:
            continue
        compared += 1
        outer = result.carrier or result
        if "\ufffd" not in subject and subject.isascii():
            # the header that came is the evidence; the property is what a program made of it
            kept = {key.lower(): value for key, value in message.message_headers.items()}
            assert outer.subject in {subject, _line(kept.get("subject"))}, name
        ours = {file.name for file in outer.attachments}
        assert {_line(file) for file in names if file} <= ours, name
    assert compared > 30


def test_parts_have_the_bytes_that_were_sent() -> None:
    path = CORPUS / "synth_forwarded_as_attachment.eml"
    envelope = source.open_source(path.read_bytes(), Steps()).envelope
    (inner,) = envelope.messages
    assert inner.content in path.read_bytes()
    assert mime.read(inner.content).headers.get("subject") == "Account locked"
