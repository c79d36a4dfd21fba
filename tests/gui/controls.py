"""Controls for the tests of widgets, with a clock that stands still at the office."""

from datetime import datetime
from zoneinfo import ZoneInfo

from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.row_table import RowTable, TableColumn
from clerkapp.gui.widgets.inputs.time_field import TimeField

ZONE = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 3, 8, 22, tzinfo=ZONE)
KINDS = [("a", "As normal"), ("b", "Another way"), ("c", "Stopped")]
DEVICES = [(f"d{number}", f"Device {number}") for number in range(20)]
LEVELS = [("note", "Note"), ("low", "Low"), ("moderate", "Moderate"), ("high", "High")]


def time_field() -> TimeField:
    """A time field whose clock stands still at the office."""
    return TimeField(lambda: NOW, lambda: ZONE)


def table() -> RowTable:
    """Seals: a list and a number."""
    return RowTable(
        [
            TableColumn("where", "Where", lambda: Choice(KINDS), 150),
            TableColumn("found", "Number found", lambda: Line(mono=True), 120),
        ],
        row_name="Seal",
        add_words="Add a seal",
    )
