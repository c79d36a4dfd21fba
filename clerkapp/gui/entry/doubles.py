"""Above a new form: "Same as 25 minutes ago?", when a record is there that is likely the same.

Asked once a draft, and never in the way: whoever goes on makes a new record. "Add to" turns the draft into
a change of that record, in which nothing that it says is replaced.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from clerkapp.domain.answers import doubles
from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.records.numbers import RecordNumber
from clerkapp.gui.entry.saving import FormSaving
from clerkapp.gui.form import draft as form_draft
from clerkapp.gui.form.page import FormPage
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.places import Form
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.tab_order import order_before
from clerkapp.gui.widgets.page.question_banner import QuestionBanner
from clerkapp.services.records import doubling
from clerkapp.services.records.doubling import Double
from clerkapp.services.records.drafting import FormWords
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import minutes_words

_PAUSE_MILLISECONDS = 300
"""After an answer changed; a vault is not asked at each letter."""


class Doubles(QObject):
    """The question above one form. `moved` carries the place where the draft goes on as a change."""

    moved = Signal(object)

    def __init__(self, desk: Desk, page: FormPage, saving: FormSaving, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page = page
        self._model = page.model
        self._saving = saving
        self._double: Double | None = None
        self.banner = QuestionBanner("copy", _("No, new"))
        self.banner.yes.clicked.connect(self._add)
        self.banner.no.clicked.connect(self._is_new)
        bar(desk, self.banner.yes)
        self.banner.hide()
        page.main.insertWidget(0, self.banner)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MILLISECONDS)
        self._soon.timeout.connect(self._look)
        if not self._model.amending:
            self._model.changed.connect(self._changed)
            self._soon.start()

    def _changed(self, code: str) -> None:
        if code in doubles.ASKED_BY:
            self._soon.start()

    def _look(self) -> None:
        kind, values = self._model.kind.code, dict(self._model.stored())
        if self._model.change.surely_new or doubles.moment(values.get("occurred")) is None:
            self._show(None)
            return
        self._desk.ask(
            self,
            lambda session: doubling.likely(session, kind, values),
            self._show,
            lambda _error: self._show(None),
        )

    def _show(self, double: Double | None) -> None:
        if self._model.change.surely_new:
            double = None
        self._double = double
        if double is None:
            self._close()
            return
        station = self._desk.session.info.station
        short = RecordNumber.parse(double.row.number).short(station)
        now = self._desk.session.ports.clock.now()
        title = title_of(double, short, now)
        text = _("{number}: {line}. Nothing of it is replaced when you add to it.")
        line = double.row.one_line.rstrip(". ")
        self.banner.ask(
            title,
            text.format(number=short, line=line),
            _("Add to {number}").format(number=short),
        )
        if self.banner.isHidden():
            self.banner.show()
            order_before(self._page.body.first(), self.banner)

    def _close(self) -> None:
        held = self.banner.yes.hasFocus() or self.banner.no.hasFocus()
        self.banner.hide()
        if held and not self._page.body.put_cursor({"field": self._page.body.focused_code()}):
            self._page.body.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_new(self) -> None:
        self._model.change.surely_new = True
        self._model.touch()
        self._close()

    def _add(self) -> None:
        double = self._double
        if double is None:
            return
        model, number = self._model, double.row.number
        self._page.body.finish()
        self._page.setEnabled(False)  # what is typed now would be left behind
        model.taken()
        content: Mapping[str, Any] = form_draft.content_of(model, {})
        words = FormWords(self._saving.named(), model.kind.code, None, dict(content))
        self._desk.ask(
            self,
            lambda session: doubling.add_to(session, words, number),
            self._is_moved,
            self._not_moved,
        )

    def _is_moved(self, words: FormWords) -> None:
        self._desk.unsaved.forget(words.draft)
        short = RecordNumber.parse(words.record or "").short(self._desk.session.info.station)
        self._desk.announce(_("What you typed is now a change of {number}.").format(number=short))
        self.moved.emit(Form(kind=words.kind, draft=words.draft, number=words.record))

    def _not_moved(self, error: ClerkappError) -> None:
        self._page.setEnabled(True)
        self._model.touch()
        self._page.say_trouble(_("It is not added. What you typed is here."), words_of(error))


def title_of(double: Double, short: str, now: datetime) -> str:
    """The question: how long ago it was, where that is short, or how far apart the two are."""
    at = doubles.moment(double.row.occurred)
    ago = now - at if at is not None else None
    if ago is not None and timedelta(minutes=1) <= ago < doubles.WITHIN:
        minutes = round(ago.total_seconds() / 60)
        words = ngettext("Same as {count} minute ago?", "Same as {count} minutes ago?", minutes)
        return words.format(count=minutes)
    minutes = round(abs(double.apart.total_seconds()) / 60)
    if minutes == 0:
        return _("Same as {number}, at the same time?").format(number=short)
    return _("Same as {number}, {length} apart?").format(
        number=short, length=minutes_words(minutes)
    )
