"""The page of a form: head, fields, what is beside them, footer. It shows; it decides nothing.

Breakpoints as everywhere: with room beside, the outline and the severity stay in view; without, the
outline is a "Go to" list above the fields and the rest is under them.
"""

import re
from collections.abc import Callable
from datetime import datetime, tzinfo

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from clerkapp.domain.kinds.declare import Field as Declared
from clerkapp.domain.records import values as record_values
from clerkapp.domain.time.times import format_instant
from clerkapp.gui.form import words
from clerkapp.gui.form.aside import (
    FOLDED,
    SEVERITY,
    SEVERITY_REASON,
    SHOWN_HERE,
    ChangeCard,
    GoTo,
    InView,
    OutlineCard,
    SeverityCard,
)
from clerkapp.gui.form.body import FormBody
from clerkapp.gui.form.checklist import Checklists
from clerkapp.gui.form.controls import Surroundings
from clerkapp.gui.form.model import REASON, FormModel
from clerkapp.gui.form.order import chain
from clerkapp.gui.parts.dialogs import ask_keep
from clerkapp.gui.theme import tokens
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, QuietButton, SecondaryButton
from clerkapp.gui.widgets.basic.chip import Chip, status_chip
from clerkapp.gui.widgets.basic.kinds import kind_icon, kind_role
from clerkapp.gui.widgets.basic.layouts import Column, Row
from clerkapp.gui.widgets.basic.text import IconLabel, Label
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.draft_note import DraftNote
from clerkapp.gui.widgets.page.page import Page
from clerkapp.wording.asked import asked_words
from clerkapp.wording.labels import kind_label, label, status_label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.sentences import sentence

_DANGER = "danger"
_SETTLING_MS = 30
"""What is done folds this long after typing went on elsewhere."""
_SUMMARY_NARROW = 2
_SUMMARY_LONGEST = 80
_SENTENCE_END = re.compile(r"(?<!a\.m)(?<!p\.m)(?<! a)(?<! p)(?<! [ap]\. m)\. ")
"""Where a sentence ends; the points of a.m. and p.m. end none."""


class FormPage(Page):
    """Shows a `FormModel`. `number` is the record being changed, or ""."""

    _filled = False
    _was_narrow = False

    def __init__(
        self,
        model: FormModel,
        *,
        number: str,
        now: Callable[[], datetime],
        zone: Callable[[], tzinfo],
        files: Callable[[Declared], QWidget],
        finder: Callable[["FormPage"], QWidget | None] = lambda _page: None,
    ) -> None:
        super().__init__(title_style="h1", form=True, aside_width=268)
        self.model = model
        self.number = number
        filled = record_values.prefill(model.kind.code, {}, now=format_instant(now()))
        lists: dict[str, tuple[str, ...]] = {}
        self.around = Surroundings(
            now,
            zone,
            model.anchor,
            files,
            offered=lambda code: lists.get(code, ()),
            finder=lambda: finder(self),
        )
        self.body = FormBody(
            model,
            self.around,
            filled=frozenset(filled),
            elsewhere=SHOWN_HERE,
            lists=lists,
        )
        self.discard = QuietButton(_("Discard changes") if number else _("Discard draft"))
        self.note = DraftNote()
        self.close_button = SecondaryButton(_("Close, keep draft"), main=True)
        self.record_button = PrimaryButton(
            words.record_words(model),
            "check",
            main=True,
            description=_("Ctrl+Enter"),
        )
        self.danger = Banner(
            "danger",
            _("Call 911 first."),
            _("Then write. What you type here is kept as a draft."),
        )
        self.trouble = Banner("danger", "")
        self.go_to_list = GoTo()
        self.outline = OutlineCard()
        self.change = ChangeCard(model.kind) if model.amending else None
        self.severity = SeverityCard()
        self.checklists = Checklists(model.asking, lambda: format_instant(now()))
        self._current = ""
        self._summed_up: list[tuple[str, str]] = []
        self._refreshing = QTimer(self)
        self._refreshing.setSingleShot(True)
        self._refreshing.setInterval(0)
        self._refreshing.timeout.connect(self.refresh)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLING_MS)
        self._settling.timeout.connect(self._fold_what_is_done)
        self._fill_head()
        self._fill_body()
        self._connect()
        self._filled = True
        self.set_explanation(words.explanation_of(model))
        self.refresh()
        self._arrange()

    def refresh(self) -> None:
        """Show what follows from the answers: what is open, outline, suggestion, banner, title."""
        self._refreshing.stop()
        self._in_place(self.body.refresh)
        self._show_question()
        if self.checklists.show_lists(self.model.asking.checklists()):
            self._order()
        self._show_outline()
        self.severity.show_suggestion(self.model.suggestion())
        if self.change is not None:
            self.change.show_change(self.model)
        self._show_danger()
        self.set_title(words.title_of(self.model))

    def show_errors(self, *, focus: bool = False) -> None:
        """Errors beside their fields, in the outline and in the summary."""
        self._in_place(self.body.take_stand)
        self.body.remarks.show_errors()
        self._show_outline()
        errors = [
            (code, self._summary_words(code, words)) for code, words in self.model.errors.items()
        ]
        title = ngettext("{count} thing to fix", "{count} things to fix", len(errors))
        asks = not errors and self.model.asking.telling
        if asks:
            errors = [(one.at, asked_words(one)) for one in self.model.asking.questions()]
            title = ngettext(
                "{count} question first. If it is so, press Record again.",
                "{count} questions first. If all is so, press Record again.",
                len(errors),
            )
        shown = errors[:_SUMMARY_NARROW] if self._narrow() else errors
        if focus or shown != self._summed_up:
            self._summed_up = shown
            inside = self.summary.isAncestorOf(QApplication.focusWidget() or self)
            self.summary.show_errors(
                shown,
                title=title.format(count=len(errors)),
                focus=focus or inside,
                asks=asks,
            )
            self.refit()

    def go_to(self, code: str) -> None:
        """Put the focus on a field."""
        self.body.unfold(code)
        field = self.body.field(code)
        if field is not None:
            field.go_to()
            self._show_field(field)

    def go_to_section(self, code: str) -> None:
        """Put the focus on the first field of a block, or on the first of those that are folded."""
        if code == FOLDED:
            self.body.folds.entry().setFocus(Qt.FocusReason.OtherFocusReason)
            self.reveal_top(self.body.folds)
            return
        block = self.body.block(code)
        if block is None:
            return
        first = next((field for field in block.fields.values() if not field.isHidden()), None)
        if first is not None:
            self.reveal_top(block)
            first.go_to()

    def reveal_top(self, widget: QWidget) -> None:
        """Scroll so that `widget` begins at the top."""
        area = self._scrolled()
        self._settle()
        content = area.widget()
        if content is None:
            return
        top = widget.mapTo(content, widget.rect().topLeft()).y()
        area.verticalScrollBar().setValue(top - theme().px(8))

    def say_trouble(self, title: str, text: str) -> None:
        """What went wrong with the whole form, or nothing."""
        self.trouble.say("danger", title, text)
        self.trouble.setVisible(bool(title))
        if title:
            self.reveal(self.trouble)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside or above."""
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        """Beside or above, at another text scale."""
        super().restyle()
        self._arrange()

    def _fill_head(self) -> None:
        kind = self.model.kind.code
        what = QWidget()
        row = Row(8, parent=what)
        row.addWidget(IconLabel(kind_icon(kind), kind_role(kind)))
        row.addWidget(Label(kind_label(kind), "strong", kind_role(kind), wrap=False))
        self.add_over(what)
        if self.number:
            self.add_over(Label(self.number, "mono-strong", "text-2", wrap=False))
        self.add_over(Chip(status_chip("draft", status_label("draft"))))
        self.add_over(self.discard)
        # Its room stays, so that the first letter typed moves nothing.
        policy = self.discard.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.discard.setSizePolicy(policy)
        self.discard.hide()

    def _fill_body(self) -> None:
        for widget in (self.trouble, self.go_to_list, self.body):
            self.main.addWidget(widget)
        self.trouble.hide()
        asked = self.body.field(_DANGER)
        if asked is not None and self.model.kind.people_first:
            asked.add_above(self.danger)
        elif asked is not None:
            self.danger.hide()
            asked.add_below(self.danger)
        self._stack = QWidget()
        column = Column(14, parent=self._stack)
        self._stack_column = column
        column.addWidget(self.checklists)
        column.addWidget(self.outline)
        if self.change is not None:
            column.addWidget(self.change)
        column.addWidget(self.severity)
        self.aside.addWidget(self._stack)
        self.aside.addStretch(1)
        self._in_view = InView(self._stack, self._scrolled())
        self.body.add_elsewhere(self.severity.field)
        if self.change is not None:
            self.body.add_elsewhere(self.change.field)
            self.change.reason.set_value(self.model.reason)
        self.severity.show_decision(self.model)
        self.add_to_footer([self.note], [self.close_button, self.record_button])

    def _connect(self) -> None:
        self.model.changed.connect(self._refreshing.start)
        self.model.judged.connect(self.show_errors)
        self.model.attachments.changed.connect(self._refreshing.start)
        self.body.entered.connect(self._entered)
        self.body.left.connect(self._left)
        self.body.remarks.keep_asked.connect(self._ask_keep)
        self.body.change_asked.connect(self.go_to_section)
        self.body.remarks.question_picked.connect(self.go_to)
        self.summary.picked.connect(self.go_to)
        self.outline.picked.connect(self.go_to_section)
        self.go_to_list.picked.connect(self.go_to_section)
        self.severity.changed.connect(self._decided)
        if self.change is not None:
            change = self.change
            change.changed.connect(lambda: self.model.set_reason(change.reason.value() or ""))

    def _entered(self, code: str) -> None:
        self._current = self.body.section_of(code)
        self._show_outline()
        self._settling.start()
        field = self.body.fields().get(code)
        if field is not None:
            self._show_field(field)

    def _show_question(self) -> None:
        """A question that came up where typing is comes into view."""
        box = self.body.remarks.new_question()
        focused = QApplication.focusWidget()
        field = box.parentWidget() if box is not None else None
        if box is not None and field is not None and field.isAncestorOf(focused or self):
            self._settle(box)
            self.reveal(box)
            self.reveal(focused or box)

    def _fold_what_is_done(self) -> None:
        """Typing is elsewhere now. A press of the mouse that is under way finds what it was made on."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._settling.start()
        elif self._current:
            self._in_place(lambda: self.body.stays_in(self._current))

    def _in_place(self, change: Callable[[], bool]) -> None:
        """Do what may fold and open blocks; what has the focus stays where it is on the screen."""
        focused = QApplication.focusWidget()
        held = focused if focused is not None and self.body.isAncestorOf(focused) else None
        if held is not None:
            self._settle()
        before = _top_of(held, self) if held is not None else 0
        if change() and held is not None and held.isVisible():
            self.body.settle()
            self._settle()
            bar = self._scrolled().verticalScrollBar()
            bar.setValue(bar.value() + _top_of(held, self) - before)

    def _show_field(self, field: Field) -> None:
        """Scroll to a field; of one that is higher than the page, to what has the focus."""
        self._settle()
        focused = QApplication.focusWidget()
        inside = focused is not None and field.isAncestorOf(focused)
        if field.height() < self._scrolled().viewport().height() or not inside:
            self.reveal(field)
        elif focused is not None:
            self.reveal(focused)

    def _left(self, code: str) -> None:
        if code != REASON:
            self.model.judge(code)

    def _ask_keep(self, code: str) -> None:
        """Why a text stays although the guard stops at it."""

        def keep(reason: str) -> None:
            self.model.keep_although(code, reason)
            self.go_to(code)

        ask_keep(self, label(code), keep)

    def _decided(self) -> None:
        control = self.severity.control
        self.model.set(SEVERITY, control.value())
        self.model.set(SEVERITY_REASON, control.reason())

    def _show_outline(self) -> None:
        items = self.model.outline()
        self.outline.show_items(items, self._current)
        if self.go_to_list.isVisibleTo(self):
            self.go_to_list.show_items(items, self._current)

    def _show_danger(self) -> None:
        answer = self.model.typed.get(_DANGER)
        if self.model.kind.people_first:
            self.danger.say("danger", *_people_first(answer))
            return
        danger = answer == "yes"
        if self.danger.isHidden() == danger:
            self.danger.setVisible(danger)
            if danger:
                self._settle()
                self.reveal(self.danger)

    def _summary_words(self, code: str, words: str) -> str:
        """The field's label, and what is wrong unless it is only missing."""
        name = label(code)
        if words == sentence("needed-now", {"field": code}):
            return name
        first = _SENTENCE_END.split(words, maxsplit=1)[0].rstrip(".")
        whole = f"{name} {first}" if name.endswith("?") else f"{name}: {first}"
        return name if self._narrow() or len(whole) > _SUMMARY_LONGEST else whole

    def _arrange(self) -> None:
        if not self._filled:
            return
        beside = theme().effective(self.window().width()) >= tokens.MEDIUM
        self._in_view.beside = beside
        self.outline.setVisible(beside)
        self.go_to_list.setVisible(not beside)
        if beside and self._stack_column.indexOf(self.checklists) < 0:
            self._stack_column.insertWidget(0, self.checklists)
            self._order()
        elif not beside and self.main.indexOf(self.checklists) < 0:
            self.main.insertWidget(self.main.indexOf(self.go_to_list), self.checklists)
            self._order()
        self.close_button.set_text(_("Close") if self._narrow() else _("Close, keep draft"))
        self.body.set_narrow(narrow=self._narrow())
        if self._narrow() != self._was_narrow:
            self._was_narrow = self._narrow()
            self.show_errors()

    def _order(self) -> None:
        """Tab order as shown: fields, what stands beside them, footer."""
        chain(self.main_part, self.aside_part, self.footer)

    def _narrow(self) -> bool:
        return theme().effective(self.window().width()) < tokens.NARROW

    def _settle(self, inner: QWidget | None = None) -> None:
        """Have the layout of what was just made done now, `inner` first, so that places are known."""
        content = self._scrolled().widget()
        for part in reversed(inner.findChildren(QWidget) if inner else []):
            layout = part.layout()
            if layout is not None:
                layout.activate()
        widget: QWidget | None = inner or self.body
        while widget is not None:
            layout = widget.layout()
            if layout is not None:
                layout.activate()
            widget = None if widget is content else widget.parentWidget()
        if content is not None:
            # The scroll area gives its content the height that it needs now.
            viewport = self._scrolled().viewport()
            QApplication.sendEvent(viewport, QEvent(QEvent.Type.LayoutRequest))

    def _scrolled(self) -> QScrollArea:
        area = self.findChild(QScrollArea)
        if area is None:
            raise RuntimeError("a form scrolls")
        return area


def _people_first(danger: object) -> tuple[str, str]:
    """What stands over the form of a kind that is about people: whom to call, in which order."""
    if danger in ("yes", "not_sure"):
        return (
            _("911, then the sheriff, then the county."),
            _("Then write. What you type here is kept as a draft."),
        )
    return _("Somebody in danger? Call 911 first."), _(
        "Everything here can wait. What you type is kept."
    )


def _top_of(widget: QWidget, page: QWidget) -> int:
    return widget.mapTo(page, widget.rect().topLeft()).y()
