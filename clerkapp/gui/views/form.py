"""A form: a new record, a kept draft, or a change of a record. What a clerk spends the day in.

Rules. Nothing typed is lost: the draft follows within a second, and leaving, locking and closing
hand it over first. Record is never disabled; it names what is missing and leads there. A new form
is there before the vault has answered; what the vault knows (election, stage, places) follows.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from clerkapp.domain.errors import ClerkappError, EnvironmentFailure, Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.times import format_instant
from clerkapp.gui import places
from clerkapp.gui.screen import Desk, Screen
from clerkapp.gui.trouble import words_of
from clerkapp.gui.viewmodels import form_draft
from clerkapp.gui.viewmodels.form import FormModel
from clerkapp.gui.viewmodels.message import FIELD as MESSAGE_FIELD
from clerkapp.gui.viewmodels.message import MessageModel
from clerkapp.gui.views.form_files import FilesField
from clerkapp.gui.views.form_page import FormPage
from clerkapp.gui.views.message_field import files_control
from clerkapp.gui.widgets.control import announce
from clerkapp.gui.widgets.dialog import Dialog
from clerkapp.gui.widgets.drop_area import DropArea
from clerkapp.gui.widgets.layouts import Column
from clerkapp.gui.widgets.progress import WaitLine
from clerkapp.gui.widgets.row_table import RowTable
from clerkapp.services import drafting, reading, recording
from clerkapp.services.attaching import Attached
from clerkapp.services.reading import Shown
from clerkapp.services.recording import Recorded
from clerkapp.services.session import Session
from clerkapp.vault.drafts import Draft
from clerkapp.wording.language import _
from clerkapp.wording.times import clock_words


@dataclass(frozen=True, slots=True)
class _Known:
    """What the vault knows for a form: lists of what occurs, and the office's election and stage."""

    lists: dict[str, tuple[str, ...]]
    filled: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A kept draft, the record that is changed, or both."""

    kind: str
    draft: Draft | None
    record: Shown | None


class FormScreen(Screen):
    """One form. `place` says which."""

    section = "home"

    def __init__(self, place: places.Form, desk: Desk) -> None:
        super().__init__(desk)
        self._place = place
        self._draft = place.draft
        self._number = place.number or ""
        self._cursor = dict(place.cursor)
        self._left = False
        self._known = False
        self._wanted = False
        self._recording = False
        self._dirty = False
        self._saved_at = ""
        self._page: FormPage | None = None
        self._message: MessageModel | None = None
        self._column = Column(0, parent=self)
        self._record_keys: list[QShortcut] = []
        if place.draft is None and place.number is None:
            now = format_instant(desk.ports.clock.now())
            kind = KINDS[place.kind]
            self._show(FormModel(kind.code, form_draft.started(kind, now), parent=self))
        else:
            self._waiting = WaitLine(_("Getting what was typed …"))
            self._column.addWidget(self._waiting, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def page(self) -> FormPage:
        """The form, once it is there."""
        if self._page is None:
            raise RuntimeError("the form is not loaded yet")
        return self._page

    @property
    def loaded(self) -> bool:
        """Whether the form is there."""
        return self._page is not None

    @property
    def model(self) -> FormModel:
        """What is typed."""
        return self.page.model

    def enter(self) -> None:
        """Put the cursor where work begins, and ask the vault for what it knows."""
        if self._page is not None:
            self._begin()
        else:
            draft, number = self._place.draft, self._place.number
            self.desk.ask(
                self, lambda session: _load(session, draft, number), self._opened, self._not_opened
            )

    def keep(self) -> places.Place | None:
        """Hand over what was typed, with the cursor; where to come back to."""
        if self._message is not None:
            self._message.reader.close()
        if self._left:
            return places.Incident(self._number) if self._number else places.Home()
        if self._page is None:
            return None
        cursor = self.page.body.typing_at() or self._cursor
        if self._dirty or self.model.dirty or self._draft is not None:
            self._save(cursor)
        return places.Form(
            kind=self.model.kind.code,
            draft=self._draft,
            number=self._number or None,
            cursor=cursor,
        )

    def regions(self) -> list[QWidget]:
        """Head, fields, aside, footer."""
        return [self] if self._page is None else self._page.regions()

    def _opened(self, loaded: _Loaded) -> None:
        now = format_instant(self.desk.ports.clock.now())
        record, kind = loaded.record, KINDS[loaded.kind]
        if record is not None:
            self._number = record.row.number
            before = {code: v for code, v in record.values.items() if kind.field(code) is not None}
            model = FormModel(kind.code, before, before=before, parent=self)
            model.attachments.show_recorded(_recorded_files(kind.code, record))
        else:
            model = FormModel(kind.code, form_draft.started(kind, now), parent=self)
        if loaded.draft is not None:
            form_draft.take_content(model, loaded.draft.content)
        self._waiting.hide()
        self._show(model)
        if loaded.draft is not None:
            self._note_saved(loaded.draft.saved)
            self._cursor = self._cursor or dict(loaded.draft.content.get("cursor", {}))
        self._begin()

    def _not_opened(self, error: ClerkappError) -> None:
        self.desk.announce(words_of(error))
        self._left = True
        self.desk.tasks.trouble.emit(error)
        self.desk.go(places.Home())

    def _show(self, model: FormModel) -> None:
        if model.kind.field(MESSAGE_FIELD) is not None:
            self._message = MessageModel(model, self.desk, number=self._number, parent=self)
        page = FormPage(
            model,
            number=self._number,
            now=self.desk.ports.clock.now,
            localise=self._localise,
            files=lambda field: files_control(field, model, self._message, self.desk),
        )
        self._page = page
        if self._message is not None:
            self.setAcceptDrops(True)
            page.set_explanation(
                _("Is the message saved as a file? Drop it anywhere on this form.")
            )
            self._message.filled.connect(self._filled_in)
            self._message.changed.connect(self._go_on_recording)
            self._message.changed.connect(page.body.order_soon)
            self._message.seen_changed.connect(page.body.order_soon)
        self._column.addWidget(page)
        page.record_button.clicked.connect(self.record)
        page.close_button.clicked.connect(self._close)
        page.discard.clicked.connect(self._ask_discard)
        model.draft_due.connect(lambda: self._save(page.body.typing_at()))
        model.touched.connect(self._typed)
        self._keys()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A message may be dropped anywhere on its form."""
        area = self._message_area()
        if area is not None:
            area.dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """As it was."""
        area = self._message_area()
        if area is not None:
            area.dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """The message's own field takes it, and comes into view."""
        field = self.page.body.field(MESSAGE_FIELD)
        area = self._message_area()
        if area is not None and field is not None:
            self.page.reveal_top(field)
            area.dropEvent(event)

    def _message_area(self) -> DropArea | None:
        field = self.page.body.field(MESSAGE_FIELD) if self._message is not None else None
        return field.control.drop if field and isinstance(field.control, FilesField) else None

    def _filled_in(self, codes: list[str]) -> None:
        for code in codes:
            self.page.body.show_value(code)

    def _begin(self) -> None:
        page = self.page
        if not (self._cursor and page.body.put_cursor(self._cursor)):
            page.body.first().setFocus(Qt.FocusReason.OtherFocusReason)
        kind, amending = self.model.kind.code, self.model.amending
        self.desk.ask(
            self,
            lambda session: _known(session, kind, amending=amending),
            self._know,
            lambda _error: self._know(_Known({}, {})),
        )

    def _know(self, known: _Known) -> None:
        self._known = True
        self.page.body.offer(known.lists)
        for code, value in known.filled.items():
            self.model.prefill(code, value)
            self.page.body.show_value(code)
        self._go_on_recording()

    def _go_on_recording(self) -> None:
        """Record was pressed before everything was there."""
        if self._wanted and not self._waits():
            self._wanted = False
            self.record()

    def _waits(self) -> bool:
        """Whether something that belongs into the record is on its way: what the vault knows, or
        what a message says."""
        return not self._known or (self._message is not None and self._message.busy)

    def _typed(self) -> None:
        self._dirty = True
        self.page.discard.show()

    def _save(self, cursor: dict[str, Any]) -> None:
        """Hand the draft to the vault's thread."""
        if self._left:
            return
        self._draft = self._draft or str(uuid.uuid4())
        content = form_draft.content_of(self.model, cursor)
        kind, draft, number = self.model.kind.code, self._draft, self._number or None
        self.model.taken()
        self._dirty = False

        def work(session: Session) -> str:
            drafting.save(session, kind, content, draft=draft, record=number)
            return session.now()

        self.desk.ask(self, work, self._note_saved, self._note_failed)

    def _note_saved(self, at: str) -> None:
        self._saved_at = at
        self.page.discard.show()
        if not self._dirty or not self.page.note.words():
            self.page.note.say(
                _("Draft saved {time}").format(time=clock_words(at, seconds=True)),
                _("Only you see it until you record."),
            )
            self.page.refit()

    def _note_failed(self, error: ClerkappError) -> None:
        self._dirty = True
        self.page.note.say(_("The draft is not saved."), words_of(error), failed=True)
        self.page.refit()

    def _say_saved(self) -> None:
        """Ctrl+S: a habit, so it answers."""
        if self._dirty or self.model.dirty:
            self._save(self.page.body.typing_at())
        announce(self, _("Draft saved"))

    def record(self) -> None:
        """Record, or say what is missing."""
        if self._recording or self._left:
            return
        if self._waits():
            self._wanted = True
            return
        page, model = self.page, self.model
        page.body.finish()
        page.say_trouble("", "")
        if not model.ready():
            page.show_errors(focus=True)
            return
        self._recording = True
        model.taken()
        files: list[Attached] = model.attachments.new()
        draft, number, kind = self._draft, self._number, model.kind.code
        work: Callable[[Session], Recorded]
        if number:
            changes, reason = model.changes(), model.reason
            work = lambda session: recording.amend(  # noqa: E731
                session, number, changes, reason, attachments=files, draft=draft
            )
        else:
            typed = model.to_record()
            work = lambda session: recording.record(  # noqa: E731
                session, kind, typed, attachments=files, draft=draft
            )
        self.desk.ask(self, work, self._recorded, self._not_recorded)

    def _recorded(self, recorded: Recorded) -> None:
        self._left = True
        said = _("{number} is changed.") if self._number else _("{number} is recorded.")
        self.desk.go(places.Incident(recorded.number))
        self.desk.announce(said.format(number=recorded.number))

    def _not_recorded(self, error: ClerkappError) -> None:
        self._recording = False
        self.model.touch()
        if isinstance(error, Refused) and error.fields:
            self.model.refuse(error)
            self.page.show_errors(focus=True)
        elif isinstance(error, EnvironmentFailure):
            self.page.say_trouble(_("This computer could not record it."), words_of(error))
        else:
            self.page.say_trouble(_("It is not recorded."), words_of(error))

    def _close(self) -> None:
        self.desk.back()

    def _ask_discard(self) -> None:
        dialog = Dialog(
            _("Discard your changes?") if self._number else _("Discard this draft?"),
            _("What you typed here is thrown away. Records are not affected."),
            do=_("Discard changes") if self._number else _("Discard draft"),
            safe=_("Keep it"),
            parent=self,
        )
        dialog.accepted.connect(self._discard)
        dialog.open()

    def _discard(self) -> None:
        self._left = True
        self.model.taken()
        draft = self._draft
        if draft is not None:
            self.desk.ask(
                self, lambda session: drafting.discard(session, draft), lambda _done: None
            )
        self.desk.back()

    def _keys(self) -> None:
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = self._shortcut(keys, self.record)
            self._record_keys.append(shortcut)
        self._shortcut("Ctrl+S", self._say_saved)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._leave_keys_to_tables)

    def _shortcut(self, keys: str, act: Callable[[], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        return shortcut

    def _leave_keys_to_tables(self, old: QWidget | None, new: QWidget | None) -> None:
        """Ctrl+Enter inside a table adds a row; everywhere else it records."""
        del old
        inside = False
        while new is not None and not inside:
            inside = isinstance(new, RowTable)
            new = new.parentWidget()
        for shortcut in self._record_keys:
            shortcut.setEnabled(not inside)

    def _localise(self, moment: datetime) -> datetime:
        """A local time with the office's offset on that day.

        The computer knows the offset of any day. A clock that shows another offset than this
        computer (a demonstration) keeps its own.
        """
        now = self.desk.ports.clock.now()
        if now.utcoffset() == now.astimezone().utcoffset():
            return moment.astimezone()
        return moment.replace(tzinfo=now.tzinfo)


def _load(session: Session, draft: str | None, number: str | None) -> _Loaded:
    """What a form begins with; a draft knows which record it changes."""
    kept = None if draft is None else drafting.read(session, draft)
    changed = number or (kept.record if kept is not None else None)
    record = None if changed is None else reading.show(session, changed)
    kind = record.row.kind if record is not None else kept.kind if kept is not None else ""
    return _Loaded(kind, kept, record)


def _known(session: Session, kind: str, *, amending: bool) -> _Known:
    lists = {
        "place": reading.distinct(session, "place"),
        "election": reading.distinct(session, "election"),
    }
    if amending:
        return _Known(lists, {})
    filled = recording.prefilled(session, kind, {}, session.now())
    return _Known(lists, {code: filled[code] for code in form_draft.ASKED})


def _recorded_files(kind: str, record: Shown) -> list[tuple[Attached, str]]:
    """The record's files, each at the field that its class belongs to."""
    files = []
    for one in record.attachments:
        attached = Attached(one.sha256, one.size, one.name, one.media_type, one.what)
        own = next(
            (
                field.code
                for field in KINDS[kind].fields
                if field.values == (one.what,) and field.code != "attachments"
            ),
            "attachments",
        )
        files.append((attached, own))
    return files
