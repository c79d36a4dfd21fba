"""People: who may sign in, with which roles and days; adding one, closing an account."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.people import Account, Permission, Role
from clerkapp.domain.vocabulary import ROLES
from clerkapp.gui.screen import Desk
from clerkapp.gui.viewmodels.account_draft import (
    AccountDraft,
    account_words,
    read_day,
    role_meaning,
)
from clerkapp.gui.views.settings_part import Part
from clerkapp.gui.widgets.buttons import PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.card import Card, IconLine
from clerkapp.gui.widgets.checks import Checks
from clerkapp.gui.widgets.chip import Chip, tone_chip
from clerkapp.gui.widgets.choice import Choice
from clerkapp.gui.widgets.dialog import Dialog
from clerkapp.gui.widgets.field import Field
from clerkapp.gui.widgets.layouts import Column, Even, Flow
from clerkapp.gui.widgets.line import Line
from clerkapp.gui.widgets.order import order_inside
from clerkapp.gui.widgets.passphrase import Passphrase
from clerkapp.services import accounts, stations
from clerkapp.services.session import Notice, Session
from clerkapp.wording.labels import role_label
from clerkapp.wording.language import _


class PeoplePart(Part):
    """Administrators see everybody and may change it; others see what they may."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title = _("People")
        self.explanation = _(
            "Each person signs in with an account of their own. Accounts are never shared."
        )
        self._administers = desk.account.may(Permission.ADMINISTER)
        self._list = Card(_("Accounts"), ruled=True)
        self.column.addWidget(self._list)
        self.add_button = PrimaryButton(_("Add a person"), "plus", main=True)
        self.add_button.clicked.connect(self.open_form)
        self.form = Card(_("Add a person"))
        self.form.hide()
        self.column.addWidget(self.add_button)
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        self.add_button.setVisible(self._administers)
        if self._administers:
            self._fill_form()
            self.begin_with(self.add_button)

    def load(self) -> None:
        """Read the accounts."""
        self.desk.ask(self, _seen, self._show, self.refused)

    def open_form(self) -> None:
        """Ask for a new person."""
        self.quiet()
        self.add_button.hide()
        self.form.show()
        order_inside(self)
        self.fields["name"].go_to()

    def add(self) -> None:
        """Add the person that was typed."""
        draft, now = self._draft(), self.desk.session.ports.clock.now()
        problems = draft.problems(now)
        self.show_problems(problems)
        if problems:
            return
        self.ask(
            partial(
                _add,
                name=draft.name,
                roles=draft.chosen_roles(),
                passphrase=draft.passphrase,
                function=draft.function,
                valid_from=read_day(draft.valid_from, now),
                valid_until=read_day(draft.valid_until, now),
            ),
            self._added,
            _("Adding the account …"),
        )

    def field_of(self, error: ClerkappError) -> str | None:
        """Refusals about names stand beside the name."""
        return "name" if error.code.startswith("name-") else super().field_of(error)

    def ask_to_close(self, account: Account) -> Dialog:
        """Ask before an account is closed: it cannot be opened again."""
        dialog = Dialog(
            _("Close the account of {name}?").format(name=account.name),
            _(
                "What {name} recorded and signed stays. The account cannot be opened again; a new one can be added."
            ).format(name=account.name),
            do=_("Close the account"),
            safe=_("Keep it open"),
            parent=self,
        )
        dialog.accepted.connect(lambda: self._close(account))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _fill_form(self) -> None:
        body = Column(16)
        self.form.body.addLayout(body)
        self.add_field(
            "name", Field(_("Name"), Line(), help=_("As it should stand under records.")), body
        )
        self.add_field(
            "function",
            Field(_("What this person does"), Choice([(role, role_label(role)) for role in ROLES])),
            body,
        )
        roles = Checks([(str(role), role_meaning(role)) for role in Role], stacked=True)
        self.add_field("roles", Field(_("What this person may do"), roles), body)
        days = QWidget()
        pair = Even(220, parent=days)
        for code, label, help_text in (
            ("valid_from", _("First day"), _("Empty: today.")),
            (
                "valid_until",
                _("Last day"),
                _("Empty: no end. For temporary workers, the last day of the canvass."),
            ),
        ):
            self.fields[code] = Field(label, Line(), help=help_text)
            pair.addWidget(self.fields[code])
        body.addWidget(days)
        self.add_field(
            "passphrase",
            Field(
                _("First passphrase"),
                Passphrase(),
                help=_(
                    "At least 8 characters. Let the person type it, or change it at the first sign-in."
                ),
            ),
            body,
        )
        self.add_field(
            "passphrase_again", Field(_("The same passphrase again"), Passphrase()), body
        )
        buttons = QWidget()
        flow = Flow(10, 8, buttons)
        add = PrimaryButton(_("Add this person"), "check", main=True)
        cancel = SecondaryButton(_("Do not add"), main=True)
        add.clicked.connect(self.add)
        cancel.clicked.connect(self._close_form)
        flow.addWidget(add)
        flow.addWidget(cancel)
        body.addWidget(buttons)

    def _draft(self) -> AccountDraft:
        value = {code: field.control.value() for code, field in self.fields.items()}
        return AccountDraft(
            name=value["name"] or "",
            function=value["function"],
            roles=value["roles"] or [],
            valid_from=value["valid_from"] or "",
            valid_until=value["valid_until"] or "",
            passphrase=value["passphrase"] or "",
            passphrase_again=value["passphrase_again"] or "",
        )

    def _close_form(self) -> None:
        for field in self.fields.values():
            field.control.set_value(None)
            field.clear_message()
        self.form.hide()
        self.add_button.show()
        self.add_button.setFocus()

    def _added(self, done: "_Done") -> None:
        self._close_form()
        self.say("good", _("{name} can sign in now.").format(name=done.account.name))
        self.say_of_sending(done.notices)
        self.load()

    def _close(self, account: Account) -> None:
        self.ask(lambda session: _close(session, account.name), self._closed)

    def _closed(self, done: "_Done") -> None:
        self.say(
            "warn",
            _("The account of {name} is closed").format(name=done.account.name),
            _(
                "An old copy of the vault still opens with the old passphrase. If that matters, change the vault’s key under Safekeeping and make a new backup."
            ),
        )
        self.say_of_sending(done.notices)
        self.load()

    def _show(self, found: tuple[Account, ...]) -> None:
        self._list.empty()
        for account in found:
            self._list.add_row(
                IconLine(
                    "user-circle",
                    _("{name} (you)").format(name=account.name)
                    if account.id == self.desk.account.id
                    else account.name,
                    account_words(account),
                    style="strong",
                    beside=self._beside(account),
                )
            )
        order_inside(self)

    def _beside(self, account: Account) -> QWidget | None:
        if account.disabled:
            return Chip(tone_chip("plain", _("Closed"), "ban"))
        if not self._administers or account.id == self.desk.account.id:
            return None
        button: QPushButton = SecondaryButton(_("Close account"))
        button.setAccessibleName(_("Close the account of {name}").format(name=account.name))
        button.clicked.connect(lambda: self.ask_to_close(account))
        return button


@dataclass(frozen=True, slots=True)
class _Done:
    """An account that was added or closed, and what that means for the station's key."""

    account: Account
    notices: tuple[Notice, ...]


def _add(session: Session, **asked: Any) -> _Done:
    before = stations.present_number(session)
    account = accounts.add(session, **asked)
    return _Done(account, stations.after_people(session, before))


def _close(session: Session, name: str) -> _Done:
    before = stations.present_number(session)
    account = accounts.disable(session, name)
    return _Done(account, stations.after_people(session, before))


def _seen(session: Session) -> tuple[Account, ...]:
    """All accounts for those who may see them, otherwise the own one."""
    account = session.account
    if account.may(Permission.ADMINISTER) or account.may(Permission.SEE_ALL):
        return accounts.people(session)
    return (account,)
