"""`inspect`: what a message says, without a vault; a folder of messages, one JSON value a line."""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

import click

from clerkapp.cli.answer import Answer, Exit, told
from clerkapp.cli.message_lines import message_lines
from clerkapp.cli.options import json_option, pick_option
from clerkapp.cli.shell import Shell
from clerkapp.domain.errors import ClerkappError, EnvironmentFailure
from clerkapp.domain.text.rules import one_line
from clerkapp.services.messages import keeping
from clerkapp.services.ports import Ports


@click.command("inspect")
@json_option
@click.argument("message", type=click.Path(exists=True, path_type=Path))
@pick_option
@click.option(
    "--readers",
    type=click.IntRange(min=1, max=64),
    default=os.cpu_count() or 2,
    help="Files of a folder that are read at once. Default: one a processor.",
)
@click.pass_obj
def inspect_command(
    shell: Shell, message: Path, pick: int, readers: int
) -> Answer | Iterator[Answer]:
    """Read a message: what it says, its warning signs, what could not be read.

    MESSAGE is a file (.eml, .msg, mbox, or pasted headers), or a folder: then every file in it is
    read, and its name stands in "file". Nothing is opened, fetched or written.
    """
    if message.is_dir():
        return _folder(shell.ports, message, readers)
    with keeping.readers() as pool:
        found = keeping.inspect_file(message, shell.ports, pool=pool, pick=pick - 1)
    return Answer(keeping.inspected(found), message_lines(found))


def _folder(ports: Ports, folder: Path, count: int) -> Iterator[Answer]:
    with keeping.readers(count) as pool:
        for path, reading in keeping.inspect_many(_files(folder), pool, ports):
            name = path.relative_to(folder).as_posix()
            if isinstance(reading, ClerkappError):
                failed = isinstance(reading, EnvironmentFailure)
                yield Answer(
                    None,
                    says=[told(reading.code, **reading.params)],
                    exit=Exit.ENVIRONMENT if failed else Exit.REFUSED,
                )
            else:
                yield Answer(
                    {"file": name, **keeping.inspected(reading)},
                    chain(message_lines(reading, one_line(name)), [""]),
                )


def _files(folder: Path) -> Iterator[Path]:
    """Every file below `folder`, in the order of names; links are not followed."""
    folders = []
    with suppress(OSError), os.scandir(folder) as found:
        for entry in sorted(found, key=lambda entry: entry.name):
            if entry.is_file(follow_symlinks=False):
                yield Path(entry.path)
            elif entry.is_dir(follow_symlinks=False):
                folders.append(Path(entry.path))
    for inner in folders:
        yield from _files(inner)
