"""`import-log`: an old spreadsheet log becomes records."""

from pathlib import Path
from typing import Any

import click

from clerkapp.cli.answer import Answer, told
from clerkapp.cli.options import FILE, unlocking
from clerkapp.cli.record_file import read_record
from clerkapp.cli.shell import Shell
from clerkapp.domain.old_log import mapping
from clerkapp.services.importing import old_log
from clerkapp.services.importing.old_log import LogLineRefused
from clerkapp.wording.labels import kind_label, label


@click.command("import-log")
@unlocking
@click.argument("file", type=FILE)
@click.option(
    "--map",
    "map_file",
    metavar="FILE",
    required=True,
    help='Which column is what, a JSON object: {"source": "Log 2024", "kind": "procedure", "columns": '
    '{"Date/Time": "occurred", "What happened": "one_line", "Polling Place": "place", "Log #": '
    '"old_number", "Initials": null}, "dates": "month-first", "words": {"noticed_by": {"PW": '
    '"election_judge"}}, "always": {"danger": "no"}}. Codes of fields are those of clerkctl schema; '
    "a column may also be kind, occurred.day, occurred.clock, or a table's column such as actions.what.",
)
@click.option("--dry-run", is_flag=True, help="Say what would come in; write nothing.")
def import_log_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    file: Path,
    map_file: str,
    dry_run: bool,  # noqa: FBT001
) -> Answer:
    """Bring in an old log, a CSV file or a workbook (XLSX), signed as transcribed.

    Lines that are there already are skipped. A line that cannot be read or that the guard stops at stays
    out, with the reason. What is stopped halfway leaves whole records; the next run skips them.
    """
    value = read_record(map_file, shell.ports)
    chosen = mapping.of_value(value, source=file.stem)
    with shell.unlocked(vault, user, passphrase_file) as session:
        read = old_log.read_file(session, file)
        found = old_log.tried(session, read, chosen)
        recorded = len(found.ready)
        if not dry_run and found.ready:
            shell.stop.hold()
            brought = old_log.bring_in(session, read, found.ready, stopped=shell.stop.is_wanted)
            recorded = len(brought.numbers)
    doubles = found.doubles + len(found.twins)
    answer: dict[str, Any] = {
        "rows": found.rows,
        "recorded": recorded,
        "doubles": doubles,
        "refused": [
            {"row": one.line, "code": one.code, "fields": list(one.fields)} for one in found.refused
        ],
    }
    counts = {**answer, "refused": len(found.refused)}
    summary = told("log-would-come" if dry_run else "log-came", **counts)
    says = [_line(one) for one in found.refused]
    done = "" if dry_run or not recorded else summary
    return Answer(answer, [summary], says, done=done)


def _line(one: LogLineRefused) -> str:
    reason = told(one.code, **one.params)
    fields = ", ".join(kind_label(code) if code == "kind" else label(code) for code in one.fields)
    if not fields:
        return told("list-line-kept-out", line=one.line, reason=reason)
    return told("list-line-refused", line=one.line, columns=fields, reason=reason)
