"""A backup is brought back on the desktop; a folder that is no vault is told as what it is."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.domain.errors import ClerkappError
from clerkapp.gui.tasks import Tasks
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.views.existing import Existing, RestoreDialog
from clerkapp.gui.widgets.text import Label
from clerkapp.services import reading, safekeeping, vaults
from clerkapp.services.ports import Ports
from clerkapp.vault.queries import Query
from tests.fakes.vaults import NAME, PASSPHRASE


@pytest.fixture
def backup(vault_folder: Path, ports: Ports, tmp_path: Path) -> Path:
    """A backup of the vault."""
    session = vaults.unlock(vault_folder, NAME, PASSPHRASE, ports)
    file = tmp_path / "LARK-W1-2026-11-03.clerkbackup"
    safekeeping.backup(session, file)
    vaults.lock(session)
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
        self.existing.trouble.connect(self.troubles.append)


@pytest.fixture
def place(ports: Ports, look: Theme, qtbot: QtBot) -> Place:
    assert look
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
    session = vaults.unlock(Path(place.vaults[0]), NAME, PASSPHRASE, ports)
    assert reading.list_records(session, Query()).rows == ()
    vaults.lock(session)


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
