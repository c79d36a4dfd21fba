"""`schema`: the codes of every kind, for whoever writes record files."""

import click

from clerkapp.cli.answer import Table
from clerkapp.cli.options import json_option
from clerkapp.cli.shell import Shell
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.records import schema
from clerkapp.wording.labels import label


@click.command("schema")
@click.option("--kind", type=click.Choice(tuple(KINDS)), help="Default: all.")
@json_option
@click.pass_obj
def schema_command(_shell: Shell, kind: str | None) -> Table:
    """Every field: code, number on the form, control, gate, class, label, values."""
    rows = (row for code in KINDS if kind in (None, code) for row in schema.rows(code, label))
    return Table(
        rows,
        {
            "kind": "Kind",
            "number": "No.",
            "code": "Code",
            "control": "Control",
            "gate": "Gate",
            "class": "Class",
            "label": "Label",
        },
    )
