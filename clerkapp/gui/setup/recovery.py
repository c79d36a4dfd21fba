"""The step with the recovery key: shown once, printed, read back from paper."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clerkapp.gui.parts.recovery_paper import RecoveryPaper, WithPdf
from clerkapp.gui.setup.context import SetupContext
from clerkapp.gui.setup.task import Task
from clerkapp.services.session import Session
from clerkapp.services.vaults import recovery
from clerkapp.wording.language import _


class RecoveryTask(Task):
    """The recovery key. Until it was read back Home says that it is due."""

    def __init__(self, context: SetupContext) -> None:
        super().__init__(
            context,
            _("Print the recovery key"),
            _(
                "If every passphrase is forgotten, this key is the only way back in. Nobody else has a copy, not even the state."
            ),
        )
        self.paper = RecoveryPaper(
            context.model.authority_name, context.recovery_key, self._run, context.ports.drive
        )
        self.fields = self.paper.fields
        self.column.addWidget(self.paper)
        self.column.addStretch(1)

    def first(self) -> QWidget:
        """Printing comes first."""
        return self.paper.print_button

    def problems(self) -> dict[str, str]:
        """The groups read back, and the envelope."""
        return self.paper.problems()

    def show_problems(self, problems: dict[str, str]) -> None:
        """What was read back rightly stays marked as right."""
        self.paper.show_problems(problems)

    def keep(self, done: Callable[[], None]) -> None:
        """From here on the key is on paper only."""
        key = self.context.recovery_key

        def kept() -> None:
            self.context.recovery_key = ""
            done()

        self.context.keep(lambda session: recovery.confirm(session, key), kept)

    def _run(self, work: Callable[[Session], bytes], then: WithPdf) -> None:
        session = self.context.session
        if session is not None:
            self.context.tasks.run(self, lambda: work(session), then, self.context.refused.emit)
