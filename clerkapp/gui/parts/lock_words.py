"""What the lock screen says of why it is there, and of what became of the typing: one place, which asks
what the last saving came to (`unsaved.Left`)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from clerkapp.gui.unsaved import Left
from clerkapp.wording.language import _


class LockReason(StrEnum):
    """Why the unlock screen is shown."""

    START = "start"
    ASKED = "asked"
    IDLE = "idle"
    BUG = "bug"


def said(reason: LockReason, at: str, minutes: int, left: Left | None) -> str:
    """The line under the question. `left`: None while the vault is still being closed."""
    if reason is LockReason.START:
        return _("Choose your name and type your passphrase.")
    if left is not None and _all_kept(left):
        match reason:
            case LockReason.ASKED:
                words = _("Locked at {time}, and nothing was lost.")
            case LockReason.IDLE:
                words = _("Locked at {time} after {n} minutes without typing. Nothing was lost.")
            case _:
                words = _(
                    "The program had to stop. What you typed up to {time} is kept as a draft."
                )
    else:
        match reason:
            case LockReason.ASKED:
                words = _("Locked at {time}")
            case LockReason.IDLE:
                words = _("Locked at {time} after {n} minutes without typing.")
            case _:
                words = _("The program had to stop at {time}")
    return words.format(time=at, n=minutes)


def banners(reason: LockReason, left: Left, report: Path | None) -> Iterator[tuple[str, str, str]]:
    """Tone, title and text of what is to be known beside that."""
    if left.waiting:
        where_kept = _(
            "It is kept in this window, and only {people} can open it. Do not close the program or "
            "switch the computer off. Put right what is named, then unlock as the same person: the "
            "words come back and are saved."
        ).format(people=", ".join(left.waiting))
        yield (
            "danger",
            _("What was typed last could not be saved."),
            f"{left.why} {where_kept}".strip(),
        )
    if left.gone:
        yield (
            "danger",
            _("Some of what was typed could not be saved."),
            _(
                "The last words in the form are lost. Compare it with what you remember when you are in."
            ),
        )
    if left.typed:
        yield (
            "warn",
            _("What was typed outside a form was not kept."),
            _(
                "A question or a page of settings was open. Type it again. Drafts of forms are not affected."
            ),
        )
    if reason is LockReason.BUG:
        if report is None:
            yield (
                "warn",
                _("No report of what happened could be written."),
                _("Everything recorded is safe. Please tell county IT what you were doing."),
            )
        else:
            yield (
                "info",
                _("A report without anybody’s text lies in {file}.").format(file=str(report)),
                _("Please send it to county IT."),
            )


def _all_kept(left: Left) -> bool:
    return not (left.waiting or left.gone or left.typed)
