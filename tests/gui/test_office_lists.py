"""The lists of the office on the desktop: seen, searched, changed, brought in, and what begins from them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from clerkapp.domain.office_entries import Entry
from clerkapp.gui.navigation.places import Form, Incident, ListEntry, ListFile, ListPage
from clerkapp.gui.office_lists.entry import EntryScreen
from clerkapp.gui.office_lists.file import FileScreen
from clerkapp.gui.office_lists.screen import ListsScreen
from clerkapp.gui.parts import saving
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.services.office_lists import reading, writing
from clerkapp.services.records import recording
from tests.fakes.office import JAM
from tests.fakes.vaults import OTHER_NAME, PASSPHRASE
from tests.gui.conftest import TestDesk
from tests.gui.keyboard import Keyboard

SCANNER = {
    "serial": "NT3-004417",
    "manufacturer": "Northlight",
    "model": "NT-300",
    "asset_tag": "2231",
}
UNITS = (
    SCANNER,
    {"serial": "NT3-004402", "manufacturer": "Northlight", "model": "NT-300", "state": "test_owed"},
    {"serial": "PB-17", "manufacturer": "Quill", "model": "Page 2", "state": "sealed"},
)


@pytest.fixture
def listed(desk: TestDesk) -> TestDesk:
    """Three units, a site, an election and a template are listed."""

    def fill(session: Any) -> None:
        for unit in UNITS:
            writing.add(session, "unit", unit)
        writing.add(session, "site", {"code": "OAK", "name": "Oak Hall"})
        writing.add(
            session, "election", {"code": "E26", "name": "General Election", "day": "2026-11-03"}
        )
        jam = {"category": "jam", "tried": ["cleared_jam"]}
        writing.add(session, "template", {"name": "Jam", "kind": "equipment", "values": jam})

    desk.on_vault(fill)
    return desk


@pytest.fixture
def opened(listed: TestDesk, qtbot: QtBot) -> Callable[[ListPage], ListsScreen]:
    def show(place: ListPage) -> ListsScreen:
        screen = ListsScreen(place, listed)
        listed.show_screen(screen)
        qtbot.waitUntil(lambda: bool(screen._model.listed) and listed.running.idle)
        return screen

    return show


def _entries(desk: TestDesk, code: str) -> list[Entry]:
    found: tuple[Entry, ...] = desk.on_vault(
        lambda session: reading.entries(session, code, closed=True)
    )
    return list(found)


def _shown(screen: ListsScreen) -> list[str]:
    rows = range(screen._model.rowCount())
    return [one.code for place in rows if (one := screen._model.row(place)) is not None]


def _type(screen: ListsScreen, text: str) -> None:
    screen._search.setText(text)


def test_words_and_last_digits_narrow_the_list(opened: Callable[[ListPage], ListsScreen]) -> None:
    screen = opened(ListPage("unit"))
    assert _shown(screen) == ["NT3-004402", "NT3-004417", "PB-17"]
    _type(screen, "northlight 4417")
    assert _shown(screen) == ["NT3-004417"]
    _type(screen, "nt3 004402")
    assert _shown(screen) == ["NT3-004402"]
    _type(screen, "owed")
    assert _shown(screen) == ["NT3-004402"]
    _type(screen, "nowhere")
    assert _shown(screen) == []
    assert not screen._nothing.isHidden()
    _type(screen, "")
    screen._chips["state"].choose("sealed")
    assert _shown(screen) == ["PB-17"]


def test_a_scanned_number_opens_the_single_match(
    opened: Callable[[ListPage], ListsScreen], listed: TestDesk, qtbot: QtBot
) -> None:
    screen = opened(ListPage("unit"))
    QTest.keyClicks(screen._search, "NT3-004417")
    QTest.keyClick(screen._search, Qt.Key.Key_Return)
    unit = next(one for one in _entries(listed, "unit") if one.code == "NT3-004417")
    assert listed.went[-1] == ListEntry("unit", unit.id)


def test_a_units_life_stands_beside_it_and_a_record_begins_with_it(
    opened: Callable[[ListPage], ListsScreen], listed: TestDesk, qtbot: QtBot
) -> None:
    number = listed.on_vault(
        lambda session: (
            recording.record(
                session, "equipment", {**JAM, "category": "jam", "serial": "NT3-004417"}
            ).number
        )
    )
    screen = opened(ListPage("unit", selected="NT3-004417"))
    qtbot.waitUntil(lambda: screen._detail.new_button.isVisible())
    lines = screen._detail.findChildren(type(screen._detail._matter_line(_matter(listed))))
    assert any(number[-4:] in line.accessibleName() for line in lines)
    lines[0].click()
    screen._detail.new_button.click()
    assert listed.went[-2:] == [
        Incident(number),
        Form(kind="equipment", begun_with=dict(SCANNER)),
    ]


def _matter(desk: TestDesk) -> Any:
    from clerkapp.services.office_lists import units

    return desk.on_vault(lambda session: units.life(session, "NT3-004417"))[0]


def test_a_number_that_a_record_names_is_offered_for_the_list(
    opened: Callable[[ListPage], ListsScreen], listed: TestDesk, qtbot: QtBot
) -> None:
    typed = {**JAM, "serial": "OWN-9999", "manufacturer": "Quill"}
    listed_one = {**typed, "serial": "nt3 004417"}
    listed.on_vault(lambda session: recording.record(session, "equipment", typed))
    listed.on_vault(lambda session: recording.record(session, "equipment", listed_one))
    screen = opened(ListPage("unit"))
    qtbot.waitUntil(lambda: screen._missing.count() == 1)
    item = screen._missing.itemAt(0)
    assert item is not None
    line = item.widget()
    assert line is not None
    assert "OWN-9999" in line.accessibleName()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    begun = {"serial": "OWN-9999", "manufacturer": "Quill"}
    assert listed.went[-1] == ListEntry("unit", typed=begun)


def test_what_is_chosen_stays_in_view_when_numbers_are_offered(
    listed: TestDesk, opened: Callable[[ListPage], ListsScreen], qtbot: QtBot
) -> None:
    def fill(session: Any) -> None:
        for n in range(30):
            writing.add(session, "unit", {"serial": f"ZZ-{n:02}", "model": "Z"})
        recording.record(session, "equipment", {**JAM, "serial": "ZZ-99"})

    listed.on_vault(fill)
    screen = opened(ListPage("unit", selected="ZZ-29"))
    qtbot.waitUntil(lambda: screen._missing.count() > 0)
    rows = screen._list
    qtbot.waitUntil(lambda: rows.viewport().rect().contains(rows.visualRect(rows.currentIndex())))
    assert rows.currentIndex().row() == 32


def test_a_row_says_how_many_records_name_the_unit(
    opened: Callable[[ListPage], ListsScreen], listed: TestDesk, qtbot: QtBot
) -> None:
    jam = {**JAM, "serial": "NT3-004417"}
    for _ in range(2):
        listed.on_vault(lambda session: recording.record(session, "equipment", jam))
    screen = opened(ListPage("unit"))
    role = Qt.ItemDataRole.AccessibleTextRole
    place = screen._model.place_of("NT3-004417")
    assert place is not None
    index = screen._model.index(place)
    qtbot.waitUntil(lambda: "2 records" in str(screen._model.data(index, role)))


def test_a_template_begins_a_record(
    opened: Callable[[ListPage], ListsScreen], listed: TestDesk, qtbot: QtBot
) -> None:
    screen = opened(ListPage("template"))
    qtbot.waitUntil(lambda: screen._detail.new_button.isVisible())
    screen._detail.new_button.click()
    begun = {"category": "jam", "tried": ["cleared_jam"]}
    assert listed.went[-1] == Form(kind="equipment", begun_with=begun)


def test_an_entry_is_closed_and_opened_again(
    opened: Callable[[ListPage], ListsScreen], listed: TestDesk, qtbot: QtBot
) -> None:
    screen = opened(ListPage("site"))
    qtbot.waitUntil(lambda: screen._detail.close_button.isVisible())
    screen._do(writing.close)
    qtbot.waitUntil(lambda: _shown(screen) == [])
    assert _entries(listed, "site")[0].closed
    screen._chips["closed"].choose("on")
    qtbot.waitUntil(lambda: screen._detail.reopen_button.isVisible())
    screen._detail.reopen_button.click()
    qtbot.waitUntil(lambda: "open again" in listed.said[-1])
    assert not _entries(listed, "site")[0].closed


def test_another_list_is_another_place(
    opened: Callable[[ListPage], ListsScreen], listed: TestDesk
) -> None:
    screen = opened(ListPage("unit"))
    screen._which.set_value("election")
    screen._which.changed.emit()
    assert listed.went[-1] == ListPage("election")
    assert screen.keep() == ListPage("unit", selected="NT3-004402")


def test_the_list_is_saved_as_a_file(
    opened: Callable[[ListPage], ListsScreen],
    listed: TestDesk,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = opened(ListPage("unit"))
    path = tmp_path / "units.csv"
    monkeypatch.setattr("clerkapp.gui.office_lists.screen.ask_where", lambda *_a, **_k: path)
    screen.save_button.click()
    qtbot.waitUntil(lambda: path.exists() and listed.running.idle)
    assert path.read_text("utf-8-sig").splitlines()[1].startswith("NT3-004417,2231,")
    saving.forget()


def test_a_file_is_tried_first_and_then_brought_in(
    listed: TestDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "more.csv"
    path.write_text(
        "serial,model,price\nNT3-004417,NT-301,1\nNEW-1,NT-300,2\nNEW-2,NT-300,3\n", "utf-8"
    )
    lists = ListsScreen(ListPage("unit"), listed)
    listed.show_screen(lists)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(path), ""))
    lists.bring_button.click()
    place = listed.went[-1]
    assert place == ListFile("unit", str(path))
    screen = FileScreen(place, listed)
    listed.show_screen(screen)
    qtbot.waitUntil(lambda: screen.bring_button.accessibleName() == "Bring in 2 lines")
    assert len(_entries(listed, "unit")) == 3
    assert not screen._out.isHidden()
    screen.change_too.click()
    qtbot.waitUntil(lambda: screen.bring_button.accessibleName() == "Bring in 3 lines")
    screen.bring_button.click()
    qtbot.waitUntil(lambda: listed.went[-1] == ListPage("unit"))
    models = {one.code: one.text("model") for one in _entries(listed, "unit")}
    assert (len(models), models["NT3-004417"]) == (5, "NT-301")


def test_a_file_that_cannot_be_read_says_so_and_brings_nothing(
    listed: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes("serial\nN\xf1\n".encode("cp1252"))
    screen = FileScreen(ListFile("unit", str(path)), listed)
    listed.show_screen(screen)
    qtbot.waitUntil(lambda: listed.running.idle and not screen.bring_button.isEnabled())
    (banner,) = screen._card.findChildren(Banner)
    assert "UTF-8" in banner.accessibleName()


def _entry_screen(desk: TestDesk, place: ListEntry, qtbot: QtBot) -> EntryScreen:
    screen = EntryScreen(place, desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: bool(screen.fields) and desk.running.idle)
    return screen


def _answer(screen: EntryScreen, **values: Any) -> None:
    for code, value in values.items():
        screen.fields[code].control.set_value(value)


def test_an_election_is_added_with_its_calendar(listed: TestDesk, qtbot: QtBot) -> None:
    screen = _entry_screen(listed, ListEntry("election"), qtbot)
    screen.save()
    qtbot.waitUntil(lambda: screen.fields["code"].has_error())
    _answer(screen, code="E27", name="Spring Election")
    for code, typed in (
        ("day", "4/6/2027"),
        ("begins_prep", "Feb 15, 2027"),
        ("opens", "7:00 a.m."),
    ):
        line = screen.fields[code].control
        line.setText(typed)  # type: ignore[attr-defined]
    screen.fields["sites"].control.set_value(["OAK"])
    screen.save()
    qtbot.waitUntil(lambda: listed.went[-1:] == [ListPage("election", selected="E27")])
    spring = next(one for one in _entries(listed, "election") if one.code == "E27")
    assert spring.values == {
        "code": "E27", "name": "Spring Election", "day": "2027-04-06", "opens": "07:00",
        "sites": ["OAK"], "begins_prep": "2027-02-15",
    }  # fmt: skip


def test_enter_goes_on_to_the_next_field(listed: TestDesk, qtbot: QtBot) -> None:
    screen = _entry_screen(listed, ListEntry("election"), qtbot)
    qtbot.waitUntil(lambda: listed.isActiveWindow() and screen.fields["note"].isVisible())
    screen.fields["code"].go_to()
    keys = Keyboard(listed)
    for text in ("E27", "Spring Election", "4/6/2027", "", "7a", "7p"):
        keys.type(text)
        keys.press(Qt.Key.Key_Return)
    assert (screen.typed()["name"], screen.typed()["day"]) == ("Spring Election", "2027-04-06")
    keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: listed.went[-1:] == [ListPage("election", selected="E27")])


def test_a_day_that_cannot_be_read_is_told_at_its_field_and_nothing_typed_is_lost(
    listed: TestDesk, qtbot: QtBot
) -> None:
    screen = _entry_screen(listed, ListEntry("election"), qtbot)
    _answer(screen, code="E27", name="Spring Election")
    screen.fields["day"].control.setText("someday")  # type: ignore[attr-defined]
    screen.save()
    qtbot.waitUntil(lambda: screen.fields["day"].has_error())
    assert "someday" in screen.fields["day"].message()
    kept = screen.keep()
    assert isinstance(kept, ListEntry)
    assert not kept.typed
    assert b"Spring" not in kept.sealed
    again = _entry_screen(listed, kept, qtbot)
    assert again.fields["name"].control.value() == "Spring Election"
    assert again.fields["day"].control.value() == "someday"


def test_a_change_empties_what_was_taken_out(listed: TestDesk, qtbot: QtBot) -> None:
    unit = next(one for one in _entries(listed, "unit") if one.code == "NT3-004417")
    screen = _entry_screen(listed, ListEntry("unit", unit.id), qtbot)
    assert screen.fields["manufacturer"].control.value() == "Northlight"
    _answer(screen, asset_tag=None, home_site="A garage", state="test_owed")
    screen.save()
    qtbot.waitUntil(lambda: bool(listed.went))
    now = next(one for one in _entries(listed, "unit") if one.id == unit.id)
    assert "asset_tag" not in now.values
    assert (now.text("home_site"), now.text("state")) == ("A garage", "test_owed")


def test_a_sealed_unit_asks_for_a_second_person(
    listed: TestDesk, qtbot: QtBot, second: None
) -> None:
    unit = next(one for one in _entries(listed, "unit") if one.code == "PB-17")
    screen = _entry_screen(listed, ListEntry("unit", unit.id), qtbot)
    assert screen._confirm.isHidden()
    _answer(screen, state="in_use")
    screen.save()
    qtbot.waitUntil(lambda: not screen._confirm.isHidden())
    screen._who.control.set_value(OTHER_NAME)
    screen._theirs.control.set_value("not the passphrase")
    screen.save()
    qtbot.waitUntil(screen._theirs.has_error)
    screen._theirs.control.set_value(PASSPHRASE)
    screen.save()
    qtbot.waitUntil(lambda: bool(listed.went))
    now = next(one for one in _entries(listed, "unit") if one.id == unit.id)
    assert now.text("state") == "in_use"
    assert now.second is not None


@pytest.fixture
def second(listed: TestDesk) -> None:
    from clerkapp.domain.people.roles import Role
    from tests.fakes.office import join

    listed.on_vault(lambda session: join(session, OTHER_NAME, Role.STAFF))


def test_a_template_keeps_the_answers_that_are_ticked(listed: TestDesk, qtbot: QtBot) -> None:
    begun = {
        "name": "Screen",
        "kind": "equipment",
        "values": {"category": "screen", "voting": "as_normal"},
    }
    screen = _entry_screen(listed, ListEntry("template", typed=begun), qtbot)
    flags = screen.fields["values"].control._flags  # type: ignore[attr-defined]
    flags["voting"].set_value(None)
    screen.save()
    qtbot.waitUntil(lambda: bool(listed.went))
    made = next(one for one in _entries(listed, "template") if one.code == "Screen")
    assert made.values["values"] == {"category": "screen"}
