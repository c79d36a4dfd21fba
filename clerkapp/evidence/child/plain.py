"""What the parent can say of a message without a child: its headers, and nothing else.

The same bounded reader of header blocks, one pass, no part opened. Used when the child was stopped.
"""

from clerkapp.domain.messages.examination import NOBODY, Examination, ReadingProblem
from clerkapp.evidence import limits
from clerkapp.evidence.parse import addresses, authentication, dates, headers, received
from clerkapp.evidence.parse.parts import OUTLOOK


def read(data: bytes, code: str, reason: str = "") -> Examination:
    """An examination with the headers only and the problem `code`."""
    outlook_file = data.startswith(OUTLOOK)
    found, _ = headers.read(b"" if outlook_file else data[: limits.HEADER_BLOCK_BYTES])
    sender = next(iter(addresses.mailboxes(found, "from")), NOBODY)
    reply = next(iter(addresses.mailboxes(found, "reply-to")), NOBODY)
    back = next(iter(addresses.mailboxes(found, "return-path")), NOBODY)
    way = received.hops(found)
    return Examination(
        kind="msg" if outlook_file else "eml",
        sender=sender,
        reply_to=reply.address or None,
        return_path=back.address or None,
        subject=found.get("subject") or "",
        date=dates.instant(found.plain("date")),
        message_id=found.plain("message-id")[:1000] or None,
        received=way,
        auth=authentication.read(found).shown,
        problems=(ReadingProblem(code, {"reason": reason}),),
        received_at=received.received_at(way),
        sending_server=received.sending_server(way) or None,
    )
