"""Choose your own passphrase: the only page behind a passphrase that somebody else typed first."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.gui.parts import passphrase_hint
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.trouble import words_of
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, QuietButton
from clerkapp.gui.widgets.basic.control import announce
from clerkapp.gui.widgets.basic.foot import Foot
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.passphrase import Passphrase
from clerkapp.wording.language import _


class OwnPassphrase(QWidget):
    """Asks `name` for a new passphrase, twice. `names`: of the person and the office."""

    chosen = Signal(str)
    """The new passphrase."""
    back = Signal()

    def __init__(self, name: str, names: Iterable[str]) -> None:
        super().__init__()
        self._title = _("Choose your own passphrase")
        known = tuple(names)
        column = Column(0, parent=self)
        column.addStretch(1)
        column.addWidget(Label(name, "small", "text-2"))
        column.addWidget(Label(self._title, "display"))
        column.addSpacing(4)
        column.addWidget(
            Label(
                _(
                    "The passphrase that you typed came from whoever opened your account, so somebody else knows it. It opens nothing but this page. What you record and sign is yours alone once nobody else knows how to open it."
                ),
                "body",
                "text-2",
            )
        )
        column.addSpacing(20)
        self.new = Field(
            _("New passphrase"),
            Passphrase(),
            help=passphrase_hint.advice(),
        )
        self.again = Field(_("The new passphrase again"), Passphrase())
        passphrase_hint.follow(self.new, lambda: known)
        column.addWidget(self.new)
        column.addSpacing(16)
        column.addWidget(self.again)
        column.addSpacing(20)
        self.use = PrimaryButton(_("Use this passphrase"), "check", main=True)
        self._back = QuietButton(_("Go back"))
        column.addWidget(Foot(self._back, self.use))
        column.addStretch(2)
        self.new.control.accepted.connect(self.again.go_to)  # type: ignore[attr-defined]
        self.again.control.accepted.connect(self.accept)  # type: ignore[attr-defined]
        self.again.control.changed.connect(self.again.clear_message)
        self.use.clicked.connect(self.accept)
        self._back.clicked.connect(self.back)
        theme().follow(self)

    def enter(self) -> None:
        """The focus begins where something is typed."""
        announce(self, self._title)
        self.new.go_to()

    def restyle(self) -> None:
        """As wide as a line of it needs."""
        self.setMaximumWidth(theme().px(560))

    def accept(self) -> None:
        """Both are typed: have it kept."""
        if not self.use.isEnabled():
            return
        new, again = self.new.control.value(), self.again.control.value()
        self.again.clear_message()
        if not new:
            self.new.set_error(_("Type the new passphrase."))
            self.new.go_to()
        elif new != again:
            self.again.set_error(_("The two passphrases differ. Type the same one twice."))
            self.again.go_to()
        else:
            self.use.setEnabled(False)
            self.chosen.emit(new)

    def refused(self, error: ClerkappError) -> None:
        """It was not kept: say why, and ask again."""
        self.use.setEnabled(True)
        self.new.set_error(words_of(error))
        self.new.go_to()
