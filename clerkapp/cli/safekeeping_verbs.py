"""`check`, `backup`, `restore`."""

from pathlib import Path

import click

from clerkapp.cli.options import FILE, FOLDER, json_option, unlocking
from clerkapp.cli.shell import Shell
from clerkapp.wording.check_words import looking_at
from clerkapp.wording.sentences import sentence


@click.command("check")
@unlocking
def check_command(shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None) -> int:
    """Compare everything in the vault with everything that says what it was.

    Pages, header, log, people, signatures, records, numbers, attachments, bundles, settings. What is
    recorded is never changed; lists that do not agree with it are made anew. Ends with 1 when there are
    problems.
    """
    from clerkapp.services import safekeeping

    with shell.unlocked(vault, user, passphrase_file) as session:
        report = safekeeping.check(session, lambda part: shell.progress(looking_at(part)))
    problems = [
        {"code": one.code, "message": sentence(one.code, one.params), **one.params}
        for one in report.problems
    ]
    shell.value(
        {"ok": not problems, "problems": problems, "counts": dict(report.counts)},
        [
            *(f"{name}: {count}" for name, count in report.counts.items()),
            *(f"! {problem['message']}" for problem in problems),
        ],
    )
    shell.message("check-problems" if problems else "check-clean", count=len(problems))
    return 1 if problems else 0


@click.command("backup")
@unlocking
@click.argument("file", type=FILE)
def backup_command(
    shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None, file: Path
) -> None:
    """Write the vault to one new FILE, and check it."""
    from clerkapp.services import safekeeping

    with shell.unlocked(vault, user, passphrase_file) as session:
        made = safekeeping.backup(session, file)
    shell.value(
        {"file": str(made.path.absolute()), "size": made.size, "at": made.at},
        [f"{made.path}  {made.size} bytes"],
    )


@click.command("restore")
@click.argument("file", type=FILE)
@click.argument("vault", type=FOLDER)
@json_option
@click.pass_obj
def restore_command(shell: Shell, file: Path, vault: Path) -> None:
    """Bring the backup FILE back as a new VAULT. Its next export opens a new epoch."""
    from clerkapp.services import safekeeping

    vault_id = safekeeping.restore(file, vault, shell.ports)
    shell.value({"vault_id": vault_id, "vault": str(vault.absolute())}, [f"{vault}  {vault_id}"])
    shell.message("restored")
