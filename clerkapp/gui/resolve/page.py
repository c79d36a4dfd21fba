"""The page on which a matter is closed: its cards for each way, what is missing, what is wrong.

It shows what the model holds, and says what a person did; it decides nothing.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from clerkapp.domain.vocabulary.common import DETERMINATIONS
from clerkapp.gui.form.aside import SeverityCard
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.resolve import words
from clerkapp.gui.resolve.model import DUPLICATE, OF, RESOLVED, WAITING, Problem, ResolveModel
from clerkapp.gui.resolve.parts import FirstOne, MissingCard, StepLine, StepsCard
from clerkapp.gui.widgets.basic.buttons import LinkButton, PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.chip import Chip, status_chip
from clerkapp.gui.widgets.basic.control import KeepsUnread
from clerkapp.gui.widgets.basic.kinds import kind_icon, kind_role
from clerkapp.gui.widgets.basic.layouts import Column, clear
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import IconLabel, Label
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.text_area import TextArea
from clerkapp.gui.widgets.inputs.time_field import TimeField
from clerkapp.gui.widgets.page.card import Card, IconLine
from clerkapp.gui.widgets.page.draft_note import DraftNote
from clerkapp.gui.widgets.page.page import Page
from clerkapp.wording.labels import kind_label, label, status_label, value_label
from clerkapp.wording.language import _

_FIRST = {RESOLVED: "resolution", WAITING: "waiting_on", DUPLICATE: OF}


class ResolvePage(Page):
    """`fields`: by code, what is asked here; `steps`: the open steps."""

    typed = Signal(str)
    """A field's value changed."""
    decided = Signal()
    """The severity was decided."""
    answered = Signal(StepLine)
    worded = Signal(StepLine)
    elsewhere = Signal(str)
    """A missing answer was picked, which the form asks for."""
    turned = Signal(str)
    """Another way was chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(title_style="h1", aside_width=276)
        self.notes = Column(10)
        self._missing_place = Column(0)
        self._steps_place = Column(0)
        self._missing: MissingCard | None = None
        self._steps_card: StepsCard | None = None
        self.steps: list[StepLine] = []
        self.fields: dict[str, Field] = {}
        self._make_cards(desk)
        self._make_footer()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _make_cards(self, desk: Desk) -> None:
        session = desk.session
        now = session.ports.clock.now
        self._resolution = Card()
        self._add(
            self._resolution,
            "resolution",
            label("resolution"),
            TextArea(least=3),
            help=_(
                "Two or three sentences. They stand in the log and in the summary for the board."
            ),
        )
        self._waiting = Card(_("It waits"))
        self._add(self._waiting, "waiting_on", label("waiting_on"), Line(limit=200))
        since = TimeField(now, lambda: session.zone)
        self._add(
            self._waiting,
            "waiting_since",
            label("waiting_since"),
            since,
            help=_("Empty: from now."),
        )
        back = TimeField(now, lambda: session.zone, planned=True)
        self._add(
            self._waiting,
            "back_on",
            label("back_on"),
            back,
            help=_("It stands on Home on that day. May stay empty."),
        )
        self._duplicate = Card(_("It is the same as another record"))
        self.first = FirstOne()
        self.fields[OF] = self.first.field
        self._duplicate.body.addWidget(self.first)
        self.main.addLayout(self.notes)
        self.main.addLayout(self._missing_place)
        self.main.addWidget(self._resolution)
        self.main.addLayout(self._steps_place)
        self.main.addWidget(self._waiting)
        self.main.addWidget(self._duplicate)
        self.main.addStretch(1)
        self._turned_out = Card(_("What it turned out to be"), small=True, padding=14)
        options = [(code, value_label("determination", code)) for code in DETERMINATIONS]
        self._add(
            self._turned_out,
            "determination",
            _("Determination"),
            Choice(options),
            help=_("“Unexplained” is an honest answer."),
        )
        self._severity = SeverityCard()
        self.fields["severity"] = self._severity.field
        self._severity.changed.connect(self.decided)
        self._after = Card(_("After this"), small=True, padding=14)
        for card in (self._turned_out, self._severity, self._after):
            self.aside.addWidget(card)
        self.aside.addStretch(1)

    def _add(self, card: Card, code: str, words: str, control: QWidget, *, help: str = "") -> None:  # noqa: A002
        field = Field(words, control, help=help, code=code)
        self.fields[code] = field
        field.control.changed.connect(lambda: self.typed.emit(code))
        if isinstance(control, TimeField):
            control.left.connect(lambda: self.typed.emit(code))
        card.body.addWidget(field)

    def _make_footer(self) -> None:
        self.note = DraftNote()
        self.instead_button = SecondaryButton(_("Waiting instead"), main=True)
        self.close_button = SecondaryButton(_("Close, keep this"), main=True)
        self.finish_button = PrimaryButton(_("Resolve"), "check", main=True)
        self.add_to_footer(
            [self.note], [self.instead_button, self.close_button, self.finish_button]
        )

    def show_head(self, model: ResolveModel) -> None:
        """Which record it is."""
        row = model.shown.row
        self.add_over(IconLabel(kind_icon(row.kind), kind_role(row.kind), 20))
        self.add_over(Label(kind_label(row.kind), "strong", kind_role(row.kind), wrap=False))
        self.add_over(Label(row.number, "mono", "text-2", wrap=False, selectable=True))
        self.add_over(Chip(status_chip(row.status, status_label(row.status))))

    def show_values(self, model: ResolveModel) -> None:
        """What was typed, and the open steps."""
        for code, field in self.fields.items():
            if code in (OF, "severity"):
                continue
            field.control.set_value(model.typed.get(code))
            unread = model.unread.get(code)
            if unread is not None and isinstance(field.control, KeepsUnread):
                field.control.set_unread(unread)
        self._severity.control.set_value(model.typed.get("severity"))
        self._severity.control.set_reason(model.typed.get("severity_reason"))
        self.first.show_chosen(model.typed.get(OF) or "")
        steps = model.steps()
        clear(self._steps_place)
        self.steps = []
        if steps:
            card = StepsCard(steps)
            self.steps = card.lines
            self._steps_place.addWidget(card)
            self._steps_card = card
        for line in self.steps:
            line.show_answer(model.answers.get(line.step.key), model.words.get(line.step.key, ""))
            line.answered.connect(lambda line=line: self.answered.emit(line))
            line.worded.connect(lambda line=line: self.worded.emit(line))

    def show_way(self, model: ResolveModel, reviewers: Sequence[str], *, may_resolve: bool) -> None:
        """The cards, the title and the buttons of the way that was chosen."""
        resolving = model.way == RESOLVED
        self.set_title(words.title(model))
        self._resolution.setVisible(resolving)
        self._waiting.setVisible(model.way == WAITING)
        self._duplicate.setVisible(model.way == DUPLICATE)
        for card in (self._turned_out, self._severity, self._steps_card):
            if card is not None:
                card.setVisible(resolving)
        self._show_missing(model)
        self._show_after(model, reviewers)
        instead, finish, icon = words.buttons(model.way)
        self.instead_button.set_text(instead)
        self.finish_button.set_text(finish)
        self.finish_button.set_icon(icon)
        other = WAITING if resolving else RESOLVED
        self.instead_button.setVisible(model.may_go(other) and (may_resolve or other != RESOLVED))
        self.suggest(model)
        order_inside(self)
        self.refit()

    def suggest(self, model: ResolveModel) -> None:
        """The severity that the answers suggest now."""
        self._severity.show_suggestion(model.suggestion())

    def decision(self) -> tuple[str | None, str | None]:
        """The severity that was decided, and why it is lower."""
        control = self._severity.control
        return control.value(), control.reason()

    def _show_missing(self, model: ResolveModel) -> None:
        missing = model.missing() if model.way == RESOLVED else []
        clear(self._missing_place)
        self._missing = None
        if missing:
            card = MissingCard([(code, model.section_of(code)) for code in missing])
            card.picked.connect(self.elsewhere)
            self._missing = card
            self._missing_place.addWidget(card)
            card.show()  # At once: a layout shows what is new a moment later, too late for the focus.
        self.set_explanation(words.explanation(model.way, len(missing)))

    def _show_after(self, model: ResolveModel, reviewers: Sequence[str]) -> None:
        self._after.empty()
        icon, said, meta = words.after(model.way, reviewers)
        self._after.body.addWidget(IconLine(icon, said, meta))
        if model.way != DUPLICATE and model.may_go(DUPLICATE):
            same = LinkButton(_("It is the same as another record"))
            same.clicked.connect(lambda: self.turned.emit(DUPLICATE))
            self._after.body.addWidget(same)

    def begin(self, way: str) -> None:
        """To the first missing answer; without any, to the first question."""
        if self._missing is not None:
            self._missing.lines[0].setFocus()
        else:
            self.fields[_FIRST[way]].go_to()

    def typing_at(self) -> dict[str, Any]:
        """The field with the cursor."""
        focused = QApplication.focusWidget()
        for code, field in self.fields.items():
            if focused is not None and field.isAncestorOf(focused):
                return {"field": code}
        return {}

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """A field comes into view whole; Qt alone shows the line with the cursor."""
        del old
        for field in self.fields.values():
            if new is not None and field.isAncestorOf(new):
                self.reveal(field)

    def unreadable(self) -> list[Problem]:
        """What a control cannot read of what was typed."""
        shown = (
            (code, field)
            for code, field in self.fields.items()
            if field.isVisibleTo(self) and code not in (OF, "severity")
        )
        return [
            Problem(code, field.control.problem())
            for code, field in shown
            if field.control.problem()
        ]

    def show_problems(self, problems: Sequence[Problem], *, focus: bool = False) -> None:
        """What is wrong, beside each question and in the summary."""
        said = {one.code: one.words for one in problems if not one.elsewhere}
        for code, field in self.fields.items():
            if code in said:
                field.set_error(said[code])
            else:
                field.clear_message()
        for line in self.steps:
            line.show_problem(said.get(line.step.key, ""))
        keys = {line.step.key for line in self.steps}
        steps = sum(one.code in keys for one in problems)
        self.summary.show_errors(
            [(one.code, self._name_of(one)) for one in problems],
            title=words.summed_up(len(problems) - steps, steps),
            focus=focus,
        )
        self.refit()

    def _name_of(self, problem: Problem) -> str:
        for line in self.steps:
            if line.step.key == problem.code:
                return str(line.step.row.get("step", ""))
        field = self.fields.get(problem.code)
        return label(problem.code) if field is None else field.label

    def go_to_field(self, code: str) -> bool:
        """To a question of this page; whether it is here."""
        for line in self.steps:
            if line.step.key == code and line.isVisibleTo(self):
                line.go_to()
                self.reveal(line)
                return True
        field = self.fields.get(code)
        if field is None or not field.isVisibleTo(self):
            return False
        field.go_to()
        self.reveal(field)
        return True
