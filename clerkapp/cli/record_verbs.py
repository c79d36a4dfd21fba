"""`add`, `amend`, `strike`, `status`, `sign`: what appends to the record."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clerkapp.cli.options import number_argument, pick_option, unlocking
from clerkapp.cli.record_file import read_record
from clerkapp.cli.shell import Shell
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.revision import ActKind
from clerkapp.domain.vocabulary import STATUSES

if TYPE_CHECKING:
    from clerkapp.services.attaching import Attached
    from clerkapp.services.recording import Recorded
    from clerkapp.services.session import Session

_record_option = click.option(
    "--record",
    "record_file",
    required=True,
    metavar="FILE|-",
    help="A JSON object {code: value}; - reads standard input. `clerkctl schema` lists the codes.",
)
_attach_option = click.option(
    "--attach",
    "attachments",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file to keep with the record; may be given several times.",
)
_reason_option = click.option("--reason", required=True, help="Why, in words.")


@click.command("add")
@unlocking
@click.option("--kind", required=True, type=click.Choice(tuple(KINDS)), help="What it is about.")
@_record_option
@click.option(
    "--message",
    type=click.Path(path_type=Path),
    help="The suspicious message itself (.eml, .msg, mbox), kept as it is; it fills in what it says.",
)
@pick_option
@_attach_option
def add_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    kind: str,
    record_file: str,
    message: Path | None,
    pick: int,
    attachments: Sequence[Path],
) -> None:
    """Record an incident. What a message says is filled in where the record does not say otherwise."""
    from clerkapp.services import recording

    typed = read_record(record_file)
    with shell.unlocked(vault, user, passphrase_file) as session, session.vault.transaction():
        files: list[Attached] = []
        told: dict[str, Any] = {}
        if message is not None and kind == "message":
            kept, values, told = _read(shell, session, message, pick)
            files, typed = [kept], {**values, **typed}
        elif message is not None:
            files = _attached(session, [message], "message")
        files += _attached(session, attachments)
        recorded = recording.record(session, kind, typed, attachments=files)
        _show(shell, recorded, told)


@click.command("amend")
@unlocking
@number_argument
@_record_option
@_reason_option
@_attach_option
def amend_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    number: str,
    record_file: str,
    reason: str,
    attachments: Sequence[Path],
) -> None:
    """Change fields of a record; null takes a field away. The old values stay readable."""
    from clerkapp.services import recording

    changes = read_record(record_file)
    with shell.unlocked(vault, user, passphrase_file) as session, session.vault.transaction():
        files = _attached(session, attachments)
        _show(shell, recording.amend(session, number, changes, reason, attachments=files))


@click.command("strike")
@unlocking
@number_argument
@_reason_option
def strike_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    number: str,
    reason: str,
) -> None:
    """Mark a record as entered in error. It keeps its number and stays readable."""
    from clerkapp.services import recording

    with shell.unlocked(vault, user, passphrase_file) as session:
        _show(shell, recording.strike(session, number, reason))


@click.command("status")
@unlocking
@number_argument
@click.option("--set", "status", required=True, metavar="STATUS", help=", ".join(STATUSES) + ".")
@click.option("--reason", help="Why, in words.")
def status_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    number: str,
    status: str,
    reason: str | None,
) -> None:
    """Set where the work stands. Resolving asks for what the form needs to resolve."""
    from clerkapp.services import recording

    with shell.unlocked(vault, user, passphrase_file) as session:
        _show(shell, recording.set_status(session, number, status, reason))


@click.command("sign")
@unlocking
@number_argument
@click.option(
    "--act",
    required=True,
    type=click.Choice([str(act) for act in ActKind if act != "author"]),
    help="What is attested.",
)
@click.option("--capacity", help="The capacity signed in; needed when two people sign.")
def sign_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    number: str,
    act: str,
    capacity: str | None,
) -> None:
    """Sign the record as it stands: review, two-person or authority."""
    from clerkapp.services import signing

    with shell.unlocked(vault, user, passphrase_file) as session:
        signed = signing.sign(session, number, ActKind(act), capacity)
        shell.value(
            {
                "number": signed.number,
                "act": signed.act,
                "revision": signed.revision,
                "rev": signed.rev,
                "capacity": signed.capacity,
                "at": signed.at,
            },
            [f"{signed.number}  {signed.act}  revision {signed.rev}  {signed.revision}"],
        )


def _read(
    shell: Shell, session: "Session", message: Path, pick: int
) -> tuple["Attached", dict[str, Any], dict[str, Any]]:
    """The message kept, the record's values that it fills, and what there is to tell."""
    from clerkapp.services import messages

    kept = messages.keep_file(session, message)
    read = messages.read(kept.data, pick=pick - 1)
    for lack in read.lacking:
        click.echo(lack.message, err=True)
    seen = [one.row.number for one in messages.seen_before(session, read.indicators)]
    if seen:
        shell.message("message-seen-before", numbers=", ".join(seen))
    told = {"lacking": [lack.code for lack in read.lacking], "seen_before": seen}
    return kept.attached, dict(read.values), told


def _attached(
    session: "Session", paths: Sequence[Path], what: str | None = None
) -> list["Attached"]:
    from clerkapp.services import attaching

    return [attaching.attach_file(session, path, what) for path in paths]


def _show(shell: Shell, recorded: "Recorded", told: Mapping[str, Any] | None = None) -> None:
    value: dict[str, Any] = {
        "number": recorded.number,
        "id": recorded.id,
        "rev": recorded.rev,
        "revision": recorded.revision,
        **(told or {}),
    }
    shell.value(value, [f"{recorded.number}  revision {recorded.rev}  {recorded.revision}"])
