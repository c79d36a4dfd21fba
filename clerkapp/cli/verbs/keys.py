"""`passphrase`, `recover`, `rekey`, `recovery-key`, `state-key`: the keys of people, of the vault, of the state."""

from pathlib import Path

import click

from clerkapp.cli.answer import Answer, told
from clerkapp.cli.options import (
    FILE,
    FOLDER,
    json_option,
    new_passphrase_option,
    passphrase_option,
    unlocking,
)
from clerkapp.cli.shell import Shell
from clerkapp.services.export import state_keys
from clerkapp.services.vaults import passphrases, recovery, stations


@click.command("passphrase")
@unlocking
@new_passphrase_option
def passphrase_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    new_passphrase_file: Path | None,
) -> Answer:
    """Set a new passphrase for your own account.

    A first passphrase, which somebody else typed, opens nothing else: choose your own before anything.
    """
    name = shell.user(vault, user)
    old = shell.passphrase(passphrase_file)
    new = shell.new_passphrase(new_passphrase_file)
    shell.stop.hold()
    session = passphrases.choose(vault, name, old, new, shell.ports)
    with shell.locking(session):
        account = session.account
    changed = told("passphrase-changed")
    value = {"account": account.id, "name": account.name}
    return Answer(value, says=[changed], done=changed)


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
) -> Answer:
    """Open the vault with the printed recovery key and give an administrator a new account.

    It is a new root account: the state has to list its line (`signer`) before it accepts what it signs.
    For anybody else an administrator opens a new account: `user disable`, then `user add`.
    """
    name = shell.user(vault, user)
    key = shell.recovery_key(recovery_key_file)
    new = shell.new_passphrase(new_passphrase_file, passphrase_file, use_variable=True)
    shell.stop.hold()
    session = passphrases.recover(vault, key, name, new, shell.ports)
    with shell.locking(session):
        account = session.account
    return Answer(
        {"account": account.id, "name": account.name, "roles": sorted(account.roles)},
        [f"{account.name}: {', '.join(sorted(account.roles))}"],
        done=told("account-recovered", name=account.name),
    )


@click.command("rekey")
@unlocking
@click.option(
    "--station-key",
    is_flag=True,
    help="Give the station a new signing key too, when the one before may be in wrong hands.",
)
def rekey_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    station_key: bool,  # noqa: FBT001
) -> Answer:
    """Rotate the vault's data key, after somebody left.

    The station gets a new signing key as well where somebody has left who could send. The state must
    hear of it: signer.
    """
    with shell.unlocked(vault, user, passphrase_file) as session:
        shell.stop.hold()
        before = stations.present_number(session)
        passphrases.rekey(session, station_key=station_key)
        says = stations.after_people(session, before)
        vault_id = session.info.vault_id
    rekeyed = told("rekeyed")
    return Answer(
        {"vault_id": vault_id},
        says=[rekeyed, *(told(answer.code, **answer.params) for answer in says)],
        done=rekeyed,
    )


@click.command("recovery-key")
@unlocking
@click.option("--confirm", is_flag=True, help="Read the printed key back instead of making one.")
@click.option(
    "--recovery-key-file",
    type=FILE,
    help="With --confirm: a file whose single line is the key.",
)
def recovery_key_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    confirm: bool,  # noqa: FBT001
    recovery_key_file: Path | None,
) -> Answer:
    """Make a new recovery key, shown once; the one before works until this one is read back.

    With --confirm the printed key is typed back: that is how you know that the paper is right, and
    from then on the ones before it open nothing. For the administrator and the election authority.
    """
    return (
        _confirmed(shell, vault, user, passphrase_file, recovery_key_file)
        if confirm
        else _renewed(shell, vault, user, passphrase_file)
    )


def _confirmed(
    shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None, key: Path | None
) -> Answer:
    with shell.unlocked(vault, user, passphrase_file) as session:
        typed = shell.recovery_key(key)
        shell.stop.hold()
        recovery.confirm(session, typed)
        vault_id = session.info.vault_id
    confirmed = told("recovery-key-confirmed")
    return Answer({"vault_id": vault_id, "confirmed": True}, says=[confirmed], done=confirmed)


def _renewed(shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None) -> Answer:
    with shell.unlocked(vault, user, passphrase_file) as session:
        shell.stop.hold()
        key = recovery.renew(session)
        vault_id = session.info.vault_id
    return Answer(
        {"vault_id": vault_id, "recovery_key": key},
        [f"Recovery key  {key}"],
        says=[told("recovery-key-renewed")],
        done=told("recovery-key-unseen"),
        lost=None,
    )


@click.group("state-key")
def state_key_command() -> None:
    """Keys for the state desk."""


@state_key_command.command("new")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--name", default="State election office", show_default=True)
@json_option
@click.pass_obj
def new(shell: Shell, folder: Path, name: str) -> Answer:
    """Make recipient.crt and recipient.key, and the receipt and root keys, in DIR."""
    shell.stop.hold()
    made = state_keys.new(folder, name, shell.ports)
    sentence = told("state-key-made")
    return Answer(
        {
            "files": [str(path.absolute()) for path in made.files],
            "fingerprint": made.recipient_fingerprint,
            "receipt_fingerprint": made.receipt_fingerprint,
            "root_fingerprint": made.root_fingerprint,
        },
        [*(str(path) for path in made.files), f"Fingerprint  {made.recipient_fingerprint}"],
        says=[sentence],
        done=sentence,
    )
