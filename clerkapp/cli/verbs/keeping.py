"""`hold` and `dispose`: how long records are kept. `lesson`: what may be taught. `nil`: that nothing happened."""

from pathlib import Path
from typing import Any

import click

from clerkapp.cli.answer import Answer, Table, told
from clerkapp.cli.options import FILE, unlocking
from clerkapp.cli.shell import Shell
from clerkapp.services.declarations import lessons, nil
from clerkapp.services.declarations.lessons import Lesson
from clerkapp.services.declarations.nil import NilShown, Scope
from clerkapp.services.retention import disposing, holds
from clerkapp.services.vaults.second import Second


@click.command("hold")
@unlocking
@click.argument("numbers", metavar="[NUMBER]...", nargs=-1)
@click.option("--reason", help="Why; asked for when a hold is set or lifted.")
@click.option("--lift", is_flag=True, help="Lift the hold instead.")
def hold_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    numbers: tuple[str, ...],
    reason: str | None,
    lift: bool,  # noqa: FBT001 (named by click)
) -> Answer | Table:
    """Hold records, so that nobody can dispose of them, or lift the hold. Without NUMBER: what is held."""
    if not numbers:
        with shell.unlocked(vault, user, passphrase_file) as session:
            rows = [
                {"number": number, "reason": why, "since": since}
                for number, why, since in holds.listed(session)
            ]
        return Table(rows, {"number": "Number", "since": "Since", "reason": "Reason"})
    with shell.writing(vault, user, passphrase_file) as session:
        act = holds.lift if lift else holds.hold
        done = act(session, numbers, reason or "")
    return Answer(
        {"numbers": list(done), "held": not lift},
        list(done),
        done=told("hold-lifted" if lift else "hold-set", count=len(done)),
    )


@click.command("dispose")
@unlocking
@click.argument("numbers", metavar="[NUMBER]...", nargs=-1)
@click.option("--reason", help="Why.")
@click.option("--second", metavar="NAME", help="The second person: a reviewer or the authority.")
@click.option(
    "--second-passphrase-file", type=FILE, help="A file whose single line is their passphrase."
)
@click.option("--output", type=FILE, help="The new file that the certificate is written to.")
@click.option("--months", type=int, help="Instead: keep records for so many months from now on.")
def dispose_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    numbers: tuple[str, ...],
    reason: str | None,
    second: str | None,
    second_passphrase_file: Path | None,
    output: Path | None,
    months: int | None,
) -> Answer | Table:
    """Dispose of records for good, with a second person. Without NUMBER: what may be disposed of today.

    What was written in them, their files and what lists and search held of them are erased; numbers,
    signatures and the log stay. The certificate is written first. Nothing is ever deleted by itself.
    """
    if months is not None:
        with shell.writing(vault, user, passphrase_file) as session:
            kept = disposing.set_months(session, months)
        return Answer({"months": kept}, [str(kept)], done=told("retention-kept", months=kept))
    if not numbers:
        with shell.unlocked(vault, user, passphrase_file) as session:
            rows = [
                {"number": one.row.number, "kind": one.row.kind, "until": str(one.keeping.until)}
                for one in disposing.may_go(session)
            ]
        return Table(rows, {"number": "Number", "kind": "Kind", "until": "Kept until"})
    if second is None or output is None:
        raise click.UsageError("Give --second NAME and --output FILE.pdf.")
    theirs = shell.secret(second_passphrase_file, f"Passphrase of {second}")
    with shell.writing(vault, user, passphrase_file) as session:
        # Held from here on: between the certificate and what it tells of nothing may come.
        shell.stop.hold()
        made = disposing.dispose(session, numbers, reason or "", Second(second, theirs), output)
    return Answer(
        {
            "id": made.id,
            "numbers": list(made.numbers),
            "second": made.second,
            "file": str(output.absolute()),
            "sha256": made.certificate.sha256,
            "size": made.certificate.size,
        },
        [*made.numbers, f"{output}  {made.certificate.size} bytes"],
        done=told("disposed", count=len(made.numbers)),
    )


@click.group("lesson")
def lesson_command() -> None:
    """Release a record's approved wording and prevention for training, list what was released."""


@lesson_command.command("release")
@unlocking
@click.argument("number")
def release(
    shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None, number: str
) -> Answer:
    """Release a record for training: a reviewer's. A later change of the record ends it."""
    with shell.writing(vault, user, passphrase_file) as session:
        made = lessons.release(session, number)
    return Answer(_lesson(made), [f"{made.number}: {made.wording}"], done=told("lesson-kept"))


@lesson_command.command("list")
@unlocking
def list_lessons(
    shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None
) -> Table:
    """What was released, the newest first; `current` is false where the record has changed since."""
    with shell.unlocked(vault, user, passphrase_file) as session:
        rows = [_lesson(one) for one in lessons.listed(session)]
    return Table(
        rows,
        {
            "number": "Number",
            "rev": "Rev",
            "released": "Released",
            "by": "By",
            "current": "Current",
        },
    )


def _lesson(one: Lesson) -> dict[str, Any]:
    return {
        "number": one.number,
        "rev": one.rev,
        "released": one.released,
        "by": one.by,
        "current": one.current,
        "wording": one.wording,
    }


@click.group("nil")
def nil_command() -> None:
    """Declare that nothing happened, list what was declared, take one back."""


@nil_command.command("add")
@unlocking
@click.option("--election", metavar="ELECTION", help="For this election, as records name it.")
@click.option("--from", "first", metavar="YYYY-MM-DD", help="For a period: its first day.")
@click.option("--until", "last", metavar="YYYY-MM-DD", help="Its last day.")
@click.option(
    "--site", metavar="SITE", help="For one place, as records name it. Default: the office."
)
@click.option("--text", help="The sentence that is signed.")
@click.option("--withdraw", metavar="ID", help="Instead: take this declaration back.")
@click.option("--reason", help="Why it is taken back.")
def add_nil(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    election: str | None,
    first: str | None,
    last: str | None,
    site: str | None,
    text: str | None,
    withdraw: str | None,
    reason: str | None,
) -> Answer:
    """Declare that nothing happened, for an election or a period. Only the authority may.

    Refused while a record that everybody may see, or a draft, lies in it. Restricted records are outside every
    declaration.
    """
    if withdraw is not None:
        return _taken_back(shell, vault, user, passphrase_file, withdraw, reason)
    if text is None:
        raise click.UsageError("Give --text, or --withdraw ID with --reason.")
    with shell.writing(vault, user, passphrase_file) as session:
        made = nil.add(session, Scope(election, first, last, site), text)
    return Answer(_nil(made), [f"{made.id}  {made.text}"], done=told("nil-kept"))


@nil_command.command("withdraw")
@unlocking
@click.argument("nil_id", metavar="ID")
@click.option("--reason", required=True, help="Why it is taken back.")
def withdraw_nil(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    nil_id: str,
    reason: str,
) -> Answer:
    """Take a declaration back. Both stay on file."""
    return _taken_back(shell, vault, user, passphrase_file, nil_id, reason)


@nil_command.command("list")
@unlocking
def list_nils(shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None) -> Table:
    """Every declaration, the newest first, those that were taken back too."""
    with shell.unlocked(vault, user, passphrase_file) as session:
        rows = [_nil(one) for one in nil.listed(session)]
    return Table(
        rows,
        {
            "id": "Id",
            "election": "Election",
            "from": "From",
            "until": "Until",
            "site": "Place",
            "text": "Text",
            "withdrawn": "Taken back",
        },
    )


def _taken_back(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    nil_id: str,
    reason: str | None,
) -> Answer:
    with shell.writing(vault, user, passphrase_file) as session:
        gone = nil.withdraw(session, nil_id, reason or "")
    return Answer(_nil(gone), [f"{gone.id}  {gone.reason}"], done=told("nil-taken-back"))


def _nil(one: NilShown) -> dict[str, Any]:
    return {
        "id": one.id,
        "election": one.scope.election,
        "from": one.scope.first,
        "until": one.scope.last,
        "site": one.scope.site,
        "text": one.text,
        "at": one.at,
        "by": one.by,
        "withdrawn": one.withdrawn,
        "reason": one.reason,
    }
