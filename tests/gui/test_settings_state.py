"""The state's key in the settings: its certificate, and this station's lines for the state."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.crypto.certificates import new_recipient
from clerkapp.gui.parts import paper
from clerkapp.gui.settings.keys import StatePart
from clerkapp.services.export import exporting, signers
from clerkapp.wording.values import fingerprint_lines
from tests.gui.conftest import TestDesk
from tests.gui.keyboard import Keyboard
from tests.gui.test_settings import button, opened, part_of, settle, words


def test_the_states_certificate_counts_only_after_it_was_compared(
    desk: TestDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    part = part_of(opened(desk, qtbot, "state"), StatePart)
    assert "None yet" in words(part)
    certificate, _key = new_recipient("State election office", desk.ports.clock.now())
    file = tmp_path / "recipient.crt"
    file.write_bytes(certificate)
    part.certificate.show_file(file)
    accept = button(part, "Accept this certificate")
    accept.click()
    settle(desk, qtbot)
    assert desk.on_vault(exporting.recipients_in_use) == ()
    Keyboard(desk).press(Qt.Key.Key_Space)
    accept.click()
    settle(desk, qtbot)
    assert [one.common_name for one in desk.on_vault(exporting.recipients_in_use)] == [
        "State election office"
    ]
    assert "State election office" in words(part)


def test_this_stations_lines_are_shown_copied_and_printed(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    part = part_of(opened(desk, qtbot, "state"), StatePart)
    lines = part.line.toPlainText()
    own = desk.on_vault(signers.own_lines)
    assert lines.splitlines() == list(own.lines)
    assert [line.split('"')[1].split(",")[0] for line in own.lines] == [
        *("incident-bundle@v1", "incident-account@v1")
    ]
    shown = words(part)
    (root,) = own.roots
    assert all(group in shown for group in (root.name, root.groups))
    for fingerprint in (own.fingerprint, root.fingerprint):
        assert fingerprint_lines(fingerprint) in shown
    button(part, "Copy the lines").click()
    assert QApplication.clipboard().text() == lines
    sent: list[bytes] = []

    def print_pdf(_parent: QWidget, pdf: bytes, _title: str) -> bool:
        sent.append(pdf)
        return True

    monkeypatch.setattr(paper, "print_pdf", print_pdf)
    part.print_button.click()
    settle(desk, qtbot)
    document = paper.open_document(sent[0], part)
    text = "".join(document.getAllText(0).text().split())
    assert "W1@LARK" in text
    assert "Sent to the printer." in part.said()
