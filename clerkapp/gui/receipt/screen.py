"""After Record: "Recorded", the number, the ways on, and the questions that help most, one by one.

An answer is added to the record at once; one that was chosen and not kept is a draft like any other. What
else is missing can wait, and leads to the form. Nothing here has to be done.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError, EnvironmentFailure, Refused
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.prints import INCIDENT
from clerkapp.domain.records.numbers import RecordNumber
from clerkapp.domain.time.times import format_instant
from clerkapp.gui.duties.card import DutiesCard
from clerkapp.gui.entry.saving import FormSaving
from clerkapp.gui.form import draft as form_draft
from clerkapp.gui.form import load
from clerkapp.gui.form.controls import Surroundings
from clerkapp.gui.form.load import Loaded
from clerkapp.gui.message.field import files_control
from clerkapp.gui.navigation import places
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.receipt.beside import HappensCard, SuggestedCard
from clerkapp.gui.receipt.model import ReceiptModel
from clerkapp.gui.receipt.question import QuestionCard
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import LinkButton, SecondaryButton
from clerkapp.gui.widgets.basic.chip import Chip, status_chip
from clerkapp.gui.widgets.basic.kinds import kind_icon, kind_role
from clerkapp.gui.widgets.basic.layouts import Column, Flow, Row, clear
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import IconLabel, Label
from clerkapp.gui.widgets.lists.fold_line import FoldLine
from clerkapp.gui.widgets.page.card import Card, IconLine
from clerkapp.gui.widgets.page.page import Page
from clerkapp.services.records import drafting, recording
from clerkapp.services.records import receipt as receipts
from clerkapp.services.records.receipt import JustRecorded
from clerkapp.services.records.recording import Recorded
from clerkapp.services.session import Session
from clerkapp.wording.labels import kind_label, label, status_label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import clock_words, instant_words

_LONGEST_TITLE = 140
"""About two lines; the whole text is in the tooltip and for screen readers."""


class ReceiptScreen(Screen):
    """The page of one record that was just made."""

    section = "home"
    keeps_typing = True

    def __init__(self, place: places.Receipt, desk: Desk) -> None:
        super().__init__(desk)
        self._place = place
        self.number_shown = place.number
        self._short = RecordNumber.parse(place.number).short(desk.session.info.station)
        self._may_answer = desk.account.may(Permission.ADD_OWN)
        self._model: ReceiptModel | None = None
        self._saving: FormSaving | None = None
        self._running = False
        self._new = place.new
        self._page = Page(title_style="h1")
        self._over = QWidget()
        self._over_row = Row(8, parent=self._over)
        self._page.add_over(self._over)
        self._recorded = IconLine("circle-check", " ", role="good", style="strong")
        self.print_button = self._button(_("Print"), "printer", self._print)
        self.print_button.setAccessibleDescription(_("Ctrl+P"))
        self.fill_button = self._button(_("Fill in the rest"), "pencil", partial(self._fill_in, ""))
        self.home_button = self._button(_("Back to Home"), "home", self._home)
        self.home_button.setAccessibleDescription(_("Esc"))
        self.question = QuestionCard(self._around)
        self.question.keep_asked.connect(self.keep_answer)
        self.question.skip_asked.connect(self.skip)
        self.rest = Card(ruled=True)
        self.fold = FoldLine("")
        self._links = Column(2, (16, 4, 16, 12))
        self._links_part = QWidget()
        self._duties = DutiesCard(desk)
        self._severity = SuggestedCard()
        self._happens = HappensCard()
        self._arrange()
        bar(desk, self.fill_button, self.question.keep_button)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self._home)
        self._page.hide()
        Column(0, parent=self).addWidget(self._page)

    @property
    def model(self) -> ReceiptModel:
        """What is asked, once the record is there."""
        if self._model is None:
            raise RuntimeError("the record is not read yet")
        return self._model

    @property
    def loaded(self) -> bool:
        """Whether the record is there."""
        return self._model is not None

    @property
    def draft_shown(self) -> str | None:
        """The answer that is being chosen."""
        return self._saving.draft if self._saving is not None else None

    def enter(self) -> None:
        """Read the record."""
        self._read()

    def keep(self) -> places.Place:
        """Hand over an answer that was chosen; where to come back to."""
        model, saving = self._model, self._saving
        if model is None or saving is None:
            return self._place
        if not self._running and not self._has_answer():
            self._forget_draft()
        elif not self._running and saving.needed():
            saving.save({})
        return places.Receipt(self.number_shown, model.skipped, model.kept, new=False)

    def regions(self) -> list[QWidget]:
        """The page's parts."""
        return self._page.regions()

    def keep_answer(self) -> None:
        """Add the answer to the record, or say what is wrong with it; then the next question."""
        model, saving = self._model, self._saving
        if model is None or saving is None or self._running or not model.questions:
            return
        question = model.questions[0]
        if model.typed_wrong(question):
            self.question.show_errors()
            return
        if not model.answered(question):
            self.skip()
            return
        self._running = True
        model.form.taken()
        number, changes = self.number_shown, model.changes(question)
        # A draft that holds more than this answer stays.
        draft = saving.named() if model.only(question) else None
        unsaved = self.desk.unsaved

        def add(session: Session) -> Recorded:
            made = recording.amend(session, number, changes, draft=draft)
            if draft is not None:
                # At once: a lock that comes now must not keep it as a draft.
                unsaved.recorded(draft)
            return made

        self.desk.ask(self, add, lambda _made: self._kept(), self._not_kept)

    def skip(self) -> None:
        """Pass over the question; it is asked again another day."""
        model = self._model
        if model is None or self._running or not model.questions:
            return
        model.skip(model.questions[0])
        self._forget_draft()
        self._begin_saving()
        self._show_questions()

    def _arrange(self) -> None:
        number = Card()
        self._numbers = QWidget()
        row = Row(20, parent=self._numbers)
        self._large = Label(self._short, "number", wrap=False, selectable=True)
        self._large.setAccessibleName(_("Number {number}").format(number=self._short))
        row.addWidget(self._large)
        words = Column(2)
        words.addWidget(Label(self.number_shown, "mono-strong", wrap=False, selectable=True))
        words.addWidget(
            Label(
                _("On the phone, “{number}” is enough. Write it on the paper log.").format(
                    number=self._short
                ),
                "small",
                "text-2",
            )
        )
        row.addLayout(words, 1)
        ways = QWidget()
        flow = Flow(8, 8, ways)
        for button in (self.print_button, self.fill_button, self.home_button):
            flow.addWidget(button)
        number.body.setSpacing(12)
        for widget in (self._recorded, self._numbers, ways):
            number.body.addWidget(widget)
        self.rest.add_row(self.fold, padded=False)
        self._links_part.setLayout(self._links)
        self.rest.body.addWidget(self._links_part)
        self._links_part.hide()
        self.fold.clicked.connect(self._unfold)
        for card in (number, self.question, self.rest):
            self._page.main.addWidget(card)
        self._page.main.addStretch(1)
        for card in (self._duties, self._severity, self._happens):
            self._page.aside.addWidget(card)
        self._page.aside.addStretch(1)

    def _button(self, text: str, icon: str, act: Callable[[], object]) -> SecondaryButton:
        button = SecondaryButton(text, icon, main=True)
        button.clicked.connect(act)
        return button

    def _read(self) -> None:
        number = self.number_shown
        self.desk.ask(self, lambda session: receipts.of(session, number), self._show, self._gone)

    def _gone(self, error: ClerkappError) -> None:
        self.desk.tasks.trouble.emit(error)
        self.desk.go(places.Home())

    def _show(self, receipt: JustRecorded) -> None:
        clock = self.desk.session.ports.clock
        shown = receipt.shown
        loaded = Loaded(shown.row.kind, receipt.draft, shown)
        form = load.model_of(
            loaded, clock.now, format_instant(clock.now()), filling=True, parent=self
        )
        before = self._model
        self._model = ReceiptModel(
            shown,
            form,
            skipped=before.skipped if before is not None else self._place.skipped,
            kept=before.kept if before is not None else self._place.kept,
            may_answer=self._may_answer and shown.row.status != "reviewed",
        )
        self._begin_saving(receipt)
        self._show_head(receipt)
        self._duties.load(self.number_shown)
        # The vault answers one after the other: the card is there then.
        self.desk.ask(self, lambda _session: None, lambda _there: order_inside(self))
        self._severity.show_severity(*self._model.severity())
        self._happens.show_reviewers(receipt.reviewers, sent=shown.row.sent)
        self._page.show()
        self._show_questions()
        if self._new:
            self._new = False
            said = _("Recorded as {number} at {time}. Nothing can get lost now.").format(
                number=self._short, time=clock_words(shown.row.recorded)
            )
            self.desk.announce(said.replace("..", "."))  # "2:31 p.m." ends in one already

    def _show_head(self, receipt: JustRecorded) -> None:
        row = receipt.shown.row
        clear(self._over_row)
        self._over_row.addWidget(IconLabel(kind_icon(row.kind), kind_role(row.kind)))
        self._over_row.addWidget(
            Label(kind_label(row.kind), "strong", kind_role(row.kind), wrap=False)
        )
        self._over_row.addWidget(Chip(status_chip(row.status, status_label(row.status))))
        title = row.one_line
        cut = title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE].rstrip() + " …"
        self._page.set_title(cut)
        self._page.title.setToolTip(title if cut != title else "")
        self._page.title.setAccessibleName(title)
        today = format_instant(self.desk.session.ports.clock.now())[:10]
        at = row.recorded
        said = (
            _("Recorded today at {time}. Nothing can get lost now.").format(time=_time_of(at))
            if at[:10] == today
            else _("Recorded {time}. Nothing can get lost now.").format(time=instant_words(at))
        )
        self._recorded.words.setText(said.replace("..", "."))

    def _show_questions(self) -> None:
        model = self.model
        self.question.show_question(model)
        waiting = model.waiting()
        self.fill_button.setVisible(self._may_answer and bool(waiting or model.questions))
        self.rest.setVisible(bool(waiting))
        words = ngettext(
            "{count} more answer can wait", "{count} more answers can wait", len(waiting)
        )
        self.fold.name_fold(words.format(count=len(waiting)))
        self.fold.show_fold(
            _("They are needed before the record is resolved, not today."), open_=self.fold.open
        )
        clear(self._links)
        for code in waiting:
            link = LinkButton(label(code))
            link.clicked.connect(partial(self._fill_in, code))
            self._links.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        order_inside(self)
        if not self.question.go_to_question():
            self.home_button.setFocus()

    def _unfold(self) -> None:
        open_ = not self.fold.open
        self.fold.show_fold(
            _("They are needed before the record is resolved, not today."), open_=open_
        )
        self._links_part.setVisible(open_)
        order_inside(self)

    def _kept(self) -> None:
        self._running = False
        self.model.kept += 1
        self.desk.announce(_("The answer is kept."))
        self._read()

    def _not_kept(self, error: ClerkappError) -> None:
        self._running = False
        self.model.form.touch()
        if isinstance(error, Refused) and any(
            code in self.question.fields for code in error.fields
        ):
            self.model.form.refuse(error)
            self.question.show_errors()
        elif isinstance(error, EnvironmentFailure):
            title = _("This computer could not add the answer. The record is safe.")
            self.question.say_trouble(title, words_of(error))
        else:
            self.question.say_trouble(_("The answer is not added."), words_of(error))

    def _begin_saving(self, receipt: JustRecorded | None = None) -> None:
        """What is typed now belongs to a draft of its own, or to the one that was begun before."""
        if self._saving is not None:
            self._saving.stop()
        form = self.model.form
        draft = receipt.draft if receipt is not None else None
        self._saving = FormSaving(self.desk, draft.id if draft else None, dict, self)
        self._saving.follow(form, self.number_shown, partial(form_draft.content_of, form))
        form.touched.connect(self._saving.touch)

    def _forget_draft(self) -> None:
        """Nothing is chosen any more: a draft of it would say that something is unfinished."""
        model, saving = self.model, self._saving
        draft = saving.draft if saving is not None else None
        model.form.taken()
        if draft is None or self._has_answer():
            return
        if saving is not None:
            saving.stop()
        self.desk.unsaved.forget(draft)

        def discard(session: Session) -> None:
            drafting.forget(session, draft)

        self.desk.ask(self, discard, lambda _done: None, lambda _error: None)

    def _has_answer(self) -> bool:
        form = self.model.form
        return bool(form.changes() or form.unread)

    def _around(self, model: ReceiptModel) -> Surroundings:
        session = self.desk.session

        def no_file(field: Any) -> QWidget:
            return files_control(field, model.form, None, self.desk)

        return Surroundings(
            session.ports.clock.now, lambda: session.zone, model.form.anchor, no_file
        )

    def _print(self) -> None:
        self.desk.go(places.Preview(INCIDENT, self.number_shown))

    def _fill_in(self, code: str) -> None:
        cursor = {"field": code} if code else {}
        kind = self.model.shown.row.kind
        self.desk.go(places.Form(kind=kind, number=self.number_shown, cursor=cursor, filling=True))

    def _home(self) -> None:
        self.desk.go(places.Home())


def _time_of(instant: str) -> str:
    """The time of day with its zone: "2:31 p.m. CST"."""
    return instant_words(instant).rpartition(", ")[2]
