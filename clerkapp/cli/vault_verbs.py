"""`init`: make a vault."""

from pathlib import Path

import click

from clerkapp.cli.options import FILE, FOLDER, json_option, new_passphrase_option, passphrase_option
from clerkapp.cli.shell import Shell


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
) -> None:
    """Make VAULT. The first person is administrator and authority.

    The recovery key is shown once: print it, seal it, and keep it where two people must go.
    """
    from clerkapp.services import vaults
    from clerkapp.vault.vault import NewVault

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
    if recovery_key_output is not None:
        shell.ports.drive.write_new(
            recovery_key_output, [f"{created.recovery_key}\n".encode()], private=True
        )
    shell.value(
        {
            "vault_id": created.vault_id,
            "station_fingerprint": created.station_fingerprint,
            "recovery_key": created.recovery_key,
        },
        [
            f"Vault                {created.vault_id}",
            f"Station fingerprint  {created.station_fingerprint}",
            f"Recovery key         {created.recovery_key}",
        ],
    )
    shell.message("recovery-key-once")
