"""Everything a child needs, loaded before it confines itself.

Shared libraries and tables are opened now; afterwards memory is counted and files cannot be written.
The reader of Outlook's files is loaded on its first use: most mail needs none. The drawer opens no
file at all later, so its decoders have been used once each before.

What Python works out once and remembers is worked out here too: on Windows it learns the computer's name
from the network's library, which a child may not ask.
"""

import platform

from clerkapp.domain.text import lookalikes
from clerkapp.evidence import encoding, examination
from clerkapp.evidence.signs import sender as sender_signs
from clerkapp.evidence.web import domains, lists


def reader() -> None:
    """Load modules, lists and the suffix table."""
    platform.uname()
    mail = b"From: a@county.example\nReceived: x\n\n<a href=http://b.example>c</a>"
    encoding.to_value(examination.examine(mail))
    domains.owner("county.example")
    lookalikes.skeleton("\u0430")
    sender_signs.claimed_by("", "county.example")
    lists.claims()


def drawer() -> None:
    """Load the decoders of pictures and PDF, and what they load on their first use."""
    platform.uname()
    from io import BytesIO

    from PIL import (
        BmpImagePlugin,
        GifImagePlugin,
        Image,
        JpegImagePlugin,
        MpoImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )

    from clerkapp.evidence.parse import qr

    plugins = (
        BmpImagePlugin,
        GifImagePlugin,
        JpegImagePlugin,
        MpoImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )
    Image.preinit()
    for form in qr.FORMATS:
        blank = BytesIO()
        Image.new("RGB", (32, 32)).save(blank, form)
        qr.look(qr.Kind.PICTURE, blank.getvalue(), 2000)
    seen = BytesIO()
    Image.new("RGBA", (32, 32)).save(seen, "PNG")
    qr.look(qr.Kind.PICTURE, seen.getvalue(), 2000)
    for data in (_PDF, b"%PDF-1.4\n1 0 obj\n", b"neither"):
        qr.look(qr.Kind.PDF, data, 0)
    qr.look(qr.Kind.PICTURE, b"neither", 0)
    assert all(plugins)


_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 40 40]/Contents 4 0 R/Resources<</Font<</F<</Type/Font\
/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 40>>stream
BT /F 9 Tf 2 2 Td (a) Tj ET 0 0 9 9 re f
endstream endobj
trailer<</Root 1 0 R>>
"""
"""A page with a letter and a square on it."""
