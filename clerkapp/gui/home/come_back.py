"""Come back to: waiting matters whose day has come, then the next ones, then what nobody has touched."""

from PySide6.QtWidgets import QWidget

from clerkapp.gui.navigation.places import Incident, ToDos
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.widgets.basic.buttons import QuietButton
from clerkapp.gui.widgets.basic.chip import tone_chip
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.gui.widgets.page.card import Card
from clerkapp.services.overview import ComeBack, Overview
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import clock_words, day_words


class ComeBackCard(Card):
    """One line for each record; the way to all to-dos stands beside the title."""

    def __init__(self, desk: Desk) -> None:
        self.all_button = QuietButton(_("All to-dos"))
        super().__init__(_("Come back to"), ruled=True, beside=self.all_button)
        self._desk = desk
        self.lines: list[LineButton] = []
        self.all_button.clicked.connect(lambda: desk.go(ToDos()))

    def show_found(self, found: Overview, today: str) -> None:
        """`today`: YYYY-MM-DD."""
        self.empty()
        self.lines = [self._line(one, today) for one in found.come_back]
        for line in self.lines:
            self.add_row(line, padded=False)
        if not self.lines:
            holder = QWidget()
            words = Label(_("Nothing waits for you."), "body", "text-2")
            Column(0, (16, 14, 16, 14), holder).addWidget(words)
            self.body.addWidget(holder)
        self.set_note(_steps_words(found))

    def _line(self, one: ComeBack, today: str) -> LineButton:
        line = LineButton(
            "hourglass-empty" if one.waiting_on else "clock",
            one.waiting_on or one.row.one_line,
            f"{one.row.number[-4:]}  ·  {_why(one, today)}",
            chip=tone_chip("warn", _("Today"), "clock")
            if one.day is not None and one.day[:10] == today
            else tone_chip("danger", day_words(one.day), "clock")
            if one.day is not None and one.has_come
            else tone_chip("plain", day_words(one.day))
            if one.day is not None
            else tone_chip("plain", _("Since {day}").format(day=day_words(one.touched))),
        )
        line.clicked.connect(lambda: self._desk.go(Incident(one.row.number)))
        return line


def _why(one: ComeBack, today: str) -> str:
    """What it waits for since when, or that nobody has touched it."""
    if one.waiting_on and one.since is not None:
        day = len(one.since) == len(today) or one.since[:10] != today
        since = day_words(one.since) if day else clock_words(one.since)
        return _("waiting since {time}: {line}").format(time=since, line=one.row.one_line)
    return _("to look at again") if one.day is not None else _("nobody has touched it")


def _steps_words(found: Overview) -> str:
    if not found.steps:
        return ""
    words = ngettext("{count} to-do", "{count} to-dos", found.steps).format(count=found.steps)
    if not found.steps_overdue:
        return words
    late = ngettext("{count} overdue", "{count} overdue", found.steps_overdue)
    return f"{words}, {late.format(count=found.steps_overdue)}"
