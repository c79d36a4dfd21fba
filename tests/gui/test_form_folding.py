"""Blocks that fold: what a jam does not need is a line, what is done is a line, and keys reach all of it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Gate
from clerkapp.domain.records import gates
from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.form.aside import FOLDED
from clerkapp.gui.form.block import Block, Stand
from clerkapp.gui.navigation.places import Form
from clerkapp.gui.widgets.lists.fold_line import FoldLine
from clerkapp.services.records import recording
from tests.gui.conftest import TestDesk
from tests.gui.forms import Opener, answer, focused_code, opened
from tests.unit.domain.records import JAM

__all__ = ["opened"]


def blocks(screen: FormScreen) -> dict[str, Block]:
    return {block.section.code: block for block in screen.page.body.findChildren(Block)}


def stand(screen: FormScreen, section: str) -> Stand:
    return blocks(screen)[section].stand


def line(screen: FormScreen, section: str) -> FoldLine:
    found = blocks(screen)[section].line
    assert found is not None
    return found


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def five(screen: FormScreen) -> None:
    """What recording needs."""
    for code in ("one_line", "occurred", "place", "noticed_by", "danger"):
        answer(screen, code, JAM[code])


def test_what_a_jam_does_not_need_is_folded_and_not_even_made(opened: Opener, qtbot: QtBot) -> None:
    screen = opened(Form(kind="equipment"))
    answer(screen, "category", "jam")
    qtbot.waitUntil(lambda: stand(screen, "fault") is Stand.OPEN)
    for section in ("counters", "touched", "vendor", "cause", "evidence", "handling"):
        assert stand(screen, section) is Stand.FOLDED
        assert not blocks(screen)[section].built
        assert line(screen, section).accessibleName().endswith("folded")
    assert "Paper jam" in screen.page.body.folds.title.text()


def test_the_outline_says_how_many_are_folded_and_leads_there(opened: Opener, qtbot: QtBot) -> None:
    screen = opened(Form(kind="equipment"))
    folded = [one for one in screen.model.outline() if one.apart]
    screen.page.outline.picked.emit(FOLDED)
    assert focused() is line(screen, folded[0].code)
    assert f"{len(folded)} folded" in [
        button.accessibleName().partition(",")[0]
        for button in screen.page.outline.findChildren(QWidget)
    ]


def test_a_folded_block_is_one_tab_stop_that_enter_and_space_open_and_fold(
    opened: Opener, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    screen.page.go_to_section(FOLDED)
    names = [one.code for one in screen.model.outline() if one.apart]
    first = line(screen, names[0])
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is line(screen, names[1])
    QTest.keyClick(focused(), Qt.Key.Key_Backtab)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(first, key)
        assert first.hasFocus()
        assert first.accessibleName().endswith("open")
        assert stand(screen, names[0]) is Stand.UNFOLDED
        qtbot.waitUntil(lambda: not screen.page.body._ordering.isActive())
        QTest.keyClick(first, Qt.Key.Key_Tab)
        assert focused() is not line(screen, names[1])
        assert screen.page.body.section_of(focused_code(screen)) == names[0]
        first.setFocus()
        QTest.keyClick(first, key)
        assert first.accessibleName().endswith("folded")
        assert stand(screen, names[0]) is Stand.FOLDED


def test_an_answer_elsewhere_opens_a_block_in_its_place_and_says_why(
    opened: Opener, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    answer(screen, "seal_touched", "yes")
    qtbot.waitUntil(lambda: stand(screen, "touched") is Stand.OPEN)
    qtbot.waitUntil(lambda: "seals" in screen.page.body.fields())
    block = blocks(screen)["touched"]
    assert block._reason is not None
    assert block._reason.text().startswith("Opened, because a seal was touched")
    assert block.y() > blocks(screen)["repair"].y()
    assert block.y() < blocks(screen)["effect"].y()
    answer(screen, "seal_touched", "no")
    qtbot.waitUntil(lambda: stand(screen, "touched") is Stand.FOLDED)


def test_what_was_answered_in_a_block_keeps_it_open(opened: Opener, qtbot: QtBot) -> None:
    screen = opened(Form(kind="equipment"))
    answer(screen, "category", "box")
    qtbot.waitUntil(lambda: stand(screen, "counters") is Stand.OPEN)
    answer(screen, "counters", [{"public": {"n": 62, "precision": "exact"}}])
    answer(screen, "category", "jam")
    qtbot.waitUntil(lambda: screen.model.typed["category"] == "jam")
    screen.page.refresh()
    assert not blocks(screen)["counters"].in_card


def test_typing_in_a_block_that_was_opened_by_hand_moves_nothing(
    opened: Opener, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    screen.page.go_to("device_log_kept")
    entry = focused()
    QTest.keyClicks(entry, "In the safe")
    screen.page.refresh()
    assert entry.hasFocus()
    assert stand(screen, "cause") is Stand.UNFOLDED
    assert screen.model.typed["device_log_kept"] == "In the safe"


def test_a_block_that_is_done_is_one_line_as_soon_as_typing_is_elsewhere(
    opened: Opener, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    five(screen)
    screen.page.go_to("danger")
    assert stand(screen, "basics") is Stand.OPEN
    screen.page.go_to("how_noticed")
    qtbot.waitUntil(lambda: stand(screen, "basics") is Stand.DONE)
    done = line(screen, "basics")
    assert done.accessibleName().endswith("folded")
    for words in ("Oak Hall", "Supervisory judge", "Change"):
        assert words in done.accessibleName()
    assert focused_code(screen) == "how_noticed"
    done.setFocus()
    QTest.keyClick(done, Qt.Key.Key_Return)
    assert stand(screen, "basics") is Stand.OPEN
    assert focused_code(screen) == "one_line"


def test_folding_moves_nothing_of_what_is_looked_at(opened: Opener, qtbot: QtBot) -> None:
    screen = opened(Form(kind="equipment"))
    five(screen)
    screen.page.go_to("out_from")
    entry = focused()
    before = entry.mapTo(screen, entry.rect().topLeft()).y()
    qtbot.waitUntil(lambda: stand(screen, "basics") is Stand.DONE)
    qtbot.wait(50)
    assert entry.mapTo(screen, entry.rect().topLeft()).y() == before


def test_somebody_in_danger_stays_in_view(opened: Opener, qtbot: QtBot) -> None:
    screen = opened(Form(kind="equipment"))
    five(screen)
    answer(screen, "danger", "yes")
    screen.page.go_to("how_noticed")
    qtbot.waitUntil(lambda: not screen.page._settling.isActive())
    assert stand(screen, "basics") is Stand.OPEN
    assert not screen.page.danger.isHidden()


def test_what_recording_and_resolving_need_is_never_folded(opened: Opener, qtbot: QtBot) -> None:
    for kind in KINDS.values():
        screen = opened(Form(kind=kind.code))
        home = {one.code: section.code for section in kind.sections for one in section.fields}
        for value in kind.field("category").values:  # type: ignore[union-attr]
            screen.model.set("category", value)
            screen.page.refresh()
            asked = gates.missing(kind.code, screen.model.stored(), Gate.RESOLVE)
            assert {
                home[one.code] for one in asked if stand(screen, home[one.code]) is not Stand.OPEN
            } == set()


def test_an_error_opens_its_block_and_record_leads_there(opened: Opener, qtbot: QtBot) -> None:
    screen = opened(Form(kind="equipment"))
    five(screen)
    screen.page.go_to("how_noticed")
    qtbot.waitUntil(lambda: stand(screen, "basics") is Stand.DONE)
    screen.model.set("place", None)
    qtbot.waitUntil(lambda: screen.loaded and not screen._waits())
    screen.record()
    assert stand(screen, "basics") is Stand.OPEN
    screen.page.summary.picked.emit("place")
    assert focused_code(screen) == "place"


def test_a_draft_comes_back_with_its_cursor_in_a_folded_block(opened: Opener, qtbot: QtBot) -> None:
    screen = opened(Form(kind="equipment"))
    five(screen)
    screen.page.go_to("device_log_kept")
    place = screen.keep()
    assert isinstance(place, Form)
    again = opened(place)
    assert focused_code(again) == "device_log_kept"
    qtbot.waitUntil(lambda: stand(again, "basics") is Stand.DONE)


def test_a_change_shows_what_is_done_in_lines(opened: Opener, desk: TestDesk, qtbot: QtBot) -> None:
    recorded = desk.on_vault(lambda session: recording.record(session, "equipment", JAM))
    screen = opened(Form(kind="equipment", number=recorded.number))
    assert stand(screen, "handling") is Stand.FOLDED  # its mark is the program's
    screen.page.go_to("how_noticed")
    qtbot.waitUntil(lambda: stand(screen, "basics") is Stand.DONE)
