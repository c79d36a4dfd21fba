"""`init`: make a vault. `zone`: the office's time zone."""

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
from clerkapp.cli.shell import Exit, Shell
from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.zones import american, zone_info
from clerkapp.host.zone import computer_zone


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
    "--zone",
    metavar="ZONE",
    help="The office's time zone, such as America/Chicago. Default: the computer's, if it is one of"
    " the United States.",
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
    zone: str | None,
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
    if zone is not None:
        zone_info(zone)
    chosen = zone or american(computer_zone())
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
            zone=chosen,
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
            "recovery_key": created.recovery_key,
            "zone": chosen,
        },
        [
            f"Vault                {created.vault_id}",
            f"Station fingerprint  {created.station_fingerprint}",
            f"Time zone            {chosen or '–'}",
            f"Recovery key         {created.recovery_key}",
        ],
    )
    shell.message("recovery-key-once")
    if chosen is None:
        shell.message("zone-not-set")
    return Exit.DONE if written else Exit.ENVIRONMENT


@click.command("zone")
@unlocking
@click.option("--set", "chosen", metavar="ZONE", help="Keep this zone, such as America/Chicago.")
def zone_command(
    shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None, chosen: str | None
) -> None:
    """Show or set the office's time zone, in which times are entered, shown and printed.

    What is recorded already keeps the offset that it was recorded with.
    """
    from clerkapp.services import office

    with shell.unlocked(vault, user, passphrase_file) as session:
        zone = office.set_zone(session, chosen) if chosen is not None else office.zone(session)
    shell.value({"zone": zone}, [zone or "–"])
    if zone is None:
        shell.message("zone-not-set")


def _wrote(shell: Shell, output: Path, key: str) -> bool:
    """Whether the key was written; if not, why is said. The vault is made by then, and the key must
    still be shown."""
    try:
        shell.ports.drive.write_new(output, [f"{key}\n".encode()], private=True)
    except EnvironmentFailure as failure:
        shell.message(failure.code, **failure.params)
        return False
    return True
