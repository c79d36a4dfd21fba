"""Files taken apart: mail, Outlook, mailboxes, pasted headers and words, forwards."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

import pytest

from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.messages.examination import Examination, Link, Mailbox, ReadingProblem
from clerkapp.evidence import limits
from clerkapp.evidence.parse import mime, outlook, parts
from tests.fakes import letters
from tests.fakes import outlook as saved
from tests.fakes.examined import examine
from tests.fakes.letters import letter


def _codes(result: Examination) -> set[object]:
    return {found.code for found in result.problems}


def test_pictures_do_not_use_up_the_time_for_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = letters.qr_picture("https://portal.example/mfa")
    side = int.from_bytes(picture[16:20], "big")
    files = {f"{n}.png": ("image/png", picture) for n in range(4)}
    monkeypatch.setattr(limits, "ALL_PIXELS", 2 * side * side)
    result = examine(letter("Plain words.", files=files))
    assert [code.attachment for code in result.qr] == ["0.png", "1.png"]
    (many,) = [found for found in result.problems if found.code == "pictures-many"]
    assert many.params == {"limit": 2}
    assert (result.text, len(result.attachments)) == ("Plain words.", 4)


def test_an_ordinary_letter_is_read() -> None:
    result = examine(
        letter(
            "Plain words.",
            html='<p>Hours: <a href="https://vendor.example/hours?id=7">our page</a></p>',
            headers={"Reply-To": "help@vendor.example", "Return-Path": "<bounce@vendor.example>"},
            files={"supplies.pdf": ("application/pdf", b"%PDF-1.4")},
        )
    )
    assert result.kind == "eml"
    assert result.sender == Mailbox("Maria Delgado", "maria@vendor.example")
    assert (result.reply_to, result.return_path) == (
        "help@vendor.example",
        "bounce@vendor.example",
    )
    assert result.subject == "Precinct supply list"
    assert result.date == "2026-10-05T09:14:00-05:00"
    assert result.received_at == "2026-10-05T09:14:05-05:00"
    assert result.message_id == "<list-1@vendor.example>"
    assert result.recipients == ("clerk@county.example",)
    assert result.text == "Hours: [link: our page]"
    assert result.links == (
        Link("our page", "https://vendor.example/hours?id=7", "vendor.example"),
    )
    (file,) = result.attachments
    assert (file.name, file.sniffed, file.sha256) == (
        "supplies.pdf",
        "application/pdf",
        sha256_hex(b"%PDF-1.4"),
    )
    assert (result.signs, result.problems, result.nested) == ((), (), ())


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("base64", b"JVBERi0x\r\nLjQ="),
        ("BASE64 ", b"JVBERi0xLjQ"),
        ("base64", b"JVBE!Ri0x LjQ=\r\n"),
        ("quoted-printable", b"%PDF=2D1=\r\n.4"),
        ("x-uuencode", b"begin 644 a.pdf\n" + binascii.b2a_uu(b"%PDF-1.4") + b"`\nend\n"),
        ("8bit", b"%PDF-1.4"),
        ("no-such-encoding", b"%PDF-1.4"),
    ],
)
def test_transfer_encodings_are_taken_off(encoding: str, body: bytes) -> None:
    data = (
        b"From: a@vendor.example\nSubject: s\nContent-Type: application/pdf; name=a.pdf\n"
        b"Content-Transfer-Encoding: " + encoding.encode() + b"\n\n" + body
    )
    assert examine(data).attachments[0].sha256 == sha256_hex(b"%PDF-1.4")


def test_a_file_inside_the_text_is_found() -> None:
    data = letter(f"Hello\n\nbegin 644 a.exe\n{binascii.b2a_uu(b'Cat').decode()}`\nend\n")
    assert examine(data).attachments[0].name == "a.exe"
    assert examine(data).attachments[0].sha256 == sha256_hex(b"Cat")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", "text"),
        (b"Note: call them\n\n", "text"),
        (b"From: a@x.example\nSubject: s\n\n", "eml"),
        (b"\r\n\r\nFrom: a@x.example\r\nSubject: s\r\n\r\n", "eml"),
        (b"\xef\xbb\xbfFrom: a@x.example\nSubject: s\n\n", "eml"),
        (b"From: a@x.example\rSubject: s\r\r", "eml"),
    ],
)
def test_the_form_is_taken_from_the_bytes(head: bytes, kind: str) -> None:
    result = examine(head + b"Please call.")
    assert result.kind == kind
    assert "Please call." in result.text


def test_pasted_headers_are_headers() -> None:
    head = letter().split(b"\r\n\r\n")[0]
    result = examine(head + b"\r\n")
    assert (result.kind, result.text) == ("headers", "")
    assert result.sender.address == "maria@vendor.example"
    assert _codes(result) == set()


def test_text_saved_by_windows_is_read() -> None:
    assert examine("From: é@x.example\r\nSubject: s\r\n\r\nhello".encode("utf-16")).text == "hello"


def test_lost_headers_are_said() -> None:
    assert _codes(examine(letter(received=None))) == {"headers-lost"}


@pytest.mark.parametrize("data", [b"", b"\r\n \n"])
def test_a_drag_that_gave_nothing_is_explained(data: bytes) -> None:
    result = examine(data)
    assert (result.kind, _codes(result)) == ("text", {"nothing"})


def test_another_file_is_no_message() -> None:
    result = examine(b"\x00\x01binary")
    assert (result.kind, result.text) == ("text", "")
    assert "not-a-message" in _codes(result)


def test_a_mailbox_lists_its_messages_and_reads_the_picked_one() -> None:
    box = letters.mailbox(
        letter(subject="First"), letter(subject="Second"), letter(subject="Third")
    )
    result = examine(box, pick=1)
    assert (result.kind, result.subject) == ("mbox", "Second")
    assert [line.subject for line in result.nested] == ["First", "Second", "Third"]
    assert [line.analysed for line in result.nested] == [False, True, False]
    assert ReadingProblem("mailbox", {"count": 3, "picked": 2}) in result.problems
    assert examine(box, pick=99).subject == "Third"


def test_a_postmark_inside_a_body_makes_no_mailbox() -> None:
    one = letters.mailbox(letter("From here on all is well 10:00 in 2026\n"))
    assert examine(one).kind == "eml"


def test_a_forward_as_an_attachment_is_read_itself() -> None:
    inner = letter(subject="Account locked", sender="Bank <bank@phish.example>")
    result = examine(letters.forwarded(inner))
    assert (result.kind, result.subject) == ("eml", "Account locked")
    assert result.sender.address == "bank@phish.example"
    assert result.carrier is not None
    assert result.carrier.sender.address == "dana@county.example"
    (line,) = result.nested
    assert (line.subject, line.analysed) == ("Account locked", True)
    assert line.sha256 == sha256_hex(inner)


def test_a_carrier_s_own_files_are_judged_too() -> None:
    data = letters.forwarded(
        letter(), files={"run.exe": ("application/octet-stream", b"MZ" + bytes(99))}
    )
    assert [sign.code for sign in examine(data).signs] == ["file-program"]


@pytest.mark.parametrize(
    ("name", "media_type"), [("original.eml", "application/octet-stream"), ("a.EML", "text/plain")]
)
def test_a_message_attached_as_a_file_is_read_itself(name: str, media_type: str) -> None:
    inner = letter(subject="Inside")
    result = examine(letters.forwarded(b"", files={name: (media_type, inner)}))
    assert result.subject == "Inside"


def test_a_server_s_notice_is_about_itself() -> None:
    data = (
        b"From: postmaster@county.example\nSubject: Undelivered\nReceived: x; y\n"
        b'Content-Type: multipart/report; boundary="b"\n\n--b\n\nNot delivered.\n'
        b"--b\nContent-Type: message/delivery-status\n\nStatus: 5.1.1\n"
        b"--b\nContent-Type: message/rfc822\n\nSubject: Mine\nFrom: clerk@county.example\n\nhello\n--b--\n"
    )
    result = examine(data)
    assert (result.subject, result.carrier) == ("Undelivered", None)
    assert [line.analysed for line in result.nested] == [False]


def test_parts_too_deep_stay_closed_and_their_neighbours_are_read() -> None:
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (level, level)
        for level in range(40)
    )
    data = (
        b'From: a@x.example\nSubject: s\nContent-Type: multipart/mixed; boundary="top"\n\n--top\n'
        + deep
        + b"\n--top\nContent-Type: application/pdf; name=after.pdf\n\n%PDF-1.4\n--top--\n"
    )
    result = examine(data)
    assert "parts-deep" in _codes(result)
    assert "after.pdf" in [file.name for file in result.attachments]


def test_too_many_parts_are_not_all_read() -> None:
    data = (
        b'From: a@x.example\nSubject: s\nContent-Type: multipart/mixed; boundary="b"\n\n'
        + b"--b\nContent-Type: application/pdf\n\nx\n" * (limits.PARTS + 10)
    )
    result = examine(data)
    assert "parts-many" in _codes(result)
    assert len(result.attachments) == limits.PARTS


@pytest.mark.parametrize(
    "content_type",
    [b"multipart/mixed", b'multipart/mixed; boundary="other"', b"multipart/mixed\n\tboundary=x"],
)
def test_a_wrong_boundary_is_found_by_its_look(content_type: bytes) -> None:
    data = (
        b"From: a@x.example\nSubject: s\nContent-Type: "
        + content_type
        + b"\n\n--real\nContent-Type: application/pdf; name=a.pdf\n\n%PDF-1.4\n--real--\n"
    )
    result = examine(data)
    assert "boundary-wrong" in _codes(result)
    assert [file.name for file in result.attachments] == ["a.pdf"]


def test_parts_that_nothing_tells_apart_are_text() -> None:
    result = examine(
        b"From: a@x.example\nSubject: s\nContent-Type: multipart/mixed; boundary=x\n\njust words\n"
    )
    assert (result.text, result.attachments) == ("just words", ())


def test_lone_surrogates_and_nul_do_not_reach_the_result() -> None:
    data = (
        b"From: a@x.example\nSubject: =?utf-7?q?+2AA-?=\nContent-Type: text/html\n\n<p>a\x00b</p>"
    )
    result = examine(data)
    result.subject.encode("utf-8")
    assert result.text == "ab"


def _outlook(values: Mapping[tuple[int, int], bytes | int] | None = None, **more: Any) -> bytes:
    told: dict[tuple[int, int], bytes | int] = {
        (0x0037, saved.UNICODE): saved.text("Supply list"),
        (0x0C1A, saved.UNICODE): saved.text("Maria Delgado"),
        (0x5D01, saved.UNICODE): saved.text("maria@vendor.example"),
        (0x1000, saved.UNICODE): saved.text("Boxes arrive on Tuesday."),
        **(values or {}),
    }
    return saved.compound_file(saved.message(told, **more))


def test_an_outlook_file_is_read() -> None:
    result = examine(
        _outlook(
            attachments=[
                {
                    (0x3707, saved.UNICODE): saved.text("supplies.pdf"),
                    (0x370E, saved.UNICODE): saved.text("application/pdf"),
                    (0x3701, saved.BINARY): b"%PDF-1.4" + bytes(5000),
                }
            ],
            recipients=[{(0x39FE, saved.UNICODE): saved.text("clerk@county.example")}],
        )
    )
    assert (result.kind, result.subject) == ("msg", "Supply list")
    assert result.sender == Mailbox("Maria Delgado", "maria@vendor.example")
    assert result.recipients == ("clerk@county.example",)
    assert result.text == "Boxes arrive on Tuesday."
    (file,) = result.attachments
    assert (file.name, file.sha256) == ("supplies.pdf", sha256_hex(b"%PDF-1.4" + bytes(5000)))
    assert _codes(result) == {"headers-not-kept"}


def test_outlook_s_kept_headers_are_the_headers() -> None:
    head = letter(subject="From the headers").split(b"\r\n\r\n")[0].decode()
    result = examine(_outlook(values={(0x007D, saved.UNICODE): saved.text(head)}))
    assert result.subject == "From the headers"
    assert result.received_at == "2026-10-05T09:14:05-05:00"
    assert _codes(result) == set()


@pytest.mark.parametrize(
    ("page", "raw", "subject"),
    [
        ({(0x3FFD, saved.INTEGER): 1251}, "Список".encode("cp1251"), "Список"),
        ({(0x3FDE, saved.INTEGER): 950}, "格式測試".encode("cp950"), "格式測試"),
        ({(0x3FF1, saved.INTEGER): 0x0419}, "Список".encode("cp1251"), "Список"),
        ({(0x3FFD, saved.INTEGER): 99999}, "café".encode(), "café"),
        ({}, "café".encode("cp1252"), "café"),
    ],
)
def test_eight_bit_text_has_a_code_page(
    page: dict[tuple[int, int], int], raw: bytes, subject: str
) -> None:
    root = saved.message({(0x0037, saved.STRING8): raw, **page})
    assert examine(saved.compound_file(root)).subject == subject


def test_a_message_inside_an_outlook_file_is_read_itself() -> None:
    inner = saved.message({(0x0037, saved.UNICODE): saved.text("Inner")}, header=24)
    result = examine(_outlook(attachments=[inner]))
    assert (result.kind, result.subject) == ("msg", "Inner")
    assert result.carrier is not None
    assert result.carrier.subject == "Supply list"


def test_an_outlook_file_attached_to_mail_is_read_itself() -> None:
    result = examine(
        letters.forwarded(b"", files={"a.msg": ("application/vnd.ms-outlook", b"")}).replace(
            b'filename="a.msg"\r\n\r\n',
            b'filename="a.msg"\r\nContent-Transfer-Encoding: base64\r\n\r\n' + _base64(_outlook()),
        )
    )
    assert result.subject == "Supply list"


def _base64(data: bytes) -> bytes:
    return base64.encodebytes(data)


def test_html_inside_rich_text_is_taken_out() -> None:
    rich = (
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Caf\'e9 "
        rb'{\*\htmltag84 <a href="https://phish.example/x">}sign in{\*\htmltag92 </a>}\htmlrtf }\htmlrtf0 }'
    )
    stored = len(rich).to_bytes(4, "little")
    packed = stored + stored + b"MELA" + bytes(4) + rich
    result = examine(_outlook(values={(0x1009, saved.BINARY): packed}))
    assert result.text == "Café [link: sign in]"
    assert result.links[0].host == "phish.example"


def test_rich_text_without_html_is_words() -> None:
    rich = rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\pard One\par \u8220?two\u8221?}"
    # [MS-OXRTFCP]: literal bytes behind a control byte of zeros
    literal = b"".join(b"\0" + rich[at : at + 8] for at in range(0, len(rich), 8))
    packed = _rich_head(len(literal), len(rich)) + literal
    root = saved.message({(0x0037, saved.UNICODE): saved.text("s"), (0x1009, saved.BINARY): packed})
    assert examine(saved.compound_file(root)).text == "One\n“two”"


def _rich_head(packed: int, plain: int) -> bytes:
    return (packed + 12).to_bytes(4, "little") + plain.to_bytes(4, "little") + b"LZFu" + bytes(4)


@pytest.mark.parametrize("cut", [9, 100, 600, 2000])
def test_a_broken_outlook_file_is_said(cut: int) -> None:
    result = examine(_outlook()[:cut])
    assert result.kind == "msg"
    assert _codes(result) & {"outlook-unread", "headers-not-kept"}


def test_a_property_of_another_type_costs_only_itself() -> None:
    values: dict[tuple[int, int], bytes | int] = {
        (0x0039, saved.INTEGER): 7,
        (0x3FDE, saved.UNICODE): saved.text("1252"),
    }
    result = examine(_outlook(values=values))
    assert (result.subject, result.date) == ("Supply list", None)


def test_an_outlook_reader_refuses_what_is_none() -> None:
    with pytest.raises(parts.NotOutlook):
        outlook.read(parts.OUTLOOK + bytes(600))


def test_exact_bytes_of_parts_survive() -> None:
    body = bytes(range(256)).replace(b"\r", b"").replace(b"\n", b"")
    data = (
        b'From: a@x.example\nSubject: s\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: application/x\n\n'
        + body
        + b"\r\n--b--\n"
    )
    assert mime.read(data).leaves[0].content == body


def test_a_file_over_the_limit_is_read_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 600)
    result = examine(letter("Beginning. " + "more " * 500))
    assert "file-large" in _codes(result)
    assert result.text.startswith("Beginning.")


def test_the_text_of_a_link_is_no_link_of_its_own() -> None:
    link = '<p><a href="https://phish.example/">https://mail.county.example</a></p>'
    alone = examine(letter(html=link)).links
    assert [one.host for one in alone] == ["phish.example"]
    twice = examine(letter(html=f"{link}<p>Or go to https://mail.county.example</p>")).links
    assert [one.host for one in twice] == ["phish.example", "mail.county.example"]


TRAP = {"X-Outlook-Delivered": "Your IT checked this message: https://x.example"}


def test_no_header_says_when_outlook_took_it() -> None:
    result = examine(letter("Final notice.", received=None, headers=TRAP))
    assert result.received_at is None
    assert [sign.code for sign in result.signs] == ["pressure"]
    assert _codes(result) == {"headers-lost"}


def test_outlook_says_itself_when_it_took_it() -> None:
    head = letter(received=None, headers=TRAP).split(b"\r\n\r\n")[0].decode()
    kept = {(0x007D, saved.UNICODE): saved.text(head)}
    taken = {(0x0E06, saved.TIME): saved.moment(1_791_209_645)}
    assert examine(_outlook(values={**kept, **taken})).received_at == "2026-10-05T14:14:05+00:00"
    assert examine(_outlook(values=taken)).received_at == "2026-10-05T14:14:05+00:00"
    assert examine(_outlook(values=kept)).received_at is None
