"""Times at the field and in forms: said back, told at once, and never taken for another."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from clerkapp.domain.preferences import Preferences
from clerkapp.domain.time.times import Precision, When
from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.navigation.places import Form, Settings
from clerkapp.gui.settings.screen import SettingsScreen
from clerkapp.gui.setup.context import SetupContext
from clerkapp.gui.setup.model import SetupModel, Step
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.widgets.inputs.row_table import RowTable
from clerkapp.gui.widgets.inputs.time_entry import Anchor
from clerkapp.gui.widgets.inputs.time_field import TimeField
from clerkapp.host import zone as host_zone
from clerkapp.services import office
from clerkapp.wording import language
from tests.fakes.clock import FrozenClock
from tests.gui.conftest import TestDesk
from tests.gui.forms import Opener, answer, opened

__all__ = ["opened"]

ZONE = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 28, 14, 31, tzinfo=ZONE)
NIGHT = datetime(2026, 11, 1, 1, 45, tzinfo=ZONE, fold=1)
START = When("2026-11-03T07:40:00-06:00", Precision.EXACT)


def typed(field: TimeField, text: str) -> QLineEdit:
    """Type into the line and leave it."""
    line = field.entry()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)
    line.editingFinished.emit()
    return line


@pytest.fixture
def field(look: Theme, qtbot: QtBot) -> TimeField:
    """A field beside a start, on Nov 28."""
    made = TimeField(lambda: NOW, lambda: ZONE, anchor=lambda: Anchor(START, end=True))
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_field_says_back_what_it_understood(field: TimeField) -> None:
    line = typed(field, "815")
    assert line.text() == "11/03/2026, 8:15 a.m."
    assert field.said() == "Tuesday, Nov 3, 25 days ago · 35 minutes"
    assert field.said() in line.accessibleDescription()
    typed(field, "12/24/2026 9am")
    assert field.said().startswith("Thursday, Dec 24, in 26 days")


def test_letter_by_letter_no_year_stops_it(field: TimeField) -> None:
    line = field.entry()
    for text in ("11/03/1026 7:40a", "01/01/0001", "12/31/9999 11:59p", "2/30/2026", "9" * 300):
        line.clear()  # type: ignore[attr-defined]
        QTest.keyClicks(line, text)
        assert field.value() is None
        assert field.problem()
        assert field.unread() == text


def test_a_stored_value_of_any_form_is_shown_and_stops_nothing(field: TimeField) -> None:
    values: list[Any] = [
        {"at": "0001-01-01T00:00:00-06:00", "precision": "exact"},
        {"at": "9999-12-31", "precision": "day"},
        {"at": "noon", "precision": "exact"},
        {"at": None, "precision": "exact"},
        {"precision": "unknown"},
        "2026-11-03",
        7,
    ]
    for value in values:
        field.set_value(value)
        field.retell()


def test_the_second_of_two_is_told_and_the_first_is_offered(look: Theme, qtbot: QtBot) -> None:
    field = TimeField(lambda: NIGHT, lambda: ZONE)
    qtbot.addWidget(field)
    field.show()
    line = typed(field, "1:40a")
    assert field.value() == {"at": "2026-11-01T01:40:00-06:00", "precision": "exact"}
    assert line.text() == "11/01/2026, 1:40 a.m. CST"
    assert "second time round (CST)" in field.said()
    field.other_button.click()
    assert field.value() == {"at": "2026-11-01T01:40:00-05:00", "precision": "exact"}
    assert line.text() == "11/01/2026, 1:40 a.m. CDT"
    typed(field, "1:40a CST")
    assert field.value() == {"at": "2026-11-01T01:40:00-06:00", "precision": "exact"}
    typed(field, "12:40a")
    assert field.other_button.isHidden()


def test_in_a_row_the_longest_time_is_read_whole_and_trouble_is_told_there(
    look: Theme, qtbot: QtBot
) -> None:
    for scale in (100, 200):
        look.set_scale(scale)
        field = TimeField(lambda: NOW, lambda: ZONE, compact=True)
        qtbot.addWidget(field)
        field.show()
        line = field.entry()
        assert isinstance(line, QLineEdit)
        text = "12/30/2026, 12:40 a.m. CST"
        room = line.width() - look.px(22)
        assert line.fontMetrics().horizontalAdvance(text) < room
        typed(field, "half past")
        assert field.said().startswith("This time cannot be read.")
        typed(field, "3 days ago")
        assert field.said() == "Wednesday, Nov 25, 3 days ago"
    look.set_scale(100)


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_what_a_cell_shows_is_read_back_in_every_language(
    look: Theme, qtbot: QtBot, repository: Path, code: str
) -> None:
    language.use(code, repository / "resources" / "i18n")
    field = TimeField(lambda: NOW, lambda: ZONE, compact=True)
    qtbot.addWidget(field)
    try:
        for value in (
            {"at": "2026-11-03T07:40:00-06:00", "precision": "about"},
            {"at": "2026-11-03", "precision": "day"},
            {"at": None, "precision": "unknown"},
        ):
            field.set_value(value)
            line = field.entry()
            assert isinstance(line, QLineEdit)
            typed(field, line.text())
            assert field.value() == value
    finally:
        language.use("en")


def leave(screen: FormScreen, code: str, text: str) -> str:
    """Type into a field of the form and go on to another; what is said beside it."""
    screen.page.go_to(code)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)
    screen.page.go_to("one_line")
    field = screen.page.body.fields()[code]
    return field.message()


def test_what_cannot_be_read_or_true_is_told_on_leaving_the_field(opened: Opener) -> None:
    screen = opened(Form(kind="equipment"))
    assert leave(screen, "occurred", "this morning").startswith("“this morning” can be any hour")
    assert leave(screen, "occurred", "13:75").startswith("This time cannot be read")
    assert leave(screen, "occurred", "12/24/2027").startswith("Dec 24, 2027 is still to come")
    assert leave(screen, "occurred", "7:30a") == ""
    assert leave(screen, "noticed", "7:10a").startswith("It was noticed before it happened")
    assert leave(screen, "occurred", "7:05a") == ""
    assert screen.page.body.fields()["noticed"].message() == ""


def test_a_time_ahead_in_a_row_is_told_and_a_due_date_is_not(opened: Opener) -> None:
    screen = opened(Form(kind="equipment"))
    answer(
        screen,
        "todo",
        [{"step": "Order rollers.", "due": {"at": "2027-02-01", "precision": "day"}}],
    )
    screen.model.judge("todo")
    assert "todo" not in screen.model.errors
    answer(screen, "actions", [{"what": "Ran.", "at": {"at": "2027-02-01", "precision": "day"}}])
    screen.model.judge("actions")
    assert "still to come" in screen.model.errors["actions"]


def test_a_time_without_a_day_belongs_to_the_event(opened: Opener) -> None:
    screen = opened(Form(kind="equipment"))
    leave(screen, "occurred", "10/20 7:40a")
    leave(screen, "until", "815")
    assert screen.model.stored()["until"]["at"] == "2026-10-20T08:15:00-05:00"  # type: ignore[index,call-overload]
    leave(screen, "noticed", "7:45")
    assert screen.model.stored()["noticed"]["at"] == "2026-10-20T07:45:00-05:00"  # type: ignore[index,call-overload]
    table = screen.page.body.fields()["actions"].control
    assert isinstance(table, RowTable)
    table.add_row({"what": "Called."})
    QTest.keyClicks(table.cell(0, "at").entry(), "8:05")
    assert table.cell(0, "at").value()["at"] == "2026-10-20T08:05:00-05:00"
    until = screen.page.body.fields()["until"].control
    assert isinstance(until, TimeField)
    assert "35 minutes" in until.said()
    leave(screen, "occurred", "10/20 8:10a")
    assert "5 minutes" in until.said()


def test_the_zone_is_set_in_the_settings_and_forms_follow(desk: TestDesk, qtbot: QtBot) -> None:
    screen = SettingsScreen(Settings("time"), desk)
    desk.show_screen(screen)
    part = screen.part
    assert part is not None
    qtbot.waitUntil(lambda: desk.running.idle)
    control = part.fields["zone"].control
    control.set_value("America/Denver")
    part.keep()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "Mountain time" in part.said())
    assert desk.on_vault(office.zone) == "America/Denver"
    assert str(desk.session.zone) == "America/Denver"
    assert desk.session.now().endswith("-07:00")


def test_set_up_asks_for_the_zone_where_the_computer_s_is_no_american_one(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = SetupModel(authority_name="Larkspur", authority="LARK", zone=None)
    assert set(model.problems(Step.OFFICE)) == {"zone"}
    model.zone = "America/Chicago"
    assert model.problems(Step.OFFICE) == {}
    for zone, offered in (("America/Chicago", "America/Chicago"), ("Europe/Vienna", None)):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setattr(host_zone, "_of_registry", lambda zone=zone: zone)
        assert SetupContext(desk.ports, desk.tasks, Preferences(), desk).model.zone == offered


def test_a_year_too_late_is_told_and_the_year_before_is_offered(
    field: TimeField, look: Theme
) -> None:
    del look
    typed(field, "12/24/2026 9am")
    assert field.said() == "Thursday, Dec 24, in 26 days · 51 days 1 hour"
    assert field.other_button.accessibleName() == "Take 12/24/2025, 9:00 a.m."
    field.other_button.click()
    assert field.value() == {"at": "2025-12-24T09:00:00-06:00", "precision": "exact"}
    assert field.other_button.isHidden()
    for text in ("11/28/2026 11pm", "12/24/2029", "7:40 today"):
        typed(field, text)
        assert field.other_button.isHidden(), text


def test_a_planned_time_ahead_is_neither_doubted_nor_corrected(look: Theme, qtbot: QtBot) -> None:
    del look
    field = TimeField(lambda: NOW, lambda: ZONE, planned=True)
    qtbot.addWidget(field)
    field.show()
    typed(field, "12/24 9am")
    assert field.said() == "Thursday, Dec 24, in 26 days"
    assert field.other_button.isHidden()


def test_what_is_said_back_is_announced_once_and_only_when_the_field_is_left(
    field: TimeField, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(
        "clerkapp.gui.widgets.times.said_back.announce", lambda _widget, words: heard.append(words)
    )
    line = field.entry()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "8:15")
    assert heard == []
    line.editingFinished.emit()
    line.editingFinished.emit()
    assert heard == ["Tuesday, Nov 3, 25 days ago · 35 minutes"]


@pytest.mark.parametrize(("minutes", "noticed"), [(0, "07:40"), (12, "07:52")])
def test_what_happens_now_is_never_noticed_before(
    opened: Opener, clock: FrozenClock, minutes: int, noticed: str
) -> None:
    """The time of noticing was filled in when the form was opened, minutes ago."""
    screen = opened(Form(kind="equipment"))
    clock.pass_time(minutes * 60)
    field = screen.page.body.field("occurred")
    assert field is not None
    typed(field.control, "now")  # type: ignore[arg-type]
    screen.record()
    assert "noticed" not in screen.model.errors
    assert str(screen.model.typed["noticed"]["at"])[11:16] == noticed
    assert "noticed" in screen.model.filled_in()


def test_a_time_of_noticing_that_somebody_gave_stays(opened: Opener, clock: FrozenClock) -> None:
    screen = opened(Form(kind="equipment"))
    given = {"at": "2026-11-03T07:30:00-06:00", "precision": "exact"}
    answer(screen, "noticed", given)
    clock.pass_time(720)
    field = screen.page.body.field("occurred")
    assert field is not None
    typed(field.control, "now")  # type: ignore[arg-type]
    assert screen.model.typed["noticed"] == given
    screen.record()
    assert "noticed" in screen.model.errors
