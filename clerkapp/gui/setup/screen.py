"""The first run: steps at the left, one task at the right. What each step asks is in the view model.

The vault is made when the first person has a passphrase. After that each step keeps itself, and
"Stop here, go on later" leads to Home with what was done.
"""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.office import Created, NewVault
from clerkapp.domain.preferences import Preferences
from clerkapp.gui.language import use_language
from clerkapp.gui.parts.saving import documents_folder
from clerkapp.gui.parts.side import Side
from clerkapp.gui.setup import steps
from clerkapp.gui.setup.context import SetupContext
from clerkapp.gui.setup.model import STEPS, Step, step_name
from clerkapp.gui.setup.task import Task
from clerkapp.gui.tasks import Tasks
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.trouble import words_of
from clerkapp.gui.unlock.existing import Existing
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, QuietButton, SecondaryButton
from clerkapp.gui.widgets.basic.filled import FilledKeys, enter_in_a_line
from clerkapp.gui.widgets.basic.foot import Foot
from clerkapp.gui.widgets.basic.layouts import Column, Divider, Row, clear
from clerkapp.gui.widgets.basic.scroll_rule import ScrollRule
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import IconLabel, Label
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.error_summary import ErrorSummary
from clerkapp.gui.widgets.page.steps import StepFace, StepList
from clerkapp.services.ports import Ports
from clerkapp.services.reception import free_folder
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening
from clerkapp.wording.language import _


class SetupView(QWidget):
    """The wizard. `finished` carries the session of the first person."""

    finished = Signal(object)
    open_existing = Signal(str)
    brought_back = Signal(str)
    preferred = Signal(object)

    def __init__(
        self,
        ports: Ports,
        tasks: Tasks,
        theme: Theme,
        chosen: Preferences,
        folder: Path | None = None,
    ) -> None:
        super().__init__()
        self.context = SetupContext(ports, tasks, chosen, self)
        self.context.preferred.connect(self.preferred)
        self.context.language_chosen.connect(self._show_in_language)
        self.context.refused.connect(self._refused)
        self.context.keeping.connect(self._wait)
        self.context.existing_asked.connect(self.choose_existing)
        self.context.backup_asked.connect(self.choose_backup)
        self.folder = folder
        self._theme = theme
        self._task: Task | None = None
        self._outer = Row(0, parent=self)
        self.existing = Existing(self, ports, tasks)
        self.existing.vault.connect(self.open_existing)
        self.existing.brought_back.connect(self.brought_back)
        self.existing.trouble.connect(self._not_existing)
        self._build()
        FilledKeys(self)
        theme.follow(self)

    @property
    def session(self) -> Session | None:
        """The first person's, once the vault is made: closing the window locks it."""
        return self.context.session

    def enter(self) -> None:
        """Show the step that is next."""
        self._show_step()

    def restyle(self) -> None:
        """The task is as wide as a line of it needs."""
        self._holder.setMaximumWidth(self._theme.px(780))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side gives way on a narrow window."""
        super().resizeEvent(event)
        self._side.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line presses the filled button."""
        if enter_in_a_line(event):
            self._go_on.click()
        else:
            super().keyPressEvent(event)

    def _show_in_language(self, language: str) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication) and language != self.context.model.language:
            self.context.model.language = language
            use_language(app, language)
            clear(self._outer)
            self._build()
            self.restyle()
            self._show_step()

    def _build(self) -> None:
        self._side = Side(
            _("Set up"), _("About 10 minutes. You can stop and go on later."), width=320
        )
        self._steps = StepList([StepFace(step_name(step)) for step in STEPS], rail=True)
        self._steps.chosen.connect(self._jump)
        self._side.middle.addWidget(self._steps)
        self._side.foot.addWidget(_warning("rail-mark", "rail-text"))
        self._outer.addWidget(self._side)
        holder = QWidget()
        column = Column(0, (36, 30, 36, 24), holder)
        above = _warning("warn", "text")
        self._head = Label("", "small", "text-2")
        self._title = Label("", "display")
        self._explanation = Label("", "body", "text-2")
        self._summary = ErrorSummary()
        self._summary.picked.connect(self._go_to_field)
        self._notes = Column(8)
        texts = Column(8, (6, 0, 6, 0))
        texts.addWidget(self._summary)
        texts.addLayout(self._notes)
        words = Column(0, (6, 0, 6, 12))
        for part in (above, self._head, self._title):
            words.addWidget(part)
        words.addSpacing(4)
        words.addWidget(self._explanation)
        column.addLayout(words)
        column.addLayout(texts)
        column.addSpacing(7)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(ScrollRule(self._scroll))
        column.addWidget(self._scroll, 1)
        self._bar = self._buttons()
        foot = Column(14, (6, 0, 6, 0))
        foot.addWidget(Divider())
        foot.addWidget(self._bar)
        column.addLayout(foot)
        self._holder = holder
        self._outer.addWidget(holder, 1000)
        self._outer.addStretch(1)
        self._side.instead(above)

    def _buttons(self) -> QWidget:
        bar = QWidget()
        row = Row(12, parent=bar)
        self._back = SecondaryButton(_("Back"), "arrow-left", main=True)
        self._later = QuietButton(_("Stop here, go on later"))
        self._go_on = PrimaryButton(_("Continue"), main=True)
        self._back.clicked.connect(self._step_back)
        self._later.clicked.connect(self._stop)
        self._go_on.clicked.connect(self._continue)
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(Foot(self._later, self._go_on))
        return bar

    def _show_step(self) -> None:
        step = self.context.model.step
        place = STEPS.index(step)
        self._task = steps.make(step, self.context)
        self._head.setText(_("Step {n} of {total}").format(n=place + 1, total=len(STEPS)))
        self._title.setText(self._task.title)
        self._explanation.setText(self._task.explanation)
        self._summary.show_errors([])
        clear(self._notes)
        self._scroll.setWidget(self._task)
        self._steps.set_current(place, visited=place)
        self._back.setVisible(place > 0 and self.context.session is None)
        self._go_on.set_text(_("Finish") if step is STEPS[-1] else _("Continue"))
        order_inside(self)
        # As by Tab: what a line is filled with already is replaced by typing.
        self._task.first().setFocus(Qt.FocusReason.TabFocusReason)

    def _jump(self, place: int) -> None:
        if self.context.session is None:
            self._return_to(STEPS[place])

    def _step_back(self) -> None:
        self._return_to(STEPS[STEPS.index(self.context.model.step) - 1])

    def _return_to(self, step: Step) -> None:
        if self._task is not None:
            self._task.take()
        self.context.model.step = step
        self._show_step()

    def _stop(self) -> None:
        if self.context.session is not None:
            self.finished.emit(self.context.session)
        else:
            self.window().close()

    def _continue(self) -> None:
        task = self._task
        if task is None:
            return
        task.take()
        problems = {**self.context.model.problems(self.context.model.step), **task.problems()}
        task.show_problems(problems)
        self._summary.show_errors(list(problems.items()), focus=len(problems) > 1)
        order_inside(self)
        if len(problems) == 1:
            task.go_to(next(iter(problems)))
        if problems:
            return
        if self.context.model.step is Step.PERSON and self.context.session is None:
            self._make_vault()
        else:
            task.keep(self._next)

    def _next(self) -> None:
        if self.context.model.step is STEPS[-1]:
            if self.context.session is not None:
                self.finished.emit(self.context.session)
            return
        self.context.model.finish(self.context.model.step)
        self._show_step()

    def _make_vault(self) -> None:
        model, ports = self.context.model, self.context.ports
        folder = self.folder or free_folder(documents_folder(), model.authority_name)
        new = NewVault(
            authority=model.authority.strip(),
            authority_name=model.authority_name.strip(),
            station=model.station.strip(),
            person_name=model.person.strip(),
            function=model.function or "election_authority",
            passphrase=model.passphrase,
            zone=model.zone,
            training=model.training,
        )
        self._wait(waiting=True)
        self._say("info", _("Making the vault …"))

        def work() -> Created:
            created = opening.create(folder, new, ports)
            # Set at once: a window that is closed before the answer comes locks this session.
            self.context.session = opening.unlock(folder, new.person_name, new.passphrase, ports)
            return created

        self.context.run(work, self._made)

    def _made(self, created: Created) -> None:
        self._wait(waiting=False)
        self.context.recovery_key = created.recovery_key
        self.context.model.passphrase = self.context.model.passphrase_again = ""
        self._next()

    def _refused(self, error: ClerkappError) -> None:
        self._wait(waiting=False)
        self._say("danger", words_of(error))
        self._go_on.setFocus()

    def _wait(self, waiting: bool) -> None:  # noqa: FBT001 - a slot
        """Nothing can be changed while what was answered is being kept."""
        for part in (self._steps, self._scroll, self._bar):
            part.setEnabled(not waiting)

    def _say(self, tone: str, words: str) -> None:
        clear(self._notes)
        self._notes.addWidget(Banner(tone, words))

    def _go_to_field(self, code: str) -> None:
        if self._task is not None:
            self._task.go_to(code)

    def choose_existing(self) -> None:
        """Open a vault that is there already."""
        self.existing.choose_folder()

    def choose_backup(self) -> None:
        """Bring a backup back and open it."""
        self.existing.choose_backup()

    def _not_existing(self, error: ClerkappError) -> None:
        self._say("danger", words_of(error))


def _warning(icon_role: str, tone: str) -> QWidget:
    box = QWidget()
    row = Row(10, (0, 0, 0, 8), box)
    row.addWidget(IconLabel("device-desktop-off", icon_role, 22), 0, Qt.AlignmentFlag.AlignTop)
    words = _("Not for computers that prepare ballots or count votes.")
    row.addWidget(Label(words, "small", tone), 1)
    return box
