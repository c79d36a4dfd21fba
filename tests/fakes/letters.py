"""Messages made for the tests: fictional senders, `.example` hosts, payloads that do nothing."""

import io
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import segno
from PIL import Image

RECEIVED = (
    "from mail.sender.example (mail.sender.example [203.0.113.25]) by mx.county.example"
    " with ESMTPS id x1; Mon, 05 Oct 2026 09:14:05 -0500"
)
PASSED = "mx.county.example; spf=pass smtp.mailfrom={0}; dkim=pass header.d={0}; dmarc=pass"


def letter(
    text: str = "Boxes arrive on Tuesday.",
    *,
    sender: str = '"Maria Delgado" <maria@vendor.example>',
    subject: str = "Precinct supply list",
    html: str | None = None,
    headers: Mapping[str, str] | None = None,
    files: Mapping[str, tuple[str, bytes]] | None = None,
    received: str | None = RECEIVED,
) -> bytes:
    """A message. `files`: name -> (media type, content). Header values may be any text."""
    message = EmailMessage(policy=SMTP)
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    for name, (media_type, content) in (files or {}).items():
        main, _, sub = media_type.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    lines = {
        "From": sender,
        "To": "clerk@county.example",
        "Subject": subject,
        "Date": "Mon, 05 Oct 2026 09:14:00 -0500",
        "Message-ID": "<list-1@vendor.example>",
        **({"Received": received} if received else {}),
        **(headers or {}),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return head.encode() + message.as_bytes()


def zipped(files: Mapping[str, bytes], *, locked: bool = False) -> bytes:
    """A ZIP archive. `locked`: its entries say that they need a password."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    data = bytearray(out.getvalue())
    if locked:
        for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = data.find(signature)
            while at >= 0:
                data[at + place] |= 1
                at = data.find(signature, at + 4)
    return bytes(data)


def qr_picture(text: str, *, dark: str = "black") -> bytes:
    """A PNG of a QR code."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="png", scale=6, border=4, dark=dark)
    return out.getvalue()


def qr_pictures(text: str) -> dict[str, bytes]:
    """The QR code in every format of pictures that is looked through, by the name of a file."""
    with Image.open(io.BytesIO(qr_picture(text))) as drawn:
        grey = drawn.convert("L")
    made = {}
    for name, (form, how) in _PICTURES.items():
        out = io.BytesIO()
        picture = grey.convert("1") if how.get("compression") == "group4" else grey
        picture.save(out, form, **how)
        made[name] = out.getvalue()
    return made


_PICTURES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "code.png": ("PNG", {}),
    "photo.jpg": ("JPEG", {}),
    "of-a-phone.jpg": ("MPO", {"save_all": True, "append_images": [Image.new("L", (64, 64))]}),
    "code.gif": ("GIF", {}),
    "code.bmp": ("BMP", {}),
    "code.tif": ("TIFF", {}),
    "fax.tif": ("TIFF", {"compression": "group4"}),
    "scan.tif": ("TIFF", {"compression": "tiff_lzw"}),
    "code.webp": ("WEBP", {}),
    "exact.webp": ("WEBP", {"lossless": True}),
}


def qr_pdf(text: str) -> bytes:
    """A PDF of one page with a QR code."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="pdf", scale=6, border=4)
    return out.getvalue()


def mailbox(*messages: bytes) -> bytes:
    """An mbox file (RFC 4155) of these messages."""
    return b"".join(
        b"From maria@vendor.example Mon Oct  5 09:14:00 2026\n"
        + message.replace(b"\r\n", b"\n")
        + b"\n\n"
        for message in messages
    )


def forwarded(inner: bytes, *, files: Mapping[str, tuple[str, bytes]] | None = None) -> bytes:
    """A colleague's message that carries another one as an attachment."""
    boundary = "carrier-0001"
    parts = [b"Content-Type: text/plain\r\n\r\nIs this one real?"]
    parts.append(b"Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n" + inner)
    for name, (media_type, content) in (files or {}).items():
        parts.append(
            f'Content-Type: {media_type}\r\nContent-Disposition: attachment; filename="{name}"\r\n\r\n'.encode()
            + content
        )
    head = (
        "From: Dana Whitfield <dana@county.example>\r\nTo: clerk@county.example\r\n"
        f"Received: {RECEIVED}\r\nSubject: FW: suspicious\r\nDate: Mon, 05 Oct 2026 10:00:00 -0500\r\n"
        f'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n'
    )
    body = b"".join(b"--" + boundary.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    return head.encode() + body + b"--" + boundary.encode() + b"--\r\n"
