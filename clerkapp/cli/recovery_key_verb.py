"""`recovery-key`: a new recovery key, or reading the printed one back."""

from pathlib import Path

import click

from clerkapp.cli.options import FILE, unlocking
from clerkapp.cli.shell import Shell


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
) -> None:
    """Make a new recovery key. It is shown once; from then on the one before opens nothing.

    With --confirm the printed key is typed back: that is how you know that the paper is right. For
    the administrator and the election authority.
    """
    from clerkapp.services import recovery

    with shell.unlocked(vault, user, passphrase_file) as session:
        vault_id = session.vault.info.vault_id
        if confirm:
            recovery.confirm(session, shell.recovery_key(recovery_key_file))
            shell.value({"vault_id": vault_id, "confirmed": True}, [])
            shell.message("recovery-key-confirmed")
            return
        key = recovery.renew(session)
        # Only what was handed out without an error replaces the key before it.
        shell.value({"vault_id": vault_id, "recovery_key": key}, [f"Recovery key  {key}"])
        recovery.confirm(session, key)
    shell.message("recovery-key-renewed")
