"""One run of clerkctl: where passphrases come from, and the vault that it works on.

Passphrases never stand on the command line. A verb prints nothing: it returns its answer
(`answer.py`), which is given when everything is kept and the vault is locked (`delivery.py`).
"""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clerkapp.cli import streams
from clerkapp.cli.answer import told
from clerkapp.cli.stopping import Stop
from clerkapp.domain.errors import Refused
from clerkapp.domain.text.rules import one_line
from clerkapp.services.ports import Ports

if TYPE_CHECKING:
    from clerkapp.services.session import Session

PASSPHRASE_VARIABLE = "CLERKAPP_PASSPHRASE_FILE"
_LONGEST_SECRET = 64 * 1024
"""Bytes. A passphrase has at most 1,024 characters; the rest is for a file chosen by mistake."""


class Shell:
    """The terminal of one run."""

    def __init__(self, ports: Ports, stop: Stop) -> None:
        self.ports = ports
        self.stop = stop
        self.as_json = False

    def progress(self, words: str) -> None:
        """How far long work is, on standard error, where a person looks on."""
        if not self.as_json and sys.stderr is not None and sys.stderr.isatty():
            streams.say(words)

    # Secrets

    def passphrase(self, file: Path | None, prompt: str = "Passphrase") -> str:
        """A passphrase that exists: from `file`, from the variable's file, or typed."""
        chosen = file or _file_of_variable()
        return self._read(chosen) if chosen else self._typed(prompt, confirm=False)

    def new_passphrase(self, *files: Path | None, use_variable: bool = False) -> str:
        """A passphrase to be set: from the first file given, or typed twice."""
        chosen = next((file for file in files if file), None)
        if chosen is None and use_variable:
            chosen = _file_of_variable()
        return self._read(chosen) if chosen else self._typed("New passphrase", confirm=True)

    def secret(self, file: Path | None, prompt: str) -> str:
        """Somebody else's passphrase: from `file`, or typed."""
        return self._read(file) if file else self._typed(prompt, confirm=False)

    def recovery_key(self, file: Path | None) -> str:
        """The printed recovery key: from `file`, or typed."""
        return self.secret(file, "Recovery key")

    def _read(self, file: Path) -> str:
        return read_secret(file, self.ports)

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
        from clerkapp.services.vaults import opening

        name = self.user(folder, user)
        session = opening.unlock(folder, name, self.passphrase(passphrase_file), self.ports)
        with self.locking(session):
            yield session

    @contextmanager
    def locking(self, session: "Session") -> Iterator[None]:
        """A session that is locked after the block; what unlocking and locking notice is told."""
        from clerkapp.services.vaults import opening

        for notice in session.notices:
            streams.say(told(notice.code, **notice.params))
        try:
            yield
        finally:
            for notice in opening.lock(session):
                streams.say(told(notice.code, **notice.params))

    @contextmanager
    def writing(
        self, folder: Path, user: str | None, passphrase_file: Path | None
    ) -> Iterator["Session"]:
        """The vault unlocked for one transaction: the block is kept whole, or not at all. Ctrl+C undoes
        it until the moment before COMMIT, and nothing after that."""
        with self.unlocked(folder, user, passphrase_file) as session, session.transaction():
            yield session
            self.stop.hold()


def read_secret(file: Path, ports: Ports) -> str:
    """The single line of a file, without its line break. Tells when others can read the file.

    Raises what `Drive.read_small` raises, and Refused("passphrase-file").
    """
    line = _line_of(ports.drive.read_small(file, _LONGEST_SECRET), one_line(file.name))
    if not line or "\n" in line:
        raise Refused("passphrase-file", name=one_line(file.name))
    if _others_read(file):
        streams.say(told("secret-file-open", name=one_line(file.name)))
    return line


def _others_read(file: Path) -> bool:
    """Whether the modes of the file and of the folders around it let others read it. Windows has no
    such modes."""
    if os.name == "nt":
        return False
    try:
        place = file.resolve()
        mode, around = place.stat().st_mode, [folder.stat().st_mode for folder in place.parents]
    except OSError:
        return False
    return any(
        mode & reads and all(folder & enters for folder in around)
        for reads, enters in ((stat.S_IRGRP, stat.S_IXGRP), (stat.S_IROTH, stat.S_IXOTH))
    )


def _line_of(data: bytes, name: str) -> str:
    """A secret's line without its break: UTF-8, whatever Windows' code page is."""
    try:
        return data.decode("utf-8-sig").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise Refused("passphrase-file", name=name) from None


def _line_of_input(prompt: str) -> str:
    """The next line of standard input where there is no terminal to ask on, or no input at all."""
    try:
        data = streams.read_line(_LONGEST_SECRET)
    except OSError:
        raise Refused("passphrase-file", name="-") from None
    line = _line_of(data, "-")
    if not line:
        raise click.UsageError(f"{prompt}: nobody to ask. Give the option with a file.")
    return line


def _file_of_variable() -> Path | None:
    name = os.environ.get(PASSPHRASE_VARIABLE, "")
    return Path(name) if name else None
