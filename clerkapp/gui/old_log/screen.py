"""Bring in an old log: which column is what, what would come of each line, and then the act.

Every change tries all lines again; nothing is recorded before somebody says so. What a person mends is
kept over a lock, sealed; the file itself is never changed.
"""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError, Refused
from clerkapp.domain.files import WrittenFile
from clerkapp.domain.old_log import mapping
from clerkapp.domain.old_log.mapping import LogMapping
from clerkapp.domain.text.rules import one_line
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.places import OldLog, Place, Records
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.old_log.columns import ColumnsBody
from clerkapp.gui.old_log.results import Results, waiting_words
from clerkapp.gui.parts.saving import ask_where
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, QuietButton, SecondaryButton
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card
from clerkapp.gui.widgets.page.page import Page
from clerkapp.gui.widgets.page.progress import Progress, WaitLine
from clerkapp.gui.widgets.page.steps import StepFace, StepList
from clerkapp.services.importing import old_log
from clerkapp.services.importing.old_log import BroughtIn, Incoming, LogFile, Tried
from clerkapp.services.records import drafting
from clerkapp.services.records.drafting import FormWords
from clerkapp.services.session import Session
from clerkapp.wording.language import _, ngettext

_PAUSE_MS = 250
"""After a change, before all lines are tried again: somebody goes through a list with the arrows."""
_ASIDE = 296

_Begun = tuple[LogFile, LogMapping, dict[str, Any]]


class OldLogScreen(Screen):
    """`place.path` is the file."""

    section = "records"
    keeps_typing = True

    def __init__(self, place: OldLog, desk: Desk) -> None:
        super().__init__(desk)
        self._place = place
        self._name = one_line(Path(place.path).name)
        self._file: LogFile | None = None
        self._tried: Tried | None = None
        self._incoming: Incoming | None = None
        self._stopping = False
        self._over = False
        self._asked = 0
        self._arrived = False
        self._mended: dict[int, dict[str, str]] = {}
        self._both: set[int] = set()
        self.columns: ColumnsBody | None = None
        self._page = Page(_("Bring in an old log"), aside_width=_ASIDE)
        words = _(
            "Nothing is recorded before you choose “Bring in”. The old numbers and dates stay."
        )
        self._page.set_explanation(words)
        self._trouble = Banner("danger", "")
        self._trouble.hide()
        self._card = Card(self._name, ruled=True, note=" ")
        self._card.add_row(WaitLine(_("Reading the file …")))
        self.results = Results()
        self.results.hide()
        self.save_button = QuietButton("", "download")
        self.save_button.hide()
        for part in (self._trouble, self._card, self.results, self.save_button):
            self._page.main.addWidget(part)
        self._page.main.addStretch(1)
        self._steps = StepList(
            [
                StepFace(_("Choose the file"), self._name),
                StepFace(_("Which column is what")),
                StepFace(_("Try it")),
                StepFace(_("Bring in")),
            ]
        )
        self._steps.set_current(1)
        self._steps_card = Card()
        self._steps_card.body.addWidget(self._steps)
        self._kept = Card(_("These columns"), small=True)
        self._page.aside.addWidget(self._steps_card)
        self._page.aside.addWidget(self._kept)
        self._page.aside.addStretch(1)
        self.stop_button = SecondaryButton(_("Stop, bring in nothing"), main=True)
        self.bring_button = PrimaryButton(_("Bring in"), "check", main=True)
        self.bring_button.setEnabled(False)
        self._page.add_to_footer([], [self.stop_button, self.bring_button])
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._try)
        self.stop_button.clicked.connect(self._leave)
        self.bring_button.clicked.connect(self._bring)
        self.save_button.clicked.connect(self._save)
        self.results.both_asked.connect(self._keep_both)
        self.results.mend_asked.connect(self._mend)
        Column(0, parent=self).addWidget(self._page)

    def enter(self) -> None:
        """Read the file."""
        path, sealed = Path(self._place.path), self._place.sealed

        def read(session: Session) -> _Begun:
            file = old_log.read_file(session, path)
            words = drafting.unseal(session, sealed) if sealed else None
            if words is None:
                return file, old_log.suggested(session, file), {}
            return file, mapping.of_value(words.content["columns"]), words.content

        self.stop_button.setFocus()
        self.desk.ask(self, read, self._begin, self._not_read)

    def keep(self) -> Place | None:
        """Come back to the same choices; what comes in is ended with whole records."""
        if self._incoming is not None:
            incoming, self._incoming = self._incoming, None
            self.desk.ask(self, incoming.end, lambda _: None)
            return Records()
        if self._over or self.columns is None:
            return Records() if self._over else None
        try:
            chosen = self.columns.chosen().to_value()
        except Refused:
            return OldLog(self._place.path)
        content = {
            "columns": chosen,
            "mended": [[line, cells] for line, cells in self._mended.items()],
            "both": sorted(self._both),
        }
        words = FormWords("", "old_log", None, content)
        return OldLog(self._place.path, drafting.seal(self.desk.session, words))

    def regions(self) -> list[QWidget]:
        """Columns and results, aside, footer."""
        return self._page.regions()

    def _begin(self, begun: _Begun) -> None:
        self._file, chosen, content = begun
        self._mended = {line: dict(cells) for line, cells in content.get("mended", [])}
        self._both = set(content.get("both", []))
        count = len(self._file.rows)
        self._card.set_note(
            ngettext(
                "{count} line under one heading", "{count} lines under one heading", count
            ).format(count=f"{count:,}")
        )
        self._card.empty()
        self.columns = ColumnsBody(self._file, chosen)
        self.columns.changed.connect(self._soon.start)
        self._card.add_row(self.columns)
        self._arrived = False
        self._try()

    def _not_read(self, error: ClerkappError) -> None:
        self._card.empty()
        self._card.add_row(Banner("danger", words_of(error)))
        self.desk.announce(words_of(error))

    def _try(self) -> None:
        file, columns = self._file, self.columns
        if file is None or columns is None or self._over:
            return
        self._asked += 1
        question, mended, both = self._asked, dict(self._mended), frozenset(self._both)
        self.bring_button.setEnabled(False)
        try:
            chosen = columns.chosen()
        except Refused as refused:
            self._refused(refused)
            return
        self._trouble.hide()

        def work(session: Session) -> Tried:
            return old_log.tried(session, file, chosen, mended=mended, both=both)

        def show(found: Tried) -> None:
            if question == self._asked:
                self._show(found)

        self.desk.ask(self, work, show, self._refused)

    def _show(self, found: Tried) -> None:
        file, columns = self._file, self.columns
        if file is None or columns is None:
            return
        self._tried = found
        self._arrive(columns)
        columns.show_orders(found.orders)
        missing = "occurred" if not columns.heading_of("occurred") else ""
        kindless = not columns.kind.isHidden() and not columns.kind.control.value()
        columns.kind.clear_message()
        if kindless:
            columns.kind.set_error(_("Choose one."))
        if missing:
            self._trouble.say("danger", _("Say which column tells when it happened."))
            self._trouble.show()
        self.results.show_tried(file, found, columns, self.desk.account.name)
        self.results.show()
        ready, waiting = len(found.ready), len(found.waiting)
        self._steps.set_current(3 if ready else 2)
        self._steps.set_second(
            1,
            _("{count} of {all}").format(count=columns.filled(), all=len(columns.choices)),
        )
        self._steps.set_second(
            2,
            _("{new} new, {doubles} doubles, {waiting} wait").format(
                new=f"{ready:,}", doubles=f"{found.doubles:,}", waiting=f"{waiting:,}"
            ),
        )
        self._kept.empty()
        words = _(
            "Kept under the name “{name}”. The next file with the same heading needs no choices."
        )
        name = str(columns.source.control.value() or "")
        self._kept.body.addWidget(Label(words.format(name=name), "small", "text-2"))
        self.save_button.setVisible(waiting > 0)
        self.save_button.set_text(
            ngettext(
                "Save the {count} line as a file, with the reason",
                "Save the {count} lines as a file, with the reasons",
                waiting,
            ).format(count=f"{waiting:,}")
        )
        self.bring_button.setEnabled(ready > 0)
        self.bring_button.set_text(
            ngettext("Bring in {count} line", "Bring in {count} lines", ready).format(
                count=f"{ready:,}"
            )
            if ready
            else _("Nothing to bring in yet")
            if waiting and not found.doubles
            else _("Nothing new in this file")
        )
        bar(self.desk, self.bring_button)
        order_inside(self)
        self.desk.announce(self.bring_button.accessibleName() or self.bring_button.text())

    def _arrive(self, columns: ColumnsBody) -> None:
        """The first column has the focus once its list is there to take it."""
        if not self._arrived:
            self._arrived = True
            order_inside(self)
            next(iter(columns.choices.values())).setFocus()

    def _refused(self, error: ClerkappError) -> None:
        if self.columns is not None:
            self._arrive(self.columns)
        self._tried = None
        self.results.hide()
        self.save_button.hide()
        self._trouble.say("danger", words_of(error))
        self._trouble.show()
        self.desk.announce(words_of(error))

    def _keep_both(self, line: int) -> None:
        self._both.add(line)
        self._try_from_results()

    def _mend(self, line: int, heading: str, text: str) -> None:
        self._mended.setdefault(line, {})[heading] = text
        self._try_from_results()

    def _try_from_results(self) -> None:
        """The line goes; the focus stays in the footer until the next answer."""
        self.stop_button.setFocus()
        self._try()

    def _save(self) -> None:
        file, found = self._file, self._tried
        if file is None or found is None:
            return
        name = f"{Path(file.name).stem} - {_('lines that wait')}.csv"
        path = ask_where(
            self, _("Save the lines"), name, _("CSV files (*.csv)"), asks_to_replace=False
        )
        if path is None:
            return
        said = [(one, waiting_words(one)) for one in found.waiting]

        def work(session: Session) -> WrittenFile:
            return old_log.save_refused(session, path, file, said, _("Reason"))

        self.desk.ask(self, work, self._saved, self._not_saved)

    def _saved(self, written: WrittenFile) -> None:
        self.desk.announce(_("Saved: {path}").format(path=one_line(str(written.path))))

    def _not_saved(self, error: ClerkappError) -> None:
        self._trouble.say("danger", words_of(error))
        self._trouble.show()
        self._page.to_top()

    def _bring(self) -> None:
        file, found, columns = self._file, self._tried, self.columns
        if file is None or found is None or columns is None or not found.ready:
            return
        chosen = columns.chosen()
        self._over = True
        self._progress = Progress(
            _("Bringing in {name}").format(name=self._name),
            [],
            consequence=_("What is recorded by then stays, each record whole."),
        )
        self._progress.cancelled.connect(self._stop)
        for part in (self._card, self.results, self.save_button, self._trouble):
            part.hide()
        self._page.main.insertWidget(0, self._progress)
        self.stop_button.setEnabled(False)
        self.bring_button.setEnabled(False)
        self._progress.begin()

        def begin(session: Session) -> Incoming:
            old_log.keep_columns(session, file, chosen)
            return Incoming(session, file, found.ready)

        self.desk.ask(self, begin, self._go_on, self._failed)

    def _go_on(self, incoming: Incoming) -> None:
        """A few at a time: between them others of the vault's thread have their turn."""
        self._incoming = incoming
        done, left = len(incoming.numbers), incoming.left
        percent = 100 * done // (done + left)
        count = _("{done} of {all} records").format(done=f"{done:,}", all=f"{done + left:,}")
        self._progress.show_progress(percent, count)
        if not left or self._stopping:
            self._incoming = None
            self.desk.ask(self, incoming.end, self._done, self._failed)
            return

        def step(session: Session) -> Incoming:
            incoming.step(session)
            return incoming

        self.desk.ask(self, step, self._go_on, self._failed)

    def _stop(self) -> None:
        self._stopping = True
        self._progress.cancel_button.setEnabled(False)

    def _done(self, brought: BroughtIn) -> None:
        count = len(brought.numbers)
        words = ngettext("{count} record came in.", "{count} records came in.", count).format(
            count=f"{count:,}"
        )
        if brought.stopped:
            words += " " + _("The rest did not. Choose the file again to go on.")
        self.desk.go(Records())
        self.desk.announce(words)

    def _failed(self, error: ClerkappError) -> None:
        """What was recorded before stays; trying again counts it as there already."""
        self._incoming = None
        self._over = False
        self._progress.deleteLater()
        self._card.show()
        self.stop_button.setEnabled(True)
        self._try()
        self._not_saved(error)

    def _leave(self) -> None:
        self._over = True
        self.desk.go(Records())
