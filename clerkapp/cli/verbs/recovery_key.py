"""`recovery-key`: a new recovery key, or reading the printed one back."""

from pathlib import Path

import click

from clerkapp.cli.answer import Answer, told
from clerkapp.cli.options import FILE, unlocking
from clerkapp.cli.shell import Shell
from clerkapp.services.vaults import recovery


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
