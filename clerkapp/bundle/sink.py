"""Where a reader puts what it reads.

Everything arrives before the bundle is accepted: a sink stages, and whoever called the reader
commits after it has returned, or throws the stage away after it has raised. A block is valid only
during the call.
"""

from clerkapp.codec.account_line import AccountLine
from clerkapp.codec.statement import Statement
from clerkapp.domain.records.revision import Act, Revision


class Sink:
    """Keeps nothing. Override what is of interest.

    Order of calls: files as the container holds them (`open_file`, `write` …, `close_file`), and
    inside the calls of its file each `statement`, `act`, `revision`, `account` once it is checked.
    """

    def open_file(self, name: str, size: int) -> None:
        """A file of the bag begins; `name` is one of the fixed names or an attachment's."""

    def write(self, block: memoryview) -> None:
        """The next bytes of the file."""

    def close_file(self) -> None:
        """The file is complete, and its digest is the signed one."""

    def statement(self, statement: Statement) -> None:
        """The statement, signed by the principal that it names."""

    def act(self, act: Act) -> None:
        """A signature that verifies; its key is the account's only once the account has come."""

    def revision(self, revision: Revision) -> None:
        """A revision that keeps every rule; `fields` holds what this copy discloses."""

    def account(self, account: AccountLine) -> None:
        """An account; whether its chain ends at a root that is listed is known when all have come."""
