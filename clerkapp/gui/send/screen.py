"""Sending to the state: what goes, where to, writing and reading back, handing over."""

from enum import IntEnum

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.places import Home, Place, Send, Settings
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.send import words as send_words
from clerkapp.gui.send.job import Destination, SendJob, Shipment, forget, job_of
from clerkapp.gui.send.pages import SendPage, WhatPage, WherePage, WritingPage
from clerkapp.gui.send.results import DonePage, RefusedPage, StoppedPage
from clerkapp.gui.theme import tokens
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.basic.kinds import kind_icon, kind_role
from clerkapp.gui.widgets.basic.layouts import Column, Divider, clear
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.page.card import Card, IconLine
from clerkapp.gui.widgets.page.page import Page
from clerkapp.gui.widgets.page.steps import StepFace, StepList
from clerkapp.services.export import outbox
from clerkapp.services.export.exporting import Plan, Request
from clerkapp.services.export.outbox import Outbox
from clerkapp.wording.labels import status_label
from clerkapp.wording.language import _, ngettext

SHOW_AFTER_MS = 400
"""Work that is quicker shows no progress page."""
_STEPS_WIDTH = 270


class SendStep(IntEnum):
    """The steps at the left."""

    WHAT = 0
    WHERE = 1
    WRITE = 2
    HAND_OVER = 3


class SendScreen(Screen):
    """A bundle for the state, onto a stick or into a folder."""

    section = "send"

    def __init__(self, place: Send, desk: Desk) -> None:
        super().__init__(desk)
        del place
        self._outbox: Outbox | None = None
        self._nil = False
        self._to: Destination | None = None
        self._job: SendJob | None = None
        self._question: Dialog | None = None
        self.shown: SendPage | None = None
        self._page = Page(
            _("Send to state"),
            explanation=_("Nothing goes over a network; the stick has to be carried."),
        )
        self._where_now = Label("", "small-strong", "text-2")
        self._page.add_over(self._where_now)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SHOW_AFTER_MS)
        self._soon.timeout.connect(self._show_writing)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._fill()
        Column(0, parent=self).addWidget(self._page)
        self._set_step(SendStep.WHAT)

    def enter(self) -> None:
        """Find the job that is under way or has ended, or look at what would go."""
        self.setFocus()
        job = job_of(self.desk.tasks, self.desk.account.id)
        if job is not None:
            self._job, self._to = job, job.shipment.to
        self._look()

    def keep(self) -> Place | None:
        """A job goes on without this page; one whose end was seen is let go."""
        self._let_go()
        return None

    def regions(self) -> list[QWidget]:
        """Steps, the task, and what ends it."""
        parts = (self._left, self._task, self._page.footer)
        return [part for part in parts if part.isVisible()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Steps at the left while there is room; otherwise a line above the title."""
        super().resizeEvent(event)
        self._fit()

    def _fill(self) -> None:
        self._left = QWidget()
        left = Column(14, parent=self._left)
        self._steps = StepList(_faces())
        self._steps.chosen.connect(self._to_step)
        self._steps_card = Card()
        self._steps_card.body.addWidget(self._steps)
        self._holds = Card(_("In this bundle"), small=True)
        self._holds.hide()
        left.addWidget(self._steps_card)
        left.addWidget(self._holds)
        left.addStretch(1)
        self._task = Card(padding=24)
        right = QWidget()
        column = Column(0, parent=right)
        column.addWidget(self._task)
        column.addStretch(1)
        self._columns.addWidget(self._left)
        self._columns.addWidget(right, 1)
        self._page.main.addLayout(self._columns)
        self._page.main.addStretch(1)

    def _fit(self) -> None:
        beside = theme().effective(self.window().width()) >= tokens.MEDIUM
        across, up = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.BottomToTop
        self._columns.setDirection(across if beside else up)
        self._columns.setSpacing(theme().px(20))
        width = theme().px(_STEPS_WIDTH)
        self._left.setMinimumWidth(width if beside else 0)
        self._left.setMaximumWidth(width if beside else 16777215)
        self._steps_card.setVisible(beside)
        self._left.setVisible(beside or not self._holds.isHidden())
        self._where_now.setVisible(not beside)

    def _look(self) -> None:
        self.desk.ask(self, outbox.look, self._looked, self._refused)

    def _looked(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._page.set_explanation(send_words.explanation(outbox))
        if self._job is None:
            self._show_holds(outbox)
            self._show_what()
        elif self._job.running:
            self._watch(self._job)
            self._show_writing()
        else:
            self._ended()

    def _refused(self, error: ClerkappError) -> None:
        page = RefusedPage(error)
        page.settings_asked.connect(lambda: self.desk.go(Settings("state")))
        self._set_step(SendStep.WHAT)
        self._show(page)

    def _show_what(self) -> None:
        outbox = self._outbox
        if outbox is None:
            return
        page = WhatPage(outbox)
        bar(self.desk, *page.buttons)
        page.next_asked.connect(self._show_where)
        self._set_step(SendStep.WHAT)
        self._steps.set_second(SendStep.WHAT, self._what_words())
        self._show(page)

    def _show_where(self, nil: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._nil = nil
        page = WherePage(self._to.folder if self._to is not None else None)
        page.chosen.connect(self._write)
        page.back_asked.connect(self._to_what)
        page.look_asked.connect(lambda: self._list_sticks(page))
        self._steps.set_second(SendStep.WHAT, self._what_words())
        self._set_step(SendStep.WHERE)
        self._show(page)
        self._list_sticks(page)

    def _list_sticks(self, page: WherePage) -> None:
        """Drives may be slow to answer, so they are asked beside the vault's thread."""
        self.desk.tasks.job(page, self.desk.ports.drive.sticks, page.show_sticks)

    def _write(self, to: Destination) -> None:
        if self._job is not None and self._job.running:
            return
        self._let_go()
        self._to = to
        self._steps.set_second(SendStep.WHERE, to.name)
        self._set_step(SendStep.WRITE)
        names = self._outbox.names if self._outbox is not None else ()
        shipment = Shipment(to, self._what_words(), names)
        job = SendJob(self.desk.tasks, self.desk.account.id, shipment)
        self._job = job
        self._watch(job)
        self._soon.start()
        job.start(self.desk.session, Request(nil=self._nil))

    def _watch(self, job: SendJob) -> None:
        job.watched = True
        job.moved.connect(self._show_progress)
        job.ended.connect(self._ended)

    def _show_writing(self) -> None:
        job, plan = self._job, self._plan()
        if job is None or not job.running:
            return
        title = (
            _("Writing bundle {number}").format(number=send_words.number_words(plan.position.seq))
            if plan is not None and not plan.again
            else _("Writing the bundle")
        )
        page = WritingPage(title, self.desk.session.info.station)
        page.stop_asked.connect(self._ask_to_stop)
        self._set_step(SendStep.WRITE)
        self._show(page)
        page.show_job(job)

    def _show_progress(self) -> None:
        if self._job is not None and isinstance(self.shown, WritingPage):
            self.shown.show_job(self._job)

    def _ask_to_stop(self) -> None:
        job = self._job
        if job is None or not job.running or self._question is not None:
            return
        dialog = Dialog(
            _("Stop writing this bundle?"),
            _("Nothing half-written stays on the stick. You can start the same bundle again."),
            do=_("Stop writing"),
            safe=_("Go on writing"),
            loses=True,
            parent=self,
        )
        self._question = dialog
        dialog.accepted.connect(job.stop)
        dialog.accepted.connect(self._show_progress)
        dialog.finished.connect(self._answered)
        dialog.open()

    def _answered(self) -> None:
        self._question = None

    def _ended(self) -> None:
        job = self._job
        if job is None:
            return
        self._soon.stop()
        if self._question is not None:
            self._question.reject()
        if job.failure is not None:
            self._show_stopped(job.failure)
        elif job.result is not None:
            self._show_done(job)

    def _show_done(self, job: SendJob) -> None:
        if job.result is None:
            return
        page = DonePage(job, job.result, self.desk.session.now())
        page.home_asked.connect(lambda: self.desk.go(Home()))
        page.again_asked.connect(self._once_more)
        self._set_step(SendStep.HAND_OVER)
        self._steps.set_second(SendStep.WHAT, job.shipment.holds)
        self._steps.set_second(SendStep.WHERE, job.shipment.to.name)
        self._show(page)

    def _show_stopped(self, error: ClerkappError) -> None:
        page = StoppedPage(error)
        page.again_asked.connect(self._start_again)
        page.other_asked.connect(lambda: self._show_where(self._nil))
        self._set_step(SendStep.WRITE)
        self._show(page)

    def _start_again(self) -> None:
        if self._to is not None:
            self._write(self._to)

    def _once_more(self) -> None:
        """The same bundle onto another stick: nothing is new now, so it is written as it is."""
        self._to = None
        self._show_where(nil=False)

    def _to_what(self) -> None:
        """Look again: a bundle may have been made since."""
        self._let_go()
        self._nil = False
        self._look()

    def _to_step(self, step: int) -> None:
        if step == SendStep.WHAT:
            self._to_what()
        elif step == SendStep.WHERE:
            self._show_where(self._nil)

    def _set_step(self, step: SendStep) -> None:
        reachable = step if step in (SendStep.WHAT, SendStep.WHERE) else -1
        self._steps.set_current(step, visited=reachable)
        self._where_now.setText(
            _("Step {n} of {total}: {title}").format(
                n=step + 1, total=len(SendStep), title=_faces()[step].title
            )
        )

    def _show(self, page: SendPage) -> None:
        clear(self._task.body)
        self.shown = page
        self._task.body.addWidget(page)
        self._page.clear_footer()
        if page.buttons:
            self._page.add_to_footer([], page.buttons)
        order_inside(self._page)
        self._fit()
        self._page.to_top()
        first = page.first()
        first.setFocus()
        if not isinstance(page, DonePage):
            self._page.reveal(first)

    def _show_holds(self, outbox: Outbox) -> None:
        card, plan = self._holds, outbox.plan
        card.empty()
        for row in outbox.rows:
            meta = f"{row.number}, {status_label(row.status)}" if row.struck else row.number
            line = IconLine(kind_icon(row.kind), row.one_line, meta, role=kind_role(row.kind))
            line.words.set_struck(struck=row.struck)
            card.body.addWidget(line)
        more = plan.records - len(outbox.rows) if plan is not None and outbox.rows else 0
        if more > 0:
            words = ngettext("and {count} more", "and {count} more", more).format(count=more)
            card.body.addWidget(Label(words, "small", "text-2"))
        if outbox.rows:
            card.body.addWidget(Divider())
        card.body.addWidget(Label(send_words.stays(outbox), "small", "text-2"))
        card.setVisible(bool(outbox.rows))
        self._fit()

    def _what_words(self) -> str:
        plan = self._plan()
        if self._nil or plan is None:
            return _("Nothing to report")
        return send_words.counts(plan) if not plan.again else _("Nothing is new")

    def _plan(self) -> Plan | None:
        return self._outbox.plan if self._outbox is not None else None

    def _let_go(self) -> None:
        job, self._job = self._job, None
        if job is None:
            return
        job.watched = False
        if not job.running:
            forget(job)


def _faces() -> list[StepFace]:
    return [
        StepFace(_("What is sent")),
        StepFace(_("Which stick")),
        StepFace(_("Write and read back"), _("Signed, sealed, compared")),
        StepFace(_("Hand over"), _("Remove, label, carry")),
    ]
