"""One run of clerkctl: where values and messages go, and where passphrases come from.

Standard output carries values only; with `--json` that is JSON in ASCII, one value (or one object a
line), so that it reads the same in every console. Passphrases never stand on the command line.
"""

import errno
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clerkapp.domain.errors import ClerkappError, EnvironmentFailure, Refused
from clerkapp.domain.text import visible
from clerkapp.services.ports import Ports
from clerkapp.wording.sentences import sentence

if TYPE_CHECKING:
    from clerkapp.services.session import Session


class Exit(IntEnum):
    """How a run of clerkctl ends."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    ENVIRONMENT = 3
    BUG = 70


PASSPHRASE_VARIABLE = "CLERKAPP_PASSPHRASE_FILE"


class Shell:
    """The terminal of one run."""

    def __init__(self, ports: Ports) -> None:
        self.ports = ports
        self.as_json = False

    # Values

    def value(self, value: Mapping[str, Any], human: Iterable[str]) -> None:
        """One result: a JSON value, or lines for a person (made only for a person)."""
        if self.as_json:
            _json_line(value)
        else:
            for line in human:
                _print(line)

    def rows(
        self, rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str], title: str = ""
    ) -> None:
        """Many results: one JSON object a line, or a table of `columns` (key: heading)."""
        if self.as_json:
            for row in rows:
                _json_line(row)
            return
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(title=title or None, box=None, header_style="bold", pad_edge=False)
        for heading in columns.values():
            table.add_column(heading, overflow="fold")
        for row in rows:
            table.add_row(*(Text(str(row.get(key, "") or "")) for key in columns))
        with _told_when_full():
            Console(highlight=False, soft_wrap=False).print(table)

    # Messages

    def message(self, code: str, **params: Any) -> None:
        """A sentence on standard error."""
        click.echo(sentence(code, params), err=True)

    def progress(self, words: str) -> None:
        """How far long work is, on standard error, where a person looks on."""
        if not self.as_json and sys.stderr is not None and sys.stderr.isatty():
            click.echo(words, err=True)

    def show_refusal(self, refused: Refused) -> None:
        """What was refused, and what to do."""
        self._show(
            refused,
            {
                "refused": refused.code,
                "message": sentence(refused.code, refused.params),
                "fields": list(refused.fields),
            },
        )

    def show_failure(self, failure: EnvironmentFailure) -> None:
        """What the computer could not do, and what to do."""
        self._show(
            failure,
            {"failed": failure.code, "message": sentence(failure.code, failure.params)},
        )

    def _show(self, error: ClerkappError, value: Mapping[str, Any]) -> None:
        # The exit code says it too where nothing can be written any more.
        if self.as_json:
            with suppress(OSError, EnvironmentFailure):
                _json_line(value)
        with suppress(OSError):
            click.echo(value["message"], err=True)
            for code in error.fields:
                click.echo(f"  - {_field_words(code)}", err=True)

    # Secrets

    def passphrase(self, file: Path | None, prompt: str = "Passphrase") -> str:
        """A passphrase that exists: from `file`, from the variable's file, or typed."""
        chosen = file or _file_of_variable()
        return read_secret(chosen) if chosen else self._typed(prompt, confirm=False)

    def new_passphrase(self, *files: Path | None, use_variable: bool = False) -> str:
        """A passphrase to be set: from the first file given, or typed twice."""
        chosen = next((file for file in files if file), None)
        if chosen is None and use_variable:
            chosen = _file_of_variable()
        return read_secret(chosen) if chosen else self._typed("New passphrase", confirm=True)

    def recovery_key(self, file: Path | None) -> str:
        """The printed recovery key: from `file`, or typed."""
        return read_secret(file) if file else self._typed("Recovery key", confirm=False)

    def _typed(self, prompt: str, *, confirm: bool) -> str:
        if sys.stdin is None or not sys.stdin.isatty():
            return _line_of_input(prompt)
        answer: str = click.prompt(prompt, hide_input=True, confirmation_prompt=confirm, err=True)
        return answer

    # Vaults

    def user(self, folder: Path, name: str | None) -> str:
        """The account to unlock with: `name`, or the only account of the vault."""
        from clerkapp.services import reception

        if name:
            return name
        people = reception.people(folder, self.ports)
        if len(people) != 1:
            raise click.UsageError("This vault has several accounts. Give --user NAME.")
        return people[0].name

    @contextmanager
    def unlocked(
        self, folder: Path, user: str | None, passphrase_file: Path | None
    ) -> Iterator["Session"]:
        """The vault unlocked for the block, and locked after it whatever happens."""
        from clerkapp.services import vaults

        name = self.user(folder, user)
        session = vaults.unlock(folder, name, self.passphrase(passphrase_file), self.ports)
        for notice in session.notices:
            self.message(notice.code, **notice.params)
        try:
            yield session
        finally:
            for notice in vaults.lock(session):
                self.message(notice.code, **notice.params)


def _print(line: str) -> None:
    with _told_when_full():
        click.echo(line)


def _json_line(value: Mapping[str, Any]) -> None:
    # Not click.echo, which asks with every line whether a terminal wants its colours.
    with _told_when_full():
        sys.stdout.write(json.dumps(value) + "\n")
        sys.stdout.flush()


@contextmanager
def _told_when_full() -> Iterator[None]:
    """Raises EnvironmentFailure("output-failed") when standard output takes no more; a reader that
    went away passes through, for click to end the run quietly."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        raise EnvironmentFailure("output-failed") from None


def read_secret(file: Path) -> str:
    """The single line of a file, without its line break.

    Raises EnvironmentFailure("file-unreadable") and Refused("passphrase-file").
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError:
        raise EnvironmentFailure("file-unreadable", name=file.name) from None
    except UnicodeDecodeError:
        raise Refused("passphrase-file", name=file.name) from None
    line = text.removesuffix("\n").removesuffix("\r")
    if not line or "\n" in line:
        raise Refused("passphrase-file", name=file.name)
    return line


def _line_of_input(prompt: str) -> str:
    """The next line of standard input where there is no terminal to ask on, or no input at all."""
    try:
        line = "" if sys.stdin is None else sys.stdin.readline()
    except UnicodeDecodeError:
        raise Refused("passphrase-file", name="-") from None
    line = line.removesuffix("\n").removesuffix("\r")
    if not line:
        raise click.UsageError(f"{prompt}: nobody to ask. Give the option with a file.")
    return line


def _file_of_variable() -> Path | None:
    name = os.environ.get(PASSPHRASE_VARIABLE, "")
    return Path(name) if name else None


def _field_words(code: str) -> str:
    from clerkapp.wording.labels import label

    return visible(f"{label(code)} ({code})")
