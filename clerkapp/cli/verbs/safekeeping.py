"""`check`, `backup`, `restore`."""

from pathlib import Path

import click

from clerkapp.cli.answer import Answer, Exit, told
from clerkapp.cli.options import FILE, FOLDER, json_option, unlocking
from clerkapp.cli.shell import Shell
from clerkapp.services.vaults import safekeeping
from clerkapp.wording.check_words import looking_at


@click.command("check")
@unlocking
def check_command(
    shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None
) -> Answer:
    """Compare everything in the vault with everything that says what it was.

    Pages, header, log, people, signatures, records, numbers, attachments, bundles, settings. What is
    recorded is never changed; lists that do not agree with it are made anew. Ends with 1 when there are
    problems.
    """
    with shell.unlocked(vault, user, passphrase_file) as session:
        report = safekeeping.check(session, lambda part: shell.progress(looking_at(part)))
    problems = [
        {"code": found.code, "message": told(found.code, **found.params), **found.params}
        for found in report.problems
    ]
    return Answer(
        {"ok": not problems, "problems": problems, "counts": dict(report.counts)},
        [
            *(f"{name}: {count}" for name, count in report.counts.items()),
            *(f"! {problem['message']}" for problem in problems),
        ],
        says=[told("check-problems" if problems else "check-clean", count=len(problems))],
        exit=Exit.REFUSED if problems else Exit.DONE,
    )


@click.command("backup")
@unlocking
@click.argument("file", type=FILE)
def backup_command(
    shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None, file: Path
) -> Answer:
    """Write the vault to one new FILE, and check it."""
    with shell.unlocked(vault, user, passphrase_file) as session:
        made = safekeeping.backup(session, file, keeping=shell.stop.hold)
    return Answer(
        {"file": str(file.absolute()), "size": made.size, "at": made.at},
        [f"{file}  {made.size} bytes"],
        done=told("file-written", file=file.name),
    )


@click.command("restore")
@click.argument("file", type=FILE)
@click.argument("vault", type=FOLDER)
@json_option
@click.pass_obj
def restore_command(shell: Shell, file: Path, vault: Path) -> Answer:
    """Bring the backup FILE back as a new VAULT, and say who can open it.

    Its next export opens a new epoch.
    """
    # Held from here on: between the files and this computer's notes about them nothing may come.
    shell.stop.hold()
    back = safekeeping.restore(file, vault, shell.ports)
    people = [{"name": person.name, "function": person.function} for person in back.people]
    restored = told("restored", count=len(people))
    return Answer(
        {"vault_id": back.vault_id, "vault": str(vault.absolute()), "people": people},
        [f"{vault}  {back.vault_id}", *(f"  opens for {person.name}" for person in back.people)],
        says=[restored],
        done=restored,
    )
