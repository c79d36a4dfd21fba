"""The sheet for the help desk: what they need to block and to search, and nothing that can be clicked."""

from pathlib import Path

import pytest

from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.events import Event
from clerkapp.domain.prints import MESSAGE, KeptMessage
from clerkapp.report.message import MOST
from clerkapp.services.messages import keeping
from clerkapp.services.printing import prints
from clerkapp.services.session import Session
from tests.fakes.letters import letter
from tests.integration.report import pdf_tools

pytestmark = pytest.mark.foreign

FILE = b"MZ" + bytes(200)
ADDRESS = "https://sign-in.example/auth?user=clerk"
PHISH = letter(
    "Your mailbox expires today. #eval(1+1) *bold*",
    sender='"County Help Desk" <help@sign-in.example>',
    subject='Mailbox expires in 4 hours *now* #read("/etc/passwd") https://sign-in.example',
    html=f'<p>Your mailbox expires today. <a href="{ADDRESS}">https://county.example/mail</a></p>',
    headers={"Reply-To": "desk@elsewhere.example"},
    files={"notice\u202egpj.exe": ("image/jpeg", FILE)},
)


def sheet(session: Session, data: bytes, folder: Path, name: str = "notice.eml") -> Path:
    kept = keeping.keep_bytes(session, name, data)
    of = KeptMessage(kept.attached.sha256, kept.attached.name, kept.attached.size)
    path = folder / "message.pdf"
    path.write_bytes(prints.make(session, MESSAGE, of).pdf)
    return path


def test_it_is_one_page_of_signs_sender_links_and_fingerprints(
    session: Session, tmp_path: Path
) -> None:
    path = sheet(session, PHISH, tmp_path)
    text = pdf_tools.squeezed(pdf_tools.text(path))
    assert pdf_tools.info(path)["Pages"] == "1"
    for said in (
        "Signs found: ",
        "The link shows one address and leads to another",
        "help[at]sign-in[.]example",
        "desk[at]elsewhere[.]example",
        "hxxps://sign-in[.]example/auth?user=clerk",
        "hxxps://county[.]example/mail",
        "notice[U+202E]gpj[.]exe",
        sha256_hex(FILE),
        sha256_hex(PHISH),
        "For the help desk · Not a record",
        '*now* #read("/etc/passwd")',
    ):
        assert pdf_tools.squeezed(said) in text, said


def test_nothing_in_it_can_be_followed(session: Session, tmp_path: Path) -> None:
    path = sheet(session, PHISH, tmp_path)
    text, objects = pdf_tools.text(path), pdf_tools.objects(path)
    for live in ("https://", "@sign-in", "sign-in.example", "\u202e"):
        assert live not in text
    for annotation in ("/Annots", "/URI", "/Subtype /Link", "/Launch", "/JavaScript"):
        assert annotation not in objects
    pdf_tools.check(path)


def test_the_words_and_who_got_them_stay_in_the_office(session: Session, tmp_path: Path) -> None:
    text = pdf_tools.text(sheet(session, PHISH, tmp_path))
    assert "Your mailbox expires today" not in text
    assert "clerk[at]county" not in text
    assert "1 address" in text


def test_no_signs_is_no_good_verdict_on_paper_either(session: Session, tmp_path: Path) -> None:
    text = pdf_tools.text(sheet(session, letter(), tmp_path))
    assert "No signs found. That does not make the message safe." in text


def test_what_is_left_off_is_said(session: Session, tmp_path: Path) -> None:
    count = MOST + 3
    links = "".join(f'<a href="https://n{one}.example/">Page {one}</a>' for one in range(count))
    text = pdf_tools.text(sheet(session, letter(html=links), tmp_path))
    assert "3 more links are not printed." in text


def test_an_endless_word_stays_on_the_paper(session: Session, tmp_path: Path) -> None:
    path = sheet(session, letter(subject="W" * 900, sender=f"<{'w' * 200}@x.example>"), tmp_path)
    assert all(word.right <= 612 - 40 for word in pdf_tools.words(path))


def test_a_print_is_journaled_by_the_fingerprint_alone(session: Session) -> None:
    kept = keeping.keep_bytes(session, "notice.eml", PHISH)
    of = KeptMessage(kept.attached.sha256, kept.attached.name, kept.attached.size)
    prints.announce_print(session, prints.make(session, MESSAGE, of))
    [entry] = [
        one
        for one in session.vault.journal.entries(after=0, limit=500)
        if one.event is Event.MESSAGE_PRINTED
    ]
    assert entry.params == {"sha256": sha256_hex(PHISH)}
