"""Old to new, and signatures."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from clerkapp.gui.widgets.basic.control import set_property
from clerkapp.gui.widgets.basic.layouts import Column, Flow, Row
from clerkapp.gui.widgets.basic.text import IconLabel, Label
from clerkapp.wording.language import _


class _Value(QFrame):
    """A word and a value on a tint."""

    def __init__(self, box: str, tone: str, word: str, value: str, *, struck: bool) -> None:
        super().__init__()
        set_property(self, "box", box)
        row = Row(6, (8, 2, 8, 2), self)
        row.addWidget(Label(word, "small-strong", tone, wrap=False))
        row.addWidget(Label(value, "table", struck=struck), 1)


class OldToNew(QWidget):
    """ "Was 14, now 41", with the reason above in quotes. Empty values read "not recorded"."""

    def __init__(self, old: str, new: str, *, reason: str = "") -> None:
        super().__init__()
        old, new = old or _("not recorded"), new or _("not recorded")
        column = Column(4, parent=self)
        if reason:
            column.addWidget(Label(f"“{reason}”", "small", "text-2"))
        line = QWidget()
        flow = Flow(6, 4, line)
        flow.addWidget(_Value("danger", "danger", _("Was"), old, struck=True))
        flow.addWidget(IconLabel("arrow-right", "text-2", 18))
        flow.addWidget(_Value("good", "good", _("Now"), new, struck=False))
        column.addWidget(line)
        self.setAccessibleName(_("Was {old}, now {new}").format(old=old, new=new))


class SignatureRow(QWidget):
    """A signature that was given (name, capacity, how and when) or is still open (who may sign)."""

    def __init__(self, title: str, capacity: str, how: str, *, signed: bool) -> None:
        super().__init__()
        row = Row(10, parent=self)
        icon = IconLabel(
            "circle-check" if signed else "circle-dashed", "good" if signed else "text-2"
        )
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        column = Column(1)
        column.addWidget(Label(title, "table-strong" if signed else "table"))
        column.addWidget(Label(capacity, "small", "text-2"))
        column.addWidget(Label(how, "small", "good" if signed else "text-2"))
        row.addLayout(column, 1)
        state = _("signed") if signed else _("not signed yet")
        self.setAccessibleName(f"{title}, {capacity}, {state}, {how}")
