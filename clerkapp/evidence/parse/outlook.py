"""Messages saved by Outlook ([MS-OXMSG]) taken apart, through python-oxmsg.

Only its reader of the container is used. Properties are taken one by one, so that one that is
damaged or in an unknown code page does not cost the rest: text that claims no known code page is
read as any other text (`charset`). The transport headers, where Outlook kept them, are the headers;
otherwise the few properties that say who sent what are put in their place.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

from olefile import OleFileIO
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from clerkapp.domain.messages.examination import ReadingProblem
from clerkapp.evidence import limits
from clerkapp.evidence.parse import charset, headers, rtf
from clerkapp.evidence.parse.headers import Headers
from clerkapp.evidence.parse.parts import AttachedMessage, Envelope, Leaf, NotOutlook

_UNICODE, _STRING8, _BINARY = 0x001F, 0x001E, 0x0102
_TOP_HEADER, _EMBEDDED_HEADER, _ATTACHMENT_HEADER = 32, 24, 8
_EMBEDDED = "__substg1.0_3701000D"

_SUBJECT, _SUBMITTED, _REPRESENTING_NAME, _REPRESENTING_ADDRESS = 0x0037, 0x0039, 0x0042, 0x0065
_TRANSPORT_HEADERS, _SENDER_NAME, _SENDER_ADDRESS = 0x007D, 0x0C1A, 0x0C1F
_DELIVERED, _BODY, _RTF, _HTML, _MESSAGE_ID = 0x0E06, 0x1000, 0x1009, 0x1013, 0x1035
_IN_REPLY_TO, _DISPLAY_NAME, _EMAIL_ADDRESS, _RECIPIENT_SMTP = 0x1042, 0x3001, 0x3003, 0x39FE
_DATA, _FILE_NAME, _LONG_NAME, _MIME_TYPE, _CONTENT_ID = 0x3701, 0x3704, 0x3707, 0x370E, 0x3712
_BODY_CODE_PAGE, _LANGUAGE, _CODE_PAGE = 0x3FDE, 0x3FF1, 0x3FFD
_SENDER_SMTP, _REPRESENTING_SMTP = 0x5D01, 0x5D02


def read(data: bytes) -> Envelope:
    """An Outlook message taken apart. Raises NotOutlook when the container cannot be opened."""
    try:
        with OleFileIO(BytesIO(data)) as container:  # type: ignore[no-untyped-call]
            root = Storage.from_ole(container)
    except Exception as failure:
        raise NotOutlook(type(failure).__name__) from failure
    if not any(stream.name.startswith("__properties") for stream in root.streams):
        raise NotOutlook("properties")
    return _envelope(_Item(root, _TOP_HEADER), depth=0)


class _Item:
    """A storage with properties: a message, a recipient or an attachment."""

    def __init__(self, storage: Storage, header: int) -> None:
        self.storage = storage
        self._streams = {stream.name: stream.bytes_ for stream in storage.streams}
        self._properties = Properties(storage, properties_header_offset=header)

    def binary(self, number: int) -> bytes:
        return self._streams.get(f"__substg1.0_{number:04X}{_BINARY:04X}", b"")

    def number(self, number: int) -> int | None:
        # The types of a damaged file are not those of its properties.
        value = self._value(self._properties.int_prop_value, number)
        return value if isinstance(value, int) else None

    def moment(self, number: int) -> datetime | None:
        # A time of zero is no time.
        value = self._value(self._properties.date_prop_value, number)
        return value if isinstance(value, datetime) and value.year > 1970 else None

    @staticmethod
    def _value(read: Callable[[int], object], number: int) -> object:
        try:
            return read(number)
        except Exception:
            return None

    def text(self, number: int, encoding: str) -> str:
        wide = self._streams.get(f"__substg1.0_{number:04X}{_UNICODE:04X}")
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._streams.get(f"__substg1.0_{number:04X}{_STRING8:04X}", b"")
        return charset.decode(narrow.rstrip(b"\0"), encoding)


def _encoding(item: _Item, *numbers: int) -> str:
    """The character set of 8-bit text: a code page, or the one usual for the language."""
    pages = (charset.of_code_page(item.number(number)) for number in numbers)
    return next((page for page in pages if page), "") or charset.of_language(item.number(_LANGUAGE))


def _envelope(item: _Item, depth: int) -> Envelope:
    encoding = _encoding(item, _CODE_PAGE, _BODY_CODE_PAGE)
    kept = item.text(_TRANSPORT_HEADERS, encoding)
    problems: list[ReadingProblem] = []
    if kept.strip():
        top, _ = headers.read(_block(kept))
        top = _completed(top, item, encoding)
    else:
        problems.append(ReadingProblem("headers-not-kept"))
        top = _completed(Headers(), item, encoding)
    leaves = list(_bodies(item, _encoding(item, _BODY_CODE_PAGE, _CODE_PAGE)))
    messages: list[AttachedMessage] = []
    for count, storage in enumerate(item.storage.iter_attachment_storages()):
        if count >= limits.PARTS:
            problems.append(ReadingProblem("parts-many", {"limit": limits.PARTS}))
            break
        _attachment(storage, encoding, depth, leaves, messages, problems)
    delivered = _rfc3339(item.moment(_DELIVERED))
    return Envelope(
        "msg", top, tuple(leaves), tuple(messages), tuple(problems), delivered=delivered
    )


def _block(text: str) -> bytes:
    lines = text.lstrip("\ufeff\r\n ").splitlines()
    if lines and lines[0].startswith("Microsoft Mail Internet Headers"):
        lines = lines[1:]
    return "\n".join(lines).encode("utf-8", "replace")


def _completed(top: Headers, item: _Item, encoding: str) -> Headers:
    """The headers, with what they lack taken from the properties that Outlook shows."""
    have = {name for name, _ in top.items}
    extra = [
        (name, value.encode("utf-8", "replace"))
        for name, value in _from_properties(item, encoding)
        if value and name not in have
    ]
    return Headers((*top.items, *extra), top.cut)


def _from_properties(item: _Item, encoding: str) -> list[tuple[str, str]]:
    def first(*numbers: int) -> str:
        return next((text for n in numbers if (text := item.text(n, encoding).strip())), "")

    name = first(_REPRESENTING_NAME, _SENDER_NAME)
    address = first(_REPRESENTING_SMTP, _SENDER_SMTP, _REPRESENTING_ADDRESS, _SENDER_ADDRESS)
    if "@" not in address or address.startswith("/"):
        address = ""  # an Exchange directory name, of no use outside
    quoted = name.replace("\\", "").replace('"', "'")
    moment = item.moment(_SUBMITTED) or item.moment(_DELIVERED)
    sender = f'"{quoted}" <{address}>' if address else (f'"{quoted}" <>' if quoted else "")
    return [
        ("from", sender),
        ("to", ", ".join(_recipients(item, encoding))),
        ("subject", headers.one_line(item.text(_SUBJECT, encoding))),
        ("date", moment.strftime("%a, %d %b %Y %H:%M:%S +0000") if moment else ""),
        ("message-id", item.text(_MESSAGE_ID, encoding)),
        ("in-reply-to", item.text(_IN_REPLY_TO, encoding)),
    ]


def _rfc3339(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(UTC).replace(microsecond=0).isoformat()


def _recipients(item: _Item, encoding: str) -> list[str]:
    found = []
    for count, storage in enumerate(item.storage.iter_recipient_storages()):
        if count >= limits.ADDRESSES:
            break
        person = _Item(storage, _ATTACHMENT_HEADER)
        texts = [person.text(n, encoding).strip() for n in (_RECIPIENT_SMTP, _EMAIL_ADDRESS)]
        address = next((text for text in texts if "@" in text), "")
        if address:
            found.append(f"<{address}>")
    return found


def _bodies(item: _Item, encoding: str) -> list[Leaf]:
    found = []
    plain = item.text(_BODY, encoding)
    if plain.strip():
        found.append(Leaf("text/plain", "utf-8", "", "", plain.encode("utf-8", "replace")))
    html = item.binary(_HTML)
    if html:
        found.append(Leaf("text/html", encoding, "", "", html))
    elif text := item.text(_HTML, encoding).strip():
        found.append(Leaf("text/html", "utf-8", "", "", text.encode("utf-8", "replace")))
    elif not plain.strip() or rtf.holds_html(item.binary(_RTF)):
        found.extend(_rich(item.binary(_RTF)))
    return found


def _rich(packed: bytes) -> list[Leaf]:
    form, text = rtf.content(rtf.unpack(packed))
    media_type = "text/html" if form == "html" else "text/plain"
    return [Leaf(media_type, "utf-8", "", "", text.encode("utf-8", "replace"))] if text else []


def _attachment(
    storage: Storage,
    encoding: str,
    depth: int,
    leaves: list[Leaf],
    messages: list[AttachedMessage],
    problems: list[ReadingProblem],
) -> None:
    item = _Item(storage, _ATTACHMENT_HEADER)
    name = next(
        (text for n in (_LONG_NAME, _FILE_NAME, _DISPLAY_NAME) if (text := item.text(n, encoding))),
        "",
    )[: limits.NAME_CHARACTERS]
    inside = next((kid for kid in storage.storages if kid.name == _EMBEDDED), None)
    if inside is not None and any(s.name.startswith("__properties") for s in inside.streams):
        if depth >= limits.DEPTH:
            problems.append(ReadingProblem("parts-deep", {"limit": limits.DEPTH}))
            return
        embedded = _Item(inside, _EMBEDDED_HEADER)
        messages.append(AttachedMessage(name, b"", _envelope(embedded, depth + 1)))
        return
    if inside is not None:
        problems.append(ReadingProblem("object-embedded"))
    content = item.binary(_DATA)
    if not content:
        problems.append(ReadingProblem("attachment-empty"))
    media_type = headers.one_line(item.text(_MIME_TYPE, encoding)).lower()
    leaves.append(
        Leaf(
            media_type=media_type or "application/octet-stream",
            charset="",
            disposition="attachment",
            name=headers.one_line(name),
            content=content,
            content_id=item.text(_CONTENT_ID, encoding),
            problem=None if content else "empty",
        )
    )
