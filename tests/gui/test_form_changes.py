"""Amendments and files in a form: what was, what is new, what is kept."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clerkapp.domain.errors import Refused
from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.form.files import FilesField
from clerkapp.gui.navigation.places import Form, Incident, Receipt
from clerkapp.services.records import attaching, reading, recording
from tests.gui.conftest import TestDesk
from tests.gui.forms import Opener, answer, drafts, opened
from tests.unit.domain.records import JAM

CONTROL = Qt.KeyboardModifier.ControlModifier

__all__ = ["opened"]


class TestChanges:
    """A change of a record: what was, what will be, and why."""

    @pytest.fixture
    def number(self, desk: TestDesk) -> str:
        typed = {**JAM, "model": "NT-300"}
        return desk.on_vault(lambda session: recording.record(session, "equipment", typed)).number

    def test_it_shows_what_will_change_and_asks_why(
        self, opened: Opener, desk: TestDesk, qtbot: QtBot, number: str
    ) -> None:
        screen = opened(Form(number=number))
        change = screen.page.change
        assert change is not None
        answer(screen, "model", "NT-310")
        assert screen.model.change.corrected() == [("model", "NT-300", "NT-310")]
        screen.page.record_button.click()
        assert set(screen.model.errors) == {"reason"}
        change.reason.setPlainText("Read again on the label.")
        assert screen.model.errors == {}
        screen.page.record_button.click()
        qtbot.waitUntil(lambda: desk.went == [Incident(number)])
        entry = desk.on_vault(lambda session: reading.history(session, number))[-1]
        assert entry.reason == "Read again on the label."
        assert [(one.code, one.old, one.new) for one in entry.changes] == [
            ("model", "NT-300", "NT-310")
        ]
        assert drafts(desk) == []

    def test_an_emptied_field_is_taken_away(
        self, opened: Opener, desk: TestDesk, qtbot: QtBot, number: str
    ) -> None:
        screen = opened(Form(number=number))
        assert screen.section == "records"
        answer(screen, "model", None)
        screen.model.set_reason("Not this unit.")
        screen.record()
        qtbot.waitUntil(lambda: desk.went == [Incident(number)])
        shown = desk.on_vault(lambda session: reading.show(session, number))
        assert "model" not in shown.values

    def test_its_draft_comes_back_as_a_change(
        self, opened: Opener, desk: TestDesk, number: str
    ) -> None:
        screen = opened(Form(number=number))
        answer(screen, "model", "NT-310")
        screen.page.change.reason.setPlainText("Read again.")  # type: ignore[union-attr]
        screen.keep()
        [kept] = drafts(desk)
        again = opened(Form(kind="equipment", draft=kept.id))
        assert again.model.amending
        assert again.model.changes() == {"model": "NT-310"}
        assert again.model.reason == "Read again."

    def test_changing_nothing_is_refused_in_words(
        self, opened: Opener, desk: TestDesk, qtbot: QtBot, number: str
    ) -> None:
        screen = opened(Form(number=number))
        screen.model.set_reason("No reason.")
        screen.record()
        qtbot.waitUntil(screen.page.trouble.isVisible)
        assert desk.went == []


class TestFiles:
    """Files of a form."""

    @pytest.fixture
    def screen(self, opened: Opener) -> FormScreen:
        screen = opened(Form(kind="equipment"))
        for code, value in JAM.items():
            answer(screen, code, value)
        return screen

    @staticmethod
    def area(screen: FormScreen) -> FilesField:
        screen.page.go_to("attachments")
        control = screen.page.body.fields()["attachments"].control
        assert isinstance(control, FilesField)
        return control

    def record(self, screen: FormScreen, desk: TestDesk, qtbot: QtBot) -> tuple[Any, ...]:
        screen.record()
        qtbot.waitUntil(lambda: bool(desk.went))
        place = desk.went[0]
        assert isinstance(place, Receipt)
        return desk.on_vault(lambda session: reading.show(session, place.number)).attachments

    def test_a_file_is_stored_at_once_and_named_by_the_record(
        self, screen: FormScreen, desk: TestDesk, qtbot: QtBot, tmp_path: Path
    ) -> None:
        tape = tmp_path / "zero tape.pdf"
        tape.write_bytes(b"%PDF-1.7 tape")
        self.area(screen).take_files([tape])
        qtbot.waitUntil(lambda: len(screen.model.attachments.new()) == 1)
        tape.unlink()
        [file] = self.record(screen, desk, qtbot)
        assert (file.name, file.what, file.size) == ("zero tape.pdf", "document", 13)

    def test_refused_files_say_why_and_the_others_are_taken(
        self, screen: FormScreen, desk: TestDesk, qtbot: QtBot, tmp_path: Path
    ) -> None:
        image, gone, good = tmp_path / "drive.vmdk", tmp_path / "gone.pdf", tmp_path / "log.txt"
        image.write_bytes(b"KDMV")
        good.write_text("07:40 jam")
        self.area(screen).take_files([image, gone, good])
        qtbot.waitUntil(lambda: len(self.area(screen).refusals()) == 2)
        qtbot.waitUntil(lambda: len(screen.model.attachments.new()) == 1)
        said = " ".join(self.area(screen).refusals())
        assert "drive.vmdk" in said
        assert "gone.pdf" in said

    def test_a_file_above_the_limit_is_refused_before_it_is_read(
        self, screen: FormScreen, qtbot: QtBot, tmp_path: Path
    ) -> None:
        film = tmp_path / "film.mp4"
        with film.open("wb") as sparse:
            sparse.truncate(500_000_001)
        self.area(screen).take_files([film])
        qtbot.waitUntil(lambda: len(self.area(screen).refusals()) == 1)
        assert "500" in self.area(screen).refusals()[0]

    def test_a_picture_is_held_until_somebody_says_it_is_harmless(
        self, screen: FormScreen, desk: TestDesk, qtbot: QtBot, tmp_path: Path
    ) -> None:
        photo, other = tmp_path / "a.png", tmp_path / "b.png"
        photo.write_bytes(b"\x89PNG 1")
        other.write_bytes(b"\x89PNG 2")
        self.area(screen).take_files([photo, other])
        qtbot.waitUntil(lambda: len(screen.model.attachments.new()) == 2)
        harmless = screen.model.attachments.new()[0].sha256
        screen.model.attachments.judge_picture(harmless, harmless=True)
        found = {one.name: one.what for one in self.record(screen, desk, qtbot)}
        assert found == {"a.png": "photo", "b.png": "held"}

    def test_the_draft_keeps_them(
        self, screen: FormScreen, desk: TestDesk, qtbot: QtBot, opened: Opener, tmp_path: Path
    ) -> None:
        log = tmp_path / "log.txt"
        log.write_text("07:40 jam")
        self.area(screen).take_files([log])
        qtbot.waitUntil(lambda: len(screen.model.attachments.new()) == 1)
        screen.model.attachments.classify(screen.model.attachments.new()[0].sha256, "device-log")
        place = screen.keep()
        assert isinstance(place, Form)
        again = opened(place)
        [file] = again.model.attachments.new()
        assert (file.name, file.what) == ("log.txt", "device-log")

    def test_the_same_file_twice_is_one_file(
        self, screen: FormScreen, qtbot: QtBot, tmp_path: Path
    ) -> None:
        log = tmp_path / "log.txt"
        log.write_text("07:40 jam")
        self.area(screen).take_files([log, log])
        qtbot.waitUntil(lambda: len(self.area(screen).refusals()) == 1)
        assert len(screen.model.attachments.new()) == 1

    def test_a_file_that_is_stopped_leaves_nothing(self, desk: TestDesk, tmp_path: Path) -> None:
        film = tmp_path / "film.mp4"
        film.write_bytes(b"f" * (3 << 20))
        heard: list[tuple[int, int]] = []

        def told(done: int, size: int) -> bool:
            heard.append((done, size))
            return len(heard) < 2

        with pytest.raises(Refused) as refused:
            desk.on_vault(lambda session: attaching.attach_file(session, film, progress=told))
        assert refused.value.code == "attachment-stopped"
        assert heard == [(1 << 20, 3 << 20), (2 << 20, 3 << 20)]
        digest = hashlib.sha256(film.read_bytes()).hexdigest()
        assert desk.on_vault(lambda session: session.vault.attachments.get(digest)) is None
