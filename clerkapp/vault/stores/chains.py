"""What signatures alone say of this station's accounts: which were granted, and closed, by who may.

The tables can be written by anybody with an account and tools of their own; signatures cannot. So a
closing locks its account out only when it holds: it is signed by an account that may grant, whose own
chain of grants leads to an account with which the vault began, or began again with the recovery key
(docs/formats/bundle.md, section 5; docs/formats/vault.md, section 4).
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from clerkapp.codec import account_line
from clerkapp.codec.account_line import AccountLine
from clerkapp.crypto import accounts

Lines = Callable[[str], Iterable[AccountLine]]
"""The proved lines of an account at one station, in the order of arrival."""


@lru_cache(maxsize=4096)
def proved(line: bytes) -> AccountLine | None:
    """A stored line that shows by itself that it is right, else None."""
    try:
        read = account_line.decode(line)
        accounts.require_signed(read)
    except ValueError:
        return None
    return read


class Chains:
    """The accounts of one station, as they are now. `is_root`: whether a root account is one that this
    vault knows as such."""

    def __init__(self, lines: Lines, is_root: Callable[[str], bool]) -> None:
        self._lines = lines
        self._is_root = is_root
        self._hang_from_nothing: set[str] = set()

    def may_grant(self, account: str) -> bool:
        """Whether an account was granted the power to grant others. However the lines are laid, each
        account is looked at once."""
        waiting, seen = [account], set[str]()
        while waiting:
            one = waiting.pop()
            if one in seen or one in self._hang_from_nothing:
                continue
            seen.add(one)
            for line in self._lines(one):
                if line.grant.may_grant and line.grant.is_root and self._is_root(one):
                    return True
                if line.grant.may_grant:
                    waiting.append(line.grant.by)
        self._hang_from_nothing |= seen
        return False

    def granted(self, line: AccountLine) -> bool:
        """Whether a proved line hangs from a root account of this station."""
        if line.grant.is_root:
            return self._is_root(line.grant.account)
        return self.may_grant(line.grant.by)

    def closed(self, line: AccountLine) -> bool:
        """Whether a proved line has a closing by an account that may grant."""
        return line.closing is not None and self.may_grant(line.closing.by)
