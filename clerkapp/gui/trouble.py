"""Trouble in three ways: a refusal in words, the computer's failure with its remedy, a bug.

A screen shows what belongs to its own fields. What it did not expect comes here: a dialog with the
sentence. For a bug the vault is locked, a crash file without anybody's text is left, and the next
start says so.
"""

from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError, EnvironmentFailure
from clerkapp.gui.widgets.basic.dialog import Message
from clerkapp.wording.language import _
from clerkapp.wording.sentences import sentence


def words_of(error: ClerkappError) -> str:
    """The sentence for an error."""
    return sentence(error.code, error.params)


def show_trouble(parent: QWidget, error: ClerkappError) -> None:
    """Tell in a dialog; it closes by Esc, and a lock takes it away."""
    title = (
        _("This computer could not do that")
        if isinstance(error, EnvironmentFailure)
        else _("That was not done")
    )
    Message(title, words_of(error), parent).open()


def show_bug(parent: QWidget) -> None:
    """Something went wrong in the program before anybody was signed in."""
    words = _(
        "The program could not do that. What was recorded is safe. Close it and start it again."
    )
    Message(_("Something went wrong"), words, parent).open()
