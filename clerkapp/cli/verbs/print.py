"""`print`: a record's sheet as a PDF."""

from pathlib import Path

import click

from clerkapp.cli.answer import Answer, told
from clerkapp.cli.options import FILE, number_argument, unlocking
from clerkapp.cli.shell import Shell


@click.command("print")
@unlocking
@number_argument
@click.option("--copy", "copy", type=click.Choice(["full"]), default="full", show_default=True)
@click.option("--output", required=True, type=FILE, help="A new PDF file; none is ever replaced.")
def print_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    number: str,
    copy: str,
    output: Path,
) -> Answer:
    """Print a record's sheet to a PDF file."""
    from clerkapp.services.printing import prints
    from clerkapp.services.records import reading

    with shell.unlocked(vault, user, passphrase_file) as session:
        shell.stop.hold()
        shown = reading.show(session, number).row
        written = prints.save_sheet(session, shown.number, output)
    return Answer(
        {
            "number": shown.number,
            "copy": copy,
            "file": str(written.path.absolute()),
            "sha256": written.sha256,
            "size": written.size,
        },
        [str(written.path)],
        done=told("file-written", file=written.path.name),
    )
