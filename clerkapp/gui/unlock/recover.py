"""The recovery key: for a person whose passphrase is forgotten. A new account with new keys opens."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.gui.parts import passphrase_hint
from clerkapp.gui.tasks import Tasks
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.passphrase import Passphrase
from clerkapp.services.ports import Ports
from clerkapp.services.session import Session
from clerkapp.services.vaults import passphrases
from clerkapp.wording.language import _


class RecoverDialog(Dialog):
    """Asks for the printed key and a new passphrase."""

    opened = Signal(object)
    """The Session."""

    def __init__(
        self, ports: Ports, tasks: Tasks, folder: Path, person: str, parent: QWidget
    ) -> None:
        super().__init__(
            _("Open with the recovery key?"),
            _(
                "Use the sheet from the sealed envelope. It lets an administrator in: the old account is "
                "closed, and the same person gets a new one with a new passphrase. For everybody else "
                "an administrator opens a new account. This is written in the journal."
            ),
            do=_("Open and set the passphrase"),
            safe=_("Go back"),
            do_icon="lock-open",
            parent=parent,
        )
        self._ports = ports
        self._tasks = tasks
        self._folder = folder
        self._person = Field(_("Which administrator forgot the passphrase?"), Line())
        self._key = Field(
            _("Recovery key"),
            Line(mono=True),
            help=_("Eight groups of four. Spaces, dashes and small letters do not matter."),
        )
        self._new = Field(_("New passphrase"), Passphrase(), help=passphrase_hint.least())
        passphrase_hint.follow(self._new, lambda: (self._person.control.value() or "",))
        again = Passphrase()
        self._again = Field(_("The same passphrase again"), again)
        self._person.control.set_value(person)
        for field in (self._person, self._key, self._new, self._again):
            self.body.addWidget(field)
        self.start = self._key.control.entry()

    def accept(self) -> None:
        """Try it; the dialog stays open when it is refused."""
        if not self.do_button.isEnabled():
            return
        name, key = self._person.control.value(), self._key.control.value()
        new, again = self._new.control.value(), self._again.control.value()
        for field, value, words in (
            (self._person, name, _("Type the person’s name as it stands in the list.")),
            (self._key, key, _("Type the recovery key from the sheet.")),
            (self._new, new, _("Type a new passphrase.")),
        ):
            field.clear_message()
            if not value:
                field.set_error(words)
                field.go_to()
                return
        self._again.clear_message()
        if new != again:
            self._again.set_error(_("The two passphrases differ. Type the same one twice."))
            self._again.go_to()
            return
        self.do_button.setEnabled(False)
        folder, ports = self._folder, self._ports
        self._tasks.run(
            self,
            lambda: passphrases.recover(folder, key, name, new, ports),
            self._done,
            self._refused,
        )

    def _done(self, session: Session) -> None:
        super().accept()
        self.opened.emit(session)

    def _refused(self, error: ClerkappError) -> None:
        self.do_button.setEnabled(True)
        field = self._new if error.code.startswith("passphrase") else self._key
        if error.code in ("recovery-not-administrator", "account-unknown"):
            field = self._person
        field.set_error(words_of(error))
        field.go_to()
