"""Home: a New button for each kind, what is due, what the state has not received, drafts, safekeeping."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Kind
from clerkapp.domain.records.drafts import RESOLVING, Draft
from clerkapp.domain.records.lists import RecordRow
from clerkapp.domain.records.numbers import RecordNumber
from clerkapp.domain.time.times import format_instant
from clerkapp.gui.duties.lines import owed_lines
from clerkapp.gui.home.come_back import ComeBackCard
from clerkapp.gui.home.countdown import countdown_day, countdown_title, countdown_words
from clerkapp.gui.home.safekeeping import safekeeping_lines
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.keys import new_keys
from clerkapp.gui.navigation.places import (
    Form,
    Home,
    Incident,
    NothingToReport,
    Place,
    Records,
    Send,
    Settings,
    Signatures,
    unfinished,
)
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.parts.record_words import saved_words, severity_of
from clerkapp.gui.parts.standing import SAID_ON_EVERY_PAGE
from clerkapp.gui.theme import tokens
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, QuietButton
from clerkapp.gui.widgets.basic.chip import tone_chip
from clerkapp.gui.widgets.basic.kinds import kind_icon, kind_role
from clerkapp.gui.widgets.basic.layouts import Column, Divider, Row, clear
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.search import SearchLine
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.gui.widgets.lists.new_button import NARROW_BELOW, NewButton
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card
from clerkapp.gui.widgets.page.page import Page
from clerkapp.services import overview as overviews
from clerkapp.services.duties import owed as duties
from clerkapp.services.overview import Due, Overview
from clerkapp.wording.capacities import owed_words
from clerkapp.wording.duties import next_words
from clerkapp.wording.labels import kind_hint, kind_label, kind_title, value_label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.sentences import sentence
from clerkapp.wording.times import clock_of_day_words, clock_words, day_words, long_day_words

DUE_LINES = 5
MOST_DUE = 100
"""Lines of what is due: at first, and when all are asked for."""


class HomeScreen(Screen):
    """The day at a glance."""

    section = "home"
    keeps_typing = True

    def __init__(self, place: Home, desk: Desk) -> None:
        super().__init__(desk)
        del place
        # An answer may come after a lock, when nobody is signed in.
        self._session = desk.session
        self._shown_due = DUE_LINES
        today = format_instant(desk.session.ports.clock.now())
        self._page = Page(title_style="h1")
        self._over = Label(long_day_words(today), "small", "text-2")
        self._page.add_over(self._over)
        self._search = SearchLine(_("Search records"), width=250, large=True)
        self._search.setAccessibleDescription(_("Enter shows what was found"))
        self._search.returnPressed.connect(self._find)
        self._page.add_beside(self._search)
        self._new = QWidget()
        self._new_box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._new)
        self._new_box.setContentsMargins(0, 0, 0, 0)
        self._buttons = [self._new_button(kind) for kind in KINDS.values()]
        bar(desk, *self._buttons)
        for button in self._buttons:
            self._new_box.addWidget(button)
        self._notices = Column(10)
        self._due = Card(_("Due"), ruled=True)
        self._come_back = ComeBackCard(desk)
        all_records = QuietButton(_("All records"))
        all_records.clicked.connect(lambda: desk.go(Records()))
        self._recent = Card(_("Recent records"), ruled=True, beside=all_records)
        self._signatures = Card(_("Signatures owed"), ruled=True)
        self._unsent = Card(_("The state has not received"), small=True)
        self._drafts = Card(_("Your drafts"), small=True, note=_("Only you see these"))
        self._coming = Card(" ", small=True)
        self._coming.hide()
        self._safe = Card(_("Safekeeping"), small=True)
        self._fill()
        self._today = today[:10]
        Column(0, parent=self).addWidget(self._page)
        theme().follow(self)

    def enter(self) -> None:
        """Load; the first New button has the focus, or the search where nothing can be recorded."""
        (self._search if self.desk.session.read_only else self._buttons[0]).setFocus()
        self._read()

    def regions(self) -> list[QWidget]:
        """The page's parts."""
        return self._page.regions()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The New buttons side by side while there is room."""
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        """The New buttons for the width and the text size there are."""
        gap = theme().px(14)
        needed = sum(button.minimumSizeHint().width() + gap for button in self._buttons)
        across = needed + theme().px(44) <= self.width()
        # All look alike: where one would have to be narrow, every one is.
        share = (self.width() - theme().px(56)) / len(self._buttons) - gap
        narrow = theme().effective(self.window().width()) < tokens.WIDE
        for button in self._buttons:
            button.set_narrow(narrow=narrow or (across and share < theme().px(NARROW_BELOW)))
        self._new_box.setDirection(
            QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        )
        self._new_box.setSpacing(gap)

    def _fill(self) -> None:
        page = self._page
        new = Label(_("Record something new"), "h3", "text-2")
        new.setContentsMargins(0, theme().px(12), 0, 0)
        page.add_wide(new)
        page.add_wide(self._new)
        page.main.addLayout(self._notices)
        page.main.addWidget(self._due)
        page.main.addWidget(self._come_back)
        page.main.addWidget(self._signatures)
        page.main.addWidget(self._recent)
        page.main.addStretch(1)
        for card in (self._unsent, self._drafts, self._coming, self._safe):
            page.aside.addWidget(card)
        page.aside.addStretch(1)

    def _new_button(self, kind: Kind) -> NewButton:
        code = kind.code
        button = NewButton(code, kind_title(code), kind_hint(code), new_keys(kind))
        button.clicked.connect(lambda: self.desk.go(Form(kind=code)))
        return button

    def _find(self) -> None:
        self.desk.go(Records(text=self._search.value() or ""))

    def _show(self, overview: Overview) -> None:
        self._page.set_title(self._heading(overview))
        clear(self._notices)
        for notice in overview.notices:
            if notice.code in SAID_ON_EVERY_PAGE:
                continue
            self._notices.addWidget(Banner("warn", sentence(notice.code, notice.params)))
        self._show_due(overview)
        self._come_back.show_found(overview, self._today)
        if overview.owed.behind:
            # Older records that nobody has looked at yet, a little at a time; other requests go between.
            self.desk.ask(self, duties.catch_up, self._caught_up)
        self._show_signatures(overview)
        self._show_recent(overview)
        self._show_unsent(overview)
        self._show_drafts(overview)
        self._show_countdown(overview)
        self._show_safekeeping(overview)
        order_inside(self)

    def _caught_up(self, behind: bool) -> None:  # noqa: FBT001 - an answer
        if behind:
            self.desk.ask(self, duties.catch_up, self._caught_up)
        else:
            self._read()

    def _heading(self, overview: Overview) -> str:
        """The day and the stage, so that nobody records into the wrong election."""
        phase = value_label("phase", overview.phase)
        if overview.election is None:
            return phase
        name = overview.election_name or overview.election
        return _("{election}: {stage}").format(election=name, stage=phase)

    def _show_countdown(self, overview: Overview) -> None:
        """What comes next by the calendar, and the hour at which the polls close."""
        if overview.polls_close:
            words = _("{day}  ·  polls close at {time}")
            closes = clock_of_day_words(overview.polls_close)
            self._over.setText(words.format(day=long_day_words(self._today), time=closes))
        card, coming = self._coming, overview.countdown
        card.empty()
        card.setVisible(coming is not None)
        if coming is not None:
            card.set_title(countdown_title(coming))
            if coming.days > 0:
                line = Row(12)
                line.addWidget(Label(f"{coming.days:,}", "huge", wrap=False))
                column = Column(1)
                column.addWidget(Label(countdown_words(coming), "strong"))
                column.addWidget(
                    Label(countdown_day(coming, overview.open_records), "small", "text-2")
                )
                line.addLayout(column, 1)
                card.body.addLayout(line)
            else:
                card.body.addWidget(Label(countdown_words(coming), "body"))
                card.body.addWidget(
                    Label(countdown_day(coming, overview.open_records), "small", "text-2")
                )

    def _show_due(self, overview: Overview) -> None:
        self._due.empty()
        calls = [self._to(place, line) for place, line in owed_lines(overview.owed, self._session)]
        lines = [*calls, *(self._due_line(due) for due in overview.due)]
        total = overview.due_total + overview.owed.total + len(overview.owed.yearly)
        if overview.recovery.due and overview.may_renew_recovery:
            lines.insert(0, self._recovery_line())
            total += 1
        notes = (
            [ngettext("{count} open", "{count} open", total).format(count=total)] if total else []
        )
        first = next((one.duty.due for one in overview.owed.calls if one.duty.due), None)
        if first is not None:
            notes.append(next_words(first, self._session.ports.clock.now()))
        self._due.set_note("  ·  ".join(notes))
        listed = lines[: self._shown_due]
        self._lines(self._due, listed, _("Nothing is due."))
        if total > len(listed) and self._shown_due == DUE_LINES:
            every = QuietButton(_("Show all {count}").format(count=total))
            every.clicked.connect(self._show_every)
            self._due.body.addWidget(every)

    def _show_every(self) -> None:
        """All that is due, in the same card."""
        self._shown_due = MOST_DUE
        self._read()

    def _read(self) -> None:
        shown = self._shown_due
        self.desk.ask(self, lambda session: overviews.at_a_glance(session, shown), self._show)

    def _recovery_line(self) -> LineButton:
        line = LineButton(
            "key",
            _("Make a new recovery key and print it"),
            _("The last one was not read back from paper"),
            role="warn",
        )
        return self._to(Settings("recovery"), line)

    def _due_line(self, due: Due) -> LineButton:
        row = due.row
        words, icon, chip = {
            "conflict": (
                _("Choose between two versions"),
                "git-merge",
                tone_chip("warn", _("Two versions")),
            ),
            "urgent": (_("Not resolved yet"), "alert-triangle", severity_of(row)),
            "review": (
                _("Review and sign"),
                "signature",
                tone_chip("plain", _("Needs a second person")),
            ),
        }[due.what]
        title = _("{what}: {line}").format(what=words, line=row.one_line)
        return self._to(Incident(row.number), LineButton(icon, title, row.number, chip=chip))

    def _show_signatures(self, overview: Overview) -> None:
        """What waits for somebody to sign; the card goes when nothing does."""
        self._signatures.empty()
        self._signatures.setVisible(bool(overview.signatures))
        self._signatures.set_note(
            str(overview.signatures_total) if overview.signatures_total else ""
        )
        lines = []
        for row in {one.row.number: one.row for one in overview.signatures}.values():
            words = "; ".join(owed_words(act, people) for act, people in row.owed)
            both = any(act == "two-person" for act, _people in row.owed)
            line = LineButton(
                "signature",
                row.one_line,
                f"{row.number}  ·  {words}",
                chip=tone_chip("plain", _("Both here? Sign now")) if both else None,
            )
            lines.append(self._to(Signatures(row.number), line))
        more = overview.signatures_total - len(lines)
        if more > 0:
            all_owed = LineButton(
                "list-details", _("Show all {count}").format(count=overview.signatures_total)
            )
            lines.append(self._to(Signatures(), all_owed))
        self._lines(self._signatures, lines, "")

    def _show_recent(self, overview: Overview) -> None:
        self._recent.empty()
        self._lines(
            self._recent,
            [self._record_line(row) for row in overview.recent],
            _("Nothing is recorded yet. Choose one of the buttons above."),
        )

    def _record_line(self, row: RecordRow) -> LineButton:
        at = (
            clock_words(row.recorded)
            if row.recorded[:10] == self._today
            else day_words(row.recorded)
        )
        return self._to(
            Incident(row.number),
            LineButton(
                kind_icon(row.kind),
                row.one_line,
                f"{kind_label(row.kind)}  ·  {row.number}",
                role=kind_role(row.kind),
                chip=severity_of(row, short=True),
                at_right=at,
            ),
        )

    def _show_unsent(self, overview: Overview) -> None:
        card = self._unsent
        card.empty()
        if overview.unsent:
            line = Row(12)
            line.addWidget(Label(f"{overview.unsent:,}", "huge", wrap=False))
            words = ngettext("record", "records", overview.unsent)
            line.addWidget(Label(words, "strong"), 1, Qt.AlignmentFlag.AlignVCenter)
            card.body.addLayout(line)
        else:
            sent = _("Everything recorded has been sent.")
            card.body.addWidget(
                Label(sent if overview.records else _("Nothing is recorded yet."), "body")
            )
        if overview.may_send and overview.state_accepted:
            button: QPushButton = PrimaryButton(_("Send to state"), "device-usb", main=True)
            button.clicked.connect(lambda: self.desk.go(Send()))
            bar(self.desk, button)
            card.body.addWidget(button)
        elif overview.may_send:
            card.body.addWidget(
                Label(_("First the state’s certificate has to be accepted."), "small", "text-2")
            )
            if overview.may_accept_state:
                setting = PrimaryButton(_("Add the state’s key"), "key", main=True)
                setting.clicked.connect(lambda: self.desk.go(Settings("state")))
                bar(self.desk, setting)
                card.body.addWidget(setting)
        if overview.may_send and overview.unsent == 0:
            nothing = QuietButton(_("Nothing to report"))
            nothing.clicked.connect(lambda: self.desk.go(NothingToReport()))
            card.body.addWidget(nothing)
        if overview.last_sent is not None:
            card.body.addWidget(
                Label(
                    _("Last bundle: {seq}. No receipt is back yet.").format(
                        seq=f"{overview.last_sent:04d}"
                    ),
                    "small",
                    "text-2",
                )
            )

    def _show_drafts(self, overview: Overview) -> None:
        self._drafts.empty()
        self._drafts.setVisible(bool(overview.drafts))
        for draft in overview.drafts[:5]:
            self._drafts.body.addWidget(self._draft_line(draft))
        more = len(overview.drafts) - 5
        if more > 0:
            words = ngettext("and {count} more", "and {count} more", more).format(count=more)
            self._drafts.body.addWidget(Label(words, "small", "text-2"))

    def _draft_line(self, draft: Draft) -> LineButton:
        values = draft.content.get("values", {})
        title = values.get("one_line") or draft.content.get("line") or kind_label(draft.kind)
        if draft.record:
            closing = draft.content.get("page") == RESOLVING
            words = _("Closing {number}: {line}") if closing else _("Change to {number}: {line}")
            short = RecordNumber.parse(draft.record).short(self.desk.session.info.station)
            title = words.format(number=short, line=title)
        at = saved_words(draft.saved, self.desk.session.ports.clock.now())
        line = LineButton(
            kind_icon(draft.kind),
            title,
            _("Saved {time}").format(time=at),
            role=kind_role(draft.kind),
            padding=0,
        )
        return self._to(unfinished(draft.kind, draft.id, draft.record, draft.content), line)

    def _show_safekeeping(self, overview: Overview) -> None:
        self._safe.empty()
        for line in safekeeping_lines(overview):
            self._safe.body.addWidget(line)

    def _lines(self, card: Card, lines: list[LineButton], nothing: str) -> None:
        for place, line in enumerate(lines):
            if place:
                card.body.addWidget(Divider())
            card.body.addWidget(line)
        card.body.setSpacing(0)
        if not lines:
            holder = QWidget()
            Column(0, (16, 14, 16, 14), holder).addWidget(Label(nothing, "body", "text-2"))
            card.body.addWidget(holder)

    def _to(self, place: Place, line: LineButton) -> LineButton:
        line.clicked.connect(lambda: self.desk.go(place))
        return line
