"""Chips, filters, lists, timeline, steps, banners, rail, page, dialog, drop area."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.widgets.basic.chip import Chip, severity_chip, status_chip
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.inputs.drop_area import DropArea
from clerkapp.gui.widgets.inputs.search import SearchLine
from clerkapp.gui.widgets.lists.changes import OldToNew, SignatureRow
from clerkapp.gui.widgets.lists.filter_chip import FilterChip
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.gui.widgets.lists.new_button import NewButton
from clerkapp.gui.widgets.lists.record_list import FACE_ROLE, RecordList, RowFace, row_sentence
from clerkapp.gui.widgets.lists.timeline import Timeline, TimelineEntry
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.draft_note import DraftNote
from clerkapp.gui.widgets.page.error_summary import ErrorSummary
from clerkapp.gui.widgets.page.outline import Outline, OutlineEntry
from clerkapp.gui.widgets.page.progress import Progress
from clerkapp.gui.widgets.page.steps import StepFace, StepList
from tests.gui.look import look, settle

__all__ = ["look"]


def records(qtbot: QtBot, *titles: str) -> RecordList:
    """A list with these titles."""
    shown = RecordList("Records")
    model = QStandardItemModel(shown)
    for title in titles:
        item = QStandardItem(title)
        face = RowFace("message", title, "LARK-2026-W1-0001", severity_chip("low", "Low"))
        item.setData(face, FACE_ROLE)
        item.setData(
            row_sentence(["Message", title, "", "Low"]), Qt.ItemDataRole.AccessibleTextRole
        )
        model.appendRow(item)
    shown.setModel(model)
    shown.resize(700, 300)
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.mark.parametrize(
    ("code", "filled"), [("note", 0), ("low", 1), ("moderate", 2), ("high", 3), ("critical", 4)]
)
def test_bars_say_the_level_without_colour(
    look: Theme, qtbot: QtBot, code: str, filled: int
) -> None:
    face = severity_chip(code, "Word")
    assert face.bars == filled
    chip = Chip(face)
    qtbot.addWidget(chip)
    picture = chip.grab().toImage()
    row = round(picture.height() / 2 + 5)
    solid = look.hex(face.text).lower()
    runs = 0
    inside = False
    for x in range(6, 26):
        is_bar = picture.pixelColor(x, row).name() == solid
        runs += is_bar and not inside
        inside = is_bar
    assert runs == filled


def test_every_status_has_its_own_shape() -> None:
    codes = (
        "draft",
        "recorded",
        "working",
        "waiting",
        "resolved",
        "reviewed",
        "duplicate",
        "error",
    )
    icons = {status_chip(code, code).icon for code in codes}
    assert len(icons) == len(codes)


def test_a_filter_says_its_state_and_is_cleared_with_delete(look: Theme, qtbot: QtBot) -> None:
    chip = FilterChip("Severity", [("low", "Low"), ("high", "High")])
    qtbot.addWidget(chip)
    chip.show()
    told: list[Any] = []
    chip.changed.connect(lambda: told.append(chip.value()))
    assert chip.accessibleName() == "Severity, filter, off"
    chip.choose("high")
    assert chip.accessibleName() == "Severity, filter, High"
    assert not chip.isCheckable()
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert told == ["high", None]


def test_a_filter_without_choices_is_on_or_off(look: Theme, qtbot: QtBot) -> None:
    chip = FilterChip("Not sent to state")
    qtbot.addWidget(chip)
    chip.show()
    QTest.keyClick(chip, Qt.Key.Key_Return)
    assert chip.value() == "on"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 12, 16))
    assert chip.value() is None


def test_the_list_opens_prints_and_marks_by_keyboard(look: Theme, qtbot: QtBot) -> None:
    shown = records(qtbot, "One", "Two", "Three")
    seen: list[str] = []
    shown.opened.connect(lambda index: seen.append(f"open {index.data()}"))
    shown.picked.connect(lambda index: seen.append(f"pick {index.data()}"))
    shown.print_asked.connect(lambda: seen.append("print"))
    shown.setCurrentIndex(shown.model().index(0, 0))
    QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    QTest.keyClick(shown, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert seen == ["pick One", "pick Two", "open Two", "print"]
    before = len(shown.selectedIndexes())
    QTest.keyClick(shown, Qt.Key.Key_Space)
    assert len(shown.selectedIndexes()) == before - 1


def test_rows_are_one_sentence_and_grow_when_narrow(look: Theme, qtbot: QtBot) -> None:
    shown = records(qtbot, "One")
    index = shown.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Message, One, Low"
    wide = shown.visualRect(index).height()
    shown.resize(400, 300)
    settle(shown)
    assert wide == 60
    assert shown.visualRect(index).height() > wide


def test_a_found_word_stands_on_its_mark(look: Theme, qtbot: QtBot) -> None:
    shown = records(qtbot, "Seal log")
    item = shown.model()
    assert isinstance(item, QStandardItemModel)
    face = RowFace("message", "Seal log", "meta", found=("SEAL",))
    item.item(0).setData(face, FACE_ROLE)
    picture = shown.grab().toImage()
    names = {picture.pixelColor(x, y).name() for x in range(40, 120) for y in range(10, 40)}
    assert look.hex("search-hit").lower() in names
    assert look.hex("warn-border").lower() in names


def test_the_timeline_reads_as_sentences_and_is_as_high_as_its_entries(
    look: Theme, qtbot: QtBot
) -> None:
    timeline = Timeline("What happened")
    qtbot.addWidget(timeline)
    timeline.resize(600, 50)
    entries = [
        TimelineEntry("7:40 a.m.", "Jam. " * 40, "Judge", "Tuesday"),
        TimelineEntry(
            "9:02 p.m.", "Amended", "Clerk", "Tuesday", changes=(("Ballots", "14", "41"),)
        ),
    ]
    timeline.set_entries(entries)
    timeline.show()
    settle(timeline)
    assert timeline.entries() == entries
    second = timeline.model().index(1, 0)
    said = second.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "9:02 p.m., Clerk: Amended. Ballots: was 14, now 41"
    assert timeline.visualRect(second).bottom() <= timeline.viewport().height()
    high = timeline.height()
    timeline.resize(260, timeline.height())
    settle(timeline)
    assert timeline.height() > high


def test_old_to_new_and_signatures_are_said(look: Theme, qtbot: QtBot) -> None:
    change = OldToNew("14", "")
    signature = SignatureRow("Reviewer", "Anyone but the recorder", "Not signed yet", signed=False)
    qtbot.addWidget(change)
    qtbot.addWidget(signature)
    assert change.accessibleName() == "Was 14, now not recorded"
    assert "not signed yet" in signature.accessibleName()


def test_only_visited_steps_can_be_gone_to(look: Theme, qtbot: QtBot) -> None:
    steps = StepList([StepFace("One"), StepFace("Two"), StepFace("Three")])
    qtbot.addWidget(steps)
    steps.show()
    gone: list[int] = []
    steps.chosen.connect(gone.append)
    steps.set_current(1)
    names = [button.accessibleName() for button in steps._buttons]
    assert names == [
        "Step 1 of 3, One, done",
        "Step 2 of 3, Two, current",
        "Step 3 of 3, Three, to come",
    ]
    for button in steps._buttons:
        QTest.keyClick(button, Qt.Key.Key_Return)
    assert gone == [0]


def test_the_outline_jumps(look: Theme, qtbot: QtBot) -> None:
    outline = Outline("On this form")
    qtbot.addWidget(outline)
    outline.set_entries(
        [OutlineEntry("a", "When", "done"), OutlineEntry("b", "Seen", "error", "1 to fix")]
    )
    outline.set_current("b")
    outline.show()
    picked: list[str] = []
    outline.picked.connect(picked.append)
    names = [line.accessibleName() for line in outline._lines]
    assert names == ["When, done", "Seen, 1 to fix, current"]
    QTest.keyClick(outline._lines[1], Qt.Key.Key_Space)
    assert picked == ["b"]


def test_the_summary_jumps_and_takes_the_focus_once(look: Theme, qtbot: QtBot) -> None:
    summary = ErrorSummary()
    qtbot.addWidget(summary)
    picked: list[str] = []
    summary.picked.connect(picked.append)
    summary.show_errors([("until", "The end is before the start"), ("place", "Choose a place")])
    assert summary.accessibleName() == "2 things to fix"
    QTest.keyClick(summary.links()[0], Qt.Key.Key_Return)
    assert picked == ["until"]
    summary.show_errors([])
    assert summary.isHidden()


def test_a_long_entry_of_the_summary_is_read_whole(look: Theme, qtbot: QtBot) -> None:
    words = (
        "What was typed cannot be a code. Use capital letters and digits, as the state issued it."
    )
    for scale in (100, 200):
        look.set_scale(scale)
        summary = ErrorSummary()
        qtbot.addWidget(summary)
        summary.show_errors([("code", words), ("place", "Choose a place")])
        summary.resize(look.px(360), summary.heightForWidth(look.px(360)))
        summary.show()
        settle(summary)
        long, short = summary.links()
        line = long.fontMetrics().height()
        lines = -(-long.fontMetrics().horizontalAdvance(words) // long.width())
        around = long.parentWidget()
        assert around is not None
        assert summary.rect().contains(long.geometry().translated(around.pos()))
        assert long.height() >= lines * line > line
        assert short.y() >= long.geometry().bottom()
        assert short.height() < 2 * line


def test_a_banner_stays_and_says_all_of_it(look: Theme, qtbot: QtBot) -> None:
    banner = Banner("warn", "Backup is 6 days old", "The blue drive was last used on Oct 28.")
    qtbot.addWidget(banner)
    banner.show()
    assert banner.accessibleName() == (
        "Backup is 6 days old The blue drive was last used on Oct 28."
    )
    banner.say("good", "Backup made")
    assert banner.accessibleName() == "Backup made"
    assert banner.property("box") == "good"


def test_the_draft_note_keeps_its_second_line_for_wide_windows(look: Theme, qtbot: QtBot) -> None:
    note = DraftNote()
    qtbot.addWidget(note)
    note.say("Draft saved 8:22:07 a.m.", "Only you see it until you record.")
    assert not note._meta.isHidden()
    note.set_short(short=True)
    assert note._meta.isHidden()
    note.say("The draft could not be saved. The disk is full.", failed=True)
    assert note.words().startswith("The draft could not be saved")


def test_esc_asks_to_stop_long_work(look: Theme, qtbot: QtBot) -> None:
    progress = Progress(
        "Writing bundle 0042", ["Checked", "Written"], consequence="Nothing is left."
    )
    qtbot.addWidget(progress)
    progress.show()
    progress.activateWindow()
    asked: list[bool] = []
    progress.cancelled.connect(lambda: asked.append(True))
    progress.begin()
    progress.show_progress(140, "Attachment 5 of 8")
    assert progress._bar.value() == 100
    assert progress._bar.accessibleName() == "Writing bundle 0042"
    QTest.keyClick(progress.cancel_button, Qt.Key.Key_Escape)
    QTest.keyClick(progress.cancel_button, Qt.Key.Key_Return)
    assert len(asked) == 2


def test_a_new_button_tells_shortcut_and_purpose(look: Theme, qtbot: QtBot) -> None:
    button = NewButton("equipment", "Equipment issue", "Scanner, pollbook, printer", "Ctrl+2")
    qtbot.addWidget(button)
    button.resize(330, 84)
    button.show()
    assert button.accessibleName() == "Equipment issue, Ctrl+2"
    assert button.accessibleDescription() == "Scanner, pollbook, printer"
    assert button.sizeHint().height() == 84
    button.resize(240, 84)
    settle(button)
    assert button.sizeHint().height() == 70


def test_a_line_button_opens_with_enter(look: Theme, qtbot: QtBot) -> None:
    line = LineButton("upload", "Report", "5 records", chip=status_chip("draft", "Draft"))
    qtbot.addWidget(line)
    line.resize(500, 52)
    line.show()
    pressed: list[bool] = []
    line.clicked.connect(lambda: pressed.append(True))
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert pressed == [True]
    assert line.accessibleName() == "Report, 5 records, Draft"


def test_esc_empties_the_search(look: Theme, qtbot: QtBot) -> None:
    search = SearchLine("Search records")
    qtbot.addWidget(search)
    search.show()
    told: list[Any] = []
    search.changed.connect(lambda: told.append(search.value()))
    QTest.keyClicks(search, "ab")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert told == ["a", "ab", None]
    assert search.accessibleName() == "Search records"


def test_files_come_by_paste_and_nothing_is_said_to_be_nothing(
    look: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    area = DropArea("Drop files here", "Choose files")
    qtbot.addWidget(area)
    area.show()
    given: list[Any] = []
    area.files_given.connect(given.extend)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg"))])
    QGuiApplication.clipboard().setMimeData(data)
    area.paste_button.click()
    assert given == [tmp_path / "a.jpg"]
    QGuiApplication.clipboard().clear()
    area.paste_button.click()
    assert area._message.text().startswith("No file came with it.")


def test_a_dialog_starts_on_the_safe_answer(look: Theme, qtbot: QtBot) -> None:
    dialog = Dialog("Strike this record through?", do="Strike through", safe="Keep it")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    settle(dialog)
    assert dialog.focusWidget() is dialog.safe_button
    assert dialog.accessibleName() == "Strike this record through?"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == Dialog.DialogCode.Rejected
