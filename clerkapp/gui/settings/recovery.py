"""The recovery key: when it was made, whether it was read back from paper, and a new one."""

from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.parts import safekeeping_words
from clerkapp.gui.parts.recovery_paper import RecoveryPaper
from clerkapp.gui.settings.part import Part
from clerkapp.gui.widgets.basic.buttons import PrimaryButton
from clerkapp.gui.widgets.basic.foot import Foot
from clerkapp.gui.widgets.basic.layouts import Column, clear
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card, Facts
from clerkapp.services.vaults import recovery
from clerkapp.services.vaults.recovery import RecoveryState
from clerkapp.wording.language import _
from clerkapp.wording.times import instant_words


class RecoveryPart(Part):
    """Everybody may look; a new one is for the administrator and the election authority."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title = _("Recovery key")
        self.explanation = _(
            "If every passphrase is forgotten, this key is the only way back in. It is on paper and nowhere else."
        )
        self._card = Card(_("The key on paper"))
        self._facts = Facts(label_width=190)
        self._card.body.addWidget(self._facts)
        self._due = Column(6)
        self._card.body.addLayout(self._due)
        self.renew_button = PrimaryButton(_("Make a new recovery key"), "key", main=True)
        self.renew_button.clicked.connect(self.renew)
        bar(desk, self.renew_button)
        self._card.body.addWidget(self.renew_button)
        self.column.addWidget(self._card)
        self._new = Column(16)
        self.column.addLayout(self._new)
        self.column.addStretch(1)
        self.paper: RecoveryPaper | None = None
        self.confirm_button: PrimaryButton | None = None
        self.renew_button.setVisible(recovery.may_renew(desk.session))
        if recovery.may_renew(desk.session):
            self.begin_with(self.renew_button)

    def load(self) -> None:
        """Read how the key stands."""
        self.desk.ask(self, recovery.state, self._show, self.refused)

    def renew(self) -> None:
        """Make a new key and show it; the old one works until the new one was read back."""
        self.ask(recovery.renew, self._made, _("Making the key …"))

    def confirm(self) -> None:
        """What was read back is right: the new key replaces the old one."""
        if self.paper is None:
            return
        problems = self.paper.problems()
        self.paper.show_problems(problems)
        if problems:
            self.paper.fields[next(iter(problems))].go_to()
            return
        key = self.paper.key
        self.ask(
            lambda session: recovery.confirm(session, key),
            lambda _nothing: self._confirmed(),
            _("Trying the key …"),
        )

    def _show(self, state: RecoveryState) -> None:
        self._facts.empty()
        self._facts.add(_("Made"), instant_words(state.made, year=True))
        self._facts.add(
            _("Read back from paper"),
            instant_words(state.confirmed, year=True) if state.confirmed else _("Not yet"),
        )
        clear(self._due)
        if state.due:
            words = safekeeping_words.recovery_due_words(former_works=state.former_works)
            self._due.addWidget(Banner("warn", words))

    def _made(self, key: str) -> None:
        self.quiet()
        self._forget()
        self._card.setVisible(False)
        office = self.desk.session.info.authority_name
        self.paper = RecoveryPaper(office, key, self.ask, self.desk.ports.drive)
        self.confirm_button = PrimaryButton(_("The paper is right"), "check", main=True)
        self.confirm_button.clicked.connect(self.confirm)
        self._new.addWidget(
            Label(
                _(
                    "This key is shown only now. The one before goes on working until you have read this one back."
                ),
                "body",
            )
        )
        self._new.addWidget(self.paper)
        self._new.addWidget(Foot(self.confirm_button))
        order_inside(self)
        self.paper.print_button.setFocus()

    def _confirmed(self) -> None:
        self._forget()
        self._card.setVisible(True)
        self.renew_button.setFocus()
        self.say(
            "good",
            _("The new recovery key holds."),
            _("The one before opens nothing any more. Destroy its sheets."),
        )
        self.load()

    def _forget(self) -> None:
        self.paper = self.confirm_button = None
        clear(self._new)
