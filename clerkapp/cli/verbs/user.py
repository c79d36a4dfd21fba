"""`user`: the people of a vault."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from clerkapp.cli.answer import Answer, Table, told
from clerkapp.cli.options import FILE, new_passphrase_option, unlocking
from clerkapp.cli.shell import Shell
from clerkapp.domain.people.roles import Account, parse_roles
from clerkapp.services.session import Session
from clerkapp.services.vaults import accounts, stations
from clerkapp.services.vaults.second import Second
from clerkapp.services.vaults.succeeding import Confirmation, OnPaper


@click.group("user")
def user_command() -> None:
    """Add a person, list them, close an account."""


@user_command.command("add")
@unlocking
@click.option("--name", required=True, help="What the person types to sign in.")
@click.option(
    "--role",
    "roles",
    required=True,
    metavar="ROLE[,…]",
    help="recorder, staff, reviewer, authority, administrator, auditor.",
)
@click.option("--function", metavar="CODE", help="What the person signs as, such as deputy.")
@click.option("--from", "valid_from", metavar="YYYY-MM-DD", help="First valid day. Default: today.")
@click.option("--until", "valid_until", metavar="YYYY-MM-DD", help="Last valid day.")
@click.option(
    "--site",
    "sites",
    multiple=True,
    metavar="PLACE",
    help="A place whose records a recorder sees beside the own ones; may be given several times.",
)
@new_passphrase_option
@click.option(
    "--second",
    metavar="NAME",
    help="For the successor of somebody: a reviewer or the authority, who confirms it.",
)
@click.option(
    "--second-passphrase-file",
    type=FILE,
    help="A file whose single line is the passphrase of --second.",
)
@click.option(
    "--recovery-key-file",
    type=FILE,
    help="Instead of --second: a file whose single line is the recovery key.",
)
def add(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    name: str,
    roles: str,
    function: str | None,
    valid_from: str | None,
    valid_until: str | None,
    sites: Sequence[str],
    new_passphrase_file: Path | None,
    second: str | None,
    second_passphrase_file: Path | None,
    recovery_key_file: Path | None,
) -> Answer:
    """Add a person with one or several roles.

    The passphrase is a first one: it opens nothing until the person has chosen their own
    (`clerkctl passphrase`). An account under the name of one that is closed is its successor: a second
    person confirms it with their passphrase, or the recovery key does.
    """
    if second and recovery_key_file:
        raise click.UsageError("Give --second or --recovery-key-file, not both.")
    chosen = parse_roles(roles)
    passphrase = shell.new_passphrase(new_passphrase_file)
    confirmation: Confirmation | None = None
    if second:
        theirs = shell.secret(second_passphrase_file, f"Passphrase of {second}")
        confirmation = Second(second, theirs)
    elif recovery_key_file:
        confirmation = OnPaper(shell.recovery_key(recovery_key_file))
    with shell.writing(vault, user, passphrase_file) as session:
        before = stations.present_number(session)
        account = accounts.add(
            session,
            name=name,
            roles=chosen,
            passphrase=passphrase,
            function=function,
            valid_from=valid_from,
            valid_until=valid_until,
            sites=sites,
            confirmation=confirmation,
        )
        value = _value(session, account)
        says = stations.after_people(session, before)
    return Answer(
        value,
        [f"{account.name}: {', '.join(sorted(account.roles))}"],
        [told(answer.code, **answer.params) for answer in says],
        done=told("account-added", name=account.name),
    )


@user_command.command("change")
@unlocking
@click.option("--name", required=True, help="Whose account.")
@click.option(
    "--site",
    "sites",
    multiple=True,
    metavar="PLACE",
    help="A place whose records a recorder sees beside the own ones; may be given several times.",
)
@click.option("--no-site", is_flag=True, help="The own records alone.")
def change(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    name: str,
    sites: Sequence[str],
    no_site: bool,  # noqa: FBT001 (named by click)
) -> Answer:
    """Set the places that a recorder's account is for, from the next unlock on."""
    if bool(sites) == no_site:
        raise click.UsageError("Give --site, once for each place, or --no-site.")
    with shell.writing(vault, user, passphrase_file) as session:
        account = accounts.change(session, name, sites=sites)
        value = _value(session, account)
    places = ", ".join(account.sites) or "own records"
    return Answer(
        value,
        [f"{account.name}: {places}"],
        done=told("account-changed", name=account.name),
    )


@user_command.command("list")
@unlocking
def list_people(shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None) -> Table:
    """Everybody, closed accounts too."""
    with shell.unlocked(vault, user, passphrase_file) as session:
        rows = [_value(session, account) for account in accounts.people(session)]
    return Table(
        rows,
        {
            "name": "Name",
            "role": "Roles",
            "function": "Function",
            "from": "From",
            "until": "Until",
            "sites": "Places",
            "opened_by": "Opened by",
            "status": "Account",
        },
    )


@user_command.command("disable")
@unlocking
@click.option("--name", required=True, help="Whose account is closed.")
def disable(
    shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None, name: str
) -> Answer:
    """Close an account for good. Rotate the data key afterwards: clerkctl rekey.

    Where it could send, the station has a new key from now on, which the state must hear of: signer.
    """
    with shell.writing(vault, user, passphrase_file) as session:
        before = stations.present_number(session)
        account = accounts.disable(session, name)
        closed = _value(session, account)
        says = stations.after_people(session, before)
    rekey = told("account-closed-rekey")
    return Answer(
        closed,
        [f"{account.name}: closed"],
        says=[rekey, *(told(answer.code, **answer.params) for answer in says)],
        done=rekey,
    )


def _value(session: Session, account: Account) -> dict[str, Any]:
    status = accounts.status(session, account)
    return {
        "id": account.id,
        "name": account.name,
        "role": ",".join(sorted(account.roles)),
        "roles": sorted(account.roles),
        "function": account.function,
        "from": account.valid_from,
        "until": account.valid_until,
        "sites": list(account.sites),
        "opened": status.opened,
        "opened_by": status.opened_by,
        "taken": status.taken,
        "status": "closed" if account.disabled else "open" if status.taken else "first passphrase",
        "disabled": account.disabled,
    }
