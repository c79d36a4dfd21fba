"""Tab order as printed: fields that open late are where they are seen, not where they were made."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLayout, QWidget

from clerkapp.gui.widgets.inputs.segment import Segment


def stops(widget: QWidget) -> Iterator[QWidget]:
    """What takes the focus by Tab inside `widget`, in the order of its layouts.

    Of joined choices all: any of them may be the one Tab stop after the next choice.
    """
    if widget.isWindow():
        return
    if isinstance(widget, Segment):
        yield from widget.buttons()
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if isinstance(widget, QComboBox | QAbstractItemView):
        return
    layout = widget.layout()
    if layout is None:
        for child in widget.children():
            if isinstance(child, QWidget):
                yield from stops(child)
    else:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            yield from _in_layout(inner)
        elif widget is not None:
            yield from stops(widget)


def chain(*widgets: QWidget) -> None:
    """Make Tab visit `widgets` and what is in them in this order."""
    for before, after in pairwise([stop for widget in widgets for stop in stops(widget)]):
        QWidget.setTabOrder(before, after)
