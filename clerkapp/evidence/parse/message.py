"""A message read: everything a clerk, a sign or an indicator needs, taken from the envelope once.

A message forwarded as an attachment is the one that matters: `read` gives the inner message and
keeps the carrier beside it. Which of several is analysed is the clerk's choice (`pick`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.messages.examination import (
    NOBODY,
    Hop,
    Mailbox,
    MessageFile,
    MessageKind,
    NestedMessage,
    QrCode,
    ReadingProblem,
)
from clerkapp.evidence import limits
from clerkapp.evidence.parse import (
    addresses,
    attachments,
    authentication,
    charset,
    dates,
    html,
    links,
    mime,
    qr,
    received,
)
from clerkapp.evidence.parse.authentication import AuthenticationReport
from clerkapp.evidence.parse.headers import Headers, one_line
from clerkapp.evidence.parse.html import Page
from clerkapp.evidence.parse.links import ParsedLink
from clerkapp.evidence.parse.parts import (
    OUTLOOK,
    AttachedMessage,
    Envelope,
    Leaf,
    NotOutlook,
)
from clerkapp.evidence.parse.steps import Part, Steps


@dataclass(frozen=True, slots=True)
class Message:
    """One message, read. Texts are as they came; nothing in here is harmless to click.

    `text` is what a person saw: the page's words, or the plain text where there is no page.
    """

    kind: MessageKind
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
    authentication: AuthenticationReport
    text: str
    plain: str
    page: Page
    links: tuple[ParsedLink, ...]
    attachments: tuple[MessageFile, ...]
    codes: tuple[QrCode, ...]
    contained: tuple[NestedMessage, ...]
    problems: tuple[ReadingProblem, ...]
    carrier: "Message | None" = None


def read(envelope: Envelope, steps: Steps, *, pick: int = 0, depth: int = 0) -> Message:
    """The message that matters in an envelope: the attached one when this one only carries it."""
    inside = _attached(envelope, steps, depth)
    picked = min(max(pick, 0), len(inside) - 1)
    carries = bool(inside) and not envelope.delivery_report and depth < limits.DEPTH
    outer = _Reader(envelope, steps, depth).read(inside, picked if carries else -1)
    if not carries:
        return outer
    inner = read(inside[picked][1], steps, depth=depth + 1)
    return replace(
        inner,
        kind=outer.kind,
        contained=outer.contained + inner.contained,
        problems=_once((*outer.problems, *inner.problems)),
        # The outermost first: each names the one inside it.
        carrier=replace(outer, carrier=inner.carrier),
    )


def _once(problems: Iterable[ReadingProblem]) -> tuple[ReadingProblem, ...]:
    return tuple({(p.code, tuple(p.params.items())): p for p in problems}.values())


def _attached(
    envelope: Envelope, steps: Steps, depth: int
) -> list[tuple[AttachedMessage, Envelope]]:
    """The whole messages inside, opened; also those attached as ordinary files."""
    candidates = [
        *envelope.messages,
        *(found for leaf in envelope.leaves if (found := _as_file(leaf))),
    ]
    opened = []
    for index, attached in enumerate(candidates[: limits.NESTED_MESSAGES]):
        inner = steps.take(
            f"{depth}.inner.{index}", Part.INNER, attached.name, partial(_opened, attached), None
        )
        if inner is not None:
            opened.append((attached, inner))
    return opened


def _opened(attached: AttachedMessage) -> Envelope | None:
    """The message in an attachment, if it is one."""
    inner = attached.envelope
    if inner is None and attached.content.startswith(OUTLOOK):
        from clerkapp.evidence.parse import (
            outlook,  # most mail brings none: a tenth of a second saved
        )

        try:
            return outlook.read(attached.content)
        except NotOutlook:
            return None
    if inner is None:
        inner = mime.read(attached.content)
    told = any(name in inner.headers for name in ("from", "subject", "received", "message-id"))
    return inner if told else None


def _as_file(leaf: Leaf) -> AttachedMessage | None:
    name = leaf.name.lower()
    if name.endswith(".msg") and leaf.content.startswith(OUTLOOK):
        return AttachedMessage(leaf.name, leaf.content)
    if name.endswith(".eml") and not leaf.media_type.startswith("multipart/"):
        return AttachedMessage(leaf.name, leaf.content)
    return None


class _Reader:
    """Reads one envelope, in steps. `depth`: so many messages are around it."""

    def __init__(self, envelope: Envelope, steps: Steps, depth: int) -> None:
        self._envelope = envelope
        self._steps = steps
        self._depth = depth
        self._problems = list(envelope.problems)

    def _key(self, what: str) -> str:
        return f"{self._depth}.{what}"

    def read(self, inside: list[tuple[AttachedMessage, Envelope]], picked: int) -> Message:
        """The message. `inside`: the messages in it; `picked`: which one is analysed, or -1."""
        envelope, problems = self._envelope, self._problems
        headers = envelope.headers
        plain, page = self._bodies()
        found = self._links(plain, page)
        files, codes = self._files()
        way = received.hops(headers)
        senders = addresses.mailboxes(headers, "from")
        raw_date = headers.plain("date") or headers.plain("sent")
        date = dates.instant(raw_date)
        if raw_date and date is None:
            problems.append(ReadingProblem("date-unread"))
        if not way and envelope.kind in {"eml", "headers"}:
            problems.append(ReadingProblem("headers-lost"))
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
            received_at=received.received_at(way) or envelope.delivered,
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

    def _bodies(self) -> tuple[str, Page]:
        """The plain text, and the page."""
        plain: list[Leaf] = []
        markup: list[Leaf] = []
        for leaf in self._envelope.leaves:
            if leaf.is_text:
                (markup if leaf.media_type == "text/html" else plain).append(leaf)
                if leaf.charset and not charset.is_known(leaf.charset):
                    params = {"charset": one_line(leaf.charset)[:40]}
                    self._problems.append(ReadingProblem("charset-unknown", dict(params)))
        words, page = "", Page()
        if plain:
            words = self._steps.take(
                self._key("text"), Part.TEXT, "", partial(_plain, plain, self._problems), ""
            )
        if markup:
            page = self._page(markup)
        return words, page

    def _page(self, markup: list[Leaf]) -> Page:
        nothing = Page()
        page = self._steps.take(
            self._key("page"), Part.PAGE, "", lambda: html.read(_joined(markup)), nothing
        )
        if page is nothing:
            # What stopped the parser of pages does not stop who only takes the tags away.
            page = self._steps.take(
                self._key("tags"), Part.PAGE, "", lambda: html.flattened(_joined(markup)), nothing
            )
        if page.cut:
            self._problems.append(ReadingProblem("page-cut", {"limit": limits.HTML_BYTES}))
        if page.text_cut:
            self._problems.append(ReadingProblem("text-cut", {"limit": limits.TEXT_CHARACTERS}))
        if page.flattened:
            self._problems.append(ReadingProblem("page-deep"))
        return page

    def _links(self, plain: str, page: Page) -> tuple[ParsedLink, ...]:
        subject = self._envelope.headers.get("subject") or ""
        found, more = self._steps.take(
            self._key("links"),
            Part.LINKS,
            "",
            lambda: links.collect(page.anchors, page.base, [page.running_text, plain, subject]),
            _NO_LINKS,
        )
        if more or page.more_links:
            self._problems.append(ReadingProblem("links-many", {"limit": limits.LINKS}))
        return found

    def _files(self) -> tuple[tuple[MessageFile, ...], tuple[QrCode, ...]]:
        files: list[MessageFile] = []
        codes: list[QrCode] = []
        looked, pixels = 0, limits.ALL_PIXELS
        for index, leaf in enumerate(self._envelope.leaves):
            if leaf.is_text:
                continue
            file = self._steps.take(
                self._key(f"file.{index}"),
                Part.FILE,
                _called(leaf),
                partial(attachments.describe, leaf),
                None,
            ) or attachments.undescribed(leaf)
            files.append(file)
            kind = qr.kind_of(file.sniffed)
            if kind is None:
                continue
            if looked == limits.IMAGES:
                self._problems.append(ReadingProblem("pictures-many", {"limit": looked}))
                continue
            key = self._key(f"codes.{index}")
            found = self._steps.look(key, _called(leaf), kind, leaf.content, pixels)
            # Or a few pictures that pack well would use up the time for all the rest.
            pixels -= found.pixels
            if found.problem == "pictures-many":
                self._problems.append(ReadingProblem("pictures-many", {"limit": looked}))
            else:
                looked += 1
                if found.problem:
                    self._problems.append(ReadingProblem(found.problem, {"name": _called(leaf)}))
            codes.extend(QrCode(text, _called(leaf)) for text in found.texts)
        files.extend(_message_file(attached) for attached in self._envelope.messages)
        return tuple(files), tuple(codes[: limits.QR_CODES])


_NO_LINKS: Final[tuple[tuple[ParsedLink, ...], bool]] = ((), False)


def _called(leaf: Leaf) -> str:
    """What a file is called, as far as the message says."""
    return leaf.name or leaf.content_id


def _joined(leaves: list[Leaf]) -> str:
    return "\n".join(
        charset.decode(leaf.content[: 4 * limits.HTML_BYTES], leaf.charset) for leaf in leaves
    )


def _plain(leaves: list[Leaf], problems: list[ReadingProblem]) -> str:
    whole = _joined(leaves).replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(whole) > limits.TEXT_CHARACTERS:
        problems.append(ReadingProblem("text-cut", {"limit": limits.TEXT_CHARACTERS}))
    return whole[: limits.TEXT_CHARACTERS]


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


def _seen(from_page: str, plain: str) -> str:
    """What a person saw. A page that says next to nothing stands before the plain text."""
    if not from_page.strip():
        return plain
    if len(plain) > 4 * len(from_page):
        return f"{from_page}\n\n{plain}"[: limits.TEXT_CHARACTERS]
    return from_page


def _message_file(attached: AttachedMessage) -> MessageFile:
    return MessageFile(
        name=attached.name,
        declared="message/rfc822" if attached.envelope is None else "application/vnd.ms-outlook",
        sniffed="message/rfc822" if attached.envelope is None else "application/vnd.ms-outlook",
        size=len(attached.content),
        sha256=sha256_hex(attached.content) if attached.content else "",
        flags=("message",),
    )


def _line(
    index: int, attached: AttachedMessage, inner: Envelope, *, analysed: bool
) -> NestedMessage:
    headers = inner.headers
    return NestedMessage(
        index=index,
        name=attached.name,
        sender=_first(addresses.mailboxes(headers, "from"), headers),
        subject=(headers.get("subject") or "")[: limits.NAME_CHARACTERS],
        date=dates.instant(headers.plain("date")),
        message_id=headers.plain("message-id")[: limits.NAME_CHARACTERS],
        sha256=sha256_hex(attached.content) if attached.content else "",
        analysed=analysed,
    )
