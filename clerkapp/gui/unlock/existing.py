"""A vault that is there already, or a backup of one: chosen or dropped, judged, opened or brought back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.office import BACKUP_SUFFIX, BackupFace
from clerkapp.gui.parts import saving
from clerkapp.gui.tasks import Tasks
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import SecondaryButton
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.basic.message import MessageLine
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.page.card import Facts
from clerkapp.services import reception
from clerkapp.services.ports import Ports
from clerkapp.services.vaults import safekeeping
from clerkapp.wording.labels import role_label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import instant_words

_LOOK_MILLISECONDS = 300
_MOST_NAMED = 6
"""People that the dialog names, so that it fits a small screen."""
_INSIDE_A_VAULT = ("header.json", "header.copy.json", "incidents.db")


class Existing(QObject):
    """Takes folders and backups for `view`, by buttons and by dropping. `vault`: a folder to unlock;
    `brought_back`: one that a backup was made into.

    `trouble`: what keeps it from being one, as the one judge of folders says it.
    """

    vault = Signal(str)
    brought_back = Signal(str)
    trouble = Signal(object)

    def __init__(self, view: QWidget, ports: Ports, tasks: Tasks) -> None:
        super().__init__(view)
        self._view = view
        self._ports = ports
        self._tasks = tasks
        view.setAcceptDrops(True)
        view.installEventFilter(self)

    def choose_folder(self) -> None:
        """Ask for the vault's folder."""
        words = _("Choose the vault’s folder (its name ends with .vault)")
        if folder := saving.ask_folder(self._view, words):
            self.take(folder)

    def choose_backup(self) -> None:
        """Ask for a backup."""
        words = _("Choose the backup (its name ends with .clerkbackup)")
        kinds = _("Backups") + f" (*{BACKUP_SUFFIX})"
        if backup := saving.ask_file(self._view, words, kinds):
            self.take(backup)

    def take(self, path: Path) -> None:
        """A folder is opened, a backup brought back; anything else is told."""
        if reception.is_backup(path) and not path.is_dir():
            self._tasks.run(
                self,
                lambda: reception.look_into(path),
                lambda face: self._ask(path, face),
                self._no,
            )
            return
        folder = path.parent if path.name in _INSIDE_A_VAULT else path
        self._tasks.run(
            self,
            lambda: reception.describe(folder, self._ports),
            lambda _office: self.vault.emit(str(folder)),
            self._no,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """One folder or file of this computer may be dropped."""
        if isinstance(event, QDragEnterEvent | QDropEvent) and event.mimeData().hasUrls():
            files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
            if len(files) == 1:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self.take(Path(files[0]))
                return True
        return super().eventFilter(watched, event)

    def _no(self, error: ClerkappError) -> None:
        self.trouble.emit(error)

    def _ask(self, backup: Path, face: BackupFace) -> None:
        dialog = RestoreDialog(self._ports, self._tasks, backup, face, self._view)
        dialog.restored.connect(self.brought_back)
        dialog.open()


class RestoreDialog(Dialog):
    """What the backup is, where it goes, how far it is. `restored`: the new vault's folder."""

    restored = Signal(str)

    def __init__(
        self, ports: Ports, tasks: Tasks, backup: Path, face: BackupFace, parent: QWidget
    ) -> None:
        super().__init__(
            _("Bring this backup back?"),
            _(
                "It becomes a vault in a new folder; no other vault is touched. Everybody opens it with the passphrase of the day it was made."
            ),
            do=_("Bring it back"),
            safe=_("Go back"),
            do_icon="device-floppy",
            parent=parent,
        )
        self._ports = ports
        self._tasks = tasks
        self._backup = backup
        self._folder = reception.free_folder(saving.documents_folder(), face.office.authority_name)
        self._name = face.office.authority_name
        facts = Facts(label_width=120)
        office = face.office
        facts.add(_("Made"), instant_words(face.made, year=True))
        facts.add(_("For"), f"{office.authority_name}, {office.station}")
        # A line each: a value of several lines is cut in a dialog.
        shown = (
            office.people if len(office.people) <= _MOST_NAMED else office.people[: _MOST_NAMED - 1]
        )
        for place, person in enumerate(shown):
            name = "" if place else _("Who can open it")
            facts.add(name, f"{person.name}, {role_label(person.function)}")
        if more := len(office.people) - len(shown):
            words = ngettext("and {count} more", "and {count} more", more)
            facts.add("", words.format(count=more))
        self._where = Label(str(self._folder), "body")
        self.place_button = SecondaryButton(_("Choose another place"), "folder")
        self.place_button.clicked.connect(self._pick)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bar.setAccessibleName(_("How much of the backup is back"))
        self._message = MessageLine("error")
        self.body.addWidget(facts)
        where = QWidget()
        below = Column(6, parent=where)
        below.addWidget(Label(_("It goes into this new folder:"), "strong"))
        below.addWidget(self._where)
        below.addWidget(self.place_button)
        # Whatever height is left over is below all of it: the facts have theirs first.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        where.setSizePolicy(policy)
        self.body.addWidget(where)
        self.body.addWidget(self._bar)
        self.body.addWidget(self._message)
        self._bar.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MILLISECONDS)
        self._timer.timeout.connect(self._look)

    def put_into(self, folder: Path) -> None:
        """Make the new vault inside `folder`, under a name that is free there."""
        self._folder = reception.free_folder(folder, self._name)
        self._where.setText(str(self._folder))

    def accept(self) -> None:
        """Bring it back; the dialog stays until it is there, and when it is refused."""
        if not self.do_button.isEnabled():
            return
        self._busy(busy=True)
        backup, folder, ports = self._backup, self._folder, self._ports
        self._tasks.job(
            self,
            lambda: safekeeping.restore(backup, folder, ports),
            lambda _restored: self._done(),
            self._refused,
        )

    def reject(self) -> None:
        """Not while it is under way: a copy is all there or not at all."""
        if self.do_button.isEnabled():
            super().reject()

    def _pick(self) -> None:
        if folder := saving.ask_folder(self, _("Choose where the vault goes")):
            self.put_into(folder)

    def _busy(self, *, busy: bool) -> None:
        for button in (self.do_button, self.safe_button, self.place_button):
            button.setEnabled(not busy)
        self._bar.setRange(0, 0)
        self._bar.setVisible(busy)
        self._message.show_message("error", "")
        if busy:
            self._timer.start()
        else:
            self._timer.stop()

    def _look(self) -> None:
        """How much is in the folder that is being filled, beside the one that it becomes."""
        try:
            size = self._backup.stat().st_size
            written = sum(
                file.stat().st_size
                for making in self._folder.parent.glob(f".{self._folder.name}.*")
                for file in making.iterdir()
            )
        except OSError:
            return
        if size and written:
            self._bar.setRange(0, 100)
            self._bar.setValue(min(100 * written // size, 100))

    def _done(self) -> None:
        self._busy(busy=False)
        super().accept()
        self.restored.emit(str(self._folder))

    def _refused(self, error: ClerkappError) -> None:
        self._busy(busy=False)
        self._message.show_message("error", words_of(error))
        self.do_button.setFocus()
