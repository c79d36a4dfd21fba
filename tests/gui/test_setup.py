"""The first run by keyboard: from the language to the state's key, and every way to stop in between."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from clerkapp.crypto.certificates import new_recipient
from clerkapp.domain.preferences import Preferences
from clerkapp.gui.home.screen import HomeScreen
from clerkapp.gui.parts import paper
from clerkapp.gui.parts.paper_check import PaperCheck
from clerkapp.gui.setup.model import Step
from clerkapp.gui.setup.recovery import RecoveryTask
from clerkapp.gui.setup.screen import SetupView
from clerkapp.gui.setup.steps import StateTask
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.unlock.screen import UnlockView
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.window import Window
from clerkapp.host import preferences
from clerkapp.services.export import exporting
from clerkapp.services.ports import Ports
from clerkapp.services.vaults import opening, recovery, safekeeping
from clerkapp.wording import language
from tests.gui.conftest import TestDesk, Windows
from tests.gui.keyboard import Keyboard

PERSON, WORDS = "Dana Whitfield", "heron willow canvas lantern"


@pytest.fixture
def window(
    ports: Ports,
    windows: Windows,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> Iterator[Window]:
    """The program on a computer where it never ran."""
    monkeypatch.setattr("clerkapp.gui.setup.screen.documents_folder", lambda: tmp_path)
    window = windows(ports, None)
    bugs: list[object] = []
    window.tasks.bug.connect(bugs.append)
    window.start()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.close()
    language.use("en")
    assert bugs == []


@pytest.fixture
def view(window: Window) -> SetupView:
    """The wizard at its first step."""
    view = window.centralWidget()
    assert isinstance(view, SetupView)
    return view


def _keys(view: SetupView) -> Keyboard:
    return Keyboard(view.window())


def _step(view: SetupView) -> Step:
    return view.context.model.step


def _go_on(view: SetupView) -> None:
    """Tab to the filled button and press it."""
    keys = _keys(view)
    QApplication.processEvents()
    for _stop in range(40):
        if QApplication.focusWidget() is view._go_on:
            keys.press(Qt.Key.Key_Return)
            return
        keys.press(Qt.Key.Key_Tab)
    raise AssertionError("Tab does not come to the filled button")


def _office(view: SetupView) -> None:
    keys = _keys(view)
    _go_on(view)
    assert view.context.model.step is Step.OFFICE
    keys.type("Larkspur County")
    keys.press(Qt.Key.Key_Tab)
    keys.type("lark")
    _go_on(view)


def _station(view: SetupView) -> None:
    assert view.context.model.step is Step.STATION
    keys = _keys(view)
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Space)
    _go_on(view)


def _person(view: SetupView, again: str = WORDS) -> None:
    assert view.context.model.step is Step.PERSON
    keys = _keys(view)
    keys.type(PERSON)
    keys.press(Qt.Key.Key_Tab, times=2)
    keys.type(WORDS)
    keys.press(Qt.Key.Key_Tab, times=2)
    keys.type(again)
    _go_on(view)


def _made(view: SetupView, qtbot: QtBot) -> None:
    _office(view)
    _station(view)
    _person(view)
    qtbot.waitUntil(lambda: view.context.model.step is Step.RECOVERY, timeout=20_000)


def _read_back(view: SetupView) -> None:
    task = view._task
    assert isinstance(task, RecoveryTask)
    keys = _keys(view)
    for place in task.paper.check.asked:
        task.go_to(f"group_{place}")
        keys.type(task.paper.check.groups[place].lower())
    task.go_to("sealed")
    keys.press(Qt.Key.Key_Space)
    _go_on(view)


def _messages(view: SetupView) -> dict[str, str]:
    assert view._task is not None
    return {code: field.message() for code, field in view._task.fields.items() if field.message()}


def _opens_again(window: Window, tmp_path: Path) -> Path:
    """Nothing keeps the vault locked: it can be unlocked by the next start."""
    (folder,) = tmp_path.glob("*.vault")
    opening.lock(opening.unlock(folder, PERSON, WORDS, window.ports))
    return folder


def test_the_whole_first_run_by_keyboard(
    window: Window, view: SetupView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = tmp_path / "stick"
    backups.mkdir()
    certificate = tmp_path / "state.crt"
    certificate.write_bytes(new_recipient("ZZ state", datetime(2026, 1, 1, tzinfo=UTC))[0])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(backups))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(certificate), ""))
    keys = _keys(view)
    _made(view, qtbot)
    assert view.context.model.passphrase == ""
    _read_back(view)
    assert not view._go_on.isEnabled()
    qtbot.waitUntil(lambda: view.context.model.step is Step.BACKUP)
    assert view.context.recovery_key == ""
    keys.press(Qt.Key.Key_Return)
    _go_on(view)
    qtbot.waitUntil(lambda: view.context.model.step is Step.STATE)
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Return)
    task = view._task
    assert isinstance(task, StateTask)
    qtbot.waitUntil(lambda: "ZZ state" in task._certificate._message.text())
    _go_on(view)
    qtbot.waitUntil(lambda: window.signed_in and window.tasks.idle)
    assert isinstance(window.screen_shown, HomeScreen)
    session = window.session
    kept = window.tasks.on_vault(
        lambda: (
            session.vault.info.authority,
            session.vault.info.authority_name,
            session.vault.info.station,
            safekeeping.backup_folder(session),
            [one.common_name for one in exporting.recipients_in_use(session)],
            recovery.state(session).due,
        )
    )
    assert kept == ("LARK", "Larkspur County", "W1", backups, ["ZZ state"], False)
    assert preferences.load().vault == str(session.folder)


def test_missing_answers_are_said_at_their_fields_and_in_the_summary(view: SetupView) -> None:
    _go_on(view)
    _go_on(view)
    assert set(_messages(view)) == {"authority_name", "authority"}
    assert [link.accessibleName() for link in view._summary.links()] == list(
        _messages(view).values()
    )
    focused = QApplication.focusWidget()
    assert focused is view._summary.links()[0]
    _keys(view).press(Qt.Key.Key_Return)
    assert view._task is not None
    assert view._task.fields["authority_name"].control.entry().hasFocus()


def test_enter_in_a_field_goes_on_and_an_empty_code_is_asked_for(view: SetupView) -> None:
    _go_on(view)
    keys = _keys(view)
    keys.type("Larkspur County")
    keys.press(Qt.Key.Key_Return)
    assert _step(view) is Step.OFFICE
    assert [link.text() for link in view._summary.links()] == [
        "Type the code that the state gave the office."
    ]
    # One thing to fix: the cursor stands there already, so that nothing typed is swallowed.
    keys.type("lark")
    keys.press(Qt.Key.Key_Return)
    assert _step(view) is Step.STATION


def test_a_computer_that_counts_votes_is_stopped_at(view: SetupView, tmp_path: Path) -> None:
    _office(view)
    keys = _keys(view)
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Right)
    _go_on(view)
    assert view.context.model.step is Step.STATION
    assert "Stop here" in _messages(view)["voting_computer"]
    assert list(tmp_path.iterdir()) == []


def test_passphrases_that_differ_make_no_vault(view: SetupView, tmp_path: Path) -> None:
    _office(view)
    _station(view)
    _person(view, again="heron willow canvas lanterns")
    assert set(_messages(view)) == {"passphrase_again"}
    assert list(tmp_path.iterdir()) == []


def test_going_back_keeps_what_was_typed(view: SetupView) -> None:
    _office(view)
    _keys(view).type("W9")
    view._back.click()
    assert view.context.model.step is Step.OFFICE
    assert view._task is not None
    assert view._task.fields["authority_name"].control.value() == "Larkspur County"
    _go_on(view)
    assert view._task.fields["station"].control.value() == "W9"


def test_the_key_read_back_wrongly_is_asked_for_again(
    window: Window, view: SetupView, tmp_path: Path, qtbot: QtBot
) -> None:
    _made(view, qtbot)
    task = view._task
    assert isinstance(task, RecoveryTask)
    shown = {one.accessibleName() for one in task.findChildren(QLabel)}
    for place, group in enumerate(task.paper.check.groups, start=1):
        assert f"Group {place}: {' '.join(group)}" in shown
    first, second = task.paper.check.asked
    keys = _keys(view)
    task.go_to(f"group_{first}")
    keys.type(task.paper.check.groups[first])
    assert "right" in task.fields[f"group_{first}"].message()
    task.go_to(f"group_{second}")
    keys.type("AAAA")
    _go_on(view)
    assert set(_messages(view)) == {f"group_{first}", f"group_{second}", "sealed"}
    assert task.fields[f"group_{second}"].has_error()
    assert not view._back.isVisible()
    view._later.click()
    qtbot.waitUntil(lambda: window.signed_in and window.tasks.idle)
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    due = home._due.findChildren(LineButton)[0]
    assert due.accessibleName().startswith("Make a new recovery key and print it")
    window.close()
    _opens_again(window, tmp_path)


def test_the_key_is_printed_and_saved_only_where_asked(
    view: SetupView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _made(view, qtbot)
    printed: list[tuple[bytes, int]] = []

    def to_printer(_parent: object, pdf: bytes, _title: str, *, copies: int) -> bool:
        printed.append((pdf, copies))
        return True

    monkeypatch.setattr(paper, "print_pdf", to_printer)
    target = tmp_path / "key.pdf"
    monkeypatch.setattr(paper, "ask_where", lambda *_arguments: target)
    task = view._task
    assert isinstance(task, RecoveryTask)
    _keys(view).press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(printed), timeout=20_000)
    assert printed[0][0].startswith(b"%PDF")
    assert printed[0][1] == 2
    task.paper.save_button.click()
    qtbot.waitUntil(target.exists, timeout=20_000)
    qtbot.waitUntil(
        lambda: any("delete it" in one.accessibleName() for one in task.findChildren(Banner))
    )


def test_closing_in_the_middle_leaves_no_locked_vault_behind(
    window: Window, view: SetupView, tmp_path: Path, qtbot: QtBot
) -> None:
    _made(view, qtbot)
    window.close()
    folder = _opens_again(window, tmp_path)
    session = opening.unlock(folder, PERSON, WORDS, window.ports)
    assert recovery.state(session).due
    opening.lock(session)


def test_closing_while_the_vault_is_being_made_leaves_it_closed(
    window: Window, view: SetupView, tmp_path: Path
) -> None:
    _office(view)
    _station(view)
    _person(view)
    assert not view._go_on.isEnabled()
    assert not view._back.isEnabled()
    window.close()
    _opens_again(window, tmp_path)


def test_another_language_shows_at_once(window: Window, view: SetupView) -> None:
    _keys(view).press(Qt.Key.Key_Right)
    assert view._title.text() == "Idioma"
    assert view.isAncestorOf(QApplication.focusWidget() or window)
    _go_on(view)
    assert preferences.load().language == "es"
    assert window.preferences.language == "es"


def test_a_vault_that_is_there_already_is_opened(
    window: Window,
    view: SetupView,
    vault_folder: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = [str(tmp_path), str(vault_folder)]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: chosen.pop(0))
    keys = _keys(view)
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "no vault in this folder" in _said_above(view))
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), UnlockView))
    qtbot.waitUntil(lambda: window.tasks.idle)


def _said_above(view: SetupView) -> str:
    return " ".join(one.accessibleName() for one in view.findChildren(Banner) if one.isVisible())


@pytest.fixture
def state_task(desk: TestDesk, look: Theme) -> StateTask:
    """The last step alone, on a vault that is there."""
    view = SetupView(desk.ports, desk.tasks, look, Preferences())
    view.context.session = desk.session
    view.context.model.step = Step.STATE
    desk.setCentralWidget(view)
    desk.show()
    view.enter()
    assert isinstance(view._task, StateTask)
    return view._task


def _certificate(folder: Path, name: str) -> Path:
    path = folder / f"{name}.crt"
    path.write_bytes(new_recipient(name, datetime(2026, 1, 1, tzinfo=UTC))[0])
    return path


def test_a_certificate_counts_only_after_it_was_compared(
    state_task: StateTask, tmp_path: Path, qtbot: QtBot
) -> None:
    part = state_task._certificate
    part.show_file(_certificate(tmp_path, "ZZ state"))
    part._accept.click()
    assert "Compare the fingerprint" in part._field.message()
    assert part._compared.hasFocus()
    assert state_task.problems() != {}
    part._refuse.click()
    assert state_task.problems() == {}
    assert not part._card.isVisible()
    assert part.choose_button.hasFocus()
    later, ready = state_task.findChildren(Banner)
    session = state_task.context.session
    assert session is not None
    assert str(session.folder) in ready.accessibleName()
    assert later.isVisibleTo(state_task)
    part.show_file(_certificate(tmp_path, "ZZ state"))
    part._compared.set_value(True)
    part._accept.click()
    qtbot.waitUntil(lambda: not later.isVisibleTo(state_task))


def test_a_file_that_is_no_certificate_takes_the_last_one_away(
    state_task: StateTask, tmp_path: Path
) -> None:
    part = state_task._certificate
    part.show_file(_certificate(tmp_path, "ZZ state"))
    other = tmp_path / "letter.crt"
    other.write_bytes(b"Dear office")
    part.show_file(other)
    assert not part._card.isVisible()
    assert part._message.text()
    assert state_task.problems() == {}
    part.show_file(tmp_path / "gone.crt")
    assert "cannot be read" in part._message.text()


def test_the_paper_check_asks_for_two_groups() -> None:
    check = PaperCheck.of("7K4M-PD2X-9QRT-H3WC-V6NA-J8BE-2FYL-TG5S")
    assert len(set(check.asked)) == 2
