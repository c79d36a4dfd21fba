"""Backups, the self-check and the recovery key in words: what was found, when, what is due. No Qt."""

from pathlib import Path

from clerkapp.domain.check_report import CheckReport
from clerkapp.services.vaults.safekeeping import LastBackup
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.sentences import sentence
from clerkapp.wording.times import instant_words


def last_backup_words(last: LastBackup | None) -> str:
    """How the last daily backup went."""
    if last is None:
        return _("None yet. The first one is made when you lock.")
    at = instant_words(last.at, year=True)
    if last.code is not None:
        return _("Failed {when}. {why}").format(when=at, why=why_backup_failed(last))
    return _("{when}, opened again and checked").format(when=at)


def same_disk_words() -> str:
    """What it means that backups are beside the vault."""
    return _(
        "This is the disk that the vault lies on: when it fails, both are gone. Choose a stick or another disk."
    )


def why_backup_failed(last: LastBackup) -> str:
    """Why the last daily backup failed, and what to do."""
    file = Path(last.path or "")
    return sentence(last.code or "", {"folder": str(file.parent), "path": file.name})


def recovery_due_words(*, former_works: bool) -> str:
    """What it means that the newest recovery key was not read back from paper."""
    if former_works:
        return _(
            "The new key was not read back from paper. The one before still works. Make another, print it and read it back."
        )
    return _(
        "Nobody has read this key back from paper: perhaps nobody has it. Make a new one, print it and read it back."
    )


def looked_at(report: CheckReport) -> str:
    """How much the self-check went through."""
    parts = []
    for name, singular, many in (
        ("revisions", _("{count} version"), _("{count} versions")),
        ("acts", _("{count} signature"), _("{count} signatures")),
        ("attachments", _("{count} attachment"), _("{count} attachments")),
        ("bundles", _("{count} bundle"), _("{count} bundles")),
        ("journal", _("{count} entry of the log"), _("{count} entries of the log")),
    ):
        count = report.counts.get(name)
        if count is not None:
            parts.append((singular if count == 1 else many).format(count=f"{count:,}"))
    return ", ".join(parts)


def findings(report: CheckReport) -> list[str]:
    """What was found, a sentence each."""
    return [sentence(problem.code, problem.params) for problem in report.problems]


def found_words(report: CheckReport) -> str:
    """The result in one line."""
    if report.sound:
        return _("The vault was checked: everything is there, whole and in order.")
    count = len(report.problems)
    return ngettext(
        "The vault was checked: {count} finding.", "The vault was checked: {count} findings.", count
    ).format(count=count)
