"""The self-check in the settings: what it looks at, and what it found."""

import pytest
from pytestqt.qtbot import QtBot

from clerkapp.gui.settings.safekeeping import SafekeepingPart
from clerkapp.gui.widgets.page.progress import WaitLine
from clerkapp.services.session import Session
from clerkapp.services.vaults.own import vault_of
from tests.fakes.vaults import tamper
from tests.gui.conftest import TestDesk
from tests.gui.test_settings import opened, part_of, settle, words


def test_it_tells_what_it_looks_at_and_each_finding(
    desk: TestDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = part_of(opened(desk, qtbot, "safekeeping"), SafekeepingPart)
    told: list[str] = []
    say = WaitLine.say

    def noting(line: WaitLine, text: str) -> None:
        told.append(text)
        say(line, text)

    def change(session: Session) -> None:
        tamper(vault_of(session), "INSERT INTO setting VALUES ('own', '1')")

    monkeypatch.setattr(WaitLine, "say", noting)
    desk.ask(part, change, lambda _nothing: part.check())
    settle(desk, qtbot)
    assert told[0] == "Looking at the pages of the database …"
    assert told[-1] == "Looking at lists and search …"
    assert "1 finding" in words(part)
    assert "The setting “own” is not the one" in words(part)
    assert "What is recorded was not changed" in words(part)


def test_lists_that_were_made_anew_are_told_once(desk: TestDesk, qtbot: QtBot) -> None:
    part = part_of(opened(desk, qtbot, "safekeeping"), SafekeepingPart)
    spoil = "INSERT INTO record_counter VALUES ('records', 9)"
    desk.ask(part, lambda session: tamper(vault_of(session), spoil), lambda _nothing: part.check())
    settle(desk, qtbot)
    assert "the lists were made anew" in words(part)
    part.check()
    settle(desk, qtbot)
    assert "everything is there, whole and in order" in words(part)
