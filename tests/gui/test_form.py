"""The form: nothing typed is lost, nothing missing is hidden, changes say what they change."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.domain.people.roles import Role
from clerkapp.gui.form.order import stops
from clerkapp.gui.navigation.places import Form, Home, Receipt
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.widgets.basic.buttons import LinkButton
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.inputs.row_table import RowTable
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.services.records import reading, recording
from tests.gui.conftest import TestDesk
from tests.gui.forms import Opener, answer, drafts, focused_code, opened
from tests.gui.keyboard import focused
from tests.unit.domain.records import JAM

CONTROL = Qt.KeyboardModifier.ControlModifier

__all__ = ["opened"]


def test_a_form_that_nobody_typed_into_leaves_no_draft(opened: Opener, desk: TestDesk) -> None:
    screen = opened(Form(kind="message"))
    place = screen.keep()
    assert isinstance(place, Form)
    assert place.draft is None
    assert drafts(desk) == []


def test_typing_is_in_a_draft_within_a_second(opened: Opener, desk: TestDesk, qtbot: QtBot) -> None:
    screen = opened(Form(kind="equipment"))
    QTest.keyClicks(screen.page.body.first(), "Scanner jammed")
    qtbot.waitUntil(lambda: bool(drafts(desk)), timeout=1000)
    [kept] = drafts(desk)
    assert kept.kind == "equipment"
    assert kept.content["values"]["one_line"] == "Scanner jammed"
    qtbot.waitUntil(lambda: "7:40:00 a.m." in screen.page.note.words())


def test_typing_goes_on_into_the_same_draft(opened: Opener, desk: TestDesk, qtbot: QtBot) -> None:
    screen = opened(Form(kind="equipment"))
    line = screen.page.body.first()
    QTest.keyClicks(line, "Scanner")
    qtbot.waitUntil(lambda: bool(drafts(desk)))
    QTest.keyClicks(line, " jammed")
    qtbot.waitUntil(lambda: drafts(desk)[0].content["values"]["one_line"] == "Scanner jammed")
    assert len(drafts(desk)) == 1


def test_the_first_letter_typed_moves_nothing(opened: Opener, desk: TestDesk, qtbot: QtBot) -> None:
    screen = opened(Form(kind="equipment"))
    field = screen.page.body.fields()["one_line"]
    before = field.mapTo(screen, QPoint(0, 0))
    answer(screen, "one_line", "Scanner jammed")
    qtbot.waitUntil(screen.page.discard.isVisible)
    qtbot.waitUntil(lambda: desk.running.idle)
    assert field.mapTo(screen, QPoint(0, 0)) == before


def test_what_was_wrong_is_said_again_when_the_form_comes_back(
    opened: Opener, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    answer(screen, "occurred", {"at": "2026-11-03T08:00:00-06:00", "precision": "exact"})
    answer(screen, "until", {"at": "2026-11-03T07:40:00-06:00", "precision": "exact"})
    place = screen.keep()
    assert isinstance(place, Form)
    again = opened(place)
    field = again.page.body.field("until")
    assert field is not None
    qtbot.waitUntil(field.has_error)
    assert "before the start" in field.message()


def test_leaving_hands_over_what_was_typed_a_moment_ago(opened: Opener, desk: TestDesk) -> None:
    screen = opened(Form(kind="equipment"))
    QTest.keyClicks(screen.page.body.first(), "Scanner")
    place = screen.keep()
    [kept] = drafts(desk)
    assert isinstance(place, Form)
    assert place.draft == kept.id
    assert kept.content["values"]["one_line"] == "Scanner"


def test_a_time_that_cannot_be_read_is_kept_as_typed(opened: Opener, desk: TestDesk) -> None:
    screen = opened(Form(kind="equipment"))
    screen.page.go_to("occurred")
    QTest.keyClicks(focused(), "shortly after lunch")
    place = screen.keep()
    assert isinstance(place, Form)
    again = opened(place)
    line = focused()
    assert isinstance(line, QLineEdit)
    assert line.text() == "shortly after lunch"
    assert again.model.stored().get("occurred") is None
    again.record()
    assert "occurred" in again.model.errors


def test_a_time_in_a_table_that_cannot_be_read_is_kept_too(opened: Opener, desk: TestDesk) -> None:
    screen = opened(Form(kind="equipment"))
    table = screen.page.body.fields()["actions"].control
    assert isinstance(table, RowTable)
    table.add_row({"what": "Called the vendor."})
    table.add_row()
    QTest.keyClicks(table.cell(1, "at").entry(), "half past")
    place = screen.keep()
    assert isinstance(place, Form)
    again = opened(place).page.body.fields()["actions"].control
    assert isinstance(again, RowTable)
    assert again.value() == [{"what": "Called the vendor."}]
    assert again.unread() == [{"row": 1, "column": "at", "typed": "half past"}]


def test_coming_back_finds_the_cursor_where_it_was(opened: Opener, desk: TestDesk) -> None:
    screen = opened(Form(kind="equipment"))
    screen.page.go_to("manufacturer")
    line = focused()
    QTest.keyClicks(line, "Northlight")
    QTest.keyClick(line, Qt.Key.Key_Home)
    QTest.keyClick(line, Qt.Key.Key_Right, delay=0)
    place = screen.keep()
    assert isinstance(place, Form)
    again = opened(place)
    back = focused()
    assert isinstance(back, QLineEdit)
    assert focused_code(again) == "manufacturer"
    assert (back.text(), back.cursorPosition()) == ("Northlight", 1)


def test_a_draft_that_cannot_be_saved_says_so_at_once(
    opened: Opener, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    signed_in = desk.signed_in
    desk.signed_in = replace(
        signed_in, account=replace(signed_in.account, roles=frozenset({Role.AUDITOR}))
    )
    QTest.keyClicks(screen.page.body.first(), "Scanner")
    qtbot.waitUntil(lambda: "not saved" in screen.page.note.words())
    desk.signed_in = signed_in
    screen.keep()
    assert drafts(desk)[0].content["values"]["one_line"] == "Scanner"


def test_control_s_answers(opened: Opener, desk: TestDesk, qtbot: QtBot) -> None:
    screen = opened(Form(kind="equipment"))
    line = screen.page.body.first()
    QTest.keyClicks(line, "Scanner")
    QTest.keyClick(line, Qt.Key.Key_S, CONTROL)
    assert drafts(desk)[0].content["values"]["one_line"] == "Scanner"


def test_record_names_what_is_missing_and_leads_there(
    opened: Opener, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    QTest.keyClick(screen.page.body.first(), Qt.Key.Key_Return, CONTROL)
    assert set(screen.model.errors) == {"one_line", "occurred", "place", "noticed_by", "danger"}
    qtbot.waitUntil(lambda: isinstance(focused(), LinkButton))
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert focused_code(screen) == "one_line"
    assert screen.page.body.fields()["one_line"].has_error()
    QTest.keyClicks(focused(), "Scanner jammed")
    assert "one_line" not in screen.model.errors
    assert desk.went == []


def test_nobody_is_scolded_before_record_was_pressed(opened: Opener) -> None:
    screen = opened(Form(kind="equipment"))
    screen.page.go_to("place")
    screen.page.go_to("danger")
    assert screen.model.errors == {}
    assert screen.page.summary.isHidden()


def test_an_end_before_its_start_is_said_when_the_field_is_left(opened: Opener) -> None:
    screen = opened(Form(kind="equipment"))
    screen.page.go_to("out_from")
    QTest.keyClicks(focused(), "7:40a")
    screen.page.go_to("out_to")
    QTest.keyClicks(focused(), "7:15a")
    assert screen.page.summary.isHidden()
    screen.page.go_to("one_line")
    assert screen.page.body.fields()["out_to"].has_error()
    assert not screen.page.summary.isHidden()
    screen.page.go_to("out_from")
    line = focused()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, "7:10a")
    screen.page.go_to("one_line")
    assert screen.page.summary.isHidden()


def test_recording_leaves_no_draft_behind(opened: Opener, desk: TestDesk, qtbot: QtBot) -> None:
    screen = opened(Form(kind="equipment"))
    for code, value in JAM.items():
        answer(screen, code, value)
    qtbot.waitUntil(lambda: bool(drafts(desk)))
    screen.page.record_button.click()
    qtbot.waitUntil(lambda: bool(desk.went))
    assert isinstance(desk.went[0], Receipt)
    assert screen.keep() == Home()
    assert drafts(desk) == []


def test_not_tied_to_an_election_is_an_answer(opened: Opener, desk: TestDesk, qtbot: QtBot) -> None:
    screen = opened(Form(kind="equipment"))
    for code, value in JAM.items():
        if code != "election":
            answer(screen, code, value)
    assert screen.model.stored()["election"] is None
    screen.page.record_button.click()
    qtbot.waitUntil(lambda: bool(desk.went))
    [place] = desk.went
    assert isinstance(place, Receipt)
    values = desk.on_vault(lambda session: reading.show(session, place.number)).values
    assert values["election"] is None


def test_blocks_open_when_they_matter_and_stand_in_their_place(
    opened: Opener, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="procedure"))
    body = screen.page.body
    assert "custody_item" not in body.fields()
    answer(screen, "category", "custody_gap")
    qtbot.waitUntil(lambda: "custody_item" in body.fields())
    codes = list(body.fields())
    assert codes.index("two_person") < codes.index("custody_item") < codes.index("seals")
    qtbot.waitUntil(lambda: _tab_order_is_as_shown(body))
    answer(screen, "category", "late_opening")
    qtbot.waitUntil(lambda: not body.fields()["custody_item"].isVisible())


def _tab_order_is_as_shown(body: QWidget) -> bool:
    shown = [stop for stop in stops(body) if stop.isVisible()]
    at: QWidget | None = shown[0]
    met = []
    for _step in range(4000):
        if at in shown:
            met.append(at)
        at = at.nextInFocusChain() if at is not None else None
        if at is shown[0]:
            break
    return met == shown


def test_tab_goes_on_from_a_choice_that_was_changed(opened: Opener, qtbot: QtBot) -> None:
    screen = opened(Form(kind="equipment"))
    body = screen.page.body
    choice = body.fields()["retest"].control
    assert isinstance(choice, Segment)
    first, second, *_others = choice.buttons()
    first.setFocus()
    first.click()
    qtbot.waitUntil(lambda: "retest_by" in body.fields() and _tab_order_is_as_shown(body))
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Tab)
    assert focused_code(screen) == "retest_by"
    QTest.keyClick(screen.window().focusWidget(), Qt.Key.Key_Backtab)
    assert second.hasFocus()


def test_seal_numbers_that_differ_are_warned_about_and_block_nothing(
    opened: Opener, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    answer(screen, "seal_touched", "yes")
    qtbot.waitUntil(lambda: "seals" in screen.page.body.fields())
    rows = [{"spot": "Emergency bin", "logged": "0083318", "found": "0083381"}]
    answer(screen, "seals", rows)
    field = screen.page.body.fields()["seals"]
    qtbot.waitUntil(lambda: "Emergency bin" in field.message())
    assert not field.has_error()
    answer(screen, "seals", [{**rows[0], "found": "0083318"}])
    qtbot.waitUntil(lambda: field.message() == "")


def test_danger_calls_for_911(opened: Opener, qtbot: QtBot) -> None:
    screen = opened(Form(kind="message"))
    assert screen.page.danger.isHidden()
    answer(screen, "danger", "yes")
    qtbot.waitUntil(screen.page.danger.isVisible)
    assert "911" in screen.page.danger.accessibleName()


def test_the_severity_is_suggested_with_its_reason(opened: Opener, qtbot: QtBot) -> None:
    screen = opened(Form(kind="equipment"))
    answer(screen, "voters_left", {"n": 1, "precision": "estimate"})
    assert screen.model.suggestion().severity == "high"
    control = screen.page.severity.control
    control.set_value("low")
    control.changed.emit()
    qtbot.waitUntil(control.is_lower)
    assert control.reason_line.isVisible()
    control.reason_line.setText("Counted later.")
    assert screen.model.typed["severity"] == "low"
    assert screen.model.typed["severity_reason"] == "Counted later."


def test_control_enter_records_in_a_table_too_and_adds_no_row(
    opened: Opener, desk: TestDesk
) -> None:
    screen = opened(Form(kind="equipment"))
    for field in screen.page.body.fields().values():
        table = field.control
        if not isinstance(table, RowTable) or not field.isVisible():
            continue
        table.add_row()
        table.entry().setFocus()
        screen.model.errors.clear()
        QTest.keyClick(focused(), Qt.Key.Key_Return, CONTROL)
        assert table.row_count() == 1
        assert "one_line" in screen.model.errors
        table.entry().setFocus()
        both = CONTROL | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(focused(), Qt.Key.Key_Return, both)
        assert table.row_count() == 2


def test_discarding_asks_first(opened: Opener, desk: TestDesk, qtbot: QtBot) -> None:
    screen = opened(Form(kind="equipment"))
    QTest.keyClicks(screen.page.body.first(), "Scanner")
    qtbot.waitUntil(lambda: bool(drafts(desk)))
    screen.page.discard.click()
    dialog = screen.findChild(Dialog)
    assert dialog is not None
    dialog.reject()
    assert drafts(desk) != []
    screen.page.discard.click()
    screen.findChildren(Dialog)[-1].accept()
    qtbot.waitUntil(lambda: desk.running.idle)
    assert drafts(desk) == []
    assert desk.went == [Home()]


def test_places_that_occur_are_offered(opened: Opener, desk: TestDesk) -> None:
    desk.on_vault(lambda session: recording.record(session, "equipment", JAM))
    screen = opened(Form(kind="equipment"))
    place = screen.page.body.fields()["place"].control
    assert place.findText("Oak Hall") >= 0  # type: ignore[attr-defined]


def test_at_twice_the_text_the_form_needs_no_sideways_scrolling(
    opened: Opener, desk: TestDesk, look: Theme, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    QTest.keyClick(screen.page.body.first(), Qt.Key.Key_Return, CONTROL)
    try:
        look.set_scale(200)
        desk.resize(1024, 768)
        qtbot.waitUntil(lambda: screen.page.go_to_list.isVisible())
        assert desk.minimumSizeHint().width() <= 1024
        assert screen.page.body.width() <= 1024
        assert not screen.page.outline.isVisible()
        content = screen.page.body

        def too_wide() -> list[QWidget]:
            return [
                stop
                for stop in stops(content)
                if stop.isVisible()
                and stop.mapTo(content, stop.rect().topRight()).x() > content.width() + 1
            ]

        qtbot.waitUntil(lambda: too_wide() == [])
    finally:
        look.set_scale(100)
