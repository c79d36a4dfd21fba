"""What ends a task: its buttons in one line at the foot, the main one last at the right."""

from PySide6.QtWidgets import QWidget

from clerkapp.gui.widgets.basic.layouts import Flow


class Foot(QWidget):
    """`buttons` in reading order, the main one last. They wrap where there is no room for all."""

    def __init__(self, *buttons: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow = Flow(10, 8, self, right=True)
        for button in buttons:
            self.flow.addWidget(button)
