"""Focus order for parts that are filled or rearranged after they were made.

Qt appends a new widget to the end of the window's focus chain, wherever it is shown. `order_inside`
puts everything inside a container right behind the container itself, in the order of its layouts,
which is reading order.
"""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QLayout, QScrollArea, QWidget


def order_inside(container: QWidget) -> None:
    """Let Tab visit what is inside `container` in reading order."""
    stops = list(_stops(container, own=False))
    if not stops:
        return
    policy = container.focusPolicy()
    container.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt orders only what takes the focus
    QWidget.setTabOrder(container, stops[0])
    container.setFocusPolicy(policy)
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def order_before(last: QWidget, *containers: QWidget) -> None:
    """Let Tab visit what is inside `containers` in reading order, and then `last`.

    For what is added beside something that has its place: a part that takes no focus, such as a frame,
    need not be in the chain where it is shown.
    """
    # The chain is not walked: PySide makes what previousInFocusChain answers a part of who was asked.
    stops = [stop for container in containers for stop in _stops(container, own=False)]
    for first, second in pairwise([last, *stops, last]):
        if first is not second:
            QWidget.setTabOrder(first, second)


def _stops(widget: QWidget, *, own: bool = True) -> Iterator[QWidget]:
    if own and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        yield widget
    layout = widget.layout()
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from _stops(inside)
    elif isinstance(widget, QComboBox | QAbstractScrollArea):
        return
    elif layout is not None:
        yield from _in_layout(layout)
    else:
        parts = widget.buttons() if hasattr(widget, "buttons") else ()
        for part in parts:
            yield from _stops(part)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _in_layout(inner)
