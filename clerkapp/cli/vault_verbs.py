"""`init`: make a vault."""

from pathlib import Path

import click

from clerkapp.cli.options import FILE, FOLDER, json_option, new_passphrase_option, passphrase_option
from clerkapp.cli.shell import Exit, Shell
from clerkapp.domain.errors import EnvironmentFailure


@click.command("init")
@click.argument("vault", type=FOLDER)
@click.option("--authority", required=True, metavar="CODE", help="The state-issued authority code.")
@click.option("--name", required=True, help="The office's name, as it is printed.")
@click.option("--station", required=True, metavar="CODE", help="This computer's code, such as W1.")
@click.option("--user", required=True, metavar="NAME", help="The first person's name.")
@click.option(
    "--function",
    default="election_authority",
    show_default=True,
    metavar="CODE",
    help="What the first person signs as.",
)
@click.option(
    "--recovery-key-output",
    type=FILE,
    help="Also write the recovery key to this new file, to print and then destroy.",
)
@new_passphrase_option
@passphrase_option
@json_option
@click.pass_obj
def init_command(
    shell: Shell,
    vault: Path,
    authority: str,
    name: str,
    station: str,
    user: str,
    function: str,
    recovery_key_output: Path | None,
    new_passphrase_file: Path | None,
    passphrase_file: Path | None,
) -> int:
    """Make VAULT. The first person is administrator and authority.

    The recovery key is shown once: print it, seal it, and keep it where two people must go.
    """
    from clerkapp.services import vaults
    from clerkapp.vault.vault import NewVault

    if recovery_key_output is not None and shell.ports.drive.exists(recovery_key_output):
        raise EnvironmentFailure("drive-taken", path=recovery_key_output.name)
    passphrase = shell.new_passphrase(new_passphrase_file, passphrase_file, use_variable=True)
    created = vaults.create(
        vault,
        NewVault(
            authority=authority,
            authority_name=name,
            station=station,
            person_name=user,
            function=function,
            passphrase=passphrase,
        ),
        shell.ports,
    )
    written = recovery_key_output is None or _wrote(
        shell, recovery_key_output, created.recovery_key
    )
    shell.value(
        {
            "vault_id": created.vault_id,
            "station_fingerprint": created.station_fingerprint,
            "root_fingerprint": created.root_fingerprint,
            "recovery_key": created.recovery_key,
        },
        [
            f"Vault                     {created.vault_id}",
            f"Station fingerprint       {created.station_fingerprint}",
            f"Root account fingerprint  {created.root_fingerprint}",
            f"Recovery key              {created.recovery_key}",
        ],
    )
    shell.message("recovery-key-once")
    return Exit.DONE if written else Exit.ENVIRONMENT


def _wrote(shell: Shell, output: Path, key: str) -> bool:
    """Whether the key was written; if not, why is said. The vault is made by then, and the key must
    still be shown."""
    try:
        shell.ports.drive.write_new(output, [f"{key}\n".encode()], private=True)
    except EnvironmentFailure as failure:
        shell.message(failure.code, **failure.params)
        return False
    return True
