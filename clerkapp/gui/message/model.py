"""The message of a form: kept first, then read, then put into the form without replacing an answer.

What a person typed stays. Where the message says something else, both are shown and the person
chooses. What the message filled in is taken back when it is left out, unless a person changed it.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from clerkapp.domain.messages.examination import NestedMessage
from clerkapp.domain.prints import KeptMessage
from clerkapp.gui.form.model import FormModel
from clerkapp.gui.message.reader import MessageReader
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.tasks import Failed
from clerkapp.services.messages import adding, keeping
from clerkapp.services.messages.keeping import Kept, Reading, Seen
from clerkapp.services.records import recording
from clerkapp.services.records.attaching import Attached
from clerkapp.services.records.recording import Recorded
from clerkapp.services.session import Session

Recorder = Callable[..., Recorded]
FIELD = "message_file"
SEEN_MS = 400
"""A pause in typing this long asks whether something like it was seen before."""
SHOWN_HERE = frozenset(
    (
        "links",
        "message_attachments",
        "indicators",
        "dkim_signatures",
        "auth_headers",
        "carrier",
        "message_place",
        "not_read",
    )
)
"""What is shown with the message, and not a second time among the fields."""
_COMPARED = frozenset(
    (
        "sender_address",
        "reply_to",
        "return_path",
        "subject",
        "message_id",
        "links",
        "message_attachments",
        "indicators",
    )
)


class MessageModel(QObject):
    """The message beside a `FormModel`."""

    changed = Signal()
    """What is shown of the message is different now."""
    filled = Signal(list)
    """The codes of fields that were filled in or taken back."""
    seen_changed = Signal()
    page_wanted = Signal()
    """A message came, or a person asks for it: show its page."""
    left_out = Signal()
    """A person took the message back."""

    def __init__(
        self, form: FormModel, desk: Desk, *, number: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.form = form
        self.reading: Reading | None = None
        self.busy = False
        self.differing: dict[str, Any] = {}
        self.seen: tuple[Seen, ...] = ()
        self.compared = False
        self._desk = desk
        self._number = number
        self._data = b""
        self._given: dict[str, Any] = {}
        self.reader = MessageReader(desk.tasks, self)
        self._comparing = QTimer(self)
        self._comparing.setSingleShot(True)
        self._comparing.setInterval(SEEN_MS)
        self._comparing.timeout.connect(self._compare)
        form.changed.connect(self._typed)

    @property
    def has_page(self) -> bool:
        """Whether the message has a page of its own: that of a record that is not made yet."""
        return not self.form.amending

    @property
    def kept(self) -> Attached | None:
        """The message that is in the vault, if there is one."""
        files = self.form.attachments.of_field(FIELD)
        return files[0].attached if files else None

    @property
    def choices(self) -> tuple[NestedMessage, ...]:
        """The messages to choose from, when there are several."""
        found = self.reading.messages if self.reading is not None else ()
        # Behind a mailbox's own messages stand those inside the one that was read.
        own = tuple(message for place, message in enumerate(found) if message.index == place)
        return own if len(own) > 1 else ()

    def keep_file(
        self, path: Path, progress: Callable[[int, int], bool]
    ) -> Callable[[Session], Attached]:
        """The work that stores a file; its bytes are read once it is stored."""
        self.busy = True
        return lambda session: self._take(keeping.keep_file(session, path, told=progress))

    def keep_bytes(self, data: bytes, done: Callable[[Attached], None], failed: Failed) -> None:
        """Store what another program handed over."""
        self.busy = True
        self._desk.ask(
            self, lambda session: self._take(keeping.keep_bytes(session, "", data)), done, failed
        )

    def keep_text(self, text: str, done: Callable[[Attached], None], failed: Failed) -> None:
        """Store headers or words that were pasted."""
        self.busy = True
        self._desk.ask(
            self, lambda session: self._take(keeping.keep_text(session, text)), done, failed
        )

    @property
    def to_print(self) -> KeptMessage | None:
        """What its sheet for the help desk is of, once it is kept and read."""
        kept, reading = self.kept, self.reading
        if kept is None or reading is None:
            return None
        return KeptMessage(kept.sha256, kept.name, kept.size, reading.place)

    def not_kept(self) -> None:
        """What was given could not be stored, or is attached elsewhere already."""
        self.busy = False
        self.changed.emit()

    def read(self, pick: int = 0) -> None:
        """Read the message that was stored, and fill in what it says."""
        self._read(pick, self._fill)
        self.ask_for_page()

    def ask_for_page(self) -> None:
        """Show the message's page, if it has one."""
        if self.has_page:
            self.page_wanted.emit()

    def open_again(self) -> None:
        """A draft or a record holds a message already: show what it says, change nothing."""
        kept = self.kept
        if kept is None:
            return
        place = self.form.stored().get("message_place")
        number = place.get("n") if isinstance(place, dict) else None
        pick = number - 1 if isinstance(number, int) and number > 0 else 0
        self._desk.ask(
            self,
            lambda session: self._take(keeping.kept_again(session, kept)),
            lambda _kept: self._read(pick, self._recognise),
            lambda _error: None,
        )

    def remove(self) -> None:
        """Take the message off the form again."""
        kept = self.kept
        if kept is not None:
            self.form.attachments.remove(kept.sha256)
            self.leave_out()

    def leave_out(self) -> None:
        """The message is no longer wanted: take back what it filled in and nobody changed."""
        self.reader.forget()
        self._data = b""
        self.reading = None
        self.busy = False
        self.differing = {}
        self._put({})
        self.changed.emit()
        self.left_out.emit()

    def use(self, code: str) -> None:
        """Take what the message says instead of what was typed."""
        value = self.differing.pop(code)
        self._given[code] = value
        self.form.set(code, value)
        self._hide_what_is_shown()
        self.filled.emit([code])
        self.changed.emit()

    def keep_mine(self, code: str) -> None:
        """Stay with what was typed."""
        self.differing.pop(code, None)
        self.changed.emit()

    def recorder(self) -> Recorder:
        """What records the form, called as `recording.record`: with its message, when it has one."""
        kept, reading = self.kept, self.reading
        if kept is None or reading is None:
            return recording.record

        def record(
            session: Session,
            kind: str,
            typed: Mapping[str, Any],
            *,
            attachments: Sequence[Attached],
            draft: str | None,
        ) -> Recorded:
            others = [attachment for attachment in attachments if attachment.sha256 != kept.sha256]
            # All that the message fills in was shown: what is empty now is meant to be.
            return adding.record_with_message(
                session,
                kind,
                typed,
                kept,
                reading.values,
                answered=reading.values.keys(),
                attachments=others,
                draft=draft,
            )

        return record

    def _take(self, kept: Kept) -> Attached:
        self._data = kept.data
        return kept.attached

    def _read(self, pick: int, done: Callable[[Reading], None]) -> None:
        self.busy = True
        self.changed.emit()
        self.reader.read(self._data, pick, done)

    def _fill(self, reading: Reading) -> None:
        self.busy = False
        self.reading = reading
        self._put(reading.values)
        self.changed.emit()

    def _recognise(self, reading: Reading) -> None:
        self.busy = False
        self.reading = reading
        self._given = {
            code: value
            for code, value in reading.values.items()
            if self.form.typed.get(code) == value
        }
        if self._given or self.form.amending:
            self._hide_what_is_shown()
            self.form.changed.emit(FIELD)
        else:  # the form was left before the answer came
            self._put(reading.values)
        self._comparing.start()
        self.changed.emit()

    def _put(self, values: Mapping[str, Any]) -> None:
        """Fill in `values`; what an earlier message gave and nobody changed gives way."""
        form = self.form
        filled = adding.fill(form.typed, values, before=self._given, answered=form.unread)
        self._given, self.differing = dict(filled.given), dict(filled.differing)
        for code in filled.changed:
            if code in filled.given:
                form.set(code, filled.given[code])
            else:
                form.clear(code)
        self._hide_what_is_shown()
        self.filled.emit(list(filled.changed))

    def _hide_what_is_shown(self) -> None:
        self.form.shown_elsewhere = frozenset(
            code for code in self._given if code in SHOWN_HERE and self.reading is not None
        )

    def _typed(self, code: str) -> None:
        if code in _COMPARED:
            self._comparing.start()

    def _compare(self) -> None:
        wanted = keeping.of_values(self.form.stored())
        number = self._number or None
        self._desk.ask(
            self,
            lambda session: keeping.seen_before(session, wanted, without=number),
            self._compared,
            lambda _error: None,
        )

    def _compared(self, seen: tuple[Seen, ...]) -> None:
        if seen != self.seen or not self.compared:
            self.seen = seen
            self.compared = True
            self.seen_changed.emit()
