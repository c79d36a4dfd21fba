"""`nil`: that nothing happened, declared by the authority."""

from pathlib import Path
from typing import Any

import click

from clerkapp.cli.answer import Answer, Table, told
from clerkapp.cli.options import unlocking
from clerkapp.cli.shell import Shell
from clerkapp.services.declarations import nil
from clerkapp.services.declarations.nil import NilShown, Scope


@click.group("nil")
def nil_command() -> None:
    """Declare that nothing happened, list what was declared, take one back."""


@nil_command.command("add")
@unlocking
@click.option("--election", metavar="ELECTION", help="For this election, as records name it.")
@click.option("--from", "first", metavar="YYYY-MM-DD", help="For a period: its first day.")
@click.option("--until", "last", metavar="YYYY-MM-DD", help="Its last day.")
@click.option(
    "--site", metavar="SITE", help="For one place, as records name it. Default: the office."
)
@click.option("--text", help="The sentence that is signed.")
@click.option("--withdraw", metavar="ID", help="Instead: take this declaration back.")
@click.option("--reason", help="Why it is taken back.")
def add(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    election: str | None,
    first: str | None,
    last: str | None,
    site: str | None,
    text: str | None,
    withdraw: str | None,
    reason: str | None,
) -> Answer:
    """Declare that nothing happened, for an election or a period. Only the authority may.

    Refused while a record that everybody may see, or a draft, lies in it. Restricted records are outside every
    declaration.
    """
    if withdraw is not None:
        return _withdraw(shell, vault, user, passphrase_file, withdraw, reason)
    if text is None:
        raise click.UsageError("Give --text, or --withdraw ID with --reason.")
    with shell.writing(vault, user, passphrase_file) as session:
        made = nil.add(session, Scope(election, first, last, site), text)
    return Answer(_value(made), [f"{made.id}  {made.text}"], done=told("nil-kept"))


@nil_command.command("withdraw")
@unlocking
@click.argument("nil_id", metavar="ID")
@click.option("--reason", required=True, help="Why it is taken back.")
def withdraw_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    nil_id: str,
    reason: str,
) -> Answer:
    """Take a declaration back. Both stay on file."""
    return _withdraw(shell, vault, user, passphrase_file, nil_id, reason)


@nil_command.command("list")
@unlocking
def list_nils(shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None) -> Table:
    """Every declaration, the newest first, those that were taken back too."""
    with shell.unlocked(vault, user, passphrase_file) as session:
        rows = [_value(one) for one in nil.listed(session)]
    return Table(
        rows,
        {
            "id": "Id",
            "election": "Election",
            "from": "From",
            "until": "Until",
            "site": "Place",
            "text": "Text",
            "withdrawn": "Taken back",
        },
    )


def _withdraw(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    nil_id: str,
    reason: str | None,
) -> Answer:
    with shell.writing(vault, user, passphrase_file) as session:
        gone = nil.withdraw(session, nil_id, reason or "")
    return Answer(_value(gone), [f"{gone.id}  {gone.reason}"], done=told("nil-taken-back"))


def _value(one: NilShown) -> dict[str, Any]:
    return {
        "id": one.id,
        "election": one.scope.election,
        "from": one.scope.first,
        "until": one.scope.last,
        "site": one.scope.site,
        "text": one.text,
        "at": one.at,
        "by": one.by,
        "withdrawn": one.withdrawn,
        "reason": one.reason,
    }
