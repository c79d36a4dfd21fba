"""`state-key`: keys for the state desk."""

from pathlib import Path

import click

from clerkapp.cli.answer import Answer, told
from clerkapp.cli.options import FOLDER, json_option
from clerkapp.cli.shell import Shell
from clerkapp.services.export import state_keys


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
