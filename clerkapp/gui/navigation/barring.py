"""Acts that write, where the vault can only be read: there to be seen, not to be used, and why."""

from contextlib import suppress

from PySide6.QtWidgets import QWidget

from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.widgets.inputs.drop_area import DropArea
from clerkapp.wording.language import _


def only_read(code: str) -> tuple[str, str]:
    """What holds while the vault can only be read, and what to do. `code`: why (`Vault.unwritable`)."""
    if code == "vault-disk-full":
        return _(
            "This disk is full: you can read, print and back up; nothing can be recorded until there is room."
        ), _("Empty the waste bin or move large files away, then lock and unlock.")
    return _(
        "The vault’s folder may not be written: you can read, print and back up; nothing can be recorded."
    ), _("Ask county IT to let this account write there, then lock and unlock.")


def bar(desk: Desk, *controls: QWidget) -> None:
    """Disable what writes, if nothing can be written; each says why to a pointer and a screen reader.

    The banner above every page says it too, and takes the keyboard's focus.
    """
    code = ""
    # After a lock nobody is signed in, while the page on its way out is still being built.
    with suppress(RuntimeError):
        code = desk.session.unwritable
    if not code:
        return
    why = only_read(code)[0]
    for control in controls:
        parts = [control]
        if isinstance(control, DropArea):
            control.setAcceptDrops(False)
            parts = [control.choose_button, control.paste_button]
        for part in parts:
            part.setEnabled(False)
            part.setToolTip(why)
            part.setAccessibleDescription(why)
