"""Heights that follow the width, for buttons that paint wrapping text.

Qt holds a widget with a fixed vertical policy to its size hint, whatever its width is by then. So the
height is fixed anew each time the width has changed.
"""

from PySide6.QtWidgets import QWidget


def fit_height(widget: QWidget) -> None:
    """Fix the height to what the width needs."""
    height = widget.heightForWidth(widget.width())
    if height != widget.minimumHeight() or height != widget.maximumHeight():
        widget.setFixedHeight(height)
