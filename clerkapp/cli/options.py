"""Options and arguments that verbs share, so that they read the same everywhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from clerkapp.cli.shell import Shell

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


def _choose_json(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001
    shell = context.find_object(Shell)
    if value and shell is not None:
        shell.as_json = True


json_option: Decorator = click.option(
    "--json",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_choose_json,
    help="JSON on standard output.",
)
vault_argument: Decorator = click.argument("vault", type=FOLDER)
number_argument: Decorator = click.argument("number")
user_option: Decorator = click.option(
    "--user", metavar="NAME", help="The account. Default: the only one."
)
passphrase_option: Decorator = click.option(
    "--passphrase-file",
    type=FILE,
    help="A file whose single line is the passphrase. Also: the variable CLERKAPP_PASSPHRASE_FILE.",
)
new_passphrase_option: Decorator = click.option(
    "--new-passphrase-file", type=FILE, help="A file whose single line is the new passphrase."
)
pick_option: Decorator = click.option(
    "--pick",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Which message of a mailbox, or of several forwarded together.",
)


def unlocking(function: Callable[..., Any]) -> Callable[..., Any]:
    """The arguments of a verb that unlocks a vault: VAULT, --user, --passphrase-file, --json."""
    for decorate in (json_option, passphrase_option, user_option, vault_argument):
        function = decorate(function)
    return click.pass_obj(function)
