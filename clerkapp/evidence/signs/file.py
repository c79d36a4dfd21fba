"""Signs about attached files and the codes in pictures."""

import re
from collections.abc import Iterator

from clerkapp.domain.messages.examination import Sign
from clerkapp.evidence.parse.message import Message
from clerkapp.evidence.signs.sign import sign
from clerkapp.evidence.web import urls

_FLAGS = (
    ("reversed-name", "file-reversed-name"),
    ("program", "file-program"),
    ("double-name", "file-double-name"),
    ("macros", "file-macros"),
    ("encrypted-archive", "file-encrypted"),
    ("encrypted-document", "file-encrypted"),
    ("disk-image", "file-disk-image"),
    ("page-with-script", "file-page-script"),
    ("page-with-form", "file-page-script"),
    ("program-inside", "file-program-inside"),
    ("web-page", "file-page"),
    ("type-mismatch", "file-other-type"),
    ("pdf-actions", "file-pdf-actions"),
)
_SCAN = re.compile(
    r"(?i)\bscan\b|\bqr\b|\bmfa\b|2fa|authenticat|two-factor|camera|escane|scannen|with your phone"
)


def find(message: Message) -> Iterator[Sign]:
    """All signs of this family, each once with the first file concerned."""
    seen: set[str] = set()
    for file in message.attachments:
        for flag, code in _FLAGS:
            if flag in file.flags and code not in seen:
                seen.add(code)
                yield sign(code, name=file.name, type=file.sniffed)
    yield from _codes(message)


def _codes(message: Message) -> Iterator[Sign]:
    for code in message.codes:
        url = urls.parse(code.text)
        if url.is_web and url.host:
            pushed = _SCAN.search(f"{message.subject}\n{message.text[:20_000]}") is not None
            yield sign("qr-code", strong=pushed, host=url.host, name=code.attachment)
            return
