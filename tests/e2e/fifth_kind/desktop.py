"""The fifth kind on the desktop: begun from Home and by its keys, filled in, recorded, shown, found."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.domain.kinds import KINDS
from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.home.screen import HomeScreen
from clerkapp.gui.incident import words as incident_words
from clerkapp.gui.incident.screen import IncidentScreen
from clerkapp.gui.navigation.places import Form, Home, Incident, Receipt, Records
from clerkapp.gui.records.screen import RecordsScreen
from clerkapp.gui.shell import shortcuts
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.lists.new_button import NewButton
from clerkapp.services.records import reading
from tests.fakes.office import JAM
from tests.gui.conftest import TestDesk
from tests.gui.forms import Opener, answer, opened
from tests.gui.keyboard import Keyboard

__all__ = ["opened"]
FIRST = "LARK-2026-W1-0001"
TYPED: dict[str, Any] = {
    **JAM,
    "noticed_by": {"role": "election_judge", "name": None, "contact": None},
    "one_line": "The results page showed another county's seal.",
    "category": "site_changed",
    "site_address": "https://larkspur.example/results",
    "site_pages": [{"page": "/results", "said_before": "Unofficial", "said_after": "Final"}],
}


def _has_field(form: FormScreen, code: str) -> bool:
    return form.page.body.field(code) is not None


def _settle(desk: TestDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.running.idle, timeout=10_000)
    QApplication.processEvents()


def _texts(inside: QWidget) -> list[str]:
    return [one.text() for one in inside.findChildren(Label) if one.isVisible()]


def test_home_offers_it_and_its_keys_begin_it(desk: TestDesk, qtbot: QtBot) -> None:
    begun: list[str] = []
    screen = HomeScreen(Home(), desk)
    desk.show_screen(screen)
    _settle(desk, qtbot)
    names = [one.accessibleName() for one in screen.findChildren(NewButton)]
    assert names[4].startswith("Website trouble")
    assert len({one.height() for one in screen.findChildren(NewButton)}) == 1
    screen.findChildren(NewButton)[4].click()
    assert desk.went == [Form(kind="website")]

    class SignedIn:
        def new(self, kind: str) -> None:
            begun.append(kind)

    there: Any = SignedIn()
    shortcuts.install(desk, lambda: None, lambda: there)
    Keyboard(desk).press(Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert begun == ["website"]


def test_its_form_is_filled_in_and_recorded(desk: TestDesk, qtbot: QtBot, opened: Opener) -> None:
    form = opened(Form(kind="website"))
    assert "New website trouble" in _texts(form.page)
    assert form.page.model.typed["site_run_by"] == "county_it"
    for code, value in TYPED.items():
        # What opens with an answer is made in the next turn.
        qtbot.waitUntil(partial(_has_field, form, code))
        answer(form, code, value)
    assert form.page.model.suggestion().reason == "site-changed"
    form.page.record_button.click()
    qtbot.waitUntil(lambda: desk.went != [], timeout=10_000)
    _settle(desk, qtbot)
    assert desk.went[-1] == Receipt(FIRST, new=True)
    shown = desk.on_vault(lambda session: reading.show(session, FIRST))
    assert shown.row.kind == "website"
    assert shown.values["site_pages"] == TYPED["site_pages"]
    assert shown.values["how_noticed"] == "security_tool"
    assert shown.values["sharing"] == "green"

    page = IncidentScreen(Incident(FIRST), desk)
    desk.show_screen(page)
    _settle(desk, qtbot)
    tile = incident_words.facts(shown)[2]
    assert (tile.name, tile.value) == ("Address of the site", TYPED["site_address"])
    assert tile.meta == "County IT"
    assert "Address of the site" in _texts(page)

    records = RecordsScreen(Records(filters={"kind": "website"}), desk)
    desk.show_screen(records)
    _settle(desk, qtbot)
    rows = [records._model.row(place) for place in range(records._model.rowCount())]
    assert [row.number for row in rows if row is not None] == [FIRST]


def test_the_five_stand_in_order() -> None:
    assert list(KINDS) == ["message", "equipment", "procedure", "place", "website"]
