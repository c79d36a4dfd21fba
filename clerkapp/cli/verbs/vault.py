"""`init`: make a vault. `zone`: the office's time zone."""

import shutil
import sys
from pathlib import Path

import click

from clerkapp.cli.answer import Answer, Exit, told
from clerkapp.cli.options import (
    FILE,
    FOLDER,
    json_option,
    new_passphrase_option,
    passphrase_option,
    unlocking,
)
from clerkapp.cli.shell import Shell
from clerkapp.domain.errors import ClerkappError, Refused
from clerkapp.domain.office import NewVault
from clerkapp.domain.time.zones import american, zone_info
from clerkapp.services import office
from clerkapp.services.announcing import require_free
from clerkapp.services.reception import require_outside
from clerkapp.services.vaults import opening


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
    "--training",
    is_flag=True,
    help="A practice vault: its numbers are marked, and nothing of it ever leaves.",
)
@click.option(
    "--computer",
    type=click.Choice(["office", "voting-system"]),
    envvar="CLERKAPP_COMPUTER",
    help="What this computer is. Nothing is made on one of a voting system.",
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
    training: bool,  # noqa: FBT001 (named by click)
    computer: str | None,
    recovery_key_output: Path | None,
    new_passphrase_file: Path | None,
    passphrase_file: Path | None,
) -> Answer:
    """Make VAULT. The first person is administrator and authority.

    The recovery key is shown once: print it, seal it, and keep it where two people must go.
    """
    _require_office_computer(computer)
    if recovery_key_output is not None:
        shell.ports.drive.require_folder(recovery_key_output.absolute().parent)
        require_free(shell.ports.drive, recovery_key_output)
        require_outside(recovery_key_output, becoming=vault)
    if zone is not None:
        zone_info(zone)
    chosen = zone or american(shell.ports.clock.computer_zone())
    passphrase = shell.new_passphrase(new_passphrase_file, passphrase_file, use_variable=True)
    shell.stop.hold()
    was_there = vault.exists()
    created = opening.create(
        vault,
        NewVault(
            authority=authority,
            authority_name=name,
            station=station,
            person_name=user,
            function=function,
            passphrase=passphrase,
            zone=chosen,
            training=training,
        ),
        shell.ports,
    )
    failure = _written(shell, recovery_key_output, created.recovery_key)
    on_paper = recovery_key_output is not None and failure is None
    return Answer(
        {
            "vault_id": created.vault_id,
            "station_fingerprint": created.station_fingerprint,
            "root_fingerprint": created.root_fingerprint,
            "recovery_key": created.recovery_key,
            "zone": chosen,
            "training": training,
        },
        [
            f"Vault                     {created.vault_id}",
            f"Station fingerprint       {created.station_fingerprint}",
            f"Root account fingerprint  {created.root_fingerprint}",
            f"Time zone                 {chosen or '–'}",
            f"Recovery key              {created.recovery_key}",
        ],
        says=[
            *([failure] if failure else []),
            told("recovery-key-once"),
            *([] if computer else [told("computer-not-asked")]),
            *([told("training-vault")] if training else []),
            *([] if chosen else [told("zone-not-set")]),
        ],
        exit=Exit.ENVIRONMENT if failure else Exit.DONE,
        done=told("vault-made", folder=str(vault)) if on_paper else told("vault-not-made"),
        lost="answer-lost" if on_paper else None,
        take_back=None if on_paper else lambda: _unmake(vault, keep_folder=was_there),
    )


@click.command("zone")
@unlocking
@click.option("--set", "chosen", metavar="ZONE", help="Keep this zone, such as America/Chicago.")
def zone_command(
    shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None, chosen: str | None
) -> Answer:
    """Show or set the office's time zone, in which times are entered, shown and printed.

    What is recorded already keeps the offset that it was recorded with.
    """
    if chosen is None:
        with shell.unlocked(vault, user, passphrase_file) as session:
            zone = office.zone(session)
        return Answer({"zone": zone}, [zone or "–"], says=[] if zone else [told("zone-not-set")])
    with shell.writing(vault, user, passphrase_file) as session:
        zone = office.set_zone(session, chosen)
    return Answer({"zone": zone}, [zone], done=told("zone-kept", zone=zone))


def _require_office_computer(computer: str | None) -> None:
    """Raises Refused("setup-voting-system"). Where somebody sits at a terminal, they are asked."""
    if computer is None and sys.stdin is not None and sys.stdin.isatty():
        asked = told("computer-question")
        computer = "voting-system" if click.confirm(asked, err=True) else "office"
    if computer == "voting-system":
        raise Refused("setup-voting-system", fields=["computer"])


def _written(shell: Shell, output: Path | None, key: str) -> str | None:
    """Write the key to a file, if one is wanted; a sentence when it failed. The vault is made by then,
    and the key must still be shown."""
    if output is None:
        return None
    try:
        shell.ports.drive.write_new(output, [f"{key}\n".encode()], private=True)
    except ClerkappError as failure:
        return told(failure.code, **failure.params)
    return None


def _unmake(vault: Path, *, keep_folder: bool) -> None:
    """Remove a vault that was made a moment ago, whose recovery key nobody has seen."""
    shutil.rmtree(vault, ignore_errors=True)
    if keep_folder:
        vault.mkdir(exist_ok=True)
