"""Signatures owed: both sign while both stand there, on screen or on paper; Home and the form lead there."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from clerkapp.domain.people.roles import Role
from clerkapp.domain.prints import INCIDENT
from clerkapp.domain.records.revision import ActKind
from clerkapp.gui.home.screen import HomeScreen
from clerkapp.gui.navigation.places import Home, Incident, Preview, Receipt, Signatures
from clerkapp.gui.settings.parties import PartiesPart
from clerkapp.gui.settings.people import PeoplePart, PlacesDialog
from clerkapp.gui.signatures.form import SignerForm
from clerkapp.gui.signatures.model import SOMEBODY_ELSE
from clerkapp.gui.signatures.screen import SignaturesScreen
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.services import parties
from clerkapp.services.records import owing, reading, recording
from clerkapp.services.vaults import accounts
from tests.fakes.office import join, whole
from tests.fakes.vaults import NAME, PASSPHRASE
from tests.gui import walk
from tests.gui.conftest import TestDesk
from tests.gui.keyboard import Keyboard
from tests.gui.test_settings import opened, part_of

FIRST = "LARK-2026-W1-0001"
RAE = "Rae Larsen"
SEALS: list[dict[str, Any]] = [{"spot": "Lid", "found": "0091456"}]


@pytest.fixture
def seal(desk: TestDesk) -> None:
    """A matter of a seal, and somebody who may sign beside Dana."""
    desk.on_vault(lambda session: join(session, RAE, Role.STAFF))
    typed = whole(seals=SEALS, seal_touched="yes")
    desk.on_vault(lambda session: recording.record(session, "equipment", typed))


def settle(desk: TestDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.running.idle)
    QApplication.processEvents()


def shown(desk: TestDesk, qtbot: QtBot, number: str = "") -> SignaturesScreen:
    screen = SignaturesScreen(Signatures(number), desk)
    desk.show_screen(screen)
    settle(desk, qtbot)
    return screen


def form_of(screen: SignaturesScreen) -> SignerForm:
    assert screen.form is not None
    return screen.form


def answer(screen: SignaturesScreen, **answers: Any) -> None:
    """As a person would: each control says that it changed."""
    form = form_of(screen)
    if "how" in answers:
        form._how.set_value(answers.pop("how"))
        form._how.changed.emit()
    for code, value in answers.items():
        control = form.fields[code].control
        control.set_value(value)
        control.changed.emit()


def owed(desk: TestDesk) -> tuple[tuple[str, int], ...]:
    return desk.on_vault(lambda session: reading.show(session, FIRST)).row.owed


def words(screen: SignaturesScreen) -> str:
    return " | ".join(one.text() for one in screen.findChildren(QLabel) if one.isVisible())


def test_both_sign_while_both_stand_there(seal: None, desk: TestDesk, qtbot: QtBot) -> None:
    screen = shown(desk, qtbot, FIRST)
    form = form_of(screen)
    assert (form.title.text(), screen.sign_button.text().strip()) == ("First person", "Sign")
    assert form._who.value() == NAME
    assert not form.fields["passphrase"].isVisible(), "the person who is signed in"
    answer(screen, function="election_authority", party="first party")
    screen.sign()
    settle(desk, qtbot)
    assert desk.said[-1] == f"{NAME} has signed {FIRST}."
    form = form_of(screen)
    assert (form.title.text(), screen.sign_button.text().strip()) == (
        "Second person",
        "Sign as second person",
    )
    assert form._party.findData("first party") == -1
    answer(screen, name=RAE, party="second party")
    assert form.fields["passphrase"].label == f"{RAE}’s own passphrase"
    assert form._function.value() == "permanent_staff", "it follows who signs"
    answer(screen, passphrase="not the passphrase")
    screen.sign()
    settle(desk, qtbot)
    assert "not right" in form.fields["passphrase"].message()
    assert form.fields["passphrase"].control.value() is None
    form.fields["passphrase"].go_to()
    Keyboard(desk).type(PASSPHRASE)
    Keyboard(desk).press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert owed(desk) == ()
    assert "No signature is owed." in words(screen)
    assert desk.session.account.name == NAME


def test_a_reviewer_signs_to_have_read_it_and_two_people_to_have_seen_it(
    seal: None, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = shown(desk, qtbot, FIRST)
    words = [one.text() for one in screen.findChildren(QLabel)]
    assert any("what I saw" in one for one in words)
    assert any(one.startswith("The record is kept.") for one in words)
    sitting = desk.on_vault(lambda session: owing.sitting(session, FIRST))
    given = screen._given(sitting, ActKind.REVIEW)
    words = [one.text() for one in given.findChildren(QLabel)]
    assert any(one.startswith("I have read the record.") for one in words)
    assert "Nobody yet." not in words  # the recorder has signed
    assert not any("what I saw" in one for one in words)


def test_what_is_missing_is_said_beside_its_field(seal: None, desk: TestDesk, qtbot: QtBot) -> None:
    screen = shown(desk, qtbot)
    answer(screen, function="deputy")
    screen.sign()
    form = form_of(screen)
    assert form.fields["party"].message() == "Choose a party, or none."
    qtbot.waitUntil(form.fields["party"].control.entry().hasFocus)
    answer(screen, how="paper", name=SOMEBODY_ELSE, function=SOMEBODY_ELSE)
    screen.sign()
    assert {code for code, field in form.fields.items() if field.message()} == {
        "named",
        "own_words",
        "party",
        "sheet",
    }


def test_one_signs_on_paper_and_the_other_on_the_screen(
    seal: None, desk: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    sheet = tmp_path / "signed-0001.pdf"
    sheet.write_bytes(b"%PDF-1.7 signed")
    screen = shown(desk, qtbot)
    answer(screen, how="paper", name=SOMEBODY_ELSE, named="Ana Judge", function="election_judge")
    answer(screen, party="second party")
    form_of(screen).take_sheet(sheet)
    assert screen.sign_button.text().strip() == "Keep: signed on paper"
    assert "signed-0001.pdf" in words(screen)
    screen.sign()
    settle(desk, qtbot)
    assert owed(desk) == (("two-person", 1),)
    assert "On paper, sheet attached" in words(screen)
    answer(screen, name=NAME, function="deputy", party="no party")
    screen.sign()
    settle(desk, qtbot)
    assert owed(desk) == ()


def test_home_shows_what_is_owed_and_leads_there(seal: None, desk: TestDesk, qtbot: QtBot) -> None:
    home = HomeScreen(Home(), desk)
    desk.show_screen(home)
    settle(desk, qtbot)
    line = next(
        one
        for one in home._signatures.findChildren(LineButton)
        if "Both here? Sign now" in one.accessibleName()
    )
    assert "two people, not of the same party" in line.accessibleName()
    line.click()
    assert desk.went[-1] == Signatures(FIRST)


def test_home_has_no_card_when_nothing_is_owed(desk: TestDesk, qtbot: QtBot) -> None:
    home = HomeScreen(Home(), desk)
    desk.show_screen(home)
    settle(desk, qtbot)
    assert not home._signatures.isVisible()


def test_later_and_a_sheet_to_sign(seal: None, desk: TestDesk, qtbot: QtBot) -> None:
    screen = shown(desk, qtbot, FIRST)
    screen.print_button.click()
    screen.later_button.click()
    assert desk.went[-2:] == [Preview(INCIDENT, FIRST), Incident(FIRST)]
    assert screen.keep() == Signatures(FIRST)
    assert owed(desk) == (("two-person", 2),)


def test_the_receipt_of_what_was_just_recorded_follows(
    seal: None, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = SignaturesScreen(Signatures(FIRST, new=True), desk)
    desk.show_screen(screen)
    settle(desk, qtbot)
    assert screen.keep() == Signatures(FIRST, new=True)
    screen.later_button.click()
    assert desk.went[-1] == Receipt(FIRST)


def test_every_control_is_reached_by_tab_and_has_a_name(
    seal: None, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = shown(desk, qtbot, FIRST)
    answer(screen, name=RAE)
    assert walk.unnamed(desk) == []
    assert walk.out_of_order(desk, screen.regions()) == []
    assert walk.cut(desk) == []


def test_the_office_keeps_its_parties_in_settings(desk: TestDesk, qtbot: QtBot) -> None:
    part = part_of(opened(desk, qtbot, "parties"), PartiesPart)
    field = part.fields[parties.SETTING]
    assert field.control.value() == "first party\nsecond party"
    field.control.set_value("Heron\nheron")
    part.keep()
    settle(desk, qtbot)
    assert "is on the list already" in field.message()
    field.control.set_value("Heron\nWillow")
    part.keep()
    settle(desk, qtbot)
    assert desk.on_vault(parties.choosable) == ("Heron", "Willow", "no party")


def test_an_administrator_sets_the_places_of_a_recorder(desk: TestDesk, qtbot: QtBot) -> None:
    desk.on_vault(lambda session: join(session, "Ivo Marsh", Role.RECORDER))
    part = part_of(opened(desk, qtbot, "people"), PeoplePart)
    settle(desk, qtbot)
    account = next(one for one in desk.on_vault(accounts.people) if one.name == "Ivo Marsh")
    dialog = part.ask_for_places(account)
    assert isinstance(dialog, PlacesDialog)
    dialog._field.control.set_value("Oak Hall\nCedar Street\n")
    dialog.do_button.click()
    settle(desk, qtbot)
    kept = next(one for one in desk.on_vault(accounts.people) if one.name == "Ivo Marsh")
    assert kept.sites == ("Cedar Street", "Oak Hall")
    assert "Cedar Street, Oak Hall" in part.said()
