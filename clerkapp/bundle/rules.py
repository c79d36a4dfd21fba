"""The rules about revisions, acts and accounts that a bag must keep (docs/formats/bundle.md,
"Records" and "People"). Reader and writer share them, so the one never refuses what the other made.

Memory grows only with the number of revisions, attachments and accounts: a digest or two each,
never with what they say.
"""

from collections import Counter
from collections.abc import Iterable

from clerkapp.codec import record_line
from clerkapp.codec.people_lines import AccountLine
from clerkapp.codec.sshkey import PublicKey
from clerkapp.codec.statement import Totals
from clerkapp.crypto import acts
from clerkapp.domain.errors import Refused
from clerkapp.domain.revision import Act, ActKind, Revision


class People:
    """Acts first, then the authors of the revisions, then the accounts."""

    def __init__(self) -> None:
        self._keys: dict[str, PublicKey] = {}
        self._authors: dict[bytes, str] = {}
        self._last_statement = b""
        self._last_account = ""
        self.acts = 0
        self.accounts = 0

    def take_act(self, act: Act) -> None:
        """The signature holds, and the account signed everything here with one key.

        Raises Refused("act").
        """
        if act.statement <= self._last_statement:
            raise Refused("act", why="order")
        self._last_statement = act.statement
        try:
            key = acts.signer_of(act)
        except ValueError:
            raise Refused("act", why="signature") from None
        if self._keys.setdefault(act.account, key) != key:
            raise Refused("act", why="two keys")
        if act.act is ActKind.AUTHOR:
            revision = bytes.fromhex(act.revision)
            if self._authors.setdefault(revision, act.account) != act.account:
                raise Refused("act", why="two authors")
        self.acts += 1

    def require_author(self, revision: Revision) -> None:
        """Raises Refused("act") unless the revision's author signed it as its author."""
        if self._authors.get(bytes.fromhex(revision.identity)) != revision.header.author:
            raise Refused("act", why="author")

    def take_account(self, account: AccountLine) -> None:
        """The account's key is the one that its acts were signed with. Raises Refused("act")."""
        if account.id <= self._last_account:
            raise Refused("act", why="order")
        self._last_account = account.id
        if self._keys.pop(account.id, None) != account.key:
            raise Refused("act", why="key")
        self.accounts += 1

    def require_complete(self) -> None:
        """Raises Refused("act") when somebody signed whose account is not here."""
        if self._keys:
            raise Refused("act", why="unknown account")

    def signing(self) -> frozenset[str]:
        """The accounts that signed."""
        return frozenset(self._keys)


class Records:
    """Revisions in order, their parents, their attachments, and the control totals of the heads."""

    def __init__(self, authority: str) -> None:
        self._authority = authority
        self._last: tuple[str, int, str] = ("", 0, "")
        self._number = ""
        self._group: dict[str, _Head] = {}
        self._identities: set[bytes] = set()
        self._outside: set[bytes] = set()
        self._totals = _Counting()
        self.attachments: dict[str, int] = {}
        self.revisions = 0

    def take(self, revision: Revision) -> None:
        """Raises Refused("record") or Refused("foreign-record")."""
        try:
            self._take(revision)
        except ValueError as error:
            raise Refused("record", number=revision.header.number, why=str(error)) from None

    def finish(self) -> Totals:
        """The control totals. Raises Refused("record") for a parent that is another record's."""
        self._close_group()
        if not self._outside.isdisjoint(self._identities):
            raise Refused("record", why="a parent of another record")
        return self._totals.totals()

    def require_named(self, sha256: str, size: int) -> None:
        """Raises Refused("record") unless a disclosed field names the attachment with this size."""
        if self.attachments.get(sha256) != size:
            raise Refused("record", why="attachment", sha256=sha256)

    def missing(self, carried: Iterable[str]) -> tuple[str, ...]:
        """Attachments that a disclosed field names and the bag does not carry, ascending."""
        return tuple(sorted(self.attachments.keys() - set(carried)))

    def _take(self, revision: Revision) -> None:
        header = revision.header
        if record_line.number_of(header.number).authority != self._authority:
            raise Refused("foreign-record", number=header.number)
        place = (header.id, header.rev, revision.identity)
        if place <= self._last:
            raise ValueError("order")
        if header.id != self._last[0]:
            self._close_group()
            self._number = header.number
        self._last = place
        if header.number != self._number:
            raise ValueError("one record, two numbers")
        self._take_parents(revision)
        self._group[revision.identity] = _Head(
            header.rev,
            header.kind,
            _text(revision, "severity", "not_rated"),
            _text(revision, "status", "unknown"),
        )
        _text(revision, "reason", "")
        for named in record_line.named_attachments(revision.fields):
            if self.attachments.setdefault(named.sha256, named.size) != named.size:
                raise ValueError("one attachment, two sizes")
        self._identities.add(bytes.fromhex(revision.identity))
        self.revisions += 1

    def _take_parents(self, revision: Revision) -> None:
        here = []
        for parent in revision.header.parents:
            head = self._group.get(parent)
            if head is None:
                self._outside.add(bytes.fromhex(parent))
            else:
                head.replaced = True
                here.append(head.rev)
        if not here:
            return
        all_here = len(here) == len(revision.header.parents)
        lowest = max(here) + 1
        if revision.header.rev < lowest or (all_here and revision.header.rev != lowest):
            raise ValueError("rev is one more than the highest of the parents")

    def _close_group(self) -> None:
        for head in self._group.values():
            if not head.replaced:
                self._totals.count(head)
        self._group = {}


class _Head:
    """A revision of the record at hand, as the totals need it."""

    __slots__ = ("kind", "replaced", "rev", "severity", "status")

    def __init__(self, rev: int, kind: str, severity: str, status: str) -> None:
        self.rev, self.kind, self.severity, self.status = rev, kind, severity, status
        self.replaced = False


class _Counting:
    def __init__(self) -> None:
        self._kinds: Counter[str] = Counter()
        self._severities: Counter[str] = Counter()
        self._statuses: Counter[str] = Counter()

    def count(self, head: _Head) -> None:
        self._kinds[head.kind] += 1
        self._severities[head.severity] += 1
        self._statuses[head.status] += 1

    def totals(self) -> Totals:
        return Totals(
            self._kinds.total(), dict(self._kinds), dict(self._severities), dict(self._statuses)
        )


def _text(revision: Revision, code: str, withheld: str) -> str:
    value = record_line.text_field(revision.fields, code)
    return withheld if value is None else value
