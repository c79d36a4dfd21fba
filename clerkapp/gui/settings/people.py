"""People: who may sign in, with which roles and days; adding one, closing an account."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.people.roles import Account, Permission, Role
from clerkapp.domain.vocabulary.common import WORKING_HERE
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.parts import passphrase_hint
from clerkapp.gui.parts.days import read_day
from clerkapp.gui.settings.account_draft import AccountDraft, account_words, role_meaning
from clerkapp.gui.settings.part import Part
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.chip import Chip, tone_chip
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.basic.foot import Foot
from clerkapp.gui.widgets.basic.layouts import Column, Even, Flow
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.checks import Checks
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.passphrase import Passphrase
from clerkapp.gui.widgets.inputs.text_area import TextArea
from clerkapp.gui.widgets.page.card import Card, IconLine
from clerkapp.services.session import Notice, Session
from clerkapp.services.vaults import accounts, stations
from clerkapp.services.vaults.accounts import Status
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
        # The answer to `load` may come after a lock, when nobody is signed in.
        self._own = desk.account.id
        self._administers = desk.account.may(Permission.ADMINISTER)
        self._list = Card(_("Accounts"), ruled=True)
        self.column.addWidget(self._list)
        self.add_button = PrimaryButton(_("Add a person"), "plus", main=True)
        self.add_button.clicked.connect(self.open_form)
        bar(desk, self.add_button)
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
                sites=draft.sites.splitlines(),
                confirmation=draft.confirmation(),
            ),
            self._added,
            _("Adding the account …"),
        )

    def refused(self, error: ClerkappError) -> None:
        """An account of somebody who had one before: ask for who confirms it."""
        if error.code == "successor-second":
            self.quiet()
            self.confirm.show()
            order_inside(self)
            explanation = _(
                "Let a second person type their name and passphrase below, or use the recovery key. For somebody else of that name, choose a name that tells the two apart."
            )
            words = _("{name} had an account here, and this one would be the same person’s.")
            self.say("warn", words.format(name=error.params["name"]), explanation)
            self.fields["second"].go_to()
        else:
            super().refused(error)

    def field_of(self, error: ClerkappError) -> str | None:
        """Refusals about names are beside the name, those about who confirms beside that."""
        code = error.code.removesuffix("-uncounted")
        if code.startswith("second-"):
            return "second_passphrase" if code == "second-failed" else "second"
        if code in ("recovery-key-form", "recovery-failed", "successor-key-own"):
            return "recovery_key"
        return "name" if code.startswith("name-") else super().field_of(error)

    def ask_to_close(self, account: Account) -> Dialog:
        """Ask before an account is closed: it cannot be opened again."""
        dialog = Dialog(
            _("Close the account of {name}?").format(name=account.name),
            _(
                "What {name} recorded and signed stays. The account cannot be opened again; a new one can be added."
            ).format(name=account.name),
            do=_("Close the account"),
            safe=_("Keep it open"),
            loses=True,
            parent=self,
        )
        dialog.accepted.connect(lambda: self._close(account))
        dialog.open()
        return dialog

    def ask_for_places(self, account: Account) -> Dialog:
        """Ask whose places' records a recorder sees."""
        dialog = PlacesDialog(account, done=partial(self._set_places, account), parent=self)
        dialog.open()
        return dialog

    def _set_places(self, account: Account, sites: list[str]) -> None:
        self.ask(lambda session: accounts.change(session, account.name, sites=sites), self._placed)

    def _placed(self, account: Account) -> None:
        places = ", ".join(account.sites)
        words = (
            _("From the next sign-in on, {name} sees the own records and those of: {places}")
            if places
            else _("From the next sign-in on, {name} sees the own records alone.")
        )
        self.say("good", words.format(name=account.name, places=places))
        self.load()

    def _fill_form(self) -> None:
        body = Column(16)
        self.form.body.addLayout(body)
        self.add_field(
            "name", Field(_("Name"), Line(), help=_("As it should stand under records.")), body
        )
        self.add_field(
            "function",
            Field(
                _("What this person does"),
                Choice([(role, role_label(role)) for role in WORKING_HERE]),
            ),
            body,
        )
        roles = Checks([(str(role), role_meaning(role)) for role in Role], stacked=True)
        self.add_field("roles", Field(_("What this person may do"), roles), body)
        self.add_field(
            "sites",
            Field(
                _("Places whose records a recorder sees"),
                TextArea(),
                help=_("One on each line, as records name them. None: the own records alone."),
            ),
            body,
        )
        days = QWidget()
        pair = Even(220, parent=days)
        for code, label, help_text in (
            ("valid_from", _("First day"), _("Empty: today.")),
            ("valid_until", _("Last day"), _("Empty: no end.")),
        ):
            self.fields[code] = Field(label, Line(), help=help_text)
            pair.addWidget(self.fields[code])
        asked = Column(4)
        asked.addWidget(days)
        asked.addWidget(
            Label(_("Temporary workers: take the last day of the canvass."), "small", "text-2")
        )
        body.addLayout(asked)
        opens_nothing = _("It opens nothing: at the first sign-in the person chooses their own.")
        self.add_field(
            "passphrase",
            Field(
                _("First passphrase"),
                Passphrase(),
                help=f"{passphrase_hint.advice()} {opens_nothing}",
            ),
            body,
        )
        self.add_field(
            "passphrase_again", Field(_("The same passphrase again"), Passphrase()), body
        )
        body.addWidget(self._fill_confirm())
        add = PrimaryButton(_("Add this person"), "check", main=True)
        cancel = SecondaryButton(_("Do not add"), main=True)
        add.clicked.connect(self.add)
        cancel.clicked.connect(self._close_form)
        body.addWidget(Foot(cancel, add))

    def _fill_confirm(self) -> QWidget:
        """Who confirms the account of somebody who had one before; shown when that is asked."""
        self.confirm = QWidget()
        column = Column(16, parent=self.confirm)
        self.add_field(
            "second",
            Field(
                _("Second person: name"), Line(), help=_("A reviewer or the authority, not you.")
            ),
            column,
        )
        self.add_field(
            "second_passphrase",
            Field(_("Second person: passphrase"), Passphrase(), help=_("They type it themselves.")),
            column,
        )
        self.add_field(
            "recovery_key",
            Field(
                _("Or the recovery key"),
                Line(mono=True),
                help=_("From its sheet, when there is nobody else. Eight groups of four."),
            ),
            column,
        )
        self.confirm.hide()
        return self.confirm

    def _draft(self) -> AccountDraft:
        value = {code: field.control.value() for code, field in self.fields.items()}
        return AccountDraft(
            name=value["name"] or "",
            function=value["function"],
            roles=value["roles"] or [],
            valid_from=value["valid_from"] or "",
            valid_until=value["valid_until"] or "",
            sites=value["sites"] or "",
            passphrase=value["passphrase"] or "",
            passphrase_again=value["passphrase_again"] or "",
            second=value["second"] or "",
            second_passphrase=value["second_passphrase"] or "",
            recovery_key=value["recovery_key"] or "",
        )

    def _close_form(self) -> None:
        for field in self.fields.values():
            field.control.set_value(None)
            field.clear_message()
        self.confirm.hide()
        self.form.hide()
        self.add_button.show()
        self.add_button.setFocus()

    def _added(self, done: "_Done") -> None:
        self._close_form()
        account = done.account
        self.say(
            "good",
            _("The account of {name} is open").format(name=account.name),
            _(
                "At the first sign-in {name} types the first passphrase, and chooses their own. Before that the account opens and signs nothing."
            ).format(name=account.name),
        )
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

    def _show(self, people: tuple[tuple[Account, Status], ...]) -> None:
        self._list.empty()
        for account, status in people:
            self._list.add_row(
                IconLine(
                    "user-circle",
                    _("{name} (you)").format(name=account.name)
                    if account.id == self._own
                    else account.name,
                    account_words(account, status.opened_by),
                    style="strong",
                    beside=self._beside(account, status),
                )
            )
        order_inside(self)

    def _beside(self, account: Account, status: Status) -> QWidget | None:
        if account.disabled:
            return Chip(tone_chip("plain", _("Closed"), "ban"))
        waiting = None if status.taken else Chip(tone_chip("warn", _("First passphrase"), "key"))
        if not self._administers or account.id == self._own:
            return waiting
        button: QPushButton = SecondaryButton(_("Close account"))
        button.setAccessibleName(_("Close the account of {name}").format(name=account.name))
        button.clicked.connect(lambda: self.ask_to_close(account))
        beside: list[QWidget] = [] if waiting is None else [waiting]
        if account.roles == {Role.RECORDER}:
            places = SecondaryButton(_("Places"))
            places.setAccessibleName(_("Places of {name}").format(name=account.name))
            places.clicked.connect(lambda: self.ask_for_places(account))
            bar(self.desk, places)
            beside.append(places)
        bar(self.desk, button)
        if not beside:
            return button
        both = QWidget()
        row = Flow(10, 8, both)
        for one in (*beside, button):
            row.addWidget(one)
        return both


class PlacesDialog(Dialog):
    """The places that a recorder's account is for; `done` gets them."""

    def __init__(
        self, account: Account, *, done: Callable[[list[str]], None], parent: QWidget
    ) -> None:
        super().__init__(
            _("Which places is {name} for?").format(name=account.name),
            _("A recorder sees the own records, and those of these places."),
            do=_("Keep these"),
            safe=_("Go back"),
            parent=parent,
        )
        self._done = done
        self._field = Field(
            _("Places"),
            TextArea(),
            help=_("One on each line, as records name them. None: the own records alone."),
        )
        self._field.control.set_value("\n".join(account.sites))
        self.body.addWidget(self._field)
        self.start = self._field.control.entry()

    def accept(self) -> None:
        """Hand over the places."""
        super().accept()
        self._done((self._field.control.value() or "").splitlines())


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


def _seen(session: Session) -> tuple[tuple[Account, Status], ...]:
    """All accounts for those who may see them, otherwise only their own."""
    account = session.account
    may = account.may(Permission.ADMINISTER) or account.may(Permission.SEE_ALL)
    people = accounts.people(session) if may else (account,)
    return tuple((person, accounts.status(session, person)) for person in people)
