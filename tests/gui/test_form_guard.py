"""The guard on a form and on a record's page: it names the rule beside the field, and waits."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerkapp.gui.incident.files import FilesDialog
from clerkapp.gui.incident.screen import IncidentScreen
from clerkapp.gui.navigation.places import Form, Incident, Receipt
from clerkapp.gui.parts.dialogs import ReasonDialog
from clerkapp.services.records import reading, recording
from tests.gui.conftest import TestDesk
from tests.gui.forms import Opener, answer, opened
from tests.unit.domain.records import JAM
from tests.unit.domain.test_pictures import exif, jpeg

__all__ = ["opened"]

TEXT = "She voted for the blue one. SSN 123-45-6789, born 4/5/1961."


def test_it_stops_gently_when_the_field_is_left_and_keeps_what_has_a_reason(
    opened: Opener, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    for code, value in JAM.items():
        answer(screen, code, value)
    answer(screen, "seen", TEXT)
    field = screen.page.body.field("seen")
    assert field is not None
    screen.page.body.left.emit("seen")
    assert "how somebody voted, a Social Security number, a date of birth" in field.message()
    screen.record()
    assert "seen" in screen.model.errors

    answer(screen, "seen", "The number is 123-45-6789.")
    screen.page.body.left.emit("seen")
    assert "a Social Security number" in field.message()
    field._remedy.click()
    dialog = next(one for one in screen.findChildren(ReasonDialog) if one.isVisible())
    dialog._field.control.set_value("It is the form's own number.")
    dialog.accept()
    assert field.message() == ""
    screen.record()
    qtbot.waitUntil(lambda: desk.running.idle and bool(desk.went))
    place = desk.went[-1]
    assert isinstance(place, Receipt)
    shown = desk.on_vault(lambda session: reading.show(session, place.number))
    overrides = shown.stored["guard_overrides"]
    assert isinstance(overrides, list)
    assert [row["field"] for row in overrides] == ["seen"]


def test_a_phone_number_is_only_pointed_out(opened: Opener) -> None:
    screen = opened(Form(kind="equipment"))
    answer(screen, "seen", "The vendor said to call 555-201-0147.")
    screen.page.body.left.emit("seen")
    field = screen.page.body.field("seen")
    assert field is not None
    assert "a phone number" in field.message()
    assert not field.has_error()
    assert screen.model.errors == {}
    answer(screen, "seen", "The vendor was called.")
    screen.page.body.left.emit("seen")
    assert field.message() == ""


def test_a_photo_on_the_records_page_is_asked_about_before_it_is_recorded(
    desk: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    number = desk.on_vault(lambda session: recording.record(session, "equipment", JAM)).number
    screen = IncidentScreen(Incident(number), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: desk.running.idle)
    photo = tmp_path / "lid.jpg"
    photo.write_bytes(jpeg(exif(gps=True, time=True)))
    screen.acts.attach([photo])
    qtbot.waitUntil(lambda: desk.running.idle)
    dialog = next(one for one in screen.findChildren(FilesDialog) if one.isVisible())
    (kept,) = dialog.files.of_field("attachments")
    assert (kept.goes_as.what, kept.attached.tells) == ("held", ("place", "time"))
    QApplication.processEvents()
    dialog.reject()
    qtbot.waitUntil(lambda: desk.running.idle)
    shown = desk.on_vault(lambda session: reading.show(session, number))
    assert (shown.rev, shown.attachments) == (1, ())
