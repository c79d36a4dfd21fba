"""`draft`: keep unfinished typing."""

from collections.abc import Sequence
from pathlib import Path

import click

from clerkapp.cli.answer import Answer, told
from clerkapp.cli.options import unlocking
from clerkapp.cli.record_file import hints, override_option, read_record, with_overrides
from clerkapp.cli.shell import Shell
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.records import guarded, values
from clerkapp.services.records import drafting


@click.command("draft")
@unlocking
@click.option("--kind", required=True, type=click.Choice(tuple(KINDS)))
@click.option(
    "--record", "record_file", required=True, metavar="FILE|-", help="What is known so far."
)
@override_option
def draft_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    kind: str,
    record_file: str,
    overrides: Sequence[str],
) -> Answer:
    """Keep a draft. Only its author sees it, and it is never exported."""
    typed = with_overrides(read_record(record_file, shell.ports), overrides)
    guarded.settled(kind, values.normalise(kind, typed), None)
    content = {"values": typed}
    with shell.writing(vault, user, passphrase_file) as session:
        draft = drafting.save(session, kind, content)
    return Answer({"draft": draft}, [draft], says=hints(kind, typed), done=told("draft-kept"))
