"""Closing a matter on its page: what is missing leads to the form and back, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerkapp.domain.people.roles import Role
from clerkapp.domain.records.shown import RecordView
from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.incident.screen import IncidentScreen
from clerkapp.gui.navigation.places import Form, Incident, Place, Resolve
from clerkapp.gui.resolve.screen import ResolveScreen
from clerkapp.gui.widgets.basic.buttons import Button
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.services.records import drafting, reading, recording
from clerkapp.services.session import Session
from tests.fakes.office import join, whole
from tests.gui.conftest import TestDesk
from tests.gui.keyboard import Keyboard
from tests.gui.look import settle

FIRST, SECOND = "LARK-2026-W1-0001", "LARK-2026-W1-0002"
CONTROL = Qt.KeyboardModifier.ControlModifier
TASKS = [
    {
        "step": "Drying mat for Oak Hall",
        "owner": "Warehouse lead",
        "due": {"at": "2026-12-04", "precision": "day"},
    },
    {"step": "Ask the vendor about E-17"},
]
MISSING = ("voters_left", "tried")


def record(desk: TestDesk, *without: str, **changes: Any) -> str:
    values = {code: value for code, value in whole(**changes).items() if code not in without}
    return desk.on_vault(lambda session: recording.record(session, "equipment", values)).number


def wait(desk: TestDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.running.idle, timeout=10_000)
    settle(desk)


def resolve(
    desk: TestDesk, qtbot: QtBot, way: str = "resolved", place: Place | None = None
) -> ResolveScreen:
    shown = place if isinstance(place, Resolve) else Resolve(FIRST, way)
    screen = ResolveScreen(shown, desk)
    desk.show_screen(screen)
    qtbot.waitUntil(desk.isActiveWindow)
    qtbot.waitUntil(lambda: screen.loaded, timeout=10_000)
    wait(desk, qtbot)
    return screen


def shown(desk: TestDesk, number: str = FIRST) -> RecordView:
    return desk.on_vault(lambda session: reading.show(session, number))


def resolving(session: Session) -> dict[str, Any]:
    draft = drafting.resolving(session, FIRST)
    return {} if draft is None else dict(draft.content)


def links(screen: ResolveScreen) -> list[str]:
    """What the summary names."""
    return [one.accessibleName() for one in screen.page.summary.links()]


def missing(screen: ResolveScreen) -> list[str]:
    card = screen.page._missing
    return [] if card is None else [one.text() for one in card.lines]


def test_what_is_missing_is_named_and_leads_to_its_field(desk: TestDesk, qtbot: QtBot) -> None:
    """Criterion 5: resolve names the missing item and jumps to it."""
    record(desk, *MISSING)
    screen = resolve(desk, qtbot)
    assert missing(screen) == ["What was tried?", "Voters who left without voting, as far as known"]
    card = screen.page._missing
    assert card is not None
    line = card.lines[0]
    assert QApplication.focusWidget() is line
    assert line.accessibleName() == "What was tried?, Answer in “What was tried”"
    Keyboard(desk).press(Qt.Key.Key_Return)
    place = desk.went[-1]
    assert place == Form("equipment", number=FIRST, cursor={"field": "tried"}, closing="resolved")
    form = FormScreen(place, desk)
    desk.show_screen(form)
    qtbot.waitUntil(lambda: form.loaded and form.page.body.complete, timeout=10_000)
    wait(desk, qtbot)
    field = form.page.body.field("tried")
    focused = QApplication.focusWidget()
    assert field is not None
    assert focused is not None
    assert field.isAncestorOf(focused)


def test_a_change_made_on_the_way_leads_back_with_everything_kept(
    desk: TestDesk, qtbot: QtBot
) -> None:
    record(desk, *MISSING, todo=TASKS)
    screen = resolve(desk, qtbot)
    screen.page.fields["resolution"].go_to()
    keys = Keyboard(desk)
    keys.press(Qt.Key.Key_End, CONTROL)
    keys.type(" It runs again.")
    screen.page.steps[1].segment.buttons()[1].click()
    place = screen.keep()
    wait(desk, qtbot)
    form = FormScreen(Form("equipment", number=FIRST, closing="resolved"), desk)
    desk.show_screen(form)
    qtbot.waitUntil(lambda: form.loaded and form.page.body.complete, timeout=10_000)
    wait(desk, qtbot)
    form.model.set("tried", ["cleaned"])
    form.model.set("voters_left", {"n": 0, "precision": "exact"})
    form.model.set_reason("Asked the judge.")
    form.record()
    wait(desk, qtbot)
    assert desk.went[-1] == Resolve(FIRST, "resolved")
    assert isinstance(place, Resolve)
    screen = resolve(desk, qtbot, place=desk.went[-1])
    assert missing(screen) == []
    assert screen.page.explanation.text() == "Everything needed is there."
    assert str(screen.page.fields["resolution"].control.value()).endswith("It runs again.")
    assert [one.segment.value() for one in screen.page.steps] == [None, "open"]


def test_pressed_too_early_it_says_what_is_missing_and_throws_nothing_away(
    desk: TestDesk, qtbot: QtBot
) -> None:
    record(desk, "voters_left", "resolution", "severity", todo=TASKS[:1])
    screen = resolve(desk, qtbot)
    screen.page.fields["resolution"].go_to()
    keys = Keyboard(desk)
    keys.type("The path was cleaned.")
    keys.press(Qt.Key.Key_Return, CONTROL)
    settle(desk)
    summary = screen.page.summary
    assert summary.accessibleName() == "2 answers are missing, and 1 to-do has no answer"
    assert links(screen) == [
        "Voters who left without voting, as far as known",
        "Drying mat for Oak Hall",
        "Severity",
    ]
    assert QApplication.focusWidget() is summary.links()[0]
    assert screen.page.fields["resolution"].control.value() == "The path was cleaned."
    summary.links()[1].click()
    settle(desk)
    assert QApplication.focusWidget() is screen.page.steps[0].segment.entry()
    keys.press(Qt.Key.Key_Right)
    assert screen.page.steps[0].segment.value() == "open"
    assert summary.accessibleName() == "2 answers are missing"
    assert shown(desk).row.status == "recorded"
    assert screen.page.finish_button.isEnabled()


def test_each_open_step_is_answered_and_written_down(desk: TestDesk, qtbot: QtBot) -> None:
    record(desk, todo=TASKS, prevention=[{"step": "Read aloud"}, {"step": "Past", "done": True}])
    screen = resolve(desk, qtbot)
    first, second, third = screen.page.steps
    assert [one.segment.value() for one in screen.page.steps] == [None, None, None]
    first.segment.buttons()[0].click()
    second.segment.buttons()[2].click()
    third.segment.buttons()[1].click()
    screen.finish()
    settle(desk)
    assert links(screen) == ["Ask the vendor about E-17"]
    assert QApplication.focusWidget() is screen.page.summary.links()[0]
    second.why.go_to()
    Keyboard(desk).type("The vendor called back.")
    screen.finish()
    wait(desk, qtbot)
    found = shown(desk)
    assert found.row.status == "resolved"
    assert found.values["todo"][0]["done"] is True  # type: ignore[index]
    assert found.values["todo"][1]["not_needed"] == "The vendor called back."  # type: ignore[index]
    assert "done" not in found.values["prevention"][0]  # type: ignore[index]
    assert found.rev == 2


def test_resolved_it_says_who_reviews_and_leaves_no_draft(desk: TestDesk, qtbot: QtBot) -> None:
    desk.on_vault(lambda session: join(session, "Lee Ortega", Role.REVIEWER))
    record(desk)
    screen = resolve(desk, qtbot)
    assert QApplication.focusWidget() is screen.page.fields["resolution"].control.entry()
    screen.page.fields["resolution"].go_to()
    Keyboard(desk).type(" So it stays.")
    screen.keep()
    wait(desk, qtbot)
    assert desk.on_vault(resolving)["page"] == "resolve"
    screen.finish()
    wait(desk, qtbot)
    place = desk.went[-1]
    assert isinstance(place, Incident)
    assert place.said == "Resolved at 7:40 a.m. Lee Ortega is asked to review."
    assert desk.on_vault(resolving) == {}
    page = IncidentScreen(place, desk)
    desk.show_screen(page)
    wait(desk, qtbot)
    assert place.said in [one.accessibleName() for one in page.findChildren(Banner)]


def test_a_severity_below_the_suggestion_needs_its_reason(desk: TestDesk, qtbot: QtBot) -> None:
    record(desk, "severity", voters_left=2)
    screen = resolve(desk, qtbot)
    control = screen.page._severity.control
    control._choice.set_value("low")
    control._chosen()
    screen.finish()
    settle(desk)
    assert screen.page.fields["severity"].message().startswith("The answers suggest at least High.")
    control.reason_line.setFocus()
    Keyboard(desk).type("Both came back.")
    screen.finish()
    wait(desk, qtbot)
    found = shown(desk)
    assert (found.row.status, found.row.severity) == ("resolved", "low")
    assert found.values["severity_reason"] == "Both came back."


def test_waiting_instead_says_whom_and_the_day_to_come_back(desk: TestDesk, qtbot: QtBot) -> None:
    record(desk, *MISSING)
    screen = resolve(desk, qtbot)
    screen.page.instead_button.click()
    settle(desk)
    assert QApplication.focusWidget() is screen.page.fields["waiting_on"].control.entry()
    keys = Keyboard(desk)
    keys.press(Qt.Key.Key_Return, CONTROL)
    settle(desk)
    assert screen.page.fields["waiting_on"].message() == "Say whom or what it waits for."
    screen.page.fields["waiting_on"].go_to()
    keys.type("Northlight, ticket 55-2107")
    screen.page.fields["back_on"].go_to()
    keys.type("11/9/2026")
    keys.press(Qt.Key.Key_Return, CONTROL)
    wait(desk, qtbot)
    found = shown(desk)
    assert found.row.status == "waiting"
    assert found.values["waiting_on"] == "Northlight, ticket 55-2107"
    assert found.values["back_on"] == {"at": "2026-11-09", "precision": "day"}
    assert found.values["waiting_since"] == {
        "at": "2026-11-03T07:40:00-06:00",
        "precision": "exact",
    }


def test_a_duplicate_is_pointed_at_the_first_one_by_keyboard(desk: TestDesk, qtbot: QtBot) -> None:
    record(desk)
    record(desk, one_line="The hotline heard of the jam too.")
    screen = resolve(desk, qtbot, place=Resolve(SECOND, "duplicate"))
    keys = Keyboard(desk)
    keys.press(Qt.Key.Key_Return, CONTROL)
    settle(desk)
    assert links(screen) == ["Which record is the first one?"]
    screen.page.first.search.setFocus()
    keys.type("0001")
    qtbot.waitUntil(lambda: bool(screen.page.first.lines), timeout=10_000)
    wait(desk, qtbot)
    assert len(screen.page.first.lines) == 1
    keys.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is screen.page.first.lines[0]
    keys.press(Qt.Key.Key_Return)
    settle(desk)
    assert QApplication.focusWidget() is screen.page.finish_button
    keys.press(Qt.Key.Key_Return)
    wait(desk, qtbot)
    found = shown(desk, SECOND)
    assert found.row.status == "duplicate"
    assert [one.row.number for one in shown(desk).linked_from] == [SECOND]


def test_what_was_typed_waits_for_the_next_time(desk: TestDesk, qtbot: QtBot) -> None:
    record(desk, *MISSING)
    screen = resolve(desk, qtbot)
    screen.page.instead_button.click()
    screen.page.fields["waiting_on"].go_to()
    Keyboard(desk).type("The courier")
    qtbot.waitUntil(lambda: desk.on_vault(resolving) != {}, timeout=10_000)
    qtbot.waitUntil(lambda: screen.page.note.words().startswith("Kept 7:40"), timeout=10_000)
    again = resolve(desk, qtbot, "waiting")
    assert again.page.fields["waiting_on"].control.value() == "The courier"
    again = resolve(desk, qtbot)
    assert again.model.way == "waiting"


def test_a_number_that_is_not_there_is_said_at_its_field(desk: TestDesk, qtbot: QtBot) -> None:
    record(desk)
    form = FormScreen(Form("equipment", number=FIRST), desk)
    desk.show_screen(form)
    qtbot.waitUntil(lambda: form.loaded and form.page.body.complete, timeout=10_000)
    wait(desk, qtbot)
    form.model.set("related", [{"number": "LARK-2026-W1-0099", "relation": "same_cause"}])
    form.model.set_reason("It has the same cause.")
    form.record()
    wait(desk, qtbot)
    field = form.page.body.field("related")
    assert field is not None
    assert field.message().startswith("There is no record LARK-2026-W1-0099 here")
    assert shown(desk).rev == 1


def test_what_is_closed_already_shows_its_page(desk: TestDesk, qtbot: QtBot) -> None:
    record(desk)
    number = record(desk)
    of = recording.StatusDetails(of=FIRST)
    desk.on_vault(lambda session: recording.set_status(session, number, "duplicate", standing=of))
    desk.show_screen(ResolveScreen(Resolve(number), desk))
    wait(desk, qtbot)
    assert desk.went == [Incident(number)]


def menu(desk: TestDesk, page: IncidentScreen) -> dict[str, Callable[[], None]]:
    next(one for one in page.findChildren(Button) if one.accessibleName() == "More").click()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    entries = {one.text(): one.trigger for one in popup.actions() if one.text()}
    popup.hide()
    return entries


def test_the_records_page_leads_to_every_way(desk: TestDesk, qtbot: QtBot) -> None:
    record(desk, *MISSING)
    page = IncidentScreen(Incident(FIRST), desk)
    desk.show_screen(page)
    wait(desk, qtbot)
    buttons = [one.accessibleName() for one in page.findChildren(Button) if one.isVisible()]
    assert {"Amend", "Resolve"} <= set(buttons)
    entries = menu(desk, page)
    entries["It waits for somebody …"]()
    entries["It is the same as another record …"]()
    assert desk.went == [Resolve(FIRST, "waiting"), Resolve(FIRST, "duplicate")]
    entries["I am working on it"]()
    wait(desk, qtbot)
    assert (shown(desk).row.status, shown(desk).values["owner"]) == ("working", "Dana Whitfield")
