"""Adding a person, without a screen: what was typed, and what keeps it from being added."""

from dataclasses import dataclass, field
from datetime import datetime

from clerkapp.domain.people.naming import is_numbered
from clerkapp.domain.people.roles import Account, Role
from clerkapp.gui.parts.days import day_problem
from clerkapp.services.vaults.second import Second
from clerkapp.services.vaults.succeeding import Confirmation, OnPaper
from clerkapp.wording.labels import role_label
from clerkapp.wording.language import _
from clerkapp.wording.times import day_words


@dataclass
class AccountDraft:
    """Answers as typed. Days may be typed as in forms ("nov 30", "2026-11-30"), or left empty."""

    name: str = ""
    function: str | None = None
    roles: list[str] = field(default_factory=list)
    valid_from: str = ""
    valid_until: str = ""
    sites: str = ""
    passphrase: str = field(default="", repr=False)
    passphrase_again: str = field(default="", repr=False)
    second: str = ""
    second_passphrase: str = field(default="", repr=False)
    recovery_key: str = field(default="", repr=False)

    def problems(self, now: datetime) -> dict[str, str]:
        """{field: sentence}; the use case judges the rest."""
        problems = {
            "name": "" if self.name.strip() else _("Type the person’s name."),
            "function": "" if self.function else _("Choose what the person does."),
            "roles": "" if self.roles else _("Tick at least one thing that the person may do."),
            "valid_from": day_problem(self.valid_from, now),
            "valid_until": day_problem(self.valid_until, now),
            "passphrase": "" if self.passphrase else _("Type a passphrase for the person."),
            "passphrase_again": ""
            if self.passphrase == self.passphrase_again
            else _("The two passphrases differ. Type the same one twice."),
        }
        return {code: message for code, message in problems.items() if message}

    def confirmation(self) -> Confirmation | None:
        """Who confirms that this is the account of somebody who had one before."""
        if self.recovery_key.strip():
            return OnPaper(self.recovery_key)
        if self.second.strip():
            return Second(self.second, self.second_passphrase)
        return None

    def chosen_roles(self) -> frozenset[Role]:
        """What the account may do."""
        return frozenset(Role(code) for code in self.roles)


def role_title(role: Role) -> str:
    """The role in a word or two."""
    return {
        Role.RECORDER: _("Recorder"),
        Role.STAFF: _("Staff"),
        Role.REVIEWER: _("Reviewer"),
        Role.AUTHORITY: _("Authority"),
        Role.ADMINISTRATOR: _("Administrator"),
        Role.AUDITOR: _("Auditor"),
    }[role]


def role_meaning(role: Role) -> str:
    """What the role may do, in one line."""
    return {
        Role.RECORDER: _(
            "Recorder: writes records; sees and adds to the own ones, sees those of their places"
        ),
        Role.STAFF: _("Staff: reads open records, adds to them, resolves, sends to the state"),
        Role.REVIEWER: _("Reviewer: reads all records, reviews, makes public copies"),
        Role.AUTHORITY: _("Authority: as a reviewer, and signs for the office"),
        Role.ADMINISTRATOR: _("Administrator: people, backups and keys; no records by itself"),
        Role.AUDITOR: _("Auditor: reads all records and changes nothing"),
    }[role]


def account_words(account: Account, opener: str = "") -> str:
    """Function, roles and days in one line; who opened it where there was an account of the name before."""
    roles = ", ".join(role_title(role) for role in Role if role in account.roles)
    parts = [role_label(account.function), roles]
    first = day_words(account.valid_from, year=True)
    if account.valid_until is None:
        parts.append(_("since {first}").format(first=first))
    else:
        last = day_words(account.valid_until, year=True)
        parts.append(_("{first} to {last}").format(first=first, last=last))
    if account.sites:
        parts.append(_("for {places}").format(places=", ".join(account.sites)))
    if opener and is_numbered(account.name):
        parts.append(_("opened by {name}").format(name=opener))
    return "  ·  ".join(parts)
