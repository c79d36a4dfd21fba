"""What Record asks before it records: answers that do not go together, and steps that were ticked.

Each is asked once. Neither keeps a record from being made: pressed again, Record records.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject

from clerkapp.gui.form.page import FormPage
from clerkapp.gui.widgets.basic.buttons import QuietButton
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.wording.labels import label, step_words
from clerkapp.wording.language import _, ngettext


class Reminding(QObject):
    """`record`: goes on with recording once a person has said what to do with the steps."""

    def __init__(self, record: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._record = record
        self._left_out: frozenset[str] = frozenset()
        self._asked = False

    def nothing_left(self, page: FormPage) -> bool:
        """Whether the form may be recorded now; otherwise something is asked."""
        asking = page.model.asking
        if asking.untold():
            page.refresh()
            page.show_errors(focus=True)
            return False
        steps = [step for step, _at in asking.ticked()]
        if self._asked:
            return False
        if steps and frozenset(steps) != self._left_out:
            self._ask_for_steps(page, steps)
            return False
        return True

    def _ask_for_steps(self, page: FormPage, steps: list[str]) -> None:
        question = ngettext(
            "Add {count} ticked step with its time?",
            "Add {count} ticked steps with the time?",
            len(steps),
        ).format(count=len(steps))
        dialog = Dialog(
            question,
            _("Under “{actions}”: {steps}.").format(
                actions=label("actions"), steps=" · ".join(step_words(step) for step in steps)
            ),
            do=_("Add and record"),
            safe=_("Go back"),
            parent=page,
        )
        without = QuietButton(_("Record without them"))
        dialog.body.addWidget(without)
        dialog.start = dialog.do_button

        def over() -> None:
            self._asked = False

        def leave_out() -> None:
            over()
            self._left_out = frozenset(steps)
            dialog.reject()
            self._record()

        def add() -> None:
            over()
            page.model.asking.add_ticked()
            page.body.show_value("actions")
            self._record()

        self._asked = True
        dialog.finished.connect(over)
        without.clicked.connect(leave_out)
        dialog.accepted.connect(add)
        dialog.open()
