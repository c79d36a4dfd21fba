"""To-dos: open tasks and preventive steps of all records, the first due first; all, mine, overdue."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtWidgets import QWidget

from clerkapp.domain.records.lists import StepRow
from clerkapp.domain.work.steps import OpenStep
from clerkapp.gui.navigation.places import Home, Incident, Place, ToDos
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.widgets.basic.buttons import LinkButton
from clerkapp.gui.widgets.basic.chip import ChipFace, tone_chip
from clerkapp.gui.widgets.basic.control import announce
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.gui.widgets.page.card import Card
from clerkapp.gui.widgets.page.page import Page
from clerkapp.services.records import todos
from clerkapp.wording.labels import label, value_label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import when_words

_ALL, _MINE, _OVERDUE = "all", "mine", "overdue"
_SHOWN = 200


class ToDosScreen(Screen):
    """The list. A line opens its record."""

    section = "home"

    def __init__(self, place: ToDos, desk: Desk) -> None:
        super().__init__(desk)
        self._which = place.which
        self._page = Page(_("To-dos"), title_style="h1")
        back = LinkButton(_("Home"), "arrow-left")
        back.clicked.connect(lambda: desk.go(Home()))
        self._page.add_back(back)
        self._filter = Segment([(_ALL, _("All")), (_MINE, _("Mine")), (_OVERDUE, _("Overdue"))])
        self._filter.set_value(self._which)
        self._filter.changed.connect(self._choose)
        field = Field(_("Which ones"), self._filter)
        field.hide_label()
        self._page.add_wide(field)
        self._list = Card(_("Still to do"), ruled=True)
        self.lines: list[LineButton] = []
        self._page.main.addWidget(self._list)
        self._page.main.addStretch(1)
        Column(0, parent=self).addWidget(self._page)

    def enter(self) -> None:
        """Load; the choice has the focus."""
        self._filter.entry().setFocus()
        self._load()

    def keep(self) -> Place:
        """The choice stays."""
        return ToDos(self._which)

    def regions(self) -> list[QWidget]:
        """The page's parts."""
        return self._page.regions()

    def _choose(self) -> None:
        self._which = self._filter.value() or _ALL
        self._load()

    def _load(self) -> None:
        which = self._which
        self.desk.ask(
            self,
            lambda session: (
                todos.listed(session, overdue=which == _OVERDUE, mine=which == _MINE),
                {(one.row.number, one.step) for one in todos.listed(session, overdue=True)},
            ),
            lambda found: self._show(*found),
        )

    def _show(self, found: Sequence[StepRow], overdue: set[tuple[str, OpenStep]]) -> None:
        self._list.empty()
        self.lines = []
        for one in found[:_SHOWN]:
            line = _line(one, late=(one.row.number, one.step) in overdue)
            number = one.row.number
            line.clicked.connect(
                lambda _checked=False, number=number: self.desk.go(Incident(number))
            )
            self.lines.append(line)
            self._list.add_row(line, padded=False)
        words = ngettext("{count} to-do", "{count} to-dos", len(found))
        words = words.format(count=len(found))
        self._list.set_note(words if found else "")
        more = len(found) - _SHOWN
        if more > 0:
            words = ngettext("and {count} more", "and {count} more", more).format(count=more)
            self._list.add_row(Label(words, "small", "text-2"))
        if not found:
            self._list.add_row(Label(_nothing(self._which), "body", "text-2"))
        announce(self, words if found else _nothing(self._which))
        order_inside(self)
        for before, after in pairwise(self._filter.buttons()):
            QWidget.setTabOrder(before, after)


def _line(one: StepRow, *, late: bool) -> LineButton:
    step = one.step
    owner = value_label(f"{step.field}.owner", step.owner) if step.owner else _("nobody named")
    return LineButton(
        "clipboard-check",
        step.what,
        f"{one.row.number}  ·  {label(step.field)}  ·  {owner}",
        chip=_due(one, late=late),
    )


def _due(one: StepRow, *, late: bool) -> ChipFace | None:
    at = one.step.due_at
    if at is None:
        return None
    precision = "day" if len(at) == len("2026-11-03") else "exact"
    day = when_words({"at": at, "precision": precision})
    if late:
        return tone_chip("danger", _("Was due {day}").format(day=day), "clock")
    return tone_chip("plain", day, "clock")


def _nothing(which: str) -> str:
    return {
        _MINE: _("Nothing is left for you to do."),
        _OVERDUE: _("Nothing is overdue."),
    }.get(which, _("Nothing is left to do."))
