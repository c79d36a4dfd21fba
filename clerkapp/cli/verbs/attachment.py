"""`attachment`: a file out of the vault, as it is, or locked in an archive named as dangerous."""

from pathlib import Path

import click

from clerkapp.cli.answer import Answer, told
from clerkapp.cli.options import number_argument, unlocking
from clerkapp.cli.shell import Shell
from clerkapp.services.messages import originals
from clerkapp.services.records import attaching


@click.command("attachment")
@unlocking
@number_argument
@click.argument("sha256", required=False)
@click.option(
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="A new file; none is ever replaced. With --dangerous also a folder.",
)
@click.option(
    "--dangerous",
    is_flag=True,
    help="Into an archive with a password, named as dangerous. Without SHA256: the message itself.",
)
def attachment_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    number: str,
    sha256: str | None,
    output: Path,
    dangerous: bool,  # noqa: FBT001 (named by click)
) -> Answer:
    """Write an attachment out, byte for byte. It may be dangerous to open."""
    if dangerous:
        return _locked(shell, vault, user, passphrase_file, number, sha256, output)
    if sha256 is None:
        raise click.UsageError("Which attachment? Give its SHA256; `clerkctl show` lists them.")
    with shell.unlocked(vault, user, passphrase_file) as session:
        shell.stop.hold()
        written = attaching.save_out(session, number, sha256, output, stopped=shell.stop.is_wanted)
    return Answer(
        {"sha256": written.sha256, "size": written.size, "file": str(written.path.absolute())},
        [f"{written.path}  {written.size} bytes  {written.sha256}"],
        done=told("file-written", file=written.path.name),
    )


def _locked(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    number: str,
    sha256: str | None,
    output: Path,
) -> Answer:
    with shell.unlocked(vault, user, passphrase_file) as session:
        shell.stop.hold()
        exported = originals.export(session, number, output, sha256, stopped=shell.stop.is_wanted)
    file = exported.written.path
    return Answer(
        {
            "sha256": exported.sha256,
            "size": exported.written.size,
            "file": str(file.absolute()),
            "password": exported.password,
        },
        [f"{file}  {exported.written.size} bytes  holds {exported.sha256}"],
        says=[told("original-exported", file=file.name, password=exported.password)],
        done=told("file-written", file=file.name),
    )
