"""`print`: any print of the table as a PDF."""

from pathlib import Path

import click

from clerkapp.cli.answer import Answer, told
from clerkapp.cli.options import FILE, unlocking
from clerkapp.cli.shell import Shell
from clerkapp.domain.prints import INCIDENT, Subject
from clerkapp.services.printing import prints
from clerkapp.services.printing.table import PRINTS
from clerkapp.services.records import visibility


class PrintCommand(click.Command):
    """Has an option for each print of the table, named as the print is."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Arguments and options in the order of the help text: what is printed comes before how."""
        params = super().get_params(ctx)
        how = next(n for n, one in enumerate(params) if one.name == "copy")
        return [*params[:how], *self._prints(), *params[how:]]

    def _prints(self) -> list[click.Parameter]:
        return [
            click.Option([f"--{code}", _named(code)], type=click.Choice(row.named), help=row.asked)
            if row.named
            else click.Option([f"--{code}", _named(code)], is_flag=True, help=row.asked)
            for code, row in PRINTS.items()
            if row.asked
        ]


@click.command("print", cls=PrintCommand)
@unlocking
@click.argument("number", required=False)
@click.option("--copy", "copy", type=click.Choice(["full"]), default="full", show_default=True)
@click.option("--output", required=True, type=FILE, help="A new PDF file; none is ever replaced.")
def print_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    number: str | None,
    copy: str,
    output: Path,
    **what: bool | str | None,
) -> Answer:
    """Print the sheet of a record, or another print, to a PDF file."""
    code = _chosen([code for code in PRINTS if what.get(_named(code))])
    of, name = PRINTS[code].of, what.get(_named(code))
    _require_number(code, of, number)
    with shell.unlocked(vault, user, passphrase_file) as session:
        shell.stop.hold()
        found = None if number is None else visibility.find(session, number).number
        given = name if isinstance(name, str) else prints.of_number(session, code, found)
        written = prints.save(session, code, given, output)
    return Answer(
        {
            "print": code,
            **({"name": name} if isinstance(name, str) else {}),
            **({} if found is None else {"number": found}),
            **({"copy": copy} if of is Subject.RECORD else {}),
            "file": str(written.path.absolute()),
            "sha256": written.sha256,
            "size": written.size,
        },
        [str(written.path)],
        done=told("file-written", file=written.path.name),
    )


def _named(code: str) -> str:
    """The option of a print as a name in Python."""
    return code.replace("-", "_")


def _chosen(codes: list[str]) -> str:
    """The one print that was asked for."""
    if len(codes) > 1:
        raise click.UsageError(f"Give one of {', '.join(f'--{code}' for code in codes)}.")
    return codes[0] if codes else INCIDENT


def _require_number(code: str, of: Subject, number: str | None) -> None:
    """A print of a record or of its message needs NUMBER; another one has none."""
    needed = of in (Subject.RECORD, Subject.MESSAGE)
    if needed and number is None:
        raise click.UsageError("Missing argument 'NUMBER'.")
    if not needed and number is not None:
        raise click.UsageError(f"--{code} is of no record: leave NUMBER out.")
