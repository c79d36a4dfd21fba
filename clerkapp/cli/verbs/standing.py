"""`status`, `todo`: where the work stands, and what is still to do."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from clerkapp.cli.answer import Answer, Table, told
from clerkapp.cli.options import number_argument, unlocking
from clerkapp.cli.record_file import read_record
from clerkapp.cli.shell import Shell
from clerkapp.cli.verbs.record import recorded_answer
from clerkapp.domain.vocabulary.common import STATUSES
from clerkapp.domain.work import steps
from clerkapp.services.records import reading, recording, todos
from clerkapp.services.records.recording import StatusDetails


@click.command("status")
@unlocking
@number_argument
@click.option("--set", "status", required=True, metavar="STATUS", help=", ".join(STATUSES) + ".")
@click.option("--reason", help="Why, in words.")
@click.option(
    "--of", metavar="NUMBER", default="", help="For duplicate: the record that it repeats."
)
@click.option("--waiting-on", metavar="TEXT", default="", help="For waiting: whom or what for.")
@click.option(
    "--since", metavar="TIME", help="For waiting: since when, RFC 3339 or a day. Default: now."
)
@click.option("--owner", metavar="NAME", default="", help="For working: who has it. Default: you.")
@click.option("--back-on", metavar="DATE", help="When to come back to it: a day or RFC 3339.")
@click.option(
    "--record",
    "record_file",
    metavar="FILE|-",
    help="A JSON object {code: value} of answers that belong to this step, such as resolution, "
    "severity or todo. They stand in the same revision.",
)
def status_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    number: str,
    status: str,
    reason: str | None,
    of: str,
    waiting_on: str,
    since: str | None,
    owner: str,
    back_on: str | None,
    record_file: str | None,
) -> Answer:
    """Set where the work stands. Resolving asks for what the form needs to resolve, duplicate for --of,
    waiting for --waiting-on. To-dos that are open when a record is resolved stay open, and are named."""
    changes = read_record(record_file, shell.ports) if record_file else None
    standing = StatusDetails(
        of=of, waiting_on=waiting_on, waiting_since=since, owner=owner, back_on=back_on
    )
    with shell.writing(vault, user, passphrase_file) as session:
        recorded = recording.set_status(session, number, status, reason, standing, changes)
        values = reading.show(session, recorded.number).stored
    answer = recorded_answer(recorded)
    left = [step.what for step in steps.open_steps(values)] if status == "resolved" else []
    if left:
        answer = replace(answer, says=[*answer.says, told("todos-stay-open", what=left)])
    return answer


@click.command("todo")
@unlocking
@click.option("--overdue", is_flag=True, help="Only what should be done by now.")
@click.option("--mine", is_flag=True, help="Only what you are named for, or your role.")
def todo_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    overdue: bool,  # noqa: FBT001 (named by click)
    mine: bool,  # noqa: FBT001
) -> Table:
    """Open to-dos and preventive steps of all records, the first due first. `due`: RFC 3339, a day, or
    null."""

    def rows() -> Iterator[dict[str, Any]]:
        with shell.unlocked(vault, user, passphrase_file) as session:
            for one in todos.listed(session, overdue=overdue, mine=mine, limit=todos.EVERYTHING):
                yield {
                    "number": one.row.number,
                    "what": one.step.what,
                    "owner": one.step.owner or None,
                    "due": one.step.due_at,
                }

    return Table(rows(), {"number": "Number", "what": "What", "owner": "Who", "due": "Due"})
