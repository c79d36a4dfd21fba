"""A backup is brought back on the desktop; a folder that is no vault is told as what it is."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.records.lists import Query
from clerkapp.gui.tasks import Tasks
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.unlock.existing import Existing, RestoreDialog
from clerkapp.gui.unlock.screen import UnlockView
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.services import reception
from clerkapp.services.ports import Ports
from clerkapp.services.records import reading
from clerkapp.services.vaults import opening, safekeeping
from tests.fakes.vaults import NAME, PASSPHRASE
from tests.gui.conftest import Windows
from tests.gui.look import settle


@pytest.fixture
def backup(vault_folder: Path, ports: Ports, tmp_path: Path) -> Path:
    """A backup of the vault."""
    session = opening.unlock(vault_folder, NAME, PASSPHRASE, ports)
    file = tmp_path / "LARK-W1-2026-11-03.clerkbackup"
    safekeeping.backup(session, file)
    opening.lock(session)
    return file


class Place:
    """A view that takes what is there already; what came of it."""

    def __init__(self, ports: Ports, qtbot: QtBot) -> None:
        self.view = QWidget()
        qtbot.addWidget(self.view)
        self.view.show()
        self.tasks = Tasks(self.view)
        self.existing = Existing(self.view, ports, self.tasks)
        self.vaults: list[str] = []
        self.troubles: list[ClerkappError] = []
        self.existing.vault.connect(self.vaults.append)
        self.existing.brought_back.connect(self.vaults.append)
        self.existing.trouble.connect(self.troubles.append)


@pytest.fixture
def place(ports: Ports, look: Theme, qtbot: QtBot) -> Place:
    del look
    return Place(ports, qtbot)


def _dialog(qtbot: QtBot) -> RestoreDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), RestoreDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RestoreDialog)
    return dialog


def test_it_says_what_the_backup_is_and_brings_it_back_into_a_new_folder(
    place: Place, backup: Path, ports: Ports, tmp_path: Path, qtbot: QtBot
) -> None:
    place.existing.take(backup)
    dialog = _dialog(qtbot)
    said = " ".join(one.text() for one in dialog.findChildren(Label))
    for words in ("Larkspur County, W1", NAME, "2026"):
        assert words in said
    target = tmp_path / "documents"
    target.mkdir()
    (target / "Larkspur.vault").mkdir()
    dialog.put_into(target)
    dialog.do_button.click()
    qtbot.waitUntil(lambda: bool(place.vaults), timeout=20_000)
    assert place.vaults == [str(target / "Larkspur-2.vault")]
    assert list((target / "Larkspur.vault").iterdir()) == []
    session = opening.unlock(Path(place.vaults[0]), NAME, PASSPHRASE, ports)
    assert reading.list_records(session, Query()).rows == ()
    opening.lock(session)


def test_each_person_of_the_backup_has_a_line_and_many_are_counted(
    place: Place, ports: Ports, backup: Path
) -> None:
    face = reception.look_into(backup)
    parent = place.view
    first = face.office.people[0]
    for count, last in ((4, "Person 4, "), (12, "and 7 more")):
        people = tuple(replace(first, name=f"Person {one}") for one in range(1, count + 1))
        office = replace(face.office, people=people)
        dialog = RestoreDialog(ports, Tasks(parent), backup, replace(face, office=office), parent)
        dialog.show()
        settle(dialog)
        labels = dialog.findChildren(Label)
        assert any(one.text().startswith(last) for one in labels)


def test_the_page_after_it_says_that_it_is_another_vault_now(
    vault_folder: Path, tmp_path: Path, ports: Ports, backup: Path, windows: Windows, qtbot: QtBot
) -> None:
    folder = tmp_path / "Brought back.vault"
    safekeeping.restore(backup, folder, ports)
    window = windows(ports, vault_folder)
    window.start()
    view = window.centralWidget()
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(view.people_shown)
    qtbot.waitUntil(lambda: window.tasks.idle)
    view.brought_back.emit(str(folder))
    shown = window.centralWidget()
    assert isinstance(shown, UnlockView)
    assert any(str(folder) in one.accessibleName() for one in shown.findChildren(Banner))
    qtbot.waitUntil(lambda: window.tasks.idle)


def test_a_backup_that_cannot_be_brought_back_says_why_and_the_dialog_stays(
    place: Place, backup: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    place.existing.take(backup)
    dialog = _dialog(qtbot)
    whole = backup.read_bytes()
    backup.write_bytes(whole[: len(whole) // 2])
    (tmp_path / "in").mkdir()
    dialog.put_into(tmp_path / "in")
    dialog.do_button.click()
    qtbot.waitUntil(lambda: dialog.do_button.isEnabled() and place.tasks.idle)
    assert "Nothing was restored" in " ".join(one.text() for one in dialog.findChildren(Label))
    assert list((tmp_path / "in").iterdir()) == []
    assert place.vaults == []
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("not-a-backup.clerkbackup", "backup-unreadable"),
        ("gone.clerkbackup", "backup-missing"),
        ("empty", "vault-missing"),
        ("no-such-folder", "vault-gone"),
    ],
)
def test_anything_else_is_told(
    place: Place, tmp_path: Path, qtbot: QtBot, name: str, code: str
) -> None:
    (tmp_path / "not-a-backup.clerkbackup").write_bytes(b"PK" * 600)
    (tmp_path / "empty").mkdir()
    place.existing.take(tmp_path / name)
    qtbot.waitUntil(lambda: bool(place.troubles))
    assert [one.code for one in place.troubles] == [code]


@pytest.mark.parametrize("inside", ["", "header.copy.json", "incidents.db"])
def test_a_folder_or_a_file_in_it_may_be_dropped_also_with_one_header_left(
    place: Place, vault_folder: Path, qtbot: QtBot, inside: str
) -> None:
    (vault_folder / "header.json").unlink()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(vault_folder / inside if inside else vault_folder))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert place.existing.eventFilter(place.view, drop)
    qtbot.waitUntil(lambda: bool(place.vaults))
    assert place.vaults == [str(vault_folder)]


def test_what_is_no_vault_is_told_once_however_often_it_is_tried(
    vault_folder: Path, ports: Ports, windows: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    window = windows(ports, vault_folder)
    window.start()
    view = window.centralWidget()
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(lambda: view.people_shown() and window.tasks.idle)
    assert view.existing is not None
    for _time in range(3):
        view.existing.take(tmp_path)
        qtbot.waitUntil(lambda: window.tasks.idle)
        settle(window)
    assert len([one for one in view.findChildren(Banner) if one.isVisible()]) == 1
    window.close()


@pytest.mark.parametrize("scale", [100, 200])
def test_what_a_backup_is_can_be_read_whole(
    place: Place, backup: Path, look: Theme, qtbot: QtBot, scale: int
) -> None:
    look.set_scale(scale)
    place.existing.take(backup)
    dialog = _dialog(qtbot)
    settle(dialog)
    shown = [one for one in dialog.findChildren(Label) if one.isVisible() and one.text()]
    assert len(shown) > 6
    for label in shown:
        assert label.height() >= label.heightForWidth(label.width()), label.text()
    dialog.reject()
