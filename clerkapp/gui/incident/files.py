"""Files for a record, from its page: shown with what is asked about them before anything is recorded."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from clerkapp.domain.kinds import KINDS
from clerkapp.gui.form.attachments import Attachments
from clerkapp.gui.form.files import FilesField
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.parts import guard
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.services.records.attaching import Attached
from clerkapp.wording.labels import label
from clerkapp.wording.language import _

_FIELD = "attachments"


class FilesDialog(Dialog):
    """The same cards as on the form. `done` gets the files, and why a name stays although the guard
    stops at it, or ""."""

    def __init__(
        self,
        kind: str,
        desk: Desk,
        *,
        done: Callable[[list[Attached], str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(
            _("Add these files to the record?"),
            _("Nothing is recorded before you say so."),
            do=_("Add to the record"),
            safe=_("Go back"),
            do_icon="plus",
            parent=parent,
        )
        declared = KINDS[kind].field(_FIELD)
        if declared is None:
            raise ValueError(kind)
        self._done = done
        self._declared = declared
        self.files = Attachments(self)
        self.control = FilesField(declared, self.files, desk)
        self._field = Field(label(_FIELD), self.control)
        self._field.hide_label()
        self._why = Field(
            _("Why must it stay?"), Line(), help=_("Only when it must stay as it is.")
        )
        self._why.hide()
        self.body.addWidget(self._field)
        self.body.addWidget(self._why)
        self.start = self.control.entry()

    def take(self, paths: list[Path]) -> None:
        """Store files in the vault; the record does not name them yet."""
        self.control.take_files(paths)

    def accept(self) -> None:
        """Hand over what was added."""
        files, why = self.files.new(), self._why.control.value() or ""
        if self.control.busy:
            self._field.set_error(_("A file is still being stored. Wait a moment."))
            return
        if not files:
            self._field.set_error(_("Choose a file, or go back."))
            return
        stops = guard.stops(self._declared, None, None, files)
        wrong = guard.said_of(why) if why else guard.said(rule for _code, rule in stops)
        if wrong:
            place = self._why if why else self._field
            place.set_error(wrong)
            self._why.setVisible(True)
            place.go_to()
            return
        super().accept()
        self._done(files, why)
