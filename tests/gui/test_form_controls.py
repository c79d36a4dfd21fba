"""Every declared field gets a control that shows a stored value and gives the same one back."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control, Field
from clerkapp.domain.records import value_forms
from clerkapp.gui.form import controls
from clerkapp.gui.form.controls import NOT_TIED, Surroundings
from clerkapp.gui.form.order import stops
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.theme.tokens import SMALLEST_TARGET
from clerkapp.gui.widgets.inputs.field import Field as Framed
from clerkapp.wording.labels import help_text, label
from tests.unit.domain.records import typed

NOW = datetime.fromisoformat("2026-11-03T08:22:00-06:00")
FIELDS = {
    (field.code, field.control, field.values, field.columns): field
    for kind in KINDS.values()
    for field in kind.fields
    if field.control is not Control.FILE and not field.part_of
}
"""Fields that differ in what is asked; what all kinds share is tried once."""
AROUND = Surroundings(lambda: NOW, lambda: UTC, lambda _code: None, lambda _field: QWidget())


@pytest.fixture(params=FIELDS.values(), ids=[key[0] for key in FIELDS])
def field(request: pytest.FixtureRequest) -> Field:
    """Each field of each kind."""
    found: Field = request.param
    return found


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_stored_value_comes_back_as_it_was(
    look: Theme, qtbot: QtBot, field: Field, data: st.DataObject
) -> None:
    given_value = data.draw(typed(field))
    stored = None if value_forms.is_empty(given_value) else value_forms.field(given_value, field)
    widget = controls.make(field, AROUND)
    framed = Framed(label(field.code), widget)
    qtbot.addWidget(framed)
    framed.control.set_value(stored)
    assert framed.control.problem() == ""
    shown = framed.control.value()
    if value_forms.is_empty(stored):
        assert shown is None
    elif isinstance(stored, str):
        assert shown == stored.strip()
    elif field.control is Control.TABLE and field.from_message:
        assert len(shown) <= len(stored)  # type: ignore[arg-type]
    else:
        assert shown == stored


def test_every_part_of_it_has_a_name_and_is_large_enough(
    look: Theme, qtbot: QtBot, field: Field
) -> None:
    widget = controls.make(field, AROUND)
    framed = Framed(label(field.code), widget, help=help_text(field.code), code=field.code)
    qtbot.addWidget(framed)
    framed.resize(712, 400)
    framed.show()
    found = [stop for stop in stops(widget) if stop.isVisible()]
    assert found
    for stop in found:
        assert stop.accessibleName() or getattr(stop, "text", lambda: "")()
        assert stop.height() >= SMALLEST_TARGET
        assert stop.width() >= SMALLEST_TARGET


def test_a_few_choices_stand_side_by_side_and_many_are_a_list(look: Theme) -> None:
    kind = KINDS["equipment"]
    few, many = kind.field("danger"), kind.field("category")
    assert few is not None
    assert many is not None
    assert not isinstance(controls.make(few, AROUND), QComboBox)
    assert isinstance(controls.make(many, AROUND), QComboBox)


def test_no_election_is_offered_beside_those_that_occur(look: Theme) -> None:
    election = KINDS["equipment"].field("election")
    assert election is not None
    options = controls.options_of(election, ("ZZ-2026-11-03",))
    assert [code for code, _words in options] == ["ZZ-2026-11-03", NOT_TIED]


def test_what_is_read_letter_by_letter_is_in_the_mono_face(look: Theme) -> None:
    serial = KINDS["equipment"].field("serial")
    assert serial is not None
    widget = controls.make(serial, AROUND)
    assert "Mono" in widget.font().family()
    assert widget.layoutDirection() == Qt.LayoutDirection.LeftToRight
