"""The message's own page: it comes by itself, reads in order, records, and loses nothing."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.prints import MESSAGE, KeptMessage
from clerkapp.domain.text.defang import defang
from clerkapp.gui.incident.screen import IncidentScreen
from clerkapp.gui.navigation.places import Form, Home, Incident, Preview, Receipt
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.widgets.basic.buttons import PrimaryButton
from clerkapp.gui.widgets.inputs.checks import Checks
from clerkapp.services.records import drafting, reading
from tests.fakes.letters import letter
from tests.gui import walk
from tests.gui.conftest import TestDesk
from tests.gui.keyboard import focused
from tests.gui.look import settle
from tests.gui.messages import BASICS, FIRST, PHISH, PLAIN, Desktop, desktop, press, record, shown

__all__ = ["desktop"]

READ, CLICKED = "Read", "Clicked"


def tick(inside: QWidget, words: str) -> QWidget:
    box = next(
        one
        for checks in inside.findChildren(Checks)
        for one in checks.findChildren(QWidget)
        if one.accessibleName() == words or getattr(one, "text", str)() == words
    )
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    return box


def fill_basics(desktop: Desktop) -> None:
    for code, value in BASICS.items():
        desktop.screen.model.set(code, value)


def columns(inside: QWidget) -> tuple[QWidget, QWidget]:
    from clerkapp.gui.message.view import MessageView

    view = inside.findChildren(MessageView)[0]
    return view.left, view.right


def beside(inside: QWidget) -> bool:
    """Whether the two columns stand side by side; otherwise the right one stands under the left."""
    left, right = columns(inside)
    if right.x() > left.x():
        assert right.y() == left.y()
        assert abs(right.width() - left.width()) <= 1
        return True
    assert right.y() > left.y() + left.height() - 1
    return False


def test_the_page_comes_with_the_message_and_says_what_was_kept(desktop: Desktop) -> None:
    assert desktop.screen.message_shown is None
    desktop.drop(PHISH)
    words = shown(desktop.page)
    assert "“Mailbox expires in 4 hours”" in words
    assert "Read from “notice.eml”. Original kept, " in words
    assert "Suspicious message" in words
    assert not desktop.screen.page.isVisible()
    assert [
        one.accessibleName()
        for one in desktop.screen.findChildren(PrimaryButton)
        if one.isVisible()
    ] == ["Record"]


def test_no_signs_are_said_in_neutral_words(desktop: Desktop, look: Theme) -> None:
    desktop.drop(PLAIN)
    title = next(
        one
        for one in desktop.page.findChildren(QWidget)
        if getattr(one, "text", str)() == "No signs found. That does not make the message safe."
    )
    assert title.palette().windowText().color() == look.colour("text")


def test_tab_reads_the_page_as_it_is_printed(desktop: Desktop) -> None:
    desktop.drop(PHISH)
    names = []
    for _press in range(6):
        focused = QApplication.focusWidget()
        assert focused is not None
        names.append(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert names == [
        "Home",
        "Leave out notice.eml",
        "Copy the links, made harmless",
        "Copy the fingerprints",
        "Text of the message",
        "",  # a box is named by its own words
    ]
    question = desktop.page.findChildren(Checks)[0]
    assert question.accessibleName() == "What did anybody do with it?"
    assert question.accessibleDescription().startswith("The most important answer.")
    regions = desktop.screen.regions()
    assert regions == [
        desktop.page.head,
        desktop.page.view.left,
        desktop.page.view.right,
        desktop.page.footer,
    ]


@pytest.mark.parametrize(
    ("palette", "scale", "size", "two"),
    [
        ("light", 100, (1280, 800), True),
        ("light", 100, (1024, 768), True),
        ("light", 100, (760, 700), False),
        ("dark", 130, (1024, 768), False),
        ("light", 200, (1024, 768), False),
        ("contrast", 100, (1280, 800), True),
        ("contrast", 200, (1024, 768), False),
    ],
)
def test_two_columns_where_there_is_room_and_no_word_is_cut(
    desktop: Desktop, look: Theme, palette: str, scale: int, size: tuple[int, int], two: bool
) -> None:
    desktop.drop(PHISH)
    look.set_palette(palette)
    look.set_scale(scale)
    desktop.desk.resize(*size)
    for _round in range(3):
        settle(desktop.desk)
    assert beside(desktop.page) is two
    wrong = [*walk.cut(desktop.desk), *walk.sideways(desktop.desk), *walk.unnamed(desktop.desk)]
    wrong += walk.too_small(desktop.desk)
    wrong += walk.out_of_order(desktop.desk, desktop.screen.regions())
    assert wrong == []


def test_a_hostile_subject_and_name_widen_nothing(desktop: Desktop, look: Theme) -> None:
    subject = "W" * 900
    desktop.drop(letter(subject=subject), "w" * 120 + ".eml")
    look.set_scale(200)

    def fits() -> bool:
        desktop.desk.resize(1024, 768)
        settle(desktop.desk)
        return desktop.desk.width() == 1024

    # What was made for the larger window takes a moment to become narrow.
    desktop.qtbot.waitUntil(fits)
    assert walk.sideways(desktop.desk) == []
    assert subject not in desktop.page.title.text()
    assert subject in shown(desktop.page)


def test_record_works_from_the_page_with_what_was_answered_there(
    desktop: Desktop, qtbot: QtBot
) -> None:
    fill_basics(desktop)
    desktop.drop(PHISH)
    tick(desktop.page, READ)
    desktop.page.form_button.setFocus()
    QTest.keyClick(desktop.page.form_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desktop.desk.went == [Receipt(FIRST)], timeout=20_000)
    found = desktop.desk.on_vault(lambda session: reading.show(session, FIRST))
    assert found.values["interacted"] == ["read"]
    assert found.values["subject"] == "Mailbox expires in 4 hours"


def test_record_with_something_missing_leads_to_the_form_and_names_it(desktop: Desktop) -> None:
    desktop.drop(PHISH)
    desktop.page.record_button.click()
    desktop.settle()
    assert desktop.screen.message_shown is None
    form = desktop.screen.page
    assert form.summary.isVisible()
    assert form.summary.isAncestorOf(focused())
    assert desktop.desk.went == []


def test_going_on_leads_to_what_recording_still_needs(desktop: Desktop) -> None:
    desktop.screen.model.set("one_line", BASICS["one_line"])
    desktop.drop(PHISH)
    tick(desktop.page, CLICKED)
    desktop.page.form_button.click()
    # When it was received is when it happened.
    assert desktop.screen.page.body.focused_code() == "place"
    field = desktop.screen.page.body.field("interacted")
    assert field is not None
    assert field.control.value() == ["clicked"]
    assert "Signs found" in shown(desktop.screen.page)
    desktop.press("Look at the message")
    assert desktop.page.isVisible()


def test_what_is_ticked_on_the_form_is_ticked_on_the_page(desktop: Desktop) -> None:
    desktop.drop(PHISH)
    desktop.page.form_button.click()
    desktop.screen.model.set("interacted", ["read", "called"])
    desktop.press("Look at the message")
    assert desktop.page.findChildren(Checks)[0].value() == ["read", "called"]


def test_ticking_is_in_the_draft_and_the_note_says_so(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.drop(PHISH)
    tick(desktop.page, READ)

    def kept() -> object:
        drafts = desktop.desk.on_vault(drafting.mine)
        return drafts and drafts[0].content["values"].get("interacted")

    qtbot.waitUntil(lambda: kept() == ["read"], timeout=1000)
    qtbot.waitUntil(lambda: "Draft saved" in desktop.page.note.words())


def test_a_lock_comes_back_to_the_page_and_the_box(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.drop(PHISH)
    tick(desktop.page, CLICKED).setFocus()
    place = desktop.screen.keep()
    desktop.settle()
    assert isinstance(place, Form)
    desktop.open(place)
    qtbot.waitUntil(lambda: "Signs found" in desktop.shown())
    focused = QApplication.focusWidget()
    assert focused is not None
    assert desktop.page.isAncestorOf(focused)
    assert getattr(focused, "text", str)() == CLICKED
    assert desktop.page.findChildren(Checks)[0].value() == ["clicked"]


def test_home_keeps_the_draft(desktop: Desktop) -> None:
    desktop.drop(PHISH)
    desktop.press("Home")
    assert desktop.desk.went == [Home()]
    place = desktop.screen.keep()
    assert isinstance(place, Form)
    assert place.draft is not None


def test_a_wrong_file_is_left_out_from_the_page(desktop: Desktop) -> None:
    desktop.drop(PHISH)
    desktop.press("Leave out notice.eml")
    assert desktop.screen.message_shown is None
    assert "subject" not in desktop.typed
    assert desktop.screen.model.attachments.new() == []
    assert desktop.field.drop.choose_button.hasFocus()


def test_another_message_is_not_taken_and_it_is_said_what_to_do(desktop: Desktop) -> None:
    desktop.drop(PHISH)
    path = desktop.folder / "other.eml"
    path.write_bytes(PLAIN)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    desktop.give(mime, onto=desktop.screen)
    assert "A record holds one message. Leave out “notice.eml” first" in desktop.shown()
    assert [one.name for one in desktop.screen.model.attachments.new()] == ["notice.eml"]
    assert desktop.typed["subject"] == "Mailbox expires in 4 hours"


def test_the_sheet_for_the_help_desk_names_the_message_and_not_its_words(desktop: Desktop) -> None:
    desktop.drop(PHISH)
    assert desktop.screen.print_shown()
    of = KeptMessage(sha256_hex(PHISH), "notice.eml", len(PHISH))
    assert desktop.desk.went == [Preview(MESSAGE, of)]


def test_a_form_without_a_message_prints_nothing(desktop: Desktop) -> None:
    assert not desktop.screen.print_shown()


@pytest.mark.parametrize(("width", "two"), [(1280, True), (700, False)])
def test_a_record_shows_its_message_in_the_same_columns(
    desk: TestDesk, qtbot: QtBot, width: int, two: bool
) -> None:
    record(desk, PHISH)
    screen = IncidentScreen(Incident(FIRST), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: "Signs found" in shown(screen), timeout=20_000)
    desk.resize(width, 800)
    settle(desk)
    settle(desk)
    assert beside(screen) is two
    assert defang("Your mailbox expires today.") in shown(columns(screen)[1])
    assert walk.cut(desk) == []
    assert walk.out_of_order(desk, screen.regions()) == []
    press(screen, "Print for the help desk")
    place = desk.went[-1]
    assert isinstance(place, Preview)
    assert place.print == MESSAGE
    screen.keep()
