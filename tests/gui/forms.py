"""A form opened on the desk, and how a test answers it."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.navigation.places import Form
from clerkapp.services.records import drafting
from tests.gui.conftest import TestDesk

Opener = Callable[[Form], FormScreen]


@pytest.fixture
def opened(desk: TestDesk, qtbot: QtBot) -> Opener:
    """Opens a form in the desk's window and waits until all of it is there."""

    def open_form(place: Form) -> FormScreen:
        screen = FormScreen(place, desk)
        desk.show_screen(screen)
        qtbot.waitUntil(lambda: screen.loaded and screen.page.body.complete)
        qtbot.waitUntil(lambda: desk.running.idle and desk.isActiveWindow())
        return screen

    return open_form


def answer(screen: FormScreen, code: str, value: Any) -> None:
    """Give an answer as a person does."""
    field = screen.page.body.field(code)
    assert field is not None
    field.control.set_value(value)
    field.control.changed.emit()


def unfold(screen: FormScreen) -> FormScreen:
    """Open every block, also those that the answers do not call for."""
    for section in screen.model.kind.sections:
        screen.page.body.block(section.code)
    return screen


def drafts(desk: TestDesk) -> list[Any]:
    return desk.on_vault(drafting.mine)


def focused_code(screen: FormScreen) -> str:
    return str(screen.page.body.typing_at()["field"])
