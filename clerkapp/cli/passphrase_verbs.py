"""`passphrase`, `recover`, `rekey`: the keys of people and of the vault."""

from pathlib import Path

import click

from clerkapp.cli.options import (
    FILE,
    FOLDER,
    json_option,
    new_passphrase_option,
    passphrase_option,
    unlocking,
)
from clerkapp.cli.shell import Shell


@click.command("passphrase")
@unlocking
@new_passphrase_option
def passphrase_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    new_passphrase_file: Path | None,
) -> None:
    """Set a new passphrase for your own account."""
    from clerkapp.services import passphrases, vaults

    name = shell.user(vault, user)
    old = shell.passphrase(passphrase_file)
    new = shell.new_passphrase(new_passphrase_file)
    session = vaults.unlock(vault, name, old, shell.ports)
    try:
        passphrases.change(session, old, new)
        account = session.account
    finally:
        vaults.lock(session)
    shell.value({"account": account.id, "name": account.name}, [])
    shell.message("passphrase-changed")


@click.command("recover")
@click.argument("vault", type=FOLDER)
@click.option(
    "--user",
    metavar="NAME",
    help="The administrator whose passphrase is forgotten. Default: the only account.",
)
@click.option("--recovery-key-file", type=FILE, help="A file whose single line is the key.")
@new_passphrase_option
@passphrase_option
@json_option
@click.pass_obj
def recover_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    recovery_key_file: Path | None,
    new_passphrase_file: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Open the vault with the printed recovery key and give an administrator a new account.

    It is a new root account: the state has to list its line (`signer`) before it accepts what it signs.
    For anybody else an administrator opens a new account: `user disable`, then `user add`.
    """
    from clerkapp.services import passphrases, vaults

    name = shell.user(vault, user)
    key = shell.recovery_key(recovery_key_file)
    new = shell.new_passphrase(new_passphrase_file, passphrase_file, use_variable=True)
    session = passphrases.recover(vault, key, name, new, shell.ports)
    account = session.account
    vaults.lock(session)
    shell.value(
        {"account": account.id, "name": account.name, "roles": sorted(account.roles)},
        [f"{account.name}: {', '.join(sorted(account.roles))}"],
    )
    shell.message("root-account-new")


@click.command("rekey")
@unlocking
def rekey_command(
    shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None
) -> None:
    """Rotate the vault's data key, after somebody left."""
    from clerkapp.services import passphrases

    with shell.unlocked(vault, user, passphrase_file) as session:
        passphrases.rekey(session)
        vault_id = session.vault.info.vault_id
    shell.value({"vault_id": vault_id}, [])
    shell.message("rekeyed")
