"""Unlock: who is working now, and that person's passphrase. Nothing of the record shows here.

A wrong passphrase clears nothing but its own field. With the recovery key a person whose passphrase
is forgotten gets a new one. After a first passphrase, which an administrator typed, one page asks the
person to choose their own. While the vault is still closing after a lock, the button says so; what
became of unsaved typing is said once it is known, never before (`lock_words`). A folder that cannot be
opened is named for what it is, with what can be done.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.gui.parts import lock_words
from clerkapp.gui.parts.lock_words import LockReason
from clerkapp.gui.parts.side import Side
from clerkapp.gui.tasks import Tasks
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.unsaved import Left
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, QuietButton, SecondaryButton
from clerkapp.gui.widgets.basic.chip import ChipFace
from clerkapp.gui.widgets.basic.filled import FilledKeys
from clerkapp.gui.widgets.basic.layouts import Column, Flow, Row, clear
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.passphrase import Passphrase
from clerkapp.gui.widgets.inputs.radio_card import CardFace, RadioCards
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.services.ports import Ports
from clerkapp.wording.language import _

if TYPE_CHECKING:
    from clerkapp.domain.office import Office
    from clerkapp.gui.unlock.existing import Existing
    from clerkapp.gui.unlock.own_passphrase import OwnPassphrase
    from clerkapp.services.session import Notice, Session


__all__ = ["LockReason", "UnlockView"]


class UnlockView(QWidget):
    """People as large rows, the passphrase under them."""

    opened = Signal(object)
    """The Session."""
    other_vault = Signal()
    """The person wants to set up or open another vault."""
    chosen_vault = Signal(str)
    brought_back = Signal(str)
    """A backup was brought back into this folder, which is to be opened."""

    def __init__(
        self,
        ports: Ports,
        tasks: Tasks,
        folder: Path,
        reason: LockReason,
        *,
        person: str = "",
        minutes: int = 5,
        drafts: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__()
        self._ports = ports
        self._tasks = tasks
        self._folder = folder
        self._person = person
        self._reason = reason
        self._minutes = minutes
        self._drafts = drafts
        locked = reason is not LockReason.START
        self._at = _time_words(ports.clock.now()) if locked else ""
        self._waiting = False
        self._wanted = False
        self.left = Left()
        self.report: Path | None = None
        self.existing: Existing | None = None
        self.own: OwnPassphrase | None = None
        self._names: tuple[str, ...] = ()
        self.session: Session | None = None
        self._side = Side("", _("Election office incident record"), width=400)
        self._people = RadioCards(name=_("Who is working now?"))
        self._passphrase = Passphrase()
        self._field = Field(_("Passphrase"), self._passphrase)
        self._unlock = PrimaryButton(_("Unlock"), "lock-open", main=True)
        self._again = SecondaryButton(_("Try again"), main=True)
        self._recover = QuietButton(_("Use the recovery key"))
        self._other = QuietButton(_("Another vault"))
        self._backup = QuietButton(_("Bring back a backup"))
        self._notes = Column(10)
        self._not_taken: Banner | None = None
        self._build()
        self._people.changed.connect(self._chosen)
        # A click has chosen; the passphrase is typed next. Arrows stay among the names.
        self._people.pointed.connect(lambda: self._passphrase.entry().setFocus())
        self._people.accepted.connect(lambda: self._passphrase.entry().setFocus())
        self._passphrase.accepted.connect(self._try)
        self._passphrase.changed.connect(self._field.clear_message)
        self._unlock.clicked.connect(self._try)
        FilledKeys(self)
        self._again.clicked.connect(self._look_again)
        self._recover.clicked.connect(self._ask_recovery)
        self._other.clicked.connect(self.other_vault)
        self._backup.clicked.connect(self._choose_backup)

    def enter(self) -> None:
        """Read who may unlock; the focus goes to the passphrase."""
        folder, ports = self._folder, self._ports
        if not self._waiting:
            self._say_left()

        def work() -> Office:
            from clerkapp.services import reception

            return reception.describe(folder, ports)

        self._tasks.run(self, work, self._show, self._no_people)

    def wait(self) -> None:
        """The vault is still closing after a lock."""
        self._waiting = True

    def ready(self, left: Left) -> None:
        """The vault is closed; say what became of the typing and what went wrong with the backup, and
        unlock if that was asked."""
        self._waiting = False
        self.left = left
        self._say_left()
        for notice in left.notices:
            self._notes.addWidget(Banner("warn", _words_of(notice)))
        if self._wanted:
            self._wanted = False
            self._try()

    def tell_brought_back(self) -> None:
        """The vault was made from a backup: say so, for it looks like the one before."""
        self._notes.addWidget(
            Banner(
                "good",
                _("The backup is back. It lies in {folder}.").format(folder=str(self._folder)),
                _("Unlock with the passphrase of the day it was made."),
            )
        )

    def tell_crash(self, file: Path) -> None:
        """The program had to stop last time: say so, and where its report lies."""
        self._notes.addWidget(
            Banner(
                "warn",
                _("Last time the program had to stop"),
                _(
                    "What was typed until then is kept as a draft. A report without anybody’s text lies in {file}."
                ).format(file=str(file)),
            )
        )

    def person(self) -> str | None:
        """The person chosen."""
        return self._people.value()

    def people_shown(self) -> bool:
        """Whether the people have been read."""
        return self._people.value() is not None

    def message(self) -> str:
        """What is under the passphrase."""
        return self._field.message()

    def restyle(self) -> None:
        """The task is as wide as a line of it needs."""
        self._task.setMaximumWidth(theme().px(560))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side gives way on a narrow window."""
        super().resizeEvent(event)
        self._side.fit()

    def _build(self) -> None:
        row = Row(0, parent=self)
        row.addWidget(self._side)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.verticalScrollBar().rangeChanged.connect(self._reveal)
        page = QWidget()
        across = self._across = Row(0, (36, 36, 36, 36), page)
        across.addStretch(1)
        task = QWidget()
        self._task = task
        across.addWidget(task, 1000)
        across.addStretch(1)
        column = Column(0, parent=task)
        column.addStretch(1)
        self._office = Label("", "small", "text-2")
        column.addWidget(self._office)
        self._side.instead(self._office)
        self._question = Label(_("Who is working now?"), "display")
        column.addWidget(self._question)
        column.addSpacing(4)
        self._said = Label(
            lock_words.said(self._reason, self._at, self._minutes, None), "body", "text-2"
        )
        column.addWidget(self._said)
        column.addSpacing(16)
        self._trouble = Column(10)
        column.addLayout(self._trouble)
        self._fate = Column(10)
        column.addLayout(self._fate)
        column.addSpacing(10)
        column.addLayout(self._notes)
        column.addSpacing(10)
        column.addWidget(self._people)
        column.addSpacing(24)
        column.addWidget(self._field)
        column.addSpacing(16)
        buttons = QWidget()
        flow = Flow(18, 8, buttons)
        for button in (self._unlock, self._again, self._recover, self._other, self._backup):
            flow.addWidget(button)
        self._again.hide()
        column.addWidget(buttons)
        column.addStretch(2)
        scroll.setWidget(page)
        row.addWidget(scroll, 1)
        theme().follow(self)

    def _show(self, office: Office) -> None:
        from clerkapp.wording.labels import role_label

        self._side.title.setText(office.authority_name)
        self._names = (office.authority_name, office.authority, office.station)
        clear(self._side.foot)
        station = _("Station {station}").format(station=office.station)
        self._office.setText(f"{office.authority_name}  ·  {station}")
        self._side.add_foot(
            station,
            _(
                "This computer works offline. Nothing typed here leaves the office unless somebody sends it."
            ),
            _("Never install this program on a computer used to prepare ballots or count votes."),
        )
        self._people.set_faces(
            [
                CardFace(
                    person.name,
                    person.name,
                    role_label(person.function),
                    "user-circle",
                    chip=_draft_chip() if person.slot_id in self._drafts else None,
                )
                for person in office.people
            ]
        )
        names = [person.name for person in office.people]
        if names:
            self._people.set_value(self._person if self._person in names else names[0])
        self._chosen()
        self._openable(there=True)
        self._take_existing()
        self._passphrase.entry().setFocus()
        self._tasks.run(self, _load, lambda _nothing: None)

    def _reveal(self) -> None:
        """Many people or large letters: what is typed into stays in view."""
        if not self._passphrase.entry().hasFocus():
            return
        margin = theme().px(24)
        self._scroll.ensureWidgetVisible(self._unlock, margin, margin)
        self._scroll.ensureWidgetVisible(self._field, margin, margin)

    def _no_people(self, error: ClerkappError) -> None:
        clear(self._trouble)
        self._trouble.addWidget(
            Banner("danger", _("This vault cannot be opened now."), _words_of(error))
        )
        self._openable(there=False)
        self._take_existing()
        self._again.setFocus()

    def _openable(self, *, there: bool) -> None:
        asked = (self._question, self._said)
        for part in (*asked, self._people, self._field, self._unlock, self._recover):
            part.setVisible(there)
        self._again.setVisible(not there)

    def _look_again(self) -> None:
        """A drive may be back."""
        clear(self._trouble)
        self.enter()

    def _say_left(self) -> None:
        clear(self._fate)
        self._said.setText(lock_words.said(self._reason, self._at, self._minutes, self.left))
        for tone, title, text in lock_words.banners(self._reason, self.left, self.report):
            self._fate.addWidget(Banner(tone, title, text))

    def _chosen(self) -> None:
        name = self._people.value()
        words = _("Passphrase for {name}").format(name=name) if name else _("Passphrase")
        self._field.set_label(words)
        self._field.clear_message()

    def _try(self) -> None:
        name, passphrase = self._people.value(), self._passphrase.value()
        if name is None or not self._unlock.isEnabled():
            return
        if not passphrase:
            self._field.set_error(_("Type your passphrase."))
            self._passphrase.entry().setFocus()
            return
        if self._waiting:
            self._wanted = True
            self._field.set_good(_("Unlocking as soon as the vault is closed …"))
            return
        self._unlock.setEnabled(False)
        folder, ports = self._folder, self._ports

        def work() -> Session:
            from clerkapp.services.vaults import opening

            # Set at once: a window that is closed before the answer comes locks this session.
            self.session = opening.unlock(folder, name, passphrase, ports)
            return self.session

        def refused(error: ClerkappError) -> None:
            self._refused(error)
            if error.code == "passphrase-own-first":
                self._field.clear_message()
                self._own_first(name, passphrase)

        self._tasks.run(self, work, self._opened, refused)

    def _own_first(self, name: str, first: str) -> None:
        """Somebody else typed this passphrase: nothing opens before the person has replaced it."""
        from clerkapp.gui.unlock.own_passphrase import OwnPassphrase

        folder, ports = self._folder, self._ports
        own = self.own = OwnPassphrase(name, (name, *self._names))

        def keep(new: str) -> None:
            def work() -> Session:
                from clerkapp.services.vaults import passphrases

                self.session = passphrases.choose(folder, name, first, new, ports)
                return self.session

            self._tasks.run(self, work, self._opened, own.refused)

        own.chosen.connect(keep)
        own.back.connect(self._no_own)
        self._task.hide()
        self._across.insertWidget(1, own, 1000)
        own.show()
        own.enter()

    def _no_own(self) -> None:
        if self.own is not None:
            self._across.removeWidget(self.own)
            self.own.hide()
            self.own.deleteLater()
            self.own = None
        self._task.show()
        self._passphrase.entry().setFocus()

    def _opened(self, session: Session) -> None:
        self._passphrase.clear()
        self.opened.emit(session)

    def _refused(self, error: ClerkappError) -> None:
        self._unlock.setEnabled(True)
        self._passphrase.clear()
        self._field.set_error(_words_of(error))
        self._passphrase.entry().setFocus()

    def _take_existing(self) -> None:
        """From now on a backup or another vault can be chosen or dropped here."""
        from clerkapp.gui.unlock.existing import Existing

        if self.existing is None:
            self.existing = Existing(self, self._ports, self._tasks)
            self.existing.vault.connect(self.chosen_vault)
            self.existing.brought_back.connect(self.brought_back)
            self.existing.trouble.connect(self._not_existing)

    def _choose_backup(self) -> None:
        self._take_existing()
        if self.existing is not None:
            self.existing.choose_backup()

    def _not_existing(self, error: ClerkappError) -> None:
        if self._not_taken is not None:
            self._not_taken.deleteLater()
        self._not_taken = Banner("danger", _words_of(error))
        self._notes.addWidget(self._not_taken)

    def _ask_recovery(self) -> None:
        from clerkapp.gui.unlock.recover import RecoverDialog

        dialog = RecoverDialog(
            self._ports, self._tasks, self._folder, self._people.value() or "", self
        )
        dialog.opened.connect(self.opened)
        dialog.open()


def _load() -> None:
    """Load what unlocking takes, on the vault's thread, while the passphrase is being typed."""
    from clerkapp.services.vaults import opening  # noqa: F401


def _words_of(told: ClerkappError | Notice) -> str:
    from clerkapp.wording.sentences import sentence

    return sentence(told.code, told.params)


def _time_words(now: datetime) -> str:
    """The office's time of day; before anybody was in, the computer's."""
    from clerkapp.domain.time.times import format_instant
    from clerkapp.wording import times

    return times.clock_words(format_instant(times.office_time(now)))


def _draft_chip() -> ChipFace:
    return ChipFace(_("Draft kept"))
