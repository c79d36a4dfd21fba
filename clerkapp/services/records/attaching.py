"""Files kept with a record: stored in the vault as they are, hashed, never opened or run.

Rules. A file is streamed, so its size costs no memory; above 500 MB it is refused, and so is an
image of a device's drive, by name or by its first bytes: Kansas forbids making one without the
Secretary of State's consent (K.S.A. 25-4413a). Saving a file out of the vault is deliberate, is
journaled, and never replaces a file.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from clerkapp.domain.errors import ClerkappError, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.files import StoredFile, WrittenFile
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.privacy import pictures
from clerkapp.domain.privacy.pictures import HELD
from clerkapp.domain.records.revision import Value
from clerkapp.domain.text.file_names import told_name
from clerkapp.domain.text.rules import file_name
from clerkapp.domain.vocabulary.common import ATTACHMENT_CLASSES
from clerkapp.services.announcing import announced, require_free
from clerkapp.services.records import visibility
from clerkapp.services.session import Session
from clerkapp.services.stopping import Stopped, unless

LARGEST_BYTES = 500 * 1000 * 1000
NOTHING_SHOWN = pictures.SHOWN[0]
PICTURE_NOTES = "picture_notes"
"""What the files of pictures tell: written by the program alone, whatever a record file says."""
_CHUNK = 1 << 20

_IMAGE_SUFFIXES = frozenset(
    (".img", ".dd", ".e01", ".ex01", ".vmdk", ".vhd", ".vhdx", ".iso", ".qcow2", ".aff4", ".dmg")
)
_IMAGE_STARTS = (
    (0, b"EVF\x09\x0d\x0a\xff\x00"),
    (0, b"KDMV"),
    (0, b"conectix"),
    (0, b"vhdxfile"),
    (0, b"QFI\xfb"),
    (32769, b"CD001"),
)
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".gif": "image/gif",
    ".heic": "image/heic",
    ".heif": "image/heic",
    ".htm": "text/html",
    ".html": "text/html",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".log": "text/plain",
    ".mbox": "application/mbox",
    ".mov": "video/quicktime",
    ".mp4": "video/mp4",
    ".msg": "application/vnd.ms-outlook",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "text/xml",
    ".zip": "application/zip",
}
_UNKNOWN_TYPE = "application/octet-stream"
_UNREADABLE = ("file-unreadable", "file-open-elsewhere", "file-special")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that is in the vault and may be named by a record.

    `sha256` in lower-case hex, `size` in bytes, `name` as the file was called, `media_type` by its
    ending or, of a picture, by its first bytes, `what` from `vocabulary.common.ATTACHMENT_CLASSES`. `tells`:
    what a picture's file says of where and when it was taken (`pictures.TELLS`); it stays in the
    office unless `may_tell`.
    """

    sha256: str
    size: int
    name: str
    media_type: str
    what: str
    tells: tuple[str, ...] = ()
    may_tell: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether it could show a marked ballot, a poll-book page or a voter."""
        return pictures.is_shown(self.media_type) and self.what != "message"

    def to_value(self) -> dict[str, Value]:
        """The value of a field `attachment.N`."""
        return {
            "sha256": self.sha256,
            "size": self.size,
            "name": file_name(self.name),
            "media_type": self.media_type,
            "class": self.what,
        }

    def note(self, code: str) -> dict[str, Value] | None:
        """The row of the field `picture_notes` about the file in the field `code`, if it needs one."""
        if not self.tells:
            return None
        row: dict[str, Value] = {"file": code, **dict.fromkeys(self.tells, True)}
        return {**row, "may_go": True} if self.may_tell else row


def judged(attached: Attached, shows: str | None) -> Attached:
    """A picture as it may be recorded: `shows` is "none" when somebody looked and it shows nothing that
    must never leave; whatever else, or nothing said, keeps it in the office."""
    if not attached.is_shown or shows == NOTHING_SHOWN:
        return attached
    return replace(attached, what=HELD)


def attach_file(
    session: Session,
    path: Path,
    what: str | None = None,
    *,
    progress: Callable[[int, int], bool] | None = None,
) -> Attached:
    """Store the file at `path`. `what` defaults to what its ending suggests.

    `progress` hears how many bytes of how many are stored, and answers whether to go on. Raises
    Refused: attachment-unreadable, attachment-large, attachment-disk-image, attachment-stopped,
    file-changed.
    """
    _require_kind(path.name)
    try:
        with session.ports.drive.opened(path) as file, session.transaction():
            if file.size > LARGEST_BYTES:
                raise _too_large(path.name)
            so_far = None if progress is None else lambda done: progress(done, file.size)
            attached = _store(session, path.name, file.read, what, so_far)
            if attached.size != file.size or file.is_changed():
                raise Refused("file-changed", name=told_name(path))
            return attached
    except ClerkappError as error:
        if error.code not in _UNREADABLE:
            raise
        raise Refused("attachment-unreadable", name=told_name(path)) from None


def attach_bytes(session: Session, name: str, data: bytes, what: str | None = None) -> Attached:
    """Store bytes that were dropped or pasted, under a file name."""
    _require_kind(name)
    if len(data) > LARGEST_BYTES:
        raise _too_large(name)
    return _store(session, name, io.BytesIO(data).read, what)


def save_out(
    session: Session,
    number: str,
    sha256: str,
    target: Path,
    *,
    stopped: Stopped = lambda: False,
) -> WrittenFile:
    """Write an attachment of a record to `target`, as it was attached.

    Raises Refused("record-not-found" | "attachment-not-found" | "cancelled") and EnvironmentFailure
    (drive).
    """
    row = visibility.find(session, number)
    stored = session.vault.attachments.get(sha256.strip().lower())
    if stored is None or stored.sha256 not in _named(session, row.id):
        raise Refused("attachment-not-found", number=row.number)
    drive = session.ports.drive
    require_free(drive, target)
    with announced(
        session, Event.ATTACHMENT_SAVED, {"number": row.number, "sha256": stored.sha256}
    ):
        return drive.write_new(
            target,
            unless(stopped, session.vault.attachments.chunks(stored.sha256)),
            size=stored.size,
        )


def media_type(name: str) -> str:
    """The media type that a file's ending stands for."""
    return _MEDIA_TYPES.get(PurePath(name).suffix.lower(), _UNKNOWN_TYPE)


def suggested_class(name: str) -> str:
    """What a file probably is, by its ending; a person may say otherwise."""
    kind = media_type(name)
    if kind in ("message/rfc822", "application/vnd.ms-outlook", "application/mbox"):
        return "message"
    if kind.startswith("image/"):
        return "photo"
    return "other" if kind == _UNKNOWN_TYPE else "document"


def _store(
    session: Session,
    name: str,
    read: Callable[[int], bytes],
    what: str | None,
    progress: Callable[[int], bool] | None = None,
) -> Attached:
    session.require(Permission.RECORD)
    chosen = what or suggested_class(name)
    if chosen not in ATTACHMENT_CLASSES:
        raise Refused("attachment-class", fields=["attachments"])
    at = session.now()
    with session.vault.transaction():
        stored = session.vault.attachments.store(
            _chunks(name, read, progress, chosen), at=at, limit=LARGEST_BYTES
        )
        session.journal(Event.ATTACHMENT_ADDED, at, {"sha256": stored.sha256, "size": stored.size})
    return _looked_at(session, stored, name, chosen, given=what is not None)


def _looked_at(
    session: Session, stored: StoredFile, name: str, what: str, *, given: bool
) -> Attached:
    """A picture is told by its bytes, whatever it is called, and what its file tells is noted."""
    attached = Attached(stored.sha256, stored.size, file_name(name), media_type(name), what)
    if what == "message":
        return attached
    chunks = session.vault.attachments.chunks(stored.sha256, check=False)
    start = next(chunks, b"")
    seen = pictures.type_of(start)
    if not seen and not attached.is_shown:
        return attached
    tells = pictures.TELLS
    if stored.size <= pictures.LONGEST:
        tells = pictures.tells(start + b"".join(chunks))
    kind = attached.media_type if attached.is_shown else seen
    better = "photo" if seen and not given and what in ("other", "document") else what
    return replace(attached, media_type=kind, what=better, tells=tells)


def _chunks(
    name: str, read: Callable[[int], bytes], progress: Callable[[int], bool] | None, what: str
) -> Iterator[bytes]:
    """The file's bytes, checked while they pass: its start, and its true length."""
    size = 0
    for chunk in iter(lambda: read(_CHUNK), b""):
        if size == 0 and _looks_like_an_image(chunk, what):
            raise Refused("attachment-disk-image", fields=["attachments"], name=file_name(name))
        size += len(chunk)
        if size > LARGEST_BYTES:
            raise _too_large(name)
        yield chunk
        if progress is not None and not progress(size):
            raise Refused("attachment-stopped", fields=["attachments"], name=file_name(name))


def _looks_like_an_image(start: bytes, what: str) -> bool:
    """A message may hold any bytes further on: whoever sent it must not decide that it is not kept."""
    return any(
        start[offset : offset + len(mark)] == mark
        for offset, mark in _IMAGE_STARTS
        if offset == 0 or what != "message"
    )


def _require_kind(name: str) -> None:
    if PurePath(name).suffix.lower() in _IMAGE_SUFFIXES:
        raise Refused("attachment-disk-image", fields=["attachments"], name=file_name(name))


def _too_large(name: str) -> Refused:
    return Refused(
        "attachment-large",
        fields=["attachments"],
        name=file_name(name),
        limit=LARGEST_BYTES // 1_000_000,
    )


def _named(session: Session, record: str) -> set[str]:
    """The attachments that any revision of the record names."""
    names = set()
    for revision in session.vault.revisions.history(record):
        for code, value in revision.values().items():
            if code.startswith("attachment.") and isinstance(value, dict):
                names.add(str(value.get("sha256")))
    return names


def with_files(
    session: Session,
    attachments: Sequence[Attached],
    values: Mapping[str, Value],
    before: Mapping[str, Value],
) -> dict[str, Value]:
    """`values` with new attachments as fields `attachment.N`, numbered on from those that are there, and what their
    files tell as rows of `picture_notes`.

    Raises Refused("attachment-missing") for one whose bytes are not in the vault.
    """
    for attachment in attachments:
        stored = session.vault.attachments.get(attachment.sha256)
        if stored is None or stored.size != attachment.size:
            raise Refused(
                "attachment-missing", fields=["attachments"], sha256=attachment.sha256[:64]
            )
    taken = [int(code.split(".")[1]) for code in values if code.startswith("attachment.")]
    start = max(taken, default=0) + 1
    named = {code: value for code, value in values.items() if code != PICTURE_NOTES}
    known = before.get(PICTURE_NOTES)
    notes: list[Value] = list(known) if isinstance(known, list) else []
    for n, attachment in enumerate(attachments, start=start):
        code = f"attachment.{n}"
        named[code] = dict(attachment.to_value())
        note = attachment.note(code)
        if note is not None:
            notes.append(note)
    return {**named, PICTURE_NOTES: notes} if notes else named
