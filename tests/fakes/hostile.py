"""Parts made to stop whoever reads a message, built in code: nothing of them does anything else.

`FILES` are attached; `PAGES` are added to the page; `TEXTS` to the plain text; `PARTS` are whole MIME
parts with headers of their own.
"""

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from tests.fakes.letters import forwarded, letter

Made = Callable[[], bytes]


def pdf(*objects: bytes, root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; readers make its table anew."""
    body = b"".join(b"%d 0 obj%s endobj\n" % (n, one) for n, one in enumerate(objects, 1))
    return b"%PDF-1.5\n" + body + b"trailer<</Root %d 0 R%s>>\n" % (root, trailer)


def stream(content: bytes, more: bytes = b"", *, packed: bool = True) -> bytes:
    """A stream object, deflated."""
    data = zlib.compress(content, 9) if packed else content
    name = b"/Filter/FlateDecode" if packed else b""
    return b"<<%s/Length %d%s>>stream\n%s\nendstream" % (name, len(data), more, data)


def _paged(contents: bytes, *more: bytes, resources: bytes = b"<<>>") -> bytes:
    """A PDF of one page; `contents` is object 4, `more` are 5 and on."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources %s>>"
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page % resources,
        contents,
        *more,
    )


def nested_forms() -> bytes:
    """Nine forms, each drawing the next ten times."""
    forms = []
    for level in range(9):
        drawn = b"/F Do " * 10 if level < 8 else b"0 0 1 1 re f "
        inner = b"/Resources<</XObject<</F %d 0 R>>>>" % (level + 6)
        head = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]" + (inner if level < 8 else b"")
        forms.append(stream(drawn, head))
    return _paged(stream(b"/F Do " * 10), *forms, resources=b"<</XObject<</F 5 0 R>>>>")


def slow_shading() -> bytes:
    """A page shaded by a long calculation for each point: slow on every computer, and small."""
    rule = b"{pop " + b"sin cos " * 400 + b"}"
    function = stream(rule, b"/FunctionType 4/Domain[0 1000 0 1000]/Range[0 1]")
    shading = b"<</ShadingType 1/ColorSpace/DeviceGray/Domain[0 1000 0 1000]/Function 5 0 R>>"
    return _paged(stream(b"/S sh " * 1000), function, resources=b"<</Shading<</S %s>>>>" % shading)


def zeros(megabytes: int) -> bytes:
    """So many MiB of zeros, deflated: one block again and again."""
    packer = zlib.compressobj(9)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return block + raw * (megabytes - 1) + b"\x03\0" + struct.pack(">I", 1)


def _long_stream() -> bytes:
    data = zeros(2048)
    return _paged(b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(data), data))


def _picture_in_pdf(filters: bytes, data: bytes, side: int) -> bytes:
    head = (
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray"
    )
    image = head % (side, side) + b"/Filter/%s/Length %d>>stream\n%s\nendstream" % (
        filters,
        len(data),
        data,
    )
    return _paged(stream(b"600 0 0 800 0 0 cm /I Do"), image, resources=b"<</XObject<</I 5 0 R>>>>")


def _jbig2() -> bytes:
    # Page information of 60,000 by 60,000 dots, then a generic region of that size (ITU-T T.88, 7.4).
    size = struct.pack(">II", 60_000, 60_000)
    page = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + size + bytes(8) + b"\0\0\0"
    region = struct.pack(">IBBBI", 1, 38, 0, 1, 26 + 4000) + size + bytes(9) + b"\0" + bytes(4008)
    return _picture_in_pdf(b"JBIG2Decode", page + region, 60_000)


def _type3() -> bytes:
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 65/LastChar 65"
        b"/Widths[1]/Encoding<</Differences[65/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</F 5 0 R>>>>>>"
    )
    glyph = stream(b"1 0 d0 BT /F 1 Tf (" + b"A" * 200 + b") Tj ET")
    return _paged(
        stream(b"BT /F 9 Tf (" + b"A" * 2000 + b") Tj ET"),
        font,
        glyph,
        resources=b"<</Font<</F 5 0 R>>>>",
    )


def _tiling() -> bytes:
    pattern = stream(
        b"0 0 1 1 re f",
        b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .001/YStep .001"
        b"/Resources<<>>",
    )
    return _paged(
        stream(b"/Pattern cs /P scn 0 0 600 800 re f " * 500),
        pattern,
        resources=b"<</Pattern<</P 5 0 R>>>>",
    )


def _object_streams() -> bytes:
    inner = b"6 0 <</Type/Pages/Kids[6 0 R 6 0 R 6 0 R]/Count 2147483647>>"
    return pdf(
        b"<</Type/Catalog/Pages 6 0 R>>",
        b"<</Type/ObjStm/N 100000/First 4/Extends 2 0 R/Length %d>>stream\n%s\nendstream"
        % (len(inner), inner),
        trailer=b"/Prev 9/XRefStm 9",
    )


def _page_tree() -> bytes:
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        *(
            b"<</Type/Pages/Count 2000000000/Kids[%s]>>" % (b"%d 0 R " % (n + 3) * 20)
            for n in range(40)
        ),
    )


def png(width: int, height: int, rows: bytes, kind: int = 0) -> bytes:
    """A PNG that says it is so large; `rows` are its deflated rows."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _noise() -> bytes:
    rows = random.Random(7).randbytes(2400 * 2401)
    return png(2400, 2400, zlib.compress(rows, 1))


def _tiff() -> bytes:
    """A TIFF whose list of pictures leads back to itself."""
    entries = [
        (256, 3, 1, 60_000),
        (257, 3, 1, 60_000),
        (258, 3, 1, 8),
        (273, 4, 1, 8),
        (279, 4, 1, 9),
    ]
    fields = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + fields + struct.pack("<I", 8)


def _gif() -> bytes:
    frame = b",\0\0\0\0\xff\xff\xff\xff\0\x08" + b"\xff" + bytes(255) + b"\0"
    return b"GIF89a" + struct.pack("<HH", 5000, 5000) + b"\x80\0\0" + bytes(6) + frame * 3000 + b";"


def _many_entries() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(60_000):
            archive.writestr(zipfile.ZipInfo(f"{number}.txt"), b"")
    return out.getvalue()


def _overlapping_zip() -> bytes:
    one = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, 0, 9, 2**32 - 1, 0xFFFF, 0)
    return one * 200_000


def _rar() -> bytes:
    return b"Rar!\x1a\x07\x00" + b"\0\0\x74\0\0\x07\0" * 300_000


def _compound() -> bytes:
    """A compound file whose chains of sectors lead round in a circle ([MS-CFB])."""
    head = (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    )
    head += bytes(10) + struct.pack("<IIIIIII", 1, 0, 0, 4096, 1, 1, 0)[:28]
    return head.ljust(512, b"\0") + struct.pack("<128I", *([0] * 128)) * 4000


def _messages_in_each_other() -> bytes:
    inner = letter()
    for _ in range(12):
        inner = forwarded(inner)
    return inner


FILES: Mapping[str, tuple[str, str, Made]] = {
    "comments": ("a.html", "text/html", lambda: b"<!---->" * 40 + b"x"),
    "comments and spaces": ("a.html", "text/html", lambda: b"<!-- -->  <?xml ?> " * 210 + b"x"),
    "declarations": ("a.svg", "image/svg+xml", lambda: b"<?xml " * 700),
    "forms that draw forms": ("a.pdf", "application/pdf", nested_forms),
    "a shading by calculation": ("a.pdf", "application/pdf", slow_shading),
    "three million paths": ("a.pdf", "application/pdf", lambda: _paged(stream(b"0 0 m 9 9 l S " * 3_000_000))),
    "a stream of two gigabytes": ("a.pdf", "application/pdf", _long_stream),
    "a page tree in a circle": ("a.pdf", "application/pdf", _page_tree),
    "object streams": ("a.pdf", "application/pdf", _object_streams),
    "a font of itself": ("a.pdf", "application/pdf", _type3),
    "a pattern of dust": ("a.pdf", "application/pdf", _tiling),
    "a JBIG2 of 3600 megapixels": ("a.pdf", "application/pdf", _jbig2),
    "a picture of 900 megapixels in a PDF": ("a.pdf", "application/pdf", lambda: _picture_in_pdf(b"FlateDecode", zeros(900), 30_000)),
    "dashes without number": ("a.pdf", "application/pdf", lambda: _paged(stream(b"[.0001] 0 d 0 0 m 600 800 l S " * 2000))),
    "brackets": ("a.pdf", "application/pdf", lambda: pdf(b"[" * 400_000)),
    "a picture of 900 megapixels": ("a.png", "image/png", lambda: png(30_000, 30_000, zeros(1))),
    "25 megapixels with transparency": ("a.png", "image/png", lambda: png(5000, 5000, zeros(96), 6)),
    "noise": ("a.png", "image/png", _noise),
    "a list of pictures in a circle": ("a.tiff", "image/tiff", _tiff),
    "thousands of frames": ("a.gif", "image/gif", _gif),
    "a ZIP of 60,000": ("a.zip", "application/zip", _many_entries),
    "a ZIP of heads": ("a.zip", "application/zip", _overlapping_zip),
    "a RAR of heads": ("a.rar", "application/vnd.rar", _rar),
    "a gigabyte in a GZIP": ("a.gz", "application/gzip", lambda: gzip.compress(bytes(1 << 27), 9)),
    "braces": ("a.rtf", "application/rtf", lambda: b"{\\rtf1" + b"{" * 500_000),
    "sectors in a circle": ("a.msg", "application/vnd.ms-outlook", _compound),
    "a TNEF": ("winmail.dat", "application/ms-tnef", lambda: b"\x78\x9f\x3e\x22" + b"\x01\xff" * 400_000),
    "laughs": ("a.svg", "image/svg+xml", lambda: b"<!DOCTYPE svg [" + b"".join(b'<!ENTITY a%d "%s">' % (n + 1, b"&a%d;" % n * 10) for n in range(20)) + b"]><svg>&a20;</svg>"),
    "a calendar of folds": ("a.ics", "text/calendar", lambda: b"BEGIN:VCALENDAR\r\nX:" + b"\r\n a" * 400_000),
    "a card of equal signs": ("a.vcf", "text/vcard", lambda: b"BEGIN:VCARD\r\nN;X=" + b"=\r\n;" * 400_000),
    "a table of quotes": ("a.csv", "text/csv", lambda: b'"' * 2_000_000),
    "a page of spaces": ("a.html", "text/html", lambda: b"<html>" + b"new " * 900_000 + b"type = " * 100_000),
    "messages in each other": ("a.eml", "application/octet-stream", _messages_in_each_other),
    "a name of spaces": ("a" + " " * 480 + "b", "application/octet-stream", lambda: b"x"),
}  # fmt: skip


def _merged() -> str:
    return "".join(f"<body a{n}=1>" for n in range(100_000))


def _formatted() -> str:
    return "".join(f"<font id={n}>" for n in range(390)) + "</p><p>x" * 150_000


PAGES: Mapping[str, Callable[[], str]] = {
    "links that are none": lambda: "[link: " * 57_000,
    "pictures that are none": lambda: "[picture" * 50_000,
    "one tag with 150,000 attributes": lambda: "<p " + " ".join(f"a{n}=1" for n in range(150_000)) + ">x</p>",
    "attributes behind a quote": lambda: '<p z=">" ' + " ".join(f"a{n}" for n in range(200_000)) + ">x</p>",
    "attributes behind a comment": lambda: '<!-- <a b=" --><p ' + " ".join(f"a{n}" for n in range(150_000)) + ' c="">x</p>',
    "attributes of the body": _merged,
    "formatting without end": _formatted,
    "elements without end": lambda: "<i><b>" * 150_000,
    "tables in tables": lambda: "<table><tr><td>" * 60_000,
    "choices": lambda: "<select>" + "<option>" * 200_000,
    "unclosed quotes": lambda: "<a href='x" + "<a href=\"" * 100_000,
    "entities": lambda: "&#x41;&nbsp" * 150_000,
    "styles": lambda: "".join(f'<p style="display :{" " * 400}x">a</p>' for _ in range(3000)),
}  # fmt: skip

TEXTS: Mapping[str, Callable[[], str]] = {
    "brackets behind an address": lambda: " ".join(f"http://x.example/{n}{')' * 3900}" for n in range(90)),
    "signs of at": lambda: "a@" * 190_000,
    "labels": lambda: "www." + "a." * 190_000,
    "quoted lines": lambda: "on " + "wrote " * 60_000,
    "passwords": lambda: "password " + " " * 390_000,
    "uuencoded files": lambda: "begin 644 a\n" * 30_000,
}  # fmt: skip


def _part(headers: str, content: bytes = b"x") -> bytes:
    return headers.encode("utf-8") + b"\r\n\r\n" + content


PARTS: Mapping[str, Callable[[], list[bytes]]] = {
    "a text in punycode": lambda: [
        _part("Content-Type: text/plain; charset=punycode", b"a" * 300_000 + b"-" + b"b" * 300_000)
    ],
    "quotes that end in a backslash": lambda: [
        _part("Content-Type: application/x; " + ';a="b' * 2700 + "\\") for _ in range(150)
    ],
    "a name in a thousand pieces": lambda: [
        _part(
            "Content-Type: application/x\r\nContent-Disposition: attachment"
            + "".join(f";\r\n filename*{n}*=%41" for n in range(1000))
        )
    ],
    "a name of encoded words": lambda: [
        _part(
            "Content-Type: application/x\r\nContent-Disposition: attachment; filename=\""
            + "=?utf-8?q?=E2=80=8B?= " * 700 + '"'
        )
    ],
    "folds without end": lambda: [_part("Content-Type: text/x;" + "\r\n a" * 300_000)],
    "headers without end": lambda: [_part("\r\n".join(["X: y"] * 300_000))],
    "an encoded word without end": lambda: [_part("Content-Description: =?utf-8?q?" + "=?" * 8000)],
    "parts in parts": lambda: [
        b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(2000))
    ],
    "parts without number": lambda: [b"\r\n"] * 3000,
    "lines of nothing": lambda: [_part("Content-Type: application/x", b"\n" * 20_000_000)],
    "base64 of nothing": lambda: [
        _part("Content-Type: application/x\r\nContent-Transfer-Encoding: base64", b"=\r\n" * 900_000)
    ],
}  # fmt: skip
