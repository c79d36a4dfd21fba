"""A message read: everything a clerk, a sign or an indicator needs, taken from the envelope once.

A message forwarded as an attachment is the one that matters: `read` gives the inner message and
keeps the carrier beside it. Which of several is analysed is the clerk's choice (`pick`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from clerkapp.crypto.digests import sha256_hex
from clerkapp.evidence import (
    addresses,
    attachments,
    authentication,
    charset,
    dates,
    html,
    limits,
    links,
    mime,
    qr,
    received,
)
from clerkapp.evidence.addresses import NOBODY, Mailbox
from clerkapp.evidence.attachments import Attachment
from clerkapp.evidence.authentication import Authentication
from clerkapp.evidence.headers import Headers, one_line
from clerkapp.evidence.html import Page
from clerkapp.evidence.links import Link
from clerkapp.evidence.parts import (
    OUTLOOK,
    AttachedMessage,
    Envelope,
    Leaf,
    NotOutlook,
    Problem,
)
from clerkapp.evidence.qr import Code
from clerkapp.evidence.received import Hop


@dataclass(frozen=True, slots=True)
class Contained:
    """A message inside the file, in one line. `index` is what `pick` takes."""

    index: int
    name: str
    sender: Mailbox
    subject: str
    date: str | None
    message_id: str
    sha256: str
    analysed: bool

    def to_value(self) -> dict[str, object]:
        """The form of the result."""
        return {
            "index": self.index,
            "name": self.name,
            "from": self.sender.to_value(),
            "subject": self.subject,
            "date": self.date,
            "message_id": self.message_id,
            "sha256": self.sha256,
            "analysed": self.analysed,
        }


@dataclass(frozen=True, slots=True)
class Message:
    """One message, read. Texts are as they came; nothing in here is harmless to click.

    `text` is what a person saw: the page's words, or the plain text where there is no page.
    """

    kind: str
    headers: Headers
    sender: Mailbox
    senders: tuple[Mailbox, ...]
    reply_to: tuple[Mailbox, ...]
    return_path: str
    recipients: tuple[Mailbox, ...]
    subject: str
    date: str | None
    message_id: str
    way: tuple[Hop, ...]
    received_at: str | None
    authentication: Authentication
    text: str
    plain: str
    page: Page
    links: tuple[Link, ...]
    attachments: tuple[Attachment, ...]
    codes: tuple[Code, ...]
    contained: tuple[Contained, ...]
    problems: tuple[Problem, ...]
    carrier: "Message | None" = None


def read(envelope: Envelope, *, pick: int = 0, depth: int = 0) -> Message:
    """The message that matters in an envelope: the attached one when this one only carries it."""
    inside = _attached(envelope)
    picked = min(max(pick, 0), len(inside) - 1)
    carries = bool(inside) and not envelope.delivery_report and depth < limits.DEPTH
    outer = _read(envelope, inside, picked if carries else -1)
    if not carries:
        return outer
    inner = read(inside[picked][1], depth=depth + 1)
    return replace(
        inner,
        kind=outer.kind,
        contained=outer.contained + inner.contained,
        problems=_once((*outer.problems, *inner.problems)),
        carrier=outer,
    )


def _once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple({(p.code, tuple(p.params.items())): p for p in problems}.values())


def _attached(envelope: Envelope) -> list[tuple[AttachedMessage, Envelope]]:
    """The whole messages inside, opened; also those attached as ordinary files."""
    candidates = [
        *envelope.messages,
        *(found for leaf in envelope.leaves if (found := _as_file(leaf))),
    ]
    opened = []
    for attached in candidates[: limits.NESTED_MESSAGES]:
        inner = attached.envelope or mime.read(attached.content)
        if any(name in inner.headers for name in ("from", "subject", "received", "message-id")):
            opened.append((attached, inner))
    return opened


def _as_file(leaf: Leaf) -> AttachedMessage | None:
    name = leaf.name.lower()
    if name.endswith(".msg") and leaf.content.startswith(OUTLOOK):
        from clerkapp.evidence import outlook  # most mail brings none: a tenth of a second saved

        try:
            return AttachedMessage(leaf.name, leaf.content, outlook.read(leaf.content))
        except NotOutlook:
            return None
    if name.endswith(".eml") and not leaf.media_type.startswith("multipart/"):
        return AttachedMessage(leaf.name, leaf.content)
    return None


def _read(
    envelope: Envelope, inside: list[tuple[AttachedMessage, Envelope]], picked: int
) -> Message:
    headers = envelope.headers
    problems = list(envelope.problems)
    plain, page = _bodies(envelope.leaves, problems)
    found, more = links.collect(
        page.anchors,
        page.base,
        [page.running_text, plain, headers.get("subject") or ""],
    )
    if more:
        problems.append(Problem("links-many", {"limit": limits.LINKS}))
    files, codes = _files(envelope, problems)
    way = received.hops(headers)
    senders = addresses.mailboxes(headers, "from")
    raw_date = headers.plain("date") or headers.plain("sent")
    date = dates.instant(raw_date)
    if raw_date and date is None:
        problems.append(Problem("date-unread"))
    if not way and envelope.kind in {"eml", "headers"}:
        problems.append(Problem("headers-lost"))
    return Message(
        kind=envelope.kind,
        headers=headers,
        sender=_first(senders, headers),
        senders=senders,
        reply_to=addresses.mailboxes(headers, "reply-to"),
        return_path=_path(headers.plain("return-path")),
        recipients=_recipients(headers),
        subject=(headers.get("subject") or "")[: limits.HEADER_BYTES],
        date=date,
        message_id=headers.plain("message-id")[:1000],
        way=way,
        received_at=received.received_at(way) or headers.plain("x-outlook-delivered") or None,
        authentication=authentication.read(headers),
        text=_seen(page.text, plain),
        plain=plain,
        page=page,
        links=found,
        attachments=files,
        codes=codes,
        contained=tuple(
            _line(index, attached, inner, analysed=index == picked)
            for index, (attached, inner) in enumerate(inside)
        ),
        problems=_once(problems),
    )


def _first(senders: tuple[Mailbox, ...], headers: Headers) -> Mailbox:
    with_address = next((sender for sender in senders if sender.address), None)
    if with_address is not None:
        return with_address
    return next(iter((*senders, *addresses.mailboxes(headers, "sender"))), NOBODY)


def _path(text: str) -> str:
    found = addresses.parse(text)
    return found[0].address if found else ""


def _recipients(headers: Headers) -> tuple[Mailbox, ...]:
    found: dict[str, Mailbox] = {}
    for name in ("to", "cc", "bcc", "delivered-to", "x-original-to", "envelope-to"):
        for mailbox in addresses.mailboxes(headers, name):
            if "@" in mailbox.address:
                found.setdefault(mailbox.address.lower(), mailbox)
    return tuple(found.values())[: limits.ADDRESSES]


def _bodies(leaves: tuple[Leaf, ...], problems: list[Problem]) -> tuple[str, Page]:
    plain: list[str] = []
    markup: list[str] = []
    for leaf in leaves:
        if not leaf.is_text:
            continue
        if leaf.charset and not charset.is_known(leaf.charset):
            problems.append(Problem("charset-unknown", {"charset": one_line(leaf.charset)[:40]}))
        text = charset.decode(leaf.content[: 4 * limits.HTML_BYTES], leaf.charset)
        (markup if leaf.media_type == "text/html" else plain).append(text)
    page = html.read("\n".join(markup)) if markup else Page()
    if page.cut:
        problems.append(Problem("page-cut", {"limit": limits.HTML_BYTES}))
    if page.flattened:
        problems.append(Problem("page-deep"))
    whole = "\n".join(plain).replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(whole) > limits.TEXT_CHARACTERS:
        problems.append(Problem("text-cut", {"limit": limits.TEXT_CHARACTERS}))
    return whole[: limits.TEXT_CHARACTERS], page


def _seen(from_page: str, plain: str) -> str:
    """What a person saw. A page that says next to nothing stands before the plain text."""
    if not from_page.strip():
        return plain
    if len(plain) > 4 * len(from_page):
        return f"{from_page}\n\n{plain}"[: limits.TEXT_CHARACTERS]
    return from_page


def _files(
    envelope: Envelope, problems: list[Problem]
) -> tuple[tuple[Attachment, ...], tuple[Code, ...]]:
    files: list[Attachment] = []
    codes: list[Code] = []
    looked = pixels = 0
    full = False
    for leaf in envelope.leaves:
        if leaf.is_text:
            continue
        file = attachments.describe(leaf)
        files.append(file)
        if file.sniffed.startswith("image/") or file.sniffed == "application/pdf":
            pixels += qr.pixels(leaf, file.sniffed)
            # Or a few pictures that pack well would use up the time for all the rest of the message.
            full = full or looked == limits.IMAGES or pixels > limits.ALL_PIXELS
            if full:
                continue
            looked += 1
            found, problem = qr.find(leaf, file.sniffed)
            codes.extend(found)
            if problem is not None:
                problems.append(problem)
    if full:
        problems.append(Problem("pictures-many", {"limit": looked}))
    files.extend(_message_file(attached) for attached in envelope.messages)
    return tuple(files), tuple(codes[: limits.QR_CODES])


def _message_file(attached: AttachedMessage) -> Attachment:
    return Attachment(
        name=attached.name,
        declared="message/rfc822" if attached.envelope is None else "application/vnd.ms-outlook",
        sniffed="message/rfc822" if attached.envelope is None else "application/vnd.ms-outlook",
        size=len(attached.content),
        sha256=sha256_hex(attached.content) if attached.content else "",
        inline=False,
        flags=("message",),
    )


def _line(index: int, attached: AttachedMessage, inner: Envelope, *, analysed: bool) -> Contained:
    headers = inner.headers
    return Contained(
        index=index,
        name=attached.name,
        sender=_first(addresses.mailboxes(headers, "from"), headers),
        subject=headers.get("subject") or "",
        date=dates.instant(headers.plain("date")),
        message_id=headers.plain("message-id")[:1000],
        sha256=sha256_hex(attached.content) if attached.content else "",
        analysed=analysed,
    )
