"""Accepting the state's certificate: choose the file, compare the fingerprint aloud, accept.

A certificate proves nothing by itself: whoever hands over the stick could hand over their own. So it
counts only after its fingerprint was compared with what the state says on a number known before.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerkapp.domain.bundles import Certificate
from clerkapp.domain.errors import ClerkappError
from clerkapp.gui.parts import saving
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import QuietButton, SecondaryButton
from clerkapp.gui.widgets.basic.layouts import Column, Flow
from clerkapp.gui.widgets.basic.message import MessageLine
from clerkapp.gui.widgets.inputs.checks import Flag
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.page.card import Card, Facts
from clerkapp.services.export import certificates, exporting
from clerkapp.services.ports import Ports
from clerkapp.services.session import Session
from clerkapp.wording.language import _
from clerkapp.wording.values import fingerprint_lines

Keep = Callable[[Callable[[Session], object], Callable[[], None]], None]


class StateCertificate(QWidget):
    """Button, fingerprint, and the tick that says it was compared. `accepted` when it is kept."""

    accepted = Signal(str)
    """The certificate's common name."""

    def __init__(self, keep: Keep, ports: Ports, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keep = keep
        self._ports = ports
        self._certificate: Certificate | None = None
        column = Column(12, parent=self)
        self.choose_button = SecondaryButton(
            _("Choose the certificate file"), "file-text", main=True
        )
        self.choose_button.clicked.connect(self._pick)
        self._message = MessageLine()
        self._card = Card(_("Compare before you accept"), small=True)
        self._facts = Facts(label_width=110)
        self._compared = Flag(
            _("I called the state on a number we already had, and the fingerprint is the same.")
        )
        self._field = Field("", self._compared)
        self._accept = SecondaryButton(_("Accept this certificate"), "check", main=True)
        self._accept.clicked.connect(self._take)
        self._refuse = QuietButton(_("It is not the same: leave it out"))
        self._refuse.clicked.connect(self._leave_out)
        buttons = QWidget()
        flow = Flow(10, 8, buttons)
        flow.addWidget(self._accept)
        flow.addWidget(self._refuse)
        self._card.body.addWidget(self._facts)
        self._card.body.addWidget(self._field)
        self._card.body.addWidget(buttons)
        column.addWidget(self.choose_button)
        column.addWidget(self._message)
        column.addWidget(self._card)
        self._card.hide()

    def problems(self) -> dict[str, str]:
        """A certificate that was chosen and not accepted."""
        if self._certificate is None:
            return {}
        words = _("Compare and accept the certificate, or leave it out.")
        self._field.set_error(words)
        return {"certificate": words}

    def show_file(self, path: Path) -> None:
        """Read a certificate and show what to compare."""
        self._forget()
        try:
            found = certificates.read(path, self._ports)
        except ClerkappError as error:
            self._message.show_message("error", words_of(error))
            return
        self._certificate = found
        self._facts.empty()
        self._facts.add(_("Name"), found.common_name)
        self._facts.add(_("Fingerprint"), fingerprint_lines(found.fingerprint), mono=True)
        self._compared.set_value(None)
        self._field.clear_message()
        self._card.show()
        self._compared.entry().setFocus()

    def _pick(self) -> None:
        kinds = _("Certificates (*.crt *.pem);;All files (*)")
        if file := saving.ask_file(self, _("Choose the state’s certificate"), kinds):
            self.show_file(file)

    def _take(self) -> None:
        if not self._compared.value():
            self._field.set_error(_("Compare the fingerprint by phone first, then tick this."))
            self._compared.entry().setFocus()
            return
        chosen = self._certificate
        if chosen is not None:
            pem = chosen.pem
            self._keep(lambda session: exporting.accept_recipients(session, [pem]), self._done)

    def _leave_out(self) -> None:
        self.choose_button.setFocus()
        self._forget()
        self._message.show_message(
            "warning",
            _(
                "Left out. Tell the state that the fingerprints differ, and use no other way to "
                "send until somebody there has explained it."
            ),
        )

    def _forget(self) -> None:
        self._certificate = None
        self._message.show_message("error", "")
        self._card.hide()

    def _done(self) -> None:
        accepted = self._certificate
        self.choose_button.setFocus()
        self._forget()
        if accepted is not None:
            self._message.show_message(
                "good", _("Accepted: {name}.").format(name=accepted.common_name)
            )
            self.accepted.emit(accepted.common_name)
