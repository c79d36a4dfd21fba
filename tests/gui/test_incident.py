"""One incident's page: facts, the story in order, old to new, files, signatures, and every act."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.domain.people.roles import Role
from clerkapp.domain.prints import INCIDENT
from clerkapp.domain.records.revision import ActKind
from clerkapp.domain.records.shown import RecordView, standing
from clerkapp.domain.signing import attesting
from clerkapp.gui.incident.files import FilesDialog
from clerkapp.gui.incident.screen import IncidentScreen
from clerkapp.gui.navigation.places import (
    Form,
    Incident,
    Place,
    Preview,
    Records,
    Resolve,
    Signatures,
)
from clerkapp.gui.widgets.basic.buttons import Button, PrimaryButton
from clerkapp.gui.widgets.basic.chip import Chip
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.drop_area import DropArea
from clerkapp.gui.widgets.lists.changes import SignatureRow
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import FactTile
from clerkapp.services.ports import Ports
from clerkapp.services.records import attaching, reading, recording, revising, signing
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening
from tests.fakes.clock import FrozenClock
from tests.fakes.office import JAM, join, whole
from tests.fakes.vaults import NAME, PASSPHRASE
from tests.gui.conftest import TestDesk
from tests.gui.keyboard import Keyboard

FIRST = "LARK-2026-W1-0001"
STORY: dict[str, Any] = {
    "seen": "The judge cleared the path twice.",
    "actions": [
        {"at": "2026-11-03T07:30:00-06:00", "who": "election_judge", "what": "Moved to the bin."},
        {"at": "2026-11-03T07:20:00-06:00", "who": "election_judge", "what": "Opened the path."},
        {"who": "deputy", "what": "Brought the spare."},
    ],
}


@pytest.fixture
def others(vault_folder: Path, ports: Ports) -> dict[Role, Session]:
    """A reviewer and an auditor: accounts and keys, for a desk where they are signed in."""
    first = opening.unlock(vault_folder, NAME, PASSPHRASE, ports)
    for role in (Role.REVIEWER, Role.AUDITOR):
        join(first, f"The {role}", role)
    opening.lock(first)
    found = {}
    for role in (Role.REVIEWER, Role.AUDITOR):
        found[role] = opening.unlock(vault_folder, f"The {role}", PASSPHRASE, ports)
        opening.lock(found[role])
    return found


def _sign_in(desk: TestDesk, other: Session) -> None:
    desk.signed_in = replace(desk.signed_in, account=other.account, signing=other.signing)


def _record(desk: TestDesk, values: dict[str, Any], *names: str) -> None:
    def work(session: Session) -> None:
        files = [attaching.attach_bytes(session, name, name.encode()) for name in names]
        recording.record(session, "equipment", values, attachments=files)

    desk.on_vault(work)


def _open(desk: TestDesk, qtbot: QtBot) -> IncidentScreen:
    screen = IncidentScreen(Incident(FIRST), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(desk.isActiveWindow)
    _settle(desk, qtbot)
    return screen


def _settle(desk: TestDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.running.idle, timeout=10_000)


def _shown(desk: TestDesk) -> RecordView:
    return desk.on_vault(lambda session: reading.show(session, FIRST))


def _visible(kind: type[QWidget], inside: QWidget) -> list[Any]:
    QApplication.processEvents()
    return [one for one in inside.findChildren(kind) if one.isVisible()]


def _banners(screen: IncidentScreen) -> list[str]:
    return [one.accessibleName() for one in _visible(Banner, screen)]


def _buttons(screen: IncidentScreen) -> list[str]:
    """As they are read: line by line, from the left."""

    def place(one: QWidget) -> tuple[int, int]:
        at = one.mapTo(screen, QPoint(0, 0))
        return at.y(), at.x()

    return [one.accessibleName() for one in sorted(_visible(Button, screen), key=place)]


def _press(screen: IncidentScreen, words: str) -> None:
    one = next(one for one in _visible(Button, screen) if one.accessibleName() == words)
    one.setFocus()
    Keyboard(screen.window()).press(Qt.Key.Key_Return)


def _choose(screen: IncidentScreen, words: str) -> None:
    """An entry of the menu under "More"."""
    _press(screen, "More")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    action = next(one for one in menu.actions() if one.text() == words)
    menu.hide()
    action.trigger()


def _dialog() -> Dialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    return dialog


def _filled(screen: IncidentScreen) -> list[str]:
    return [one.accessibleName() for one in _visible(PrimaryButton, screen)]


def test_the_facts_come_first(desk: TestDesk, qtbot: QtBot) -> None:
    times = {"occurred": "2026-11-03T07:10:00-06:00", "until": "2026-11-03T07:45:00-06:00"}
    _record(desk, dict(whole(**times, place_spot="Gym")))
    screen = _open(desk, qtbot)
    tiles = [
        [label.text() for label in tile.findChildren(Label)] for tile in _visible(FactTile, screen)
    ]
    assert tiles[0][:2] == ["When", "Nov 3, 7:10–7:45 a.m. CST"]
    assert tiles[1][:2] == ["Where", "Oak Hall, Gym"]
    assert tiles[2] == ["Unit", "Northlight NT-300", "NT3-004417"]
    assert [tile[1] for tile in tiles[3:]] == ["0", "0", "0"]


def test_what_nobody_said_is_never_shown_as_none(desk: TestDesk, qtbot: QtBot) -> None:
    _record(desk, JAM)
    screen = _open(desk, qtbot)
    tiles = [tile.findChildren(Label)[1].text() for tile in _visible(FactTile, screen)]
    assert tiles[2:] == ["not recorded"] * 4


def test_the_story_is_in_the_order_of_time_and_the_untimed_follows_its_line(
    desk: TestDesk, qtbot: QtBot
) -> None:
    _record(desk, {**JAM, **STORY})
    screen = _open(desk, qtbot)
    entries = screen._timeline.entries()
    assert [(entry.time, entry.text) for entry in entries] == [
        ("7:10 a.m.", "The judge cleared the path twice."),
        ("7:20 a.m.", "Opened the path."),
        ("", "Brought the spare."),
        ("7:30 a.m.", "Moved to the bin."),
        ("7:40 a.m.", "Recorded here."),
    ]
    assert {entry.day for entry in entries} <= {"Tuesday, November 3, 2026", ""}


def test_an_amendment_says_old_new_reason_and_who(
    desk: TestDesk, clock: FrozenClock, qtbot: QtBot
) -> None:
    _record(desk, JAM)
    clock.pass_time(3600)
    desk.on_vault(
        lambda session: recording.amend(session, FIRST, {"place": "Elm Hall"}, "The wrong hall.")
    )
    screen = _open(desk, qtbot)
    last = screen._timeline.entries()[-1]
    assert (last.time, last.text) == ("8:40 a.m.", "Amended: where?")
    assert last.changes == (("Where?", "Oak Hall", "Elm Hall"),)
    assert NAME in last.meta
    assert "“The wrong hall.”" in last.meta
    assert "was Oak Hall, now Elm Hall" in last.sentence()


def test_two_versions_are_told_and_the_next_step_is_to_choose(desk: TestDesk, qtbot: QtBot) -> None:
    _record(desk, dict(whole()))

    def another_version(session: Session) -> None:
        head = session.vault.revisions.heads(session.vault.revisions.record_id_of(FIRST))[0]
        for place in ("Elm Hall", "Ash Hall"):
            values = {**attesting.carried(head.values()), "place": place}
            revision, act = revising.next_revision(
                session, [head], values, reason="Seen there", at=session.now()
            )
            session.vault.revisions.append(revision, act)

    desk.on_vault(another_version)
    screen = _open(desk, qtbot)
    assert any("Two versions" in said and "Where?" in said for said in _banners(screen))
    assert "Two versions" in [chip.face.words for chip in _visible(Chip, screen)]
    assert _filled(screen) == ["Amend"]
    _press(screen, "Amend")
    assert desk.went == [Form(kind="equipment", number=FIRST)]


def _drop(area: DropArea, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    area.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))


def _files_dialog(screen: IncidentScreen) -> FilesDialog:
    return next(one for one in screen.findChildren(FilesDialog) if one.isVisible())


def test_files_are_attached_by_drop_and_by_button(
    desk: TestDesk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped, chosen = tmp_path / "tape.pdf", tmp_path / "photo.png"
    dropped.write_bytes(b"%PDF tape")
    chosen.write_bytes(b"picture")
    _record(desk, JAM)
    screen = _open(desk, qtbot)
    _drop(_visible(DropArea, screen)[0], dropped)
    _settle(desk, qtbot)
    assert _shown(desk).attachments == ()
    _files_dialog(screen).accept()
    _settle(desk, qtbot)
    assert [one.name for one in _shown(desk).attachments] == ["tape.pdf"]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(chosen)], ""))
    _press(screen, "Choose a file")
    _settle(desk, qtbot)
    dialog = _files_dialog(screen)
    (kept,) = dialog.files.of_field("attachments")
    assert (kept.is_picture, kept.goes_as.what) == (True, "held")
    dialog.files.judge_picture(kept.attached.sha256, harmless=True)
    dialog.accept()
    _settle(desk, qtbot)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Choose a file"
    assert [(one.name, one.what) for one in _shown(desk).attachments] == [
        ("tape.pdf", "document"),
        ("photo.png", "photo"),
    ]
    assert screen._timeline.entries()[-1].text == "A file was added."


def test_a_refused_file_changes_nothing_and_says_why(
    desk: TestDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    image = tmp_path / "scanner.img"
    image.write_bytes(b"x")
    _record(desk, JAM)
    screen = _open(desk, qtbot)
    _drop(_visible(DropArea, screen)[0], image)
    _settle(desk, qtbot)
    dialog = _files_dialog(screen)
    assert any("scanner.img" in one.accessibleName() for one in _visible(Banner, dialog)) or any(
        "scanner.img" in one.text() for one in dialog.findChildren(QLabel)
    )
    assert dialog.files.new() == []
    dialog.reject()
    assert _shown(desk).rev == 1
    _drop(_visible(DropArea, screen)[0], tmp_path)
    _settle(desk, qtbot)
    assert _shown(desk).rev == 1
    assert desk.troubles == []


def test_a_file_is_saved_out_and_never_over_another(
    desk: TestDesk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    _record(desk, JAM, "notes.txt")
    screen = _open(desk, qtbot)
    _press(screen, "Save notes.txt to a folder")
    _settle(desk, qtbot)
    assert target.read_bytes() == b"notes.txt"
    assert any("not encrypted" in said for said in desk.said)
    target.write_bytes(b"mine")
    _press(screen, "Save notes.txt to a folder")
    _settle(desk, qtbot)
    assert target.read_bytes() == b"mine"
    assert any("out.txt" in said for said in _banners(screen))


def test_resolving_asks_for_what_is_missing(desk: TestDesk, qtbot: QtBot) -> None:
    _record(desk, JAM)
    screen = _open(desk, qtbot)
    assert any("missing before this can be resolved" in said for said in _banners(screen))
    assert _filled(screen) == ["Fill in the rest"]
    _press(screen, "Resolve")
    assert desk.went == [Resolve(FIRST)]


def test_a_whole_record_is_resolved_from_its_first_button(desk: TestDesk, qtbot: QtBot) -> None:
    _record(desk, dict(whole()))
    _open(desk, qtbot)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Resolve"
    Keyboard(desk).press(Qt.Key.Key_Return)
    assert desk.went == [Resolve(FIRST)]


def test_another_person_reviews_and_the_record_is_frozen(
    others: dict[Role, Session], desk: TestDesk, qtbot: QtBot
) -> None:
    _record(desk, dict(whole()))
    desk.on_vault(lambda session: recording.set_status(session, FIRST, "resolved"))
    screen = _open(desk, qtbot)
    # Who wrote it is not offered what would be refused.
    assert "Review and sign" not in _buttons(screen)
    assert _filled(screen) == []
    _sign_in(desk, others[Role.REVIEWER])
    screen = _open(desk, qtbot)
    _press(screen, "Review and sign")
    _dialog().do_button.click()
    _settle(desk, qtbot)
    assert _shown(desk).row.status == "reviewed"
    assert any("Reviewed and frozen on" in said for said in _banners(screen))
    rows = [row.accessibleName() for row in _visible(SignatureRow, screen)]
    assert any(row.startswith("The reviewer, Reviewer") and "signed" in row for row in rows)
    assert not any("not signed yet" in row for row in rows)
    assert _filled(screen) == []


def test_striking_needs_a_reason_and_takes_the_acts_away(desk: TestDesk, qtbot: QtBot) -> None:
    _record(desk, JAM)
    screen = _open(desk, qtbot)
    _choose(screen, "Entered in error …")
    keys = Keyboard(_dialog())
    keys.press(Qt.Key.Key_Return)
    _dialog().do_button.click()
    assert _dialog().isVisible()
    keys.type("Typed twice")
    _dialog().do_button.click()
    _settle(desk, qtbot)
    assert _shown(desk).row.struck
    assert screen._page.title.font().strikeOut()
    assert any("Entered in error" in said for said in _banners(screen))
    assert _buttons(screen) == ["Records", "Print"]


def test_escape_goes_back_without_striking(desk: TestDesk, qtbot: QtBot) -> None:
    _record(desk, JAM)
    screen = _open(desk, qtbot)
    _choose(screen, "Entered in error …")
    keys = Keyboard(_dialog())
    keys.type("Typed twice")
    keys.press(Qt.Key.Key_Escape)
    _settle(desk, qtbot)
    assert QApplication.activeModalWidget() is None
    assert not _shown(desk).row.struck


def test_an_action_is_added_to_the_story(desk: TestDesk, qtbot: QtBot) -> None:
    _record(desk, JAM)
    screen = _open(desk, qtbot)
    _press(screen, "Add an action")
    dialog = _dialog()
    dialog.do_button.click()
    assert "Say in a sentence what was done." in [one.text() for one in _visible(Label, dialog)]
    Keyboard(dialog).type("Cleaned the rollers.")
    dialog.do_button.click()
    _settle(desk, qtbot)
    assert "Cleaned the rollers." in [entry.text for entry in screen._timeline.entries()]
    actions = _shown(desk).values["actions"]
    assert isinstance(actions, list)
    assert [row["at"]["at"] for row in actions] == ["2026-11-03T07:40:00-06:00"]


def test_the_menu_leads_to_where_both_sign(desk: TestDesk, qtbot: QtBot) -> None:
    _record(desk, JAM)
    screen = _open(desk, qtbot)
    _choose(screen, "Sign as one of two people")
    assert desk.went[-1] == Signatures(FIRST)


def test_page_and_print_list_the_same_signatures(
    others: dict[Role, Session], desk: TestDesk, qtbot: QtBot
) -> None:
    """A review adds one line: the reviewer who wrote only the status is no recorder."""
    _record(desk, dict(whole()))
    desk.on_vault(lambda session: recording.set_status(session, FIRST, "resolved"))
    _sign_in(desk, others[Role.REVIEWER])
    desk.on_vault(lambda session: signing.sign(session, FIRST, ActKind.REVIEW, "deputy"))
    screen = _open(desk, qtbot)
    rows = [row.accessibleName() for row in _visible(SignatureRow, screen)]
    assert [row.split(", ")[0] for row in rows] == [NAME, "The reviewer"]
    given = [one for one in standing(_shown(desk)).values() if one is not None]
    assert [one.author.name for one in given] == [NAME, "The reviewer"]


def test_who_may_only_read_sees_no_acts(
    others: dict[Role, Session], desk: TestDesk, qtbot: QtBot
) -> None:
    _record(desk, dict(whole()), "notes.txt")
    _sign_in(desk, others[Role.AUDITOR])
    screen = _open(desk, qtbot)
    assert _buttons(screen) == ["Records", "Print", "Save notes.txt to a folder"]
    assert _visible(DropArea, screen) == []
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Print"


def test_print_and_back_lead_on_and_the_place_is_kept(desk: TestDesk, qtbot: QtBot) -> None:
    _record(desk, JAM)
    screen = _open(desk, qtbot)
    _press(screen, "Print")
    _press(screen, "Records")
    expected: list[Place] = [Preview(INCIDENT, FIRST), Records(selected=FIRST)]
    assert desk.went == expected
    assert screen.keep() == Incident(FIRST)


def test_a_number_that_is_not_there_is_said(desk: TestDesk, qtbot: QtBot) -> None:
    screen = _open(desk, qtbot)
    assert any(FIRST in said for said in _banners(screen))
    assert desk.troubles == []
