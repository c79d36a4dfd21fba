"""The gallery's other pages: Home, records, an incident, sending, unlock. The words are invented."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QScrollArea, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.buttons import (
    IconButton,
    LinkButton,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
)
from clerkapp.gui.widgets.basic.chip import Chip, severity_chip, status_chip, tone_chip
from clerkapp.gui.widgets.basic.layouts import Column, Even, Flow, Row
from clerkapp.gui.widgets.basic.message import MessageLine
from clerkapp.gui.widgets.basic.text import IconLabel, Label
from clerkapp.gui.widgets.inputs.drop_area import DropArea
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.passphrase import Passphrase
from clerkapp.gui.widgets.inputs.radio_card import CardFace, RadioCards
from clerkapp.gui.widgets.inputs.search import SearchLine
from clerkapp.gui.widgets.lists.changes import OldToNew, SignatureRow
from clerkapp.gui.widgets.lists.filter_chip import FilterChip
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.gui.widgets.lists.new_button import NewButton
from clerkapp.gui.widgets.lists.record_list import FACE_ROLE, RecordList, RowFace, row_sentence
from clerkapp.gui.widgets.lists.timeline import Timeline, TimelineEntry
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card, Facts, FactTile, IconLine
from clerkapp.gui.widgets.page.page import Page
from clerkapp.gui.widgets.page.preview import Preview, PreviewFace
from clerkapp.gui.widgets.page.progress import Progress
from clerkapp.gui.widgets.page.steps import StepFace, StepList
from tools.gallery.form import SEVERITIES

STATUSES = (
    ("draft", "Draft"),
    ("recorded", "Recorded"),
    ("working", "Being worked"),
    ("waiting", "Waiting"),
    ("resolved", "Resolved"),
    ("reviewed", "Reviewed"),
    ("duplicate", "Duplicate of LARK-2026-W1-0004"),
    ("error", "Entered in error"),
)


_MODERATE = severity_chip("moderate", "Moderate")


def home() -> Page:
    """Home, with what is due, and all severities and statuses."""
    page = Page("General Election: polls are open", title_style="h1")
    page.add_over(Label("Tuesday, November 3, 2026", "small", "text-2", wrap=False))
    page.add_beside(SearchLine("Search records", width=250))
    page.add_wide(Label("Record something new", "h3", "text-2"))
    row = QWidget()
    flow = Even(230, parent=row)
    for kind, title, second, keys in (
        ("message", "Suspicious message", "Email, text, call or flyer", "Ctrl+1"),
        ("equipment", "Equipment issue", "Scanner, pollbook, printer", "Ctrl+2"),
        ("procedure", "Procedure deviation", "Seal, count, access, opening", "Ctrl+3"),
    ):
        flow.addWidget(NewButton(kind, title, second, keys))
    page.add_wide(row)
    due = Card("Due", note="4 open", ruled=True)
    for icon, words, meta, chip in (
        (
            "phone-call",
            "Tell the state: seal number did not match",
            "LARK-2026-P7-0002  ·  rule “seal or custody, same day”",
            tone_chip("danger", "Today 5:00 p.m.", "clock", bold=True),
        ),
        (
            "upload",
            "Election-day report to the state",
            "5 records, or a signed “nothing happened”",
            tone_chip("warn", "Today 10:00 p.m.", "clock"),
        ),
        (
            "signature",
            "Review and sign: scanner at Oak Hall jammed",
            "LARK-2026-P3-0004  ·  needs someone other than the recorder",
            tone_chip("", "Tomorrow", "clock"),
        ),
    ):
        role = "danger" if icon == "phone-call" else "text-2"
        due.add_row(LineButton(icon, words, meta, role=role, chip=chip), padded=False)
    page.main.addWidget(due)
    chips = Card("Severity and status")
    for faces in (
        [severity_chip(code, words) for code, words in SEVERITIES],
        [status_chip(code, words) for code, words in STATUSES],
    ):
        line = QWidget()
        chip_flow = Flow(8, 8, line)
        for face in faces:
            chip_flow.addWidget(Chip(face))
        chips.body.addWidget(line)
    page.main.addWidget(chips)
    page.main.addStretch(1)
    state = Card("The state has not received", small=True)
    count = Row(10)
    count.addWidget(Label("5", "huge", wrap=False))
    told = Column(0)
    told.addStretch(1)
    told.addWidget(Label("records", "strong"))
    told.addWidget(Label("recorded since Nov 2, 9:40 p.m.", "small", "text-2"))
    told.addStretch(1)
    count.addLayout(told, 1)
    state.body.addLayout(count)
    state.body.addWidget(PrimaryButton("Send to state", "device-usb", main=True))
    state.body.addWidget(Label("Last receipt: bundle 0041, accepted Nov 2.", "small", "text-2"))
    page.aside.addWidget(state)
    safe = Card("Safekeeping", small=True)
    safe.body.addWidget(
        IconLine(
            "circle-check", "Record log is complete", "Checked at sign-in, 6:55 a.m.", role="good"
        )
    )
    safe.body.addWidget(
        IconLine("alert-triangle", "Backup is 6 days old", "Last: Oct 28, blue drive", role="warn")
    )
    page.aside.addWidget(safe)
    page.aside.addStretch(1)
    return page


def _record_rows() -> QStandardItemModel:
    model = QStandardItemModel()
    rows = (
        ("equipment", "Precinct scanner at Oak Hall jammed; emergency bin used", "moderate",
         "recorded", "LARK-2026-P3-0004  ·  Oak Hall  ·  found in “Seals”"),
        ("procedure", "Seal number on the ballot case did not match the log", "moderate",
         "working", "LARK-2026-P7-0002  ·  Depot Street  ·  Nov 3, 5:35 a.m."),
        ("equipment", "Scanner at Mill Road: seal on lid broken at opening", "high",
         "waiting", "LARK-2026-P2-0003  ·  Mill Road  ·  Nov 3, 5:20 a.m."),
        ("procedure", "Seal log sheet for early voting unsigned on one line", "low",
         "resolved", "LARK-2026-W1-0017  ·  Office  ·  Oct 30, 4:10 p.m."),
        ("message", "Caller asked for seal numbers “for the vendor audit”", "critical",
         "reviewed", "LARK-2026-W1-0009  ·  Phone  ·  Oct 20, 10:15 a.m."),
        ("procedure", "Seal entered twice in the log, same case", "note",
         "error", "LARK-2026-W1-0006  ·  Warehouse  ·  Oct 16, about 2 p.m."),
    )  # fmt: skip
    severities, statuses = dict(SEVERITIES), dict(STATUSES)
    for kind, title, severity, status, meta in rows:
        item = QStandardItem(title)
        face = RowFace(
            kind,
            title,
            meta,
            severity_chip(severity, severities[severity]),
            status_chip(status, statuses[status]),
            struck=status == "error",
            found=("seal",),
        )
        item.setData(face, FACE_ROLE)
        sentence = row_sentence([kind, title, severities[severity], statuses[status]])
        item.setData(sentence, Qt.ItemDataRole.AccessibleTextRole)
        model.appendRow(item)
    return model


def records() -> Page:
    """A search with filters, list and preview."""
    page = Page("Records", aside_width=322)
    page.add_beside(SecondaryButton("Make a list to print", "printer"))
    page.add_beside(SecondaryButton("New record", "plus"))
    search = SearchLine("Search records", large=True)
    search.setText("seal")
    page.add_wide(search)
    filters = QWidget()
    flow = Flow(8, 8, filters)
    flow.addWidget(Label("Show", "small", "text-2", wrap=False))
    election = FilterChip("Election", [("ge", "General Election 2026")])
    election.set_value("ge")
    flow.addWidget(election)
    for name in ("Kind", "Severity", "Status", "Place"):
        flow.addWidget(FilterChip(name, SEVERITIES))
    flow.addWidget(FilterChip("Not sent to state"))
    flow.addWidget(QuietButton("Clear all"))
    page.add_wide(filters)
    card = Card("6 of 126 records", note="found while you typed “seal”", ruled=True)
    records = RecordList("Records")
    model = _record_rows()
    model.setParent(records)
    records.setModel(model)
    records.setCurrentIndex(model.index(1, 0))
    card.body.addWidget(records, 1)
    page.main.addWidget(card, 1)
    preview = Preview()
    preview.show_record(
        PreviewFace(
            "procedure",
            "Procedure",
            "Seal number on the ballot case did not match the log",
            (_MODERATE, status_chip("working", "Being worked")),
            (
                ("Number", "LARK-2026-P7-0002", "mono"),
                ("When", "Nov 3, 5:35 a.m. CST, exact"),
                ("Where", "Depot Street, loading door"),
                ("State", "Must be told by 5:00 p.m. today"),
            ),
            "6:20 a.m.  Warehouse sheet and loading photo both show 0091456.",
            "Missing before it can be resolved",
            ("How it was resolved", "Signature of a second person"),
            "3 attachments  ·  2 of 3 signatures",
        )
    )
    page.aside.addWidget(preview, 1)
    return page


def incident() -> Page:
    """A record's page."""
    page = Page("Precinct scanner at Oak Hall jammed; ballots in the bin", title_style="h1")
    page.add_over(LinkButton("Records", "arrow-left"))
    page.add_under(Chip(_MODERATE))
    page.add_under(Chip(status_chip("resolved", "Resolved")))
    page.add_under(Chip(tone_chip("good", "With the state, ref ZZ-26-1207", "checks")))
    page.add_action(PrimaryButton("Review and sign", "signature", main=True))
    page.add_action(SecondaryButton("Amend", "pencil", main=True))
    page.add_action(SecondaryButton("Print", "printer", main=True))
    page.add_action(IconButton("dots", "More"))
    facts = Card()
    row = QWidget()
    flow = Even(180, 24, parent=row)
    for name, value, meta in (
        ("When", "Nov 3, 7:40–8:15 a.m. CST", "exact"),
        ("Where", "Oak Hall, precinct 3", "polls open"),
        ("Voters who waited", "about 25", "estimate"),
        ("Ballots affected", "41, exact", "count agreed 41"),
    ):
        flow.addWidget(FactTile(name, value, meta))
    facts.body.addWidget(row)
    page.main.addWidget(facts)
    page.main.addWidget(
        Banner(
            "info",
            "Reviewed and frozen on Nov 6, 2026",
            "Changes are kept as amendments.",
            action=SecondaryButton("Amend"),
        )
    )
    story = Card("What happened")
    timeline = Timeline("What happened")
    day = "Tuesday, November 3, 2026"
    timeline.set_entries(
        [
            TimelineEntry(
                "7:40 a.m.",
                "Rain, damp ballots. After 62 ballots the screen showed “E-17 PAPER PATH”, three "
                "times.",
                "Supervisory judge, from the paper log",
                day,
                "alert-triangle",
                "warn",
            ),
            TimelineEntry(
                "7:44 a.m.",
                "Opened the path, took out a folded corner, restarted. The jam came back. Voting "
                "went on with the emergency bin.",
                "Two judges, two parties",
                day,
                "tool",
            ),
            TimelineEntry(
                "8:15 a.m.", "Unit replaced by NT3-004402.", "Typed twice", day, struck=True
            ),
            TimelineEntry(
                "9:02 p.m.",
                "Amended: ballots in the bin at the swap",
                "Ruth Okafor: “typed from the wrong line of the log”",
                day,
                "pencil",
                "primary",
                changes=(("Ballots", "14", "41"),),
            ),
        ]
    )
    story.body.addWidget(timeline)
    story.body.addWidget(OldToNew("14", "41", reason="typed from the wrong line of the log"))
    page.main.addWidget(story)
    page.main.addStretch(1)
    files = Card("Attachments", beside=QuietButton("Add", "plus"))
    files.body.addWidget(IconLine("photo", "Screen E-17.jpg", "1.8 MB  ·  no ballot visible"))
    files.body.addWidget(Chip(tone_chip("warn", "Held back: may show a ballot", "eye-off")))
    page.aside.addWidget(files)
    signatures = Card("Signatures")
    signatures.body.addWidget(
        SignatureRow("Dana Whitfield", "Recorder", "On screen, Nov 3, 8:22 a.m.", signed=True)
    )
    signatures.body.addWidget(
        SignatureRow("Reviewer", "Anyone but the recorder", "Not signed yet", signed=False)
    )
    page.aside.addWidget(signatures)
    page.aside.addStretch(1)
    return page


def send() -> Page:
    """Sending, with all banners."""
    page = Page(
        "Send to state",
        explanation="Everything since bundle 0041. Nothing goes over a network; the stick has to "
        "be carried.",
    )
    card = Card(padding=24)
    progress = Progress(
        "Writing bundle 0042",
        ["Records checked against the log", "Sealed", "Signed by station W1", "Writing"],
        consequence="Cancelling leaves no half-written bundle on the stick.",
    )
    progress.show_progress(62, "Attachment 5 of 8: Screen E-17.jpg", "About 20 seconds left")
    progress.show_steps(3, ["5 of 5", "key of Oct 2", "Dana Whitfield", "11.2 of 18.0 MB"])
    progress.between.addWidget(
        Banner(
            "info",
            "Leave the stick in place",
            "If it comes out, nothing is lost. The program starts this bundle again.",
        )
    )
    card.body.addWidget(progress)
    page.main.addWidget(card)
    banners = (
        ("good", "Bundle 0042 is on the stick and reads back without a difference", "18.0 MB."),
        ("warn", "Backup is 6 days old", "The blue drive was last used on Oct 28."),
        (
            "danger",
            "This bundle was changed after it was signed, or the stick is damaged",
            "It was not read in. Ask the office for a new copy.",
        ),
    )
    for tone, title, text in banners:
        page.main.addWidget(Banner(tone, title, text))
    facts = Card("Written")
    written = Facts(label_width=140)
    written.add("File", "LARK-2026-W1-0042.bundle", mono=True)
    written.add("Follows", "Bundle 0041, accepted by the state on Nov 2")
    facts.body.addWidget(written)
    page.main.addWidget(facts)
    page.main.addStretch(1)
    steps = Card(padding=20)
    list_ = StepList(
        [
            StepFace("What is sent", "5 records, 8 attachments"),
            StepFace("Which stick", "Blue stick, drive E:"),
            StepFace("Write and read back", "About one minute"),
            StepFace("Hand over", "Remove, label, carry"),
        ]
    )
    list_.set_current(2)
    steps.body.addWidget(list_)
    page.aside.addWidget(steps)
    page.aside.addStretch(1)
    return page


def unlock() -> QWidget:
    """Sign-in, set-up steps, cards, files."""
    whole = QWidget()
    side = Card(box="rail", padding=32)
    side.setProperty("rail", True)
    side.setMaximumWidth(theme().px(320))
    side.body.addWidget(Label("Larkspur County", "display", "rail-text"))
    side.body.addWidget(Label("Election office incident record", "body", "rail-text-2"))
    steps = StepList(
        [
            StepFace("Your office"),
            StepFace("This station"),
            StepFace("Recovery key"),
            StepFace("Printer"),
        ],
        rail=True,
    )
    steps.set_current(2)
    side.body.addSpacing(20)
    side.body.addWidget(steps)
    side.body.addStretch(1)
    inside = QWidget()
    task = Column(16, (40, 30, 40, 30), inside)
    task.addWidget(Label("Who is working now?", "display"))
    people = RadioCards(
        [
            CardFace(
                "dana",
                "Dana Whitfield",
                "Deputy clerk",
                "user-circle",
                status_chip("draft", "Draft kept"),
            ),
            CardFace("mari", "Marisol Ibarra", "Temporary worker, until Nov 13", "user-circle"),
        ],
        name="People",
    )
    people.set_value("dana")
    task.addWidget(people)
    passphrase = Passphrase()
    passphrase.set_value("not a real one")
    task.addWidget(Field("Passphrase for Dana Whitfield", passphrase))
    task.addWidget(MessageLine("warning", "Caps Lock is on."))
    line = Row(12)
    line.addWidget(PrimaryButton("Unlock", "lock-open", main=True))
    line.addWidget(QuietButton("Use the recovery key"))
    line.addStretch(1)
    task.addLayout(line)
    task.addWidget(Label("7K4M PD2X 9QRT H3WC", "key"))
    versions = RadioCards(
        [
            CardFace("a", "41, exact", "Counted by two people at 7:20 p.m."),
            CardFace("b", "about 40, estimate", "From the phone call at 8:20 a.m."),
        ],
        name="Ballots affected",
    )
    versions.set_value("a")
    task.addWidget(versions)
    task.addWidget(DropArea("Drop files here", "Choose files", accept_text=True))
    mark = Row(8)
    mark.addWidget(IconLabel("device-desktop-off", "text-2"))
    mark.addWidget(Label("Not for computers that prepare ballots.", "small"), 1)
    task.addLayout(mark)
    task.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    both = Row(0, parent=whole)
    both.addWidget(side, 1)
    both.addWidget(area, 2)
    return whole
