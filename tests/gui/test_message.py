"""Messages on the desktop: kept before they are read, nobody's typing replaced, nothing clickable."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.crypto.digests import sha256_hex
from clerkapp.evidence.child.pool import Pool
from clerkapp.gui.incident.screen import IncidentScreen
from clerkapp.gui.message.beside import Which
from clerkapp.gui.navigation.places import Form, Incident, Receipt
from clerkapp.gui.navigation.screen import Screen
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.widgets.basic.buttons import LinkButton
from clerkapp.gui.widgets.basic.dialog import Dialog, Message
from clerkapp.services.records import reading
from tests.fakes import outlook
from tests.fakes.letters import RECEIVED, forwarded, mailbox
from tests.gui.conftest import TestDesk
from tests.gui.messages import (
    ADDRESS,
    BASICS,
    FIRST,
    PHISH,
    PLAIN,
    Desktop,
    desktop,
    press,
    record,
    shown,
)

__all__ = ["desktop"]


def test_a_message_may_be_dropped_anywhere_on_its_form(desktop: Desktop) -> None:
    path = desktop.folder / "notice.eml"
    path.write_bytes(PHISH)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    desktop.give(mime, onto=desktop.screen)
    assert desktop.typed["subject"] == "Mailbox expires in 4 hours"


def test_a_dropped_message_fills_the_form_and_its_bytes_are_kept(desktop: Desktop) -> None:
    desktop.drop(PHISH)
    typed = desktop.typed
    assert typed["sender_address"] == "help@sign-in.example"
    assert typed["reply_to"] == "desk@elsewhere.example"
    assert typed["subject"] == "Mailbox expires in 4 hours"
    assert typed["received"]["precision"] == "exact"
    assert ADDRESS in [row["url"] for row in typed["links"]]
    [kept] = desktop.screen.model.attachments.new()
    assert (kept.sha256, kept.what) == (sha256_hex(PHISH), "message")
    stored = desktop.desk.on_vault(
        lambda session: b"".join(session.vault.attachments.chunks(kept.sha256))
    )
    assert stored == PHISH


def test_nothing_on_the_form_is_an_address_that_a_program_would_follow(desktop: Desktop) -> None:
    desktop.drop(PHISH)
    words = shown(desktop.screen)
    for live in ("https://", "@sign-in", "sign-in.example", "\u202e"):
        assert live not in words
    assert "hxxps://sign-in[.]example/auth?user=clerk" in words
    assert "hxxps://county[.]example/mail" in words
    assert "notice[U+202E]gpj[.]exe" in words
    line = desktop.screen.page.body.fields()["sender_address"].control.entry()
    line.selectAll()  # type: ignore[attr-defined]
    line.copy()  # type: ignore[attr-defined]
    assert QGuiApplication.clipboard().text() == "help[at]sign-in[.]example"
    desktop.press("Copy the links, made harmless")
    assert "https://" not in QGuiApplication.clipboard().text()
    assert "hxxps://" in QGuiApplication.clipboard().text()


def test_strong_signs_come_before_weak_ones_with_why_and_where(desktop: Desktop) -> None:
    desktop.drop(PHISH)
    words = desktop.shown()
    assert "Signs help you judge. Finding none would not make a message safe." in words
    assert "The link shows one address and leads to another" in words
    assert "In the links: Shown: hxxps://county[.]example/mail" in words
    assert "People read the text. The program follows the address behind it." in words
    named = [one.accessibleName() for one in desktop.page.findChildren(QWidget)]
    strengths = [name.split()[0] for name in named if " sign: " in name]
    assert {"Strong", "Weak"} == set(strengths)
    assert strengths == sorted(strengths)


def test_no_sign_is_no_good_verdict(desktop: Desktop) -> None:
    desktop.drop(PLAIN)
    words = desktop.shown()
    assert "No signs found. That does not make the message safe." in words
    assert "Finding none would not make a message safe." in words


def test_what_a_person_typed_stays_until_they_choose(desktop: Desktop) -> None:
    desktop.type("subject", "What I remember")
    desktop.type("reply_to", "me@office.example")
    desktop.drop(PHISH)
    assert desktop.typed["subject"] == "What I remember"
    assert "“Subject” is not what the message says" in desktop.shown()
    message = desktop.screen._message
    assert message is not None
    assert set(message.differing) == {"subject", "reply_to"}
    message.keep_mine("reply_to")
    desktop.press("Use what the message says")
    assert desktop.typed["subject"] == "Mailbox expires in 4 hours"
    assert desktop.typed["reply_to"] == "me@office.example"
    assert "is not what the message says" not in desktop.shown()


def test_leaving_a_message_out_takes_back_what_it_said_and_nothing_else(desktop: Desktop) -> None:
    desktop.drop(PHISH)
    desktop.type("subject", ", at ten")
    desktop.press("Leave out notice.eml")
    assert desktop.typed["subject"].endswith(", at ten")
    assert "sender_address" not in desktop.typed
    assert "links" not in desktop.typed
    assert desktop.screen.model.attachments.new() == []
    assert desktop.field.drop.isVisible()


def test_a_draft_shows_its_message_again_and_changes_nothing(desktop: Desktop) -> None:
    desktop.drop(PHISH)
    place = desktop.screen.keep()
    desktop.settle()
    before = dict(desktop.typed)
    assert isinstance(place, Form)
    desktop.open(place)
    desktop.settle()
    assert "Signs found" in desktop.shown()
    assert desktop.typed == before


def test_a_mailbox_asks_which_message_it_is(desktop: Desktop) -> None:
    desktop.drop(mailbox(PLAIN, PHISH), "june.mbox")
    assert desktop.typed["subject"] == "Precinct supply list"
    choice = desktop.page.findChildren(Which)[0].choice
    assert choice.isVisible()
    assert choice.count() == 2
    choice.set_value("1")
    choice.changed.emit()
    desktop.settle()
    assert desktop.typed["subject"] == "Mailbox expires in 4 hours"
    assert desktop.typed["message_place"]["n"] == 2
    [kept] = desktop.screen.model.attachments.new()
    assert kept.name == "june.mbox"


def test_pasted_headers_are_kept_and_read_and_what_lacks_is_said(desktop: Desktop) -> None:
    mime = QMimeData()
    mime.setText("From: Help <help@sign-in.example>\nSubject: Expires today\n\nSign in now.")
    desktop.give(mime)
    assert desktop.typed["sender_address"] == "help@sign-in.example"
    assert "Forwarding loses them: ask for the original" in desktop.shown()
    [kept] = desktop.screen.model.attachments.new()
    assert kept.name == "pasted.txt"


def test_a_forwarded_message_is_the_one_inside_and_names_its_carrier(desktop: Desktop) -> None:
    desktop.drop(forwarded(PHISH))
    assert desktop.typed["subject"] == "Mailbox expires in 4 hours"
    assert "It came inside another message, from dana[at]county[.]example" in desktop.shown()


def test_an_outlook_file_is_read(desktop: Desktop) -> None:
    values = {
        (0x0037, outlook.UNICODE): outlook.text("Mailbox expires"),
        (0x1000, outlook.UNICODE): outlook.text("Sign in today."),
        (0x007D, outlook.UNICODE): outlook.text(
            f"From: Help <help@sign-in.example>\r\nReceived: {RECEIVED}\r\nSubject: Mailbox expires"
        ),
    }
    desktop.drop(outlook.compound_file(outlook.message(values)), "notice.msg")
    assert desktop.typed["subject"] == "Mailbox expires"
    assert desktop.typed["sender_address"] == "help@sign-in.example"


def test_a_drag_from_outlook_without_bytes_says_what_to_do(desktop: Desktop) -> None:
    mime = QMimeData()
    mime.setData('application/x-qt-windows-mime;value="FileGroupDescriptorW"', b"notice.msg")
    mime.setText("From\tSubject\tReceived")
    desktop.give(mime)
    assert "Save it to a folder first, then drop the file here" in desktop.shown()
    assert desktop.screen.model.attachments.new() == []


def test_a_reader_that_dies_leaves_the_bytes_and_the_headers(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = desktop.screen._message
    assert message is not None
    monkeypatch.setattr(
        message.reader, "_pool", Pool(1, command=[sys.executable, "-c", "raise SystemExit(1)"])
    )
    desktop.drop(PHISH)
    words = desktop.shown()
    assert "It is kept whole" in words or "The message is kept whole" in words
    assert "Signs could not be looked for" in words
    assert "No signs found" not in words
    assert desktop.typed["subject"] == "Mailbox expires in 4 hours"
    assert [one.sha256 for one in desktop.screen.model.attachments.new()] == [sha256_hex(PHISH)]


def test_seen_before_is_answered_while_the_form_is_open(
    desk: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    record(desk, PHISH)
    desktop = Desktop(desk, qtbot, tmp_path)
    desktop.drop(PHISH)
    qtbot.waitUntil(lambda: "Seen before: 1 record" in desktop.shown())
    link = next(
        one for one in desktop.page.findChildren(LinkButton) if one.accessibleName() == FIRST
    )
    link.click()
    assert desk.went == [Incident(FIRST)]


def test_not_seen_before_is_said_too(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.drop(PHISH)
    qtbot.waitUntil(lambda: "Not seen before" in desktop.shown())


def test_record_pressed_while_reading_waits_for_what_the_message_says(
    desktop: Desktop, qtbot: QtBot
) -> None:
    for code, value in BASICS.items():
        desktop.screen.model.set(code, value)
    path = desktop.folder / "notice.eml"
    path.write_bytes(PHISH)
    desktop.field.take_files([path])
    desktop.screen.record()
    qtbot.waitUntil(lambda: desktop.desk.went == [Receipt(FIRST)], timeout=20_000)
    found = desktop.desk.on_vault(lambda session: reading.show(session, FIRST))
    assert found.values["subject"] == "Mailbox expires in 4 hours"
    assert [one.sha256 for one in found.attachments] == [sha256_hex(PHISH)]


def test_what_a_person_emptied_stays_out_of_the_record(desktop: Desktop, qtbot: QtBot) -> None:
    model = desktop.screen.model
    for code, value in BASICS.items():
        model.set(code, value)
    desktop.drop(PHISH)
    model.set("subject", "")
    model.set("reply_to", "As it was read out")
    desktop.screen.record()
    qtbot.waitUntil(lambda: desktop.desk.went == [Receipt(FIRST)], timeout=20_000)
    found = desktop.desk.on_vault(lambda session: reading.show(session, FIRST))
    assert "subject" not in found.values
    assert found.values["reply_to"] == "As it was read out"
    assert found.values["sender_address"] == "help@sign-in.example"


def test_entered_password_suggests_high_at_once(desktop: Desktop) -> None:
    field = desktop.screen.page.body.field("interacted")
    assert field is not None
    field.control.set_value(["entered_password"])
    field.control.changed.emit()
    QApplication.processEvents()
    assert desktop.screen.model.suggestion().severity == "high"
    assert "High" in [
        one.face.words
        for one in desktop.screen.page.severity.findChildren(QWidget)
        if hasattr(one, "face")
    ]


def test_the_page_of_a_record_shows_its_message_harmless(desk: TestDesk, qtbot: QtBot) -> None:
    record(desk, PHISH)
    screen = IncidentScreen(Incident(FIRST), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: "Signs found" in shown(screen), timeout=20_000)
    words = shown(screen)
    for live in ("https://", "sign-in.example", "\u202e"):
        assert live not in words
    assert "hxxps://sign-in[.]example/auth?user=clerk" in words
    assert "Your mailbox expires today." in words
    screen.keep()


@pytest.mark.parametrize("of_record", [True, False])
def test_nothing_stands_beside_a_narrow_page_with_large_text(
    desk: TestDesk, qtbot: QtBot, tmp_path: Path, look: Theme, of_record: bool
) -> None:
    if of_record:
        record(desk, PHISH)
        screen: Screen = IncidentScreen(Incident(FIRST), desk)
        desk.show_screen(screen)
        qtbot.waitUntil(lambda: "Signs found" in shown(screen), timeout=20_000)
    else:
        desktop = Desktop(desk, qtbot, tmp_path)
        desktop.drop(PHISH)
        screen = desktop.screen
    look.set_scale(200)
    desk.resize(1024, 768)
    QApplication.processEvents()
    area = screen.findChild(QScrollArea)
    assert area is not None
    assert area.horizontalScrollBar().maximum() == 0
    look.set_scale(100)
    QApplication.processEvents()


def test_the_original_leaves_only_on_purpose_and_locked(
    desk: TestDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(desk, PHISH)
    screen = IncidentScreen(Incident(FIRST), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: desk.running.idle, timeout=20_000)
    target = tmp_path / f"DANGEROUS-message-{FIRST}.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    press(screen, "Save the original …")
    dialog = next(one for one in screen.findChildren(Dialog) if one.isVisible())
    assert not target.exists()
    assert "journal" in shown(dialog)
    dialog.accept()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in screen.findChildren(Message)))
    said = next(one for one in screen.findChildren(Message) if one.isVisible())
    assert "infected" in shown(said)
    said.reject()
    assert PHISH not in target.read_bytes()
    entries = desk.on_vault(lambda session: list(session.vault.journal.entries(0, 1000)))
    assert "original" in str(entries[-1].event)
    screen.keep()


def test_the_message_gives_the_time_and_offers_its_subject(desktop: Desktop) -> None:
    desktop.drop(PHISH)
    assert desktop.typed["occurred"] == desktop.typed["received"]
    assert "one_line" not in desktop.typed  # the sender's words are offered, not put there
    desktop.page.form_button.click()
    field = desktop.screen.page.body.field("one_line")
    assert field is not None
    [link] = [one for one in field.findChildren(LinkButton) if one.isVisible()]
    assert link.text() == "Use the message’s subject"
    link.click()
    assert desktop.typed["one_line"] == "Message “Mailbox expires in 4 hours”"
    desktop.qtbot.waitUntil(lambda: not link.isVisible())


def test_without_the_message_its_time_goes_again(desktop: Desktop) -> None:
    desktop.drop(PHISH)
    assert desktop.typed["occurred"] == desktop.typed["received"]
    desktop.page.leave_out_button.click()
    assert not desktop.typed.get("occurred")
