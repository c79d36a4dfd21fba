"""Changing one's own passphrase; the state's certificate and this station's key."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QApplication, QWidget

from clerkapp.domain.bundles import Certificate
from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.prints import FINGERPRINT
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.parts import paper, passphrase_hint
from clerkapp.gui.parts.state_certificate import StateCertificate
from clerkapp.gui.settings.part import Part
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.foot import Foot
from clerkapp.gui.widgets.basic.layouts import Flow
from clerkapp.gui.widgets.basic.read_text import ReadText
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.passphrase import Passphrase
from clerkapp.gui.widgets.page.card import Card, Facts
from clerkapp.services.export import certificates, signers
from clerkapp.services.export.signers import OwnLines
from clerkapp.services.printing import prints
from clerkapp.services.session import Session
from clerkapp.services.vaults import passphrases
from clerkapp.wording.language import _
from clerkapp.wording.sentences import sentence
from clerkapp.wording.values import fingerprint_lines

_Known = tuple[tuple[Certificate, ...], OwnLines]


class PassphrasePart(Part):
    """Change the passphrase of the person who is signed in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title = _("My passphrase")
        self.explanation = _("Only you know it. Nobody can look it up, not even an administrator.")
        card, column = self.fields_card()
        for code, label, help_text in (
            ("old", _("Your passphrase now"), ""),
            (
                "passphrase",
                _("New passphrase"),
                passphrase_hint.advice(),
            ),
            ("again", _("The new passphrase again"), ""),
        ):
            self.add_field(code, Field(label, Passphrase(), help=help_text), column)
        passphrase_hint.follow(self.fields["passphrase"], desk.session.names)
        change = PrimaryButton(_("Change my passphrase"), "check", main=True)
        change.clicked.connect(self.change)
        bar(desk, change)
        column.addWidget(Foot(change))
        self.column.addWidget(card)
        self.column.addStretch(1)
        self.begin_with(self.fields["old"].control.entry())

    def change(self) -> None:
        """Change it, if the old one is right."""
        old, new, again = (self.fields[code].control.value() or "" for code in self.fields)
        problems = {}
        if not old:
            problems["old"] = _("Type the passphrase that you signed in with.")
        if not new:
            problems["passphrase"] = _("Type the new passphrase.")
        elif new != again:
            problems["again"] = _("The two passphrases differ. Type the same one twice.")
        self.show_problems(problems)
        if not problems:
            self.ask(
                lambda session: passphrases.change(session, old, new),
                lambda _nothing: self._changed(),
                _("Changing the passphrase …"),
            )

    def refused(self, error: ClerkappError) -> None:
        """A wrong one is said in words of this page: the name is not in question here."""
        if error.code == "passphrase-wrong":
            self.quiet()
            words = _("This is not your passphrase now. Nothing was changed. Check Caps Lock.")
            self.show_problems({"old": words})
        else:
            super().refused(error)

    def _changed(self) -> None:
        for field in self.fields.values():
            field.control.set_value(None)
            field.clear_message()
        self.say("good", _("Your new passphrase holds from now on."))


class StatePart(Part):
    """Whom bundles are sealed to, and what the state needs to know this station."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title = _("State’s key")
        self.explanation = _("Bundles are sealed so that only the state can open them.")
        self._state = Card(_("The state’s certificate"))
        self._facts = Facts(label_width=110)
        self._state.body.addWidget(self._facts)
        self.certificate = StateCertificate(self._keep, desk.ports)
        bar(desk, self.certificate.choose_button)
        self._state.body.addWidget(self.certificate)
        self._station = Card(_("This station’s keys"))
        self._station.body.addWidget(
            Label(
                _(
                    "The state adds this station and its root account to its list of signers once it has heard both fingerprints by phone."
                ),
                "body",
                "text-2",
            )
        )
        self._own = Facts(label_width=110)
        self._station.body.addWidget(self._own)
        self.line = ReadText(_("Lines for the state’s list of signers"), mono=True, lines=9)
        self._station.body.addWidget(
            Label(_("Lines for the state’s list of signers"), "small", "text-2")
        )
        self._station.body.addWidget(self.line)
        buttons = QWidget()
        flow = Flow(8, 8, buttons)
        self.print_button = SecondaryButton(_("Print the fingerprint sheet"), "printer")
        self.save_button = SecondaryButton(_("Save as PDF"), "download")
        copy = SecondaryButton(_("Copy the lines"), "copy")
        self.print_button.clicked.connect(lambda: self._sheet(self._to_paper))
        self.save_button.clicked.connect(lambda: self._sheet(self._to_file))
        copy.clicked.connect(self._copy)
        for button in (self.print_button, self.save_button, copy):
            flow.addWidget(button)
        self._station.body.addWidget(buttons)
        self.column.addWidget(self._state)
        self.column.addWidget(self._station)
        self.column.addStretch(1)
        may = desk.account.may(Permission.SET_UPSTREAM)
        self.certificate.setVisible(may)
        self.begin_with(self.certificate.choose_button if may else self.print_button)

    def load(self) -> None:
        """Read the certificates in use and this station's line."""
        if self.desk.session.info.is_training:
            self.say("info", sentence("training", {}))
            for card in (self._state, self._station):
                card.hide()
            return
        self.desk.ask(self, _known, self._show, self.refused)

    def _show(self, known: _Known) -> None:
        recipients, own = known
        self._facts.empty()
        for recipient in recipients:
            self._facts.add(_("In use"), recipient.common_name)
            self._facts.add(_("Fingerprint"), fingerprint_lines(recipient.fingerprint), mono=True)
        if not recipients:
            self._facts.add(_("In use"), _("None yet. Nothing can be sent without it."))
        self._own.empty()
        self._own.add(_("Signs as"), own.principal, mono=True)
        self._own.add(_("Fingerprint"), fingerprint_lines(own.fingerprint), mono=True)
        for root in own.roots:
            closed = _("Closed. Its line stays needed for the accounts that it opened.")
            self._own.add(_("Root account"), root.name, meta=closed if root.closed else "")
            self._own.add(_("Fingerprint"), fingerprint_lines(root.fingerprint), mono=True)
            self._own.add(_("Read aloud"), root.groups, mono=True)
        self.line.setPlainText("\n".join(own.lines))

    def _keep(self, work: Callable[[Session], object], done: Callable[[], None]) -> None:
        def kept(_answer: object) -> None:
            done()
            self.load()

        self.ask(work, kept)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.line.toPlainText())
        self.say("good", _("The lines are copied."))

    def _sheet(self, then: Callable[[bytes], None]) -> None:
        self.ask(
            lambda session: prints.make(session, FINGERPRINT, None).pdf,
            partial(self._with_paper, then),
        )

    def _with_paper(self, then: Callable[[bytes], None], pdf: bytes) -> None:
        try:
            then(pdf)
        except ClerkappError as error:
            self.refused(error)

    def _to_paper(self, pdf: bytes) -> None:
        if paper.print_pdf(self, pdf, prints.about(FINGERPRINT, None).title):
            self.say("good", _("Sent to the printer."))

    def _to_file(self, pdf: bytes) -> None:
        name = prints.about(FINGERPRINT, None).file
        path = paper.save_pdf(self, self.desk.ports.drive, pdf, name)
        if path is not None:
            self.say("good", _("Saved as {name}.").format(name=path.name))


def _known(session: Session) -> _Known:
    return certificates.in_use(session), signers.own_lines(session)
