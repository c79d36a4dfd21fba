"""`user`: the people of a vault."""

from pathlib import Path
from typing import Any

import click

from clerkapp.cli.answer import Answer, Table, told
from clerkapp.cli.options import new_passphrase_option, unlocking
from clerkapp.cli.shell import Shell
from clerkapp.domain.people import Account, parse_roles


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
@new_passphrase_option
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
    new_passphrase_file: Path | None,
) -> Answer:
    """Add a person with one or several roles."""
    from clerkapp.services import accounts, stations

    chosen = parse_roles(roles)
    passphrase = shell.new_passphrase(new_passphrase_file)
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
        )
        says = stations.after_people(session, before)
    return Answer(
        _value(account),
        [f"{account.name}: {', '.join(sorted(account.roles))}"],
        [told(one.code, **one.params) for one in says],
        done=told("account-added", name=account.name),
    )


@user_command.command("list")
@unlocking
def list_people(shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None) -> Table:
    """Everybody, closed accounts too."""
    from clerkapp.services import accounts

    with shell.unlocked(vault, user, passphrase_file) as session:
        rows = [_value(account) for account in accounts.people(session)]
    return Table(
        rows,
        {
            "name": "Name",
            "role": "Roles",
            "function": "Function",
            "from": "From",
            "until": "Until",
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
    from clerkapp.services import accounts, stations

    with shell.writing(vault, user, passphrase_file) as session:
        before = stations.present_number(session)
        account = accounts.disable(session, name)
        closed = session.vault.accounts.get(account.id)
        says = stations.after_people(session, before)
    rekey = told("account-closed-rekey")
    return Answer(
        _value(closed),
        [f"{account.name}: closed"],
        says=[rekey, *(told(one.code, **one.params) for one in says)],
        done=rekey,
    )


def _value(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "name": account.name,
        "role": ",".join(sorted(account.roles)),
        "roles": sorted(account.roles),
        "function": account.function,
        "from": account.valid_from,
        "until": account.valid_until,
        "status": "closed" if account.disabled else "open",
        "disabled": account.disabled,
    }
