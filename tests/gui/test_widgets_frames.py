"""Rail, page and layouts; nothing is a window before it has a parent; hostile text is text."""

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.widgets.basic.buttons import PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.chip import Chip, chip_size, tone_chip
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.basic.focus_ring import FocusRing
from clerkapp.gui.widgets.basic.layouts import Column, Even, Flow
from clerkapp.gui.widgets.basic.message import MessageLine
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card, IconLine
from clerkapp.gui.widgets.page.draft_note import DraftNote
from clerkapp.gui.widgets.page.error_summary import ErrorSummary
from clerkapp.gui.widgets.page.page import Page
from clerkapp.gui.widgets.page.preview import Preview, PreviewFace
from clerkapp.gui.widgets.page.rail import Rail, RailFace, RailFrame, RailPlace
from tests.gui.look import look, settle

__all__ = ["look"]


class _CountsPaints(QPushButton):
    painted = 0

    def event(self, event: QEvent) -> bool:
        self.painted += event.type() == QEvent.Type.Paint
        return super().event(event)


def _rail() -> Rail:
    places = [
        RailPlace("home", "Home", "Home", "home"),
        RailPlace("send", "Send", "Send", "device-usb"),
    ]
    return Rail(places, RailFace("Larkspur", "LARK", "Station W1", "W1", "Dana W", "Dana", "Clerk"))


def test_the_rail_goes_places_and_locks(look: Theme, qtbot: QtBot) -> None:
    rail = _rail()
    shell = RailFrame(rail)
    qtbot.addWidget(shell)
    shell.resize(1280, 700)
    shell.show()
    settle(shell)
    told: list[str] = []
    rail.chosen.connect(told.append)
    rail.lock_asked.connect(lambda: told.append("lock"))
    rail.set_current("send")
    assert [item.accessibleName() for item in rail.items()] == ["Home", "Send, current"]
    QTest.keyClick(rail.items()[0], Qt.Key.Key_Return)
    lock = next(b for b in rail.findChildren(QPushButton) if b.accessibleName() == "Lock")
    lock.click()
    assert told == ["home", "lock"]


def test_the_rail_keeps_the_focus_when_it_is_made_anew(look: Theme, qtbot: QtBot) -> None:
    rail = _rail()
    qtbot.addWidget(rail)
    rail.show()
    rail.activateWindow()
    settle(rail)
    rail.items()[1].setFocus()
    rail.set_current("send")
    settle(rail)
    focused = rail.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Send, current"


def test_a_window_at_rest_paints_nothing(look: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button = _CountsPaints("Record")
    Column(20, (20, 20, 20, 20), window).addWidget(button)
    ring = FocusRing(window)
    window.show()
    window.activateWindow()
    button.setFocus()
    qtbot.waitUntil(lambda: ring.target is button)
    settle(window)
    button.painted = 0
    for _pass in range(20):
        QApplication.processEvents()
    assert button.painted == 0


def test_what_is_given_the_focus_comes_into_view(look: Theme, qtbot: QtBot) -> None:
    page = Page("A long page")
    qtbot.addWidget(page)
    buttons = [SecondaryButton(f"Number {number}") for number in range(40)]
    for button in buttons:
        page.main.addWidget(button)
    ring = FocusRing(page)
    page.resize(640, 400)
    page.show()
    page.activateWindow()
    bar = page._area.verticalScrollBar()
    for button in (buttons[-1], buttons[0], buttons[20]):
        button.setFocus()
        settle(page)
        assert not button.visibleRegion().isEmpty()
        assert button.visibleRegion().boundingRect() == button.rect()
        assert ring.target is button
    # Who scrolled away and only looked into another window finds the page as it was.
    bar.setValue(0)
    button.clearFocus()
    button.setFocus()
    settle(page)
    assert bar.value() == 0


@pytest.mark.parametrize("scale", [100, 200])
def test_a_dialog_grows_with_what_it_says_and_scrolls_at_the_height_of_the_screen(
    look: Theme, qtbot: QtBot, scale: int
) -> None:
    look.set_scale(scale)
    dialog = Dialog("Bring this back?", "It becomes a new folder.", do="Bring it", safe="Go back")
    qtbot.addWidget(dialog)
    dialog.show()
    settle(dialog)
    small = dialog.height()
    screen = dialog.screen().availableGeometry()
    labels: list[Label] = []
    while dialog.height() < screen.height() - 60:
        labels.append(Label("A sentence that is long enough for two lines, and for three. " * 2))
        dialog.body.addWidget(labels[-1])
        settle(dialog)
        assert len(labels) < 60
        for label in labels:
            assert label.height() >= label.heightForWidth(label.width())
    assert dialog.height() > small
    fields = [Field("Why?", Line()) for _more in range(5)]
    for field in fields:
        dialog.body.addWidget(field)
    settle(dialog)
    assert dialog.height() <= screen.height()
    for button in (dialog.safe_button, dialog.do_button):
        assert button.visibleRegion().boundingRect() == button.rect()
    dialog.activateWindow()
    fields[-1].go_to()
    settle(dialog)
    entry = fields[-1].control.entry()
    assert entry.visibleRegion().boundingRect() == entry.rect()


def test_a_short_link_is_as_wide_as_its_words(look: Theme, qtbot: QtBot) -> None:
    page = Page("A title")
    qtbot.addWidget(page)
    page.summary.show_errors([("a", "Where?"), ("b", "Who noticed it?")])
    page.resize(1200, 800)
    page.show()
    settle(page)
    for link in page.summary.links():
        assert link.width() < link.fontMetrics().horizontalAdvance(link.accessibleName()) + 20


@pytest.mark.parametrize("scale", [100, 200])
def test_a_long_chip_does_not_push_a_preview_over_its_edge(
    look: Theme, qtbot: QtBot, scale: int
) -> None:
    look.set_scale(scale)
    preview = Preview()
    qtbot.addWidget(preview)
    long = tone_chip("plain", "Sin explicación: se investigó y no se encontró ninguna explicación")
    face = PreviewFace(
        "procedure", "Procedure", "A title", (long,), (("Number", "LARK-2026-W1-0009", "mono"),)
    )
    preview.show_record(face)
    preview.resize(look.px(260), look.px(400))
    preview.show()
    settle(preview)
    inside = preview._area.viewport().width()
    assert inside < chip_size(long).width()
    for part in (*preview.findChildren(Chip), *preview.findChildren(Label)):
        if part.isVisible() and preview._area.isAncestorOf(part):
            assert part.mapTo(preview._area, part.rect().topRight()).x() < inside
    assert preview.findChildren(Chip)[0].toolTip() == long.words


def test_enter_in_any_line_of_a_dialog_does_it(look: Theme, qtbot: QtBot) -> None:
    dialog = Dialog("Must this stay?", do="Keep it", safe="Go back")
    qtbot.addWidget(dialog)
    first, last = Field("Why?", Line()), Field("Who says so?", Line())
    for field in (first, last):
        dialog.body.addWidget(field)
    done: list[bool] = []
    dialog.accepted.connect(lambda: done.append(True))
    dialog.start = first.control.entry()
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: first.control.entry().hasFocus())
    QTest.keyClick(first.control.entry(), Qt.Key.Key_Return)
    assert done == [True]


def test_what_loses_something_is_never_done_by_enter(look: Theme, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    dialog = Dialog("Discard this draft?", do="Discard", safe="Keep it", loses=True, parent=page)
    first, last = Field("Why?", Line()), Field("Who says so?", Line())
    for field in (first, last):
        dialog.body.addWidget(field)
    done: list[str] = []
    dialog.accepted.connect(lambda: done.append("discarded"))
    dialog.rejected.connect(lambda: done.append("kept"))
    dialog.start = first.control.entry()
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: first.control.entry().hasFocus())
    assert isinstance(dialog.safe_button, PrimaryButton)
    assert not isinstance(dialog.do_button, PrimaryButton)
    assert dialog.do_button.x() < dialog.safe_button.x()
    QTest.keyClick(first.control.entry(), Qt.Key.Key_Return)
    assert last.control.entry().hasFocus()
    assert done == []
    QTest.keyClick(last.control.entry(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done == ["kept"]


def test_a_page_knows_its_regions(look: Theme, qtbot: QtBot) -> None:
    page = Page("Records")
    qtbot.addWidget(page)
    page.resize(1280, 700)
    page.main.addWidget(SecondaryButton("In the main column"))
    page.aside.addWidget(Label("Only words"))
    page.add_to_footer([], [PrimaryButton("Record")])
    page.show()
    settle(page)
    assert page.regions() == [page.main_part, page.footer]
    assert page.accessibleName() == "Records"


def test_a_low_window_scrolls_the_head_and_keeps_the_summary(look: Theme, qtbot: QtBot) -> None:
    page = Page("A title")
    qtbot.addWidget(page)
    page.main.addWidget(Label("Text"))
    page.summary.show_errors([("a", "Something to fix")])
    page.resize(1200, 800)
    page.show()
    settle(page)
    assert not page._area.isAncestorOf(page.head)
    page.resize(1200, 400)
    settle(page)
    assert page._area.isAncestorOf(page.head)
    assert not page._area.isAncestorOf(page.summary)
    assert page.summary.isVisible()


def test_flow_wraps_and_even_columns_are_even(look: Theme, qtbot: QtBot) -> None:
    holder = QWidget()
    flow = Flow(10, 10, holder)
    boxes = [QLabel("x") for _number in range(3)]
    for box in boxes:
        box.setFixedSize(QSize(100, 20))
        flow.addWidget(box)
    assert flow.heightForWidth(320) == 20
    assert flow.heightForWidth(220) == 50
    assert flow.heightForWidth(100) == 80
    assert flow.itemAt(7) is None
    other = QWidget()
    even = Even(100, 10, 10, other)
    cells = [QPushButton("x") for _number in range(3)]
    for cell in cells:
        even.addWidget(cell)
    qtbot.addWidget(holder)
    qtbot.addWidget(other)
    other.resize(320, 100)
    other.show()
    settle(other)
    assert {cell.width() for cell in cells} == {100}
    assert {cell.y() for cell in cells} == {0}
    other.resize(250, 100)
    settle(other)
    assert [cell.y() > 0 for cell in cells] == [False, False, True]


def test_nothing_is_a_window_before_it_has_a_parent(look: Theme, qtbot: QtBot) -> None:
    summary = ErrorSummary()
    summary.show_errors([("a", "Something to fix")])
    note = DraftNote()
    note.say("Draft saved 8:22:07 a.m.", "Only you see it.")
    parts = [
        summary,
        note,
        MessageLine("warning", "Something odd"),
        IconLine("photo", "Screen.jpg", "1.8 MB"),
        Card("Due", note="4 open"),
        Field("Place", Line(), needed="needed now", help="Where it was."),
        Banner("info", "Title", "Text"),
    ]
    windows = [part for part in parts if part.isVisible()]
    assert windows == []
    holder = QWidget()
    column = Column(0, parent=holder)
    for part in parts:
        column.addWidget(part)
    qtbot.addWidget(holder)
    holder.show()
    assert [type(part).__name__ for part in parts if not part.isVisible()] == []


def test_hostile_text_is_never_markup(look: Theme, qtbot: QtBot) -> None:
    label = Label("<b>bold</b> &amp; <img src='x'>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == "<b>bold</b> &amp; <img src='x'>"
