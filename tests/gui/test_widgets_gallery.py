"""Every component on the gallery's pages: texts fit, targets are large enough, names, focus ring."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.theme.tokens import SMALLEST_TARGET
from clerkapp.gui.widgets.basic.chip import Chip
from clerkapp.gui.widgets.basic.focus_ring import FocusRing
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.page.page import Page
from clerkapp.gui.widgets.page.rail import Rail
from tests.gui.look import look, settle
from tools.gallery.window import PAGES, open_page

__all__ = ["look"]

SIZES = ((100, QSize(1280, 800)), (100, QSize(1024, 768)), (200, QSize(1024, 768)))
_FOCUS = Qt.FocusPolicy.TabFocus


@pytest.fixture
def page(look: Theme, request: pytest.FixtureRequest, qtbot: object) -> Iterator[QWidget]:
    """A gallery page: (name, palette, scale, size)."""
    name, palette, scale, size = request.param
    look.set_palette(palette)
    look.set_scale(scale)
    window = open_page(name, size)
    window.activateWindow()
    settle(window)
    yield window
    _put_away(window)


ALL = [
    pytest.param((name, palette, scale, size), id=f"{name}-{palette}-{scale}-{size.width()}")
    for name in PAGES
    for palette in ("light", "dark", "contrast")
    for scale, size in SIZES
    if not (palette == "dark" and size.width() == 1024)
]
LIGHT = [
    pytest.param((name, "light", scale, size), id=f"{name}-{scale}-{size.width()}")
    for name in PAGES
    for scale, size in SIZES
]


@pytest.mark.parametrize("page", ALL, indirect=True)
def test_every_label_fits_its_box(page: QWidget) -> None:
    cut = []
    for label in page.findChildren(QLabel):
        if not label.isVisible() or isinstance(label, Chip) or not label.text():
            continue
        room = label.contentsRect()
        if label.wordWrap():
            flags = Qt.TextFlag.TextWordWrap.value
            needed = label.fontMetrics().boundingRect(room, flags, label.text())
            fits = needed.height() <= room.height() + 1 and needed.width() <= room.width() + 1
        else:
            fits = label.fontMetrics().horizontalAdvance(label.text()) <= room.width() + 1
        if not fits:
            cut.append((label.text(), room.size()))
    assert cut == []


@pytest.mark.parametrize("page", ALL, indirect=True)
def test_no_button_cuts_its_words(page: QWidget) -> None:
    cut = []
    for button in page.findChildren(QAbstractButton):
        if not button.isVisible() or not button.text():
            continue
        if button.hasHeightForWidth():
            fits = button.height() >= button.heightForWidth(button.width())
        else:
            fits = button.width() >= button.minimumSizeHint().width()
        if not fits:
            cut.append((button.text(), button.size()))
    assert cut == []


@pytest.mark.parametrize("page", LIGHT, indirect=True)
def test_nothing_needs_sideways_scrolling(page: QWidget) -> None:
    inside = page.findChildren(Page)
    for part in inside:
        area = part._area
        assert area.horizontalScrollBar().maximum() == 0
        content = area.widget()
        assert content is not None
        assert content.width() <= area.viewport().width()
        wide = [
            (type(child).__name__, child.geometry())
            for child in content.findChildren(QWidget)
            if child.isVisible()
            and child.mapTo(content, child.rect().topRight()).x() > content.width()
        ]
        assert wide == []


def _put_away(window: QWidget) -> None:
    window.close()
    window.deleteLater()
    settle(QWidget())


def _stops(window: QWidget) -> list[QWidget]:
    """What Tab visits, in its order."""
    found: list[QWidget] = []
    at = window.nextInFocusChain()
    while at is not None and at is not window and len(found) < 500:
        focusable = at.focusPolicy().value & _FOCUS.value
        if focusable and at.isVisible() and at.isEnabled() and at.focusProxy() is None:
            found.append(at)
        at = at.nextInFocusChain()
    return found


@pytest.mark.parametrize("page", LIGHT, indirect=True)
def test_each_stop_has_a_name_and_a_large_enough_target(page: QWidget) -> None:
    stops = _stops(page)
    assert len(stops) > 3
    unnamed, small = [], []
    for stop in stops:
        interface = QAccessible.queryAccessibleInterface(stop)
        name = stop.accessibleName() or interface.text(QAccessible.Text.Name)
        if not name.strip() or name != name.strip():
            unnamed.append((type(stop).__name__, name))
        if min(stop.width(), stop.height()) < SMALLEST_TARGET:
            small.append((type(stop).__name__, stop.size()))
    assert unnamed == []
    assert small == []


@pytest.mark.parametrize("page", LIGHT, indirect=True)
def test_the_ring_is_around_whatever_has_the_focus(page: QWidget) -> None:
    (ring,) = page.findChildren(FocusRing)
    areas = page.findChildren(QScrollArea)
    for stop in _stops(page):
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        for area in areas:
            if area.isAncestorOf(stop):
                area.ensureWidgetVisible(stop)
        settle(page)
        if page.focusWidget() is not stop:
            continue
        assert ring.target is stop
        rect = stop.ring_rect() if hasattr(stop, "ring_rect") else stop.rect()
        middle = stop.mapTo(page, rect.center())
        assert ring.geometry().contains(middle)


@pytest.mark.parametrize(
    "page", [("form", "light", 100, QSize(1280, 800))], indirect=True, ids=["form"]
)
def test_a_ring_is_drawn_outside_the_border(page: QWidget, look: Theme) -> None:
    field = next(
        choice for choice in page.findChildren(Choice) if choice.accessibleName() == "Which device?"
    )
    (around,) = page.findChildren(Page)
    around.reveal(field)
    settle(page)
    field.setFocus()
    settle(page)
    picture = page.grab().toImage()
    corner = field.mapTo(page, field.rect().topLeft())
    above = picture.pixelColor(corner.x() + 40, corner.y() - 4)
    assert above.name() == look.hex("focus").lower()


@pytest.mark.parametrize(
    "page", [("home", "light", 100, QSize(1280, 800))], indirect=True, ids=["home"]
)
def test_focus_order_is_reading_order(page: QWidget) -> None:
    stops = _stops(page)
    (rail,) = page.findChildren(Rail)
    on_rail = [rail.isAncestorOf(stop) for stop in stops]
    assert on_rail == sorted(on_rail, reverse=True)
    rest = [stop for stop in stops if not rail.isAncestorOf(stop)]
    (inside,) = page.findChildren(Page)
    main = [stop for stop in rest if inside.main_part.isAncestorOf(stop)]
    tops = [stop.mapTo(page, stop.rect().topLeft()).y() for stop in main]
    assert tops == sorted(tops)
    aside = [inside.aside_part.isAncestorOf(stop) for stop in rest]
    assert aside == sorted(aside)


@pytest.mark.parametrize(
    "page", [("form", "light", 100, QSize(1280, 800))], indirect=True, ids=["form"]
)
def test_roles_that_screen_readers_hear(page: QWidget) -> None:
    roles = {
        QAccessible.queryAccessibleInterface(b).role() for b in page.findChildren(QRadioButton)
    }
    assert roles == {QAccessible.Role.RadioButton}
    for chip in page.findChildren(Chip):
        interface = QAccessible.queryAccessibleInterface(chip)
        assert interface.role() == QAccessible.Role.StaticText
        assert interface.text(QAccessible.Text.Name) == chip.face.words
    for choice in page.findChildren(Choice):
        assert QAccessible.queryAccessibleInterface(choice).role() == QAccessible.Role.ComboBox
        assert choice.accessibleName()


@pytest.mark.parametrize(
    ("width", "scale", "form"),
    [(1280, 100, "wide"), (1024, 100, "narrow"), (1280, 150, "narrow"), (1024, 200, "top")],
)
def test_the_rail_takes_the_form_of_the_effective_width(
    look: Theme, width: int, scale: int, form: str
) -> None:
    look.set_scale(scale)
    window = open_page("home", QSize(width, 768))
    settle(window)
    (rail,) = window.findChildren(Rail)
    assert rail.form == form
    (inside,) = window.findChildren(Page)
    beside = inside.aside_part.geometry().left() > inside.main_part.geometry().left()
    assert beside == (look.effective(width) >= 900)
    _put_away(window)
