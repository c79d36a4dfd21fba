"""The gallery's form: every value control, with an error, a warning and a suggestion."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo

from PySide6.QtWidgets import QWidget

from clerkapp.gui.widgets.basic.buttons import PrimaryButton, SecondaryButton
from clerkapp.gui.widgets.basic.chip import Chip, status_chip
from clerkapp.gui.widgets.basic.message import MessageLine
from clerkapp.gui.widgets.inputs.checks import Checks, Flag, Radios
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.person import PersonField
from clerkapp.gui.widgets.inputs.row_table import RowTable, TableColumn
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.gui.widgets.inputs.severity import SeverityField
from clerkapp.gui.widgets.inputs.text_area import TextArea
from clerkapp.gui.widgets.inputs.time_field import TimeField
from clerkapp.gui.widgets.lists.count import Count
from clerkapp.gui.widgets.page.card import Card, IconLine
from clerkapp.gui.widgets.page.draft_note import DraftNote
from clerkapp.gui.widgets.page.outline import Outline, OutlineEntry
from clerkapp.gui.widgets.page.page import Page

NOW = datetime(2026, 11, 3, 8, 22, 7, tzinfo=timezone(timedelta(hours=-6)))
"""The gallery's clock stands still."""


SEVERITIES = (
    ("not_rated", "Not rated"),
    ("note", "Note"),
    ("low", "Low"),
    ("moderate", "Moderate"),
    ("high", "High"),
    ("critical", "Critical"),
)


_LONG_LIST = [
    (f"device{number}", words)
    for number, words in enumerate(
        (
            "Precinct scanner",
            "Central scanner",
            "Ballot-marking device",
            "Ballot-on-demand printer",
            "Pollbook",
            "Pollbook printer",
            "Memory media",
            "Network or router",
            "Battery or power",
            "Ballot box",
            "Seal or lock",
            "Office computer",
            "Phone",
            "Website",
        )
    )
]


def _zone() -> tzinfo:
    return NOW.tzinfo or UTC


def _now() -> datetime:
    return NOW


def _seals() -> RowTable:
    table = RowTable(
        [
            TableColumn("where", "Where on the unit", _seal_place, 160),
            TableColumn("logged", "Number in log", lambda: Line(mono=True), 112),
            TableColumn("found", "Number found", lambda: Line(mono=True), 112),
            TableColumn("look", "What you see", _seal_look, 120),
            TableColumn("new", "New number", lambda: Line(mono=True), 112),
        ],
        row_name="Seal",
        add_words="Add a seal",
    )
    table.set_value(
        [
            {"where": "lid", "logged": "0083312", "found": "0083312", "look": "whole"},
            {"where": "bin", "logged": "0083318", "found": "0083381", "look": "whole"},
        ]
    )
    table.set_cell_state(1, "found", "warning")
    return table


def _seal_place() -> QWidget:
    return Choice([("lid", "Lid"), ("bin", "Emergency bin"), ("unsure", "Not sure yet")])


def _seal_look() -> QWidget:
    return Choice([("whole", "Whole"), ("broken", "Broken"), ("missing", "Missing")])


def form() -> Page:
    """A form half filled in."""
    page = Page("Precinct scanner at Oak Hall jammed", title_style="h1", form=True)
    kind = IconLine("equipment", "Equipment issue", role="kind-equipment", style="strong")
    kind.words.set_tone("kind-equipment")
    kind.words.setWordWrap(False)
    page.add_over(kind)
    page.add_over(Chip(status_chip("draft", "Draft")))
    page.summary.show_errors([("until", "Out of service, until: the end is before the start")])
    voting = Segment(
        [
            ("normal", "As normal"),
            ("other", "Another way"),
            ("part", "Stopped for part"),
            ("all", "Stopped for all"),
        ]
    )
    voting.set_value("other")
    page.main.addWidget(Field("Did voting go on?", voting, needed="needed to resolve"))
    ways = Checks(
        [
            ("bin", "Emergency bin"),
            ("second", "Second unit"),
            ("spare", "Spare"),
            ("paper", "Hand-marked paper"),
        ]
    )
    ways.set_value(["bin", "spare"])
    page.main.addWidget(Field("How it went on", ways))
    since = TimeField(_now, _zone)
    since.set_value({"at": "2026-11-03T07:40:00-06:00", "precision": "about"})
    page.main.addWidget(
        Field("Out of service, from", since, help="Your best knowledge. “About” is fine.")
    )
    until = TimeField(_now, _zone)
    until.set_value({"at": "2026-11-03T07:15:00-06:00", "precision": "exact"})
    field = Field("Out of service, until", until, code="until")
    field.set_error("The end is before the start (7:40 a.m.). Check the hour: was it 8:15?")
    page.main.addWidget(field)
    page.main.addWidget(
        Field(
            "Seals",
            _seals(),
            needed="needed to resolve, because a seal was touched",
            help="Two people. Read the number aloud. Type what you read, not what you expect.",
        )
    )
    page.main.addWidget(
        MessageLine(
            "warning",
            "Emergency bin: the number found differs from the log. If it was read correctly, say "
            "why below.",
        )
    )
    waited = Count()
    waited.set_value({"n": 25, "precision": "estimate"})
    page.main.addWidget(Field("Voters who had to wait", waited))
    left = Count()
    left.set_value({"n": None, "precision": "unknown"})
    page.main.addWidget(Field("Left without voting", left))
    person = PersonField(
        [("judge", "Election judge or poll worker"), ("tech", "County technician")]
    )
    person.set_value({"role": "judge", "name": "T. Alvarez", "contact": None})
    page.main.addWidget(Field("Who noticed it?", person, needed="needed now"))
    device = Choice(_LONG_LIST)
    page.main.addWidget(Field("Which device?", device, needed="needed now"))
    page.main.addWidget(Field("Place", Choice([("oak", "Oak Hall")], free=True)))
    story = TextArea(placeholder="What was seen, in order")
    page.main.addWidget(Field("What happened?", story, help="Facts first. No voters’ names."))
    how = Radios(
        [
            ("unit", "The unit was replaced"),
            ("fixed", "The fault was put right at the place, and the unit was tested again"),
        ]
    )
    how.set_value("unit")
    page.main.addWidget(Field("How was it resolved?", how))
    flag = Flag("Only reviewers and the authority may see this record.")
    page.main.addWidget(Field("Restricted", flag))
    page.main.addStretch(1)
    _form_aside(page)
    note = DraftNote()
    note.say("Draft saved 8:22:07 a.m.", "Only you see it until you record.")
    page.add_to_footer(
        [note],
        [
            SecondaryButton("Close, keep draft", main=True),
            PrimaryButton("Record", "check", main=True),
        ],
    )
    return page


def _form_aside(page: Page) -> None:
    outline = Outline("On this form")
    outline.set_entries(
        [
            OutlineEntry("when", "When and where", "done"),
            OutlineEntry("unit", "The unit", "done"),
            OutlineEntry("seen", "What was seen", "error", "1 to fix"),
            OutlineEntry("effect", "Effect on voters"),
            OutlineEntry("actions", "Actions and who was told"),
        ]
    )
    outline.set_current("seen")
    card = Card("On this form", small=True, padding=10)
    card.body.addWidget(outline)
    page.aside.addWidget(card)
    severity = SeverityField(SEVERITIES[1:])
    severity.suggest("moderate", "A voter had to wait, and the unit was taken out of service.")
    severity.set_value("low")
    card = Card("Severity", small=True, padding=14)
    card.body.addWidget(severity)
    page.aside.addWidget(card)
    page.aside.addStretch(1)
