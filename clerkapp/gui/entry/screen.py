"""A form: a new record, a kept draft, or a change of a record. What a clerk spends the day in.

A message of a new record has a page of its own, which is in the form's place as soon as it is
there; both show one model, one draft and one way to record.

Rules. Nothing typed is lost: the draft follows within a second, and leaving, locking and closing
hand it over first. Record is never disabled; it names what is missing and leads there. A new form
is there before the vault has answered; what the vault knows (election, stage, places) follows.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError, EnvironmentFailure, Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.prints import CHECKLIST, MESSAGE
from clerkapp.domain.text.rules import one_line, visible
from clerkapp.domain.time.times import format_instant
from clerkapp.gui.entry.doubles import Doubles
from clerkapp.gui.entry.dropping import DropsMessage
from clerkapp.gui.entry.keys import FormKeys
from clerkapp.gui.entry.knowing import Knowing
from clerkapp.gui.entry.reminding import Reminding
from clerkapp.gui.entry.saving import FormSaving
from clerkapp.gui.entry.unit_finder import UnitFinder
from clerkapp.gui.form import draft as form_draft
from clerkapp.gui.form import load
from clerkapp.gui.form.load import Loaded
from clerkapp.gui.form.model import FormModel
from clerkapp.gui.form.page import FormPage
from clerkapp.gui.message.field import files_control
from clerkapp.gui.message.model import FIELD as MESSAGE_FIELD
from clerkapp.gui.message.model import MessageModel
from clerkapp.gui.message.page import ASKED, MessagePage
from clerkapp.gui.navigation import places
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.page.progress import WaitLine
from clerkapp.services import machine_memory
from clerkapp.services.records import drafting, recording
from clerkapp.services.records.attaching import Attached
from clerkapp.services.records.recording import Recorded
from clerkapp.services.session import Session
from clerkapp.wording.language import _

_SUBJECT = 100
"""So much of a subject goes into the one line."""
_MESSAGE = "message"
"""In a cursor: typing was on the message's page."""


class FormScreen(DropsMessage, Screen):
    """One form. `place` says which."""

    section = "home"
    keeps_typing = True

    def __init__(self, place: places.Form, desk: Desk) -> None:
        super().__init__(desk)
        self._place = place
        self._number = place.number or ""
        self.section = "records" if place.number else "home"
        self._cursor = dict(place.cursor)
        self._left = False
        self._knowing: Knowing | None = None
        self._wanted = False
        self._recording = False
        self._saving = FormSaving(desk, place.draft, self._typing_at, self)
        self._saving.said.connect(self._note)
        self._reminding = Reminding(self.record, self)
        self._page: FormPage | None = None
        self._message: MessageModel | None = None
        self._message_page: MessagePage | None = None
        self._column = Column(0, parent=self)
        if place.draft is None and place.number is None:
            now = format_instant(desk.session.ports.clock.now())
            kind = KINDS[place.kind]
            self._show(
                FormModel(kind.code, form_draft.started(kind, now), now=self._judge(), parent=self)
            )
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
    def message_shown(self) -> MessagePage | None:
        """The message's page while it is in the form's place."""
        page = self._message_page
        return None if page is None or page.isHidden() else page

    @property
    def loaded(self) -> bool:
        """Whether the form is there."""
        return self._page is not None

    @property
    def model(self) -> FormModel:
        """What is typed."""
        return self.page.model

    @property
    def draft_shown(self) -> str | None:
        """The form's own."""
        return self._saving.draft

    def enter(self) -> None:
        """Put the cursor where work begins, and ask the vault for what it knows."""
        if self._page is not None:
            self._begin()
        else:
            draft, number = self._place.draft, self._place.number
            unsaved = self.desk.unsaved.of_form(draft, number)
            self.desk.ask(
                self,
                lambda session: load.load(session, draft, number, unsaved),
                self._opened,
                self._not_opened,
            )

    def keep(self) -> places.Place | None:
        """Hand over what was typed, with the cursor; where to come back to."""
        if self._message is not None:
            self._message.reader.close()
        if self._left:
            return places.Incident(self._number) if self._number else places.Home()
        if self._page is None:
            return None
        cursor = self._typing_at() or self._cursor
        if self._saving.needed():
            self._saving.save(cursor)
        return places.Form(
            kind=self.model.kind.code,
            draft=self._saving.draft,
            number=self._number or None,
            cursor=cursor,
            begun_with={} if self._saving.draft else self._place.begun_with,
            closing=self._place.closing,
            filling=self.model.change.filling,
        )

    def regions(self) -> list[QWidget]:
        """Head, fields, aside, footer; or those of the message's page."""
        page = self.message_shown or self._page
        return [self] if page is None else page.regions()

    def print_shown(self) -> bool:
        """Ctrl+P on the message's page: its sheet for the help desk."""
        if self.message_shown is not None:
            self._print()
        return self.message_shown is not None

    def _opened(self, loaded: Loaded) -> None:
        now = format_instant(self.desk.session.ports.clock.now())
        self._number = loaded.record.row.number if loaded.record is not None else ""
        self._saving.draft = loaded.draft.id if loaded.draft is not None else None
        model = load.model_of(loaded, self._judge(), now, filling=self._place.filling, parent=self)
        self._waiting.hide()
        self._show(model)
        if loaded.draft is not None:
            if self.desk.unsaved.of(loaded.draft.id) is None:
                self._saving.saved(loaded.draft.saved)
            else:
                self._saving.save(self._cursor)
            self.page.show_errors()
            self._cursor = self._cursor or dict(loaded.draft.content.get("cursor", {}))
        self._begin()

    def _not_opened(self, error: ClerkappError) -> None:
        self.desk.announce(words_of(error))
        self._left = True
        self.desk.tasks.trouble.emit(error)
        self.desk.go(places.Home())

    def _show(self, model: FormModel) -> None:
        if not self.desk.account.may(Permission.REVIEW):
            model.leave_to_reviewers()
        if model.kind.field(MESSAGE_FIELD) is not None:
            self._message = MessageModel(model, self.desk, number=self._number, parent=self)
        # The page is built piece by piece, and somebody may have signed out meanwhile; and a lock takes
        # the focus out of a time that is being typed, which reads the clock once more.
        session = self.desk.session
        page = FormPage(
            model,
            number=self._number,
            now=session.ports.clock.now,
            zone=lambda: session.zone,
            files=lambda field: files_control(field, model, self._message, self.desk),
            finder=lambda page: UnitFinder(self.desk, page),
        )
        self._page = page
        self._knowing = Knowing(self.desk, page, self._place.begun_with)
        if self._message is not None:
            self.setAcceptDrops(True)
            if not model.change.filling:
                self._ask_for_file()
                self._message.changed.connect(self._ask_for_file)
            self._message.filled.connect(self._filled_in)
            self._message.changed.connect(self._go_on_recording)
            self._message.changed.connect(page.body.order_soon)
            self._message.seen_changed.connect(page.body.order_soon)
            self._message.page_wanted.connect(self._show_message)
        self._column.addWidget(page)
        page.record_button.clicked.connect(self.record)
        page.close_button.clicked.connect(lambda: self.desk.back())
        page.discard.clicked.connect(self._ask_discard)
        page.checklists.print_asked.connect(
            lambda code: self.desk.go(places.Preview(CHECKLIST, code))
        )
        bar(self.desk, page.record_button, page.discard)
        self._saving.follow(model, self._number, partial(form_draft.content_of, model))
        Doubles(self.desk, page, self._saving, self).moved.connect(self._moved)
        model.touched.connect(self._typed)
        FormKeys(self, saved=self._saving.ask_saved)

    def _ask_for_file(self) -> None:
        words = _("Is the message saved as a file? Drop it anywhere on this form.")
        there = self._message is not None and self._message.kept is not None
        self.page.set_explanation("" if there else words)
        subject = self.model.typed.get("subject") if there else None
        line = one_line(visible(subject)) if isinstance(subject, str) else ""
        text = _("Message “{subject}”").format(subject=line[:_SUBJECT]) if line else ""
        self.page.body.remarks.offer_text("one_line", _("Use the message’s subject"), text)

    def _filled_in(self, codes: list[str]) -> None:
        for code in codes:
            self.page.body.show_value(code)

    def _show_message(self, cursor: Mapping[str, Any] | None = None) -> None:
        """The message's page, in the form's place."""
        if self.message_shown is not None or self._message is None:
            return
        page = self._message_page or self._make_message_page(self._message)
        page.show()
        page.enter(cursor)
        self.page.hide()

    def _make_message_page(self, message: MessageModel) -> MessagePage:
        page = MessagePage(message, self.desk, self.page.around)
        self._message_page = page
        page.home_button.clicked.connect(lambda: self.desk.go(places.Home()))
        page.record_button.clicked.connect(self.record)
        page.form_button.clicked.connect(self._go_on)
        page.print_button.clicked.connect(self._print)
        page.leave_out_button.clicked.connect(self._leave_message_out)
        page.hide()
        self._column.addWidget(page)
        self._note(*self._saving.noted)
        return page

    def _show_form(self) -> None:
        """The form, in the place of the message's page."""
        if self.message_shown is not None:
            self.page.body.show_value(ASKED)
            self.page.show()
            self.message_shown.hide()

    def _go_on(self) -> None:
        self._show_form()
        self.page.go_to(self.model.first_missing() or self.page.body.first_code())

    def _leave_message_out(self) -> None:
        self._show_form()
        field = self.page.body.field(MESSAGE_FIELD)
        if self._message is not None and field is not None:
            self._message.remove()
            self.page.reveal_top(field)

    def _print(self) -> None:
        of = None if self._message is None else self._message.to_print
        if of is not None:
            self.desk.go(places.Preview(MESSAGE, of))

    def _typing_at(self) -> dict[str, Any]:
        """The cursor: where typing is, on the form or on the message's page."""
        if self.message_shown is not None:
            return {"on": _MESSAGE, **self.message_shown.typing_at()}
        return self.page.body.typing_at()

    def _begin(self) -> None:
        page, message = self.page, self._message
        at_message = self._cursor.get("on") == _MESSAGE
        if at_message and message is not None and message.kept is not None:
            self._show_message(self._cursor)
        elif not (self._cursor and page.body.put_cursor(self._cursor)):
            field = page.body.field(page.body.first_code())
            if field is not None:
                field.go_to()
        if self._knowing is not None:
            self._knowing.ask(self._go_on_recording)

    def _go_on_recording(self) -> None:
        """Record was pressed before everything was there."""
        if self._wanted and not self._waits():
            self._wanted = False
            self.record()

    def _waits(self) -> bool:
        """Whether something that belongs into the record is on its way: what the vault knows, or
        what a message says."""
        known = self._knowing is not None and self._knowing.known
        return not known or (self._message is not None and self._message.busy)

    def _typed(self) -> None:
        self._saving.touch()
        self.page.discard.show()

    def _note(self, said: str, meta: str, failed: bool) -> None:  # noqa: FBT001
        self.page.discard.show()
        for page in (self.page, self._message_page):
            if page is not None and said:
                page.note.say(said, meta, failed=failed)
                page.refit()

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
            self._show_form()
            page.show_errors(focus=True)
            return
        if not self._reminding.nothing_left(page):
            self._show_form()
            return
        self._recording = True
        model.taken()
        files: list[Attached] = model.attachments.new()
        draft, number, kind = self._saving.named(), self._number, model.kind.code
        work: Callable[[Session], Recorded]
        if number:
            changes = model.changes()
            reason = model.reason if model.change.needs_reason() else None
            work = lambda session: recording.amend(  # noqa: E731
                session, number, changes, reason, attachments=files, draft=draft
            )
        else:
            record = recording.record if self._message is None else self._message.recorder()
            typed = model.to_record()
            work = partial(record, kind=kind, typed=typed, attachments=files, draft=draft)
        unsaved = self.desk.unsaved

        def recorded(session: Session) -> Recorded:
            made = work(session)
            # At once: a lock that comes now must not keep it as a draft.
            unsaved.recorded(draft)
            return made

        self.desk.ask(self, recorded, self._recorded, self._not_recorded)

    def _recorded(self, recorded: Recorded) -> None:
        self._leave()
        number, two_sign = recorded.number, recorded.two_sign
        if not self._number:
            both = places.Signatures(number, new=True)
            self.desk.go(both if two_sign else places.Receipt(number))
            return
        self.desk.go(places.after_change(number, self._place.closing, two_sign=two_sign))
        self.desk.announce(_("{number} is changed.").format(number=number))

    def _not_recorded(self, error: ClerkappError) -> None:
        self._recording = False
        self.model.touch()
        self._show_form()
        if isinstance(error, Refused) and error.fields:
            self.model.refuse(error)
            self.page.show_errors(focus=True)
        elif isinstance(error, EnvironmentFailure):
            self.page.say_trouble(_("This computer could not record it."), words_of(error))
        else:
            self.page.say_trouble(_("It is not recorded."), words_of(error))

    def _moved(self, place: places.Form) -> None:
        self._leave()
        self.desk.go(place)

    def _ask_discard(self) -> None:
        dialog = Dialog(
            _("Discard your changes?") if self._number else _("Discard this draft?"),
            _("What you typed here is thrown away. Records are not affected."),
            do=_("Discard changes") if self._number else _("Discard draft"),
            safe=_("Keep it"),
            loses=True,
            parent=self,
        )
        dialog.accepted.connect(self._discard)
        dialog.open()

    def _discard(self) -> None:
        self._leave()
        self.model.taken()
        draft = self._saving.draft
        if draft is not None:
            self.desk.unsaved.forget(draft)
            self.desk.ask(
                self,
                lambda session: drafting.discard(session, draft),
                lambda _done: None,
                self._kept,
            )
        self.desk.back()

    def _judge(self) -> Callable[[], datetime] | None:
        """The clock that tells what is still to come, unless it is known to stand wrong."""
        session = self.desk.session
        return None if machine_memory.clock_is_back(session) else session.ports.clock.now

    def _kept(self, error: ClerkappError) -> None:
        # A draft that never came into the vault need not leave it.
        if error.code != "draft-missing":
            self.desk.tasks.trouble.emit(error)

    def _leave(self) -> None:
        self._left = True
        self._saving.stop()
