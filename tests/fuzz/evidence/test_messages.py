"""Messages with bytes changed, cut, doubled and put together wrongly: read or refused, never a crash."""

import json
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerkapp.domain.messages import record_values
from clerkapp.domain.messages.examination import Examination
from clerkapp.evidence import reading
from clerkapp.evidence.child import plain
from clerkapp.evidence.encoding import from_value, to_value
from clerkapp.evidence.examination import examine
from tests.fakes import letters
from tests.fakes import outlook as saved
from tests.fakes.letters import letter, qr_pdf, qr_picture, zipped

SAMPLES: dict[str, bytes] = {
    "letter": letter(
        "Plain\n> quoted\n",
        html='<p style="display:none">x</p><a href="https://u@Phish.example:81/?url=https%3A%2F%2Fx.example">county.example</a><form><input type=password></form>',
        headers={
            "Reply-To": '"=?utf-8?q?J=C3=B6?=" <a@other.example>',
            "Authentication-Results": "mx; spf=fail; dkim=pass header.d=x.example; dmarc=none",
            "DKIM-Signature": "v=1; d=x.example; s=a",
        },
    ),
    "files": letter(
        files={
            "a.zip": ("application/zip", zipped({"a.exe": b"x"}, locked=True)),
            "a.png": ("image/png", qr_picture("https://x.example/")),
            "a.pdf": ("application/pdf", qr_pdf("https://x.example/")[:3000]),
        }
    ),
    "forward": letters.forwarded(letter()),
    "mailbox": letters.mailbox(letter(), letter(subject="Second")),
    "outlook": saved.compound_file(
        saved.message(
            {
                (0x0037, saved.UNICODE): saved.text("Subject"),
                (0x0C1A, saved.STRING8): b"Maria",
                (0x1009, saved.BINARY): b"\x60\0\0\0\x60\0\0\0LZFu\0\0\0\0\0{\\rtf1\\fr\0omhtml1",
                (0x3FDE, saved.INTEGER): 1251,
            },
            attachments=[
                {(0x3707, saved.UNICODE): saved.text("a.pdf"), (0x3701, saved.BINARY): b"%PDF-1.4"},
                saved.message({(0x0037, saved.UNICODE): saved.text("Inner")}, header=24),
            ],
        )
    ),
}

_PIECES = [
    b"\0", b"\r\n\r\n", b"\n", b"\n\n", b"--", b'"', b"<", b">", b"=?utf-8?b?", b"?=", b"(", b";",
    b"\xff\xfe", b"\xe2\x80\xae", b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Transfer-Encoding: base64\n",
    b"charset=utf-7", b"message/rfc822", b"From ", b"&#0;", b"xn--", b"=", b"\x1b$B", b"begin 644 a\n",
]  # fmt: skip


@st.composite
def _changed(draw: st.DrawFn, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, max(0, len(out) - 1)))
        what = draw(st.integers(0, 4))
        if what == 0:
            out[at : at + 1] = bytes([draw(st.integers(0, 255))])
        elif what == 1:
            del out[at : at + draw(st.integers(1, 200))]
        elif what == 2:
            out[at:at] = draw(st.sampled_from(_PIECES))
        elif what == 3:
            out[at:at] = out[at : at + draw(st.integers(1, 400))]
        else:
            out[at:at] = draw(st.binary(max_size=12))
    return bytes(out)


def _sound(data: bytes) -> None:
    for found in (examine(data), plain.read(data, "reader-died")):
        value = to_value(found)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
        told = from_value(Examination, value)
        reading.inspected(told)
        record_values.of_examination(told)


@pytest.mark.parametrize("name", SAMPLES)
def test_changed_messages_are_read(name: str) -> None:
    @settings(max_examples=60)
    @given(_changed(SAMPLES[name]))
    def run(data: bytes) -> None:
        _sound(data)

    run()


@given(st.binary(max_size=400))
def test_any_bytes_are_read(data: bytes) -> None:
    _sound(data)


@given(st.lists(st.sampled_from(_PIECES), max_size=60))
def test_pieces_in_any_order_are_read(pieces: list[bytes]) -> None:
    _sound(b"From: a@x.example\nSubject: s\n" + b"".join(pieces))


def _every_cut(data: bytes) -> list[Callable[[], bytes]]:
    step = max(1, len(data) // 40)
    return [partial(bytes, data[:at]) for at in range(0, len(data), step)]


@pytest.mark.parametrize("name", SAMPLES)
def test_messages_cut_anywhere_are_read(name: str) -> None:
    for cut in _every_cut(SAMPLES[name]):
        _sound(cut())
