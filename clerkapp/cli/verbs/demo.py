"""`demo`: a vault to look at."""

from pathlib import Path

import click

from clerkapp.cli.answer import Answer, told
from clerkapp.cli.options import FOLDER, json_option
from clerkapp.cli.shell import Shell
from clerkapp.demo import demonstration
from clerkapp.domain.errors import Refused


@click.command("demo")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--records", type=click.IntRange(min=0), default=0, help="At least so many records.")
@json_option
@click.pass_obj
def demo_command(shell: Shell, folder: Path, records: int) -> Answer:
    """Fill DIR with a vault of fictional stories, and the passphrase beside it."""

    def unless_stopped(_done: int, _of: int) -> None:
        if shell.stop.is_wanted():
            raise Refused("cancelled")

    shell.stop.hold()
    made = demonstration.make(folder, shell.ports, records=records, progress=unless_stopped)
    return Answer(
        {
            "vault": str(made.vault.absolute()),
            "user": made.user,
            "passphrase_file": str(made.passphrase_file.absolute()),
            "records": made.records,
        },
        [f"{made.vault}  {made.user}  {made.passphrase_file}"],
        done=told("vault-made", folder=str(made.vault)),
    )
