"""Messages as evidence: keep the bytes, read them in a child process, fill the form, compare.

    keep_file · keep_bytes · keep_text    first of all: the exact bytes are in the vault
    read                                  then: what they say, and what is lacking (no vault needed)
    seen_before                           which records hold the same senders, links, fingerprints
    original                              the bytes of a message that lies with a record, to be read
    inspect_file · inspect_many           files without any vault

Keeping comes before reading and does not depend on it. Reading takes `limits.MESSAGE_SECONDS`, or some more:
the desktop calls `read` on a job's thread and everything that takes a session on the vault's thread.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from clerkapp.domain.errors import ClerkappError, Refused
from clerkapp.domain.messages import record_values
from clerkapp.domain.messages.examination import Examination, NestedMessage
from clerkapp.domain.records import indicators
from clerkapp.domain.records.indicators import Indicator
from clerkapp.domain.records.lists import Query, RecordRow
from clerkapp.domain.records.revision import Value
from clerkapp.domain.records.shown import AttachmentView
from clerkapp.domain.text.file_names import told_name
from clerkapp.evidence import limits, reading
from clerkapp.evidence.child.pool import Pool
from clerkapp.evidence.web import lists
from clerkapp.services.ports import Ports
from clerkapp.services.records import attaching, visibility
from clerkapp.services.records import reading as records
from clerkapp.services.records.attaching import Attached
from clerkapp.services.session import Session
from clerkapp.wording import signs
from clerkapp.wording.sentences import sentence

CLASS: Final = "message"
PASTED: Final = "pasted.txt"
WEIGHTS: Final[Mapping[str, int]] = {
    "message_id": 8,
    "attachment": 8,
    "url": 6,
    "sender": 5,
    "reply_to": 5,
    "return_path": 3,
    "host": 3,
    "domain": 3,
    "subject": 2,
    "ip": 1,
}
"""How much one shared indicator says, by kind."""

_ENOUGH = 2
_SUBJECT_SHORTEST = 8
_COMMON_HOSTS = ("free-mail", "free-hosting", "shorteners", "redirectors")


@dataclass(frozen=True, slots=True)
class Kept:
    """A message that is in the vault. `data`: its bytes, as many as are read of a message."""

    attached: Attached
    data: bytes


@dataclass(frozen=True, slots=True)
class KeptOriginal:
    """The bytes of a record's message, and which one of a mailbox was chosen, from 0."""

    attached: AttachmentView
    data: bytes
    pick: int


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that could not be read or is not there: a code and its sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message says. Texts are as they came: show them with `defang` and `visible`.

    `examination`: everything (docs/formats/evidence.md). `values`: the record's fields by code, in
    stored form.
    """

    examination: Examination
    values: Mapping[str, Value]
    lacking: tuple[Lack, ...]
    indicators: tuple[Indicator, ...]

    @property
    def place(self) -> int:
        """Which of `messages` was read, from 0; there are several in a mailbox."""
        return self.examination.place

    @property
    def messages(self) -> tuple[NestedMessage, ...]:
        """The messages to choose from; empty when there is one."""
        return self.examination.nested


@dataclass(frozen=True, slots=True)
class Seen:
    """A record that shares indicators. `weight` orders: what says most comes first."""

    row: RecordRow
    shared: tuple[Indicator, ...]
    weight: int


def readers(count: int = 1) -> Pool:
    """Children to read with, `count` at once. Close it; `start` it when a form opens."""
    return Pool(count)


def keep_file(
    session: Session, path: Path, *, told: Callable[[int, int], bool] | None = None
) -> Kept:
    """Keep a file that holds a message. Raises what `attaching.attach_file` raises."""
    return _kept(session, attaching.attach_file(session, path, CLASS, progress=told))


def keep_bytes(session: Session, name: str, data: bytes) -> Kept:
    """Keep bytes that were dropped. `name` as the other program gave it; it may be empty."""
    return _kept(session, attaching.attach_bytes(session, name or _name_for(data), data, CLASS))


def keep_text(session: Session, text: str) -> Kept:
    """Keep headers or words that were pasted, in UTF-8."""
    data = text.encode("utf-8", "surrogatepass")
    return _kept(session, attaching.attach_bytes(session, PASTED, data, CLASS))


def read(data: bytes, *, pool: Pool | None = None, pick: int = 0) -> Reading:
    """What a message says. `pick`: which one of a mailbox or of a carrier, from 0.

    Never raises, whatever the bytes hold and whatever becomes of the child: what could not be read
    is lacking.
    """
    examination = reading.examine(data, pick=pick, pool=pool)
    values, said = record_values.of_examination(examination)
    lacking = [
        Lack(problem.code, signs.problem(problem.code, problem.params))
        for problem in examination.problems
    ]
    lacking += [Lack(code, sentence(code, {})) for code in said]
    return Reading(
        examination=examination,
        values=values,
        lacking=tuple(lacking),
        indicators=record_values.compared(examination),
    )


def original(session: Session, number: str, sha256: str | None = None) -> KeptOriginal:
    """The bytes of a record's message, to be read anew; the message of a mailbox that was chosen at
    the time is chosen again. Raises Refused: record-not-found, message-not-kept.
    """
    kept = original_of(session, number, sha256)
    place = records.show(session, number).stored.get("message_place")
    number_of = place.get("n") if isinstance(place, dict) else None
    pick = number_of - 1 if isinstance(number_of, int) and number_of > 0 else 0
    return KeptOriginal(kept, data_of(session, kept.sha256), pick)


def kept_again(session: Session, attached: Attached) -> Kept:
    """A message that a draft names: its bytes are in the vault already."""
    return _kept(session, attached)


def original_of(session: Session, number: str, sha256: str | None = None) -> AttachmentView:
    """The message kept with a record: the first, or the one with this SHA-256.

    Raises Refused("record-not-found" | "message-not-kept").
    """
    shown = records.show(session, number)
    for attachment in shown.attachments:
        wanted = (
            attachment.what == CLASS
            if sha256 is None
            else attachment.sha256 == sha256.strip().lower()
        )
        if wanted:
            return attachment
    raise Refused("message-not-kept", number=shown.row.number)


def of_values(values: Mapping[str, Value]) -> tuple[Indicator, ...]:
    """The indicators of what is in a form, typed or read."""
    return tuple(sorted(indicators.of_values(values)))


def seen_before(
    session: Session,
    wanted: Iterable[Indicator],
    *,
    without: str | None = None,
    limit: int = 20,
) -> tuple[Seen, ...]:
    """Records that this person may see and that share indicators, what says most first.

    `without`: the number of the record that is asked about. What everybody's mail shares (a free
    mail provider, a shortener, a known firm's site) is not asked for, and one server in common is
    not enough.
    """
    asked = sorted(
        (one for one in wanted if _telling(*one)), key=lambda one: -WEIGHTS.get(one[0], 0)
    )
    whose = records.visible_query(session, Query()).sight
    shared = session.vault.indicators.shared(asked, whose=whose)
    weighed = {
        record: sum(WEIGHTS.get(kind, 0) for kind, _ in found) for record, found in shared.items()
    }
    found = [
        Seen(row, shared[record], weight)
        for record, weight in weighed.items()
        if weight >= _ENOUGH
        and (row := session.vault.queries.row(record)).number != without
        and visibility.may_see(session, row)
    ]
    found.sort(key=lambda one: (one.weight, one.row.recorded), reverse=True)
    return tuple(found[:limit])


def start_of(path: Path, ports: Ports) -> bytes:
    """The bytes of a message's file, as many as are read of a message; nothing is kept.

    Raises EnvironmentFailure("file-unreadable") and Refused("attachment-large" | "file-special" |
    "file-changed").
    """
    return _bytes_of(path, ports)[: limits.FILE_BYTES + 1]


def inspect_file(
    path: Path, ports: Ports, *, pool: Pool | None = None, pick: int = 0
) -> Examination:
    """What a file says, without a vault.

    Raises EnvironmentFailure("file-unreadable") and Refused("attachment-large" | "file-special" |
    "file-changed").
    """
    return reading.examine(_bytes_of(path, ports), pick=pick, pool=pool)


def inspect_many(
    paths: Iterable[Path], pool: Pool, ports: Ports
) -> Iterator[tuple[Path, Examination | ClerkappError]]:
    """The same for many files in their order, several at once; a file's failure comes in its place."""
    asked: deque[Path] = deque()
    failed: dict[Path, ClerkappError] = {}

    def given(path: Path) -> bytes:
        try:
            return _bytes_of(path, ports)
        except ClerkappError as failure:
            failed[path] = failure
            return b""

    def sources() -> Iterator[Callable[[], bytes]]:
        for path in paths:
            asked.append(path)
            yield partial(given, path)

    for found in pool.examine_many(sources()):
        path = asked.popleft()
        failure = failed.pop(path, None)
        yield path, found if failure is None else failure


def inspected(examination: Examination) -> dict[str, Any]:
    """The JSON object of `clerkctl inspect`: signs and problems in sentences, links harmless too."""
    return reading.inspected(examination)


def _bytes_of(path: Path, ports: Ports) -> bytes:
    try:
        return ports.drive.read_small(path, attaching.LARGEST_BYTES)
    except Refused as refused:
        if refused.code != "file-large":
            raise
        limit = attaching.LARGEST_BYTES // 1_000_000
        raise Refused("attachment-large", name=told_name(path), limit=limit) from None


def _kept(session: Session, attached: Attached) -> Kept:
    return Kept(attached, data_of(session, attached.sha256))


def data_of(session: Session, sha256: str) -> bytes:
    """The bytes of a kept message, one more than are read at most."""
    data = bytearray()
    for chunk in session.vault.attachments.chunks(sha256):
        data += chunk
        if len(data) > limits.FILE_BYTES:
            break
    return bytes(data[: limits.FILE_BYTES + 1])


def _name_for(data: bytes) -> str:
    """A name for bytes that came without one."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "message.msg"
    return "messages.mbox" if data.startswith(b"From ") else "message.eml"


def _telling(kind: str, value: str) -> bool:
    """Whether sharing this says anything."""
    if kind == "subject":
        return len(value) >= _SUBJECT_SHORTEST
    if kind in ("domain", "host"):
        return not _everybodys(value)
    return kind in WEIGHTS


def _everybodys(host: str) -> bool:
    """A provider of mail, pages or short links, or a known firm or office itself."""
    if any(host in lists.hosts(name) for name in _COMMON_HOSTS) or lists.listed(host, "free-mail"):
        return True
    return any(
        host == domain.lstrip(".") or host.endswith("." + domain.lstrip("."))
        for claim in lists.claims()
        for domain in claim.domains
    )
