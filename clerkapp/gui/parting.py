"""Leaving somebody's screen: with a lock, a close or a bug. Whatever fails then, the vault closes.

What the screens hand over goes to `Unsaved`; what no screen keeps (a dialog, a page of Settings) is
at least known, so that nobody is told that nothing was lost.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from clerkapp.gui.tasks import Tasks
from clerkapp.gui.unsaved import Left, Unsaved
from clerkapp.wording.language import _

if TYPE_CHECKING:
    from clerkapp.gui.navigation.places import Place
    from clerkapp.gui.navigation.screen import Screen
    from clerkapp.gui.shell.desk import SignedIn
    from clerkapp.gui.widgets.basic.dialog import Dialog
    from clerkapp.services.session import Session


def leave(inside: SignedIn) -> tuple[Place, bool]:
    """Have the screen hand over what was typed: where to come back to, and whether it could."""
    try:
        return inside.leave(), True
    except Exception:
        # A bug is being told already, or comes from here: it must not keep the vault open.
        return inside.place, False


def close_dialogs(window: QWidget) -> None:
    """A lock never waits for a dialog."""
    for dialog in QApplication.topLevelWidgets():
        if dialog is not window and dialog.isModal():
            dialog.close()


def typed_elsewhere(window: QWidget, screen: Screen | None) -> bool:
    """Whether something was typed that no screen keeps: in a dialog, or on a page without a draft."""
    dialogs = [top for top in QApplication.topLevelWidgets() if top is not window and top.isModal()]
    pages: list[QWidget] = [] if screen is None or screen.keeps_typing else [screen]
    there = [widget for widget in (*dialogs, *pages) if shiboken6.isValid(widget)]
    try:
        return any(_typed_in(widget) for widget in there)
    except Exception:
        # Whatever cannot be looked at keeps no vault open, and is not called kept.
        return True


def _typed_in(widget: QWidget) -> bool:
    lines = any(
        line.isModified() and line.text() and line.echoMode() is QLineEdit.EchoMode.Normal
        for line in widget.findChildren(QLineEdit)
        if line.isVisible()
    )
    plain = [edit.document() for edit in widget.findChildren(QPlainTextEdit) if edit.isVisible()]
    rich = [edit.document() for edit in widget.findChildren(QTextEdit) if edit.isVisible()]
    return lines or any(edit.isModified() and not edit.isEmpty() for edit in (*plain, *rich))


def try_again(tasks: Tasks, unsaved: Unsaved, session: Session) -> None:
    """Have what is not saved tried once more, and wait for it."""
    with suppress(RuntimeError):  # no thread is left to do it
        tasks.on_vault(lambda: unsaved.retry(session))


def lock(tasks: Tasks, unsaved: Unsaved, session: Session) -> Left:
    """Beside the screen's thread: lock on the vault's; where that has ended, at least seal the words."""
    try:
        return tasks.on_vault(lambda: unsaved.lock(session))
    except Exception as error:
        whole = unsaved.seal(session)
        return Left((), unsaved.why, unsaved.waiting(), not whole, bug=error)


def ask_to_close(window: QWidget, unsaved: Unsaved) -> Dialog | None:
    """The question before words are lost; None while it is being asked already."""
    from clerkapp.gui.widgets.basic.dialog import Dialog

    if QApplication.activeModalWidget() is not None:
        return None
    whose = ", ".join(unsaved.waiting())
    words = (
        _(
            "What {people} typed last is kept in this window only, and is gone when it closes."
        ).format(people=whose)
        if whose
        else _("What you typed last is kept in this window only, and is gone when it closes.")
    )
    return Dialog(
        _("Close, and lose what could not be saved?"),
        f"{words} {unsaved.why}",
        do=_("Close and lose it"),
        safe=_("Keep the window open"),
        loses=True,
        parent=window,
    )
