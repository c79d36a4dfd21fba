"""`demo`: a vault to look at."""

from pathlib import Path

import click

from clerkapp.cli.options import FOLDER, json_option
from clerkapp.cli.shell import Shell


@click.command("demo")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--records", type=click.IntRange(min=0), default=0, help="At least so many records.")
@json_option
@click.pass_obj
def demo_command(shell: Shell, folder: Path, records: int) -> None:
    """Fill DIR with a vault of fictional stories, and the passphrase beside it."""
    from clerkapp.services import demonstration

    made = demonstration.make(folder, shell.ports, records=records)
    shell.value(
        {
            "vault": str(made.vault.absolute()),
            "user": made.user,
            "passphrase_file": str(made.passphrase_file.absolute()),
            "records": made.records,
        },
        [f"{made.vault}  {made.user}  {made.passphrase_file}"],
    )
