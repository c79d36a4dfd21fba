"""Who accounts are, as far as the rules about signatures ask."""

from clerkapp.domain.errors import Refused
from clerkapp.domain.people.naming import seen_name
from clerkapp.domain.signing.signatures import Who
from clerkapp.services.session import Session


class Lookup:
    """Accounts of this vault by id, each looked up once; those of other stations are persons by themselves."""

    def __init__(self, session: Session) -> None:
        self._accounts = session.vault.accounts
        self._known: dict[str, Who] = {}

    def __call__(self, account: str) -> Who:
        """The account with this id."""
        if account not in self._known:
            self._known[account] = self._found(account)
        return self._known[account]

    def _found(self, account: str) -> Who:
        try:
            found = self._accounts.get(account)
        except Refused:
            return Who(account, "", None)
        return Who(found.person, seen_name(found.name), found.may)
