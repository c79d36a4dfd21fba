"""The state behind a form, without a widget."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.privacy.pictures import HELD
from clerkapp.gui.form import draft
from clerkapp.gui.form.attachments import Attachments
from clerkapp.gui.form.model import FormModel, SectionState
from clerkapp.services.records.attaching import Attached
from tests.unit.domain.records import JAM

NOW = "2026-11-03T08:22:00-06:00"
PHOTO = Attached("aa" * 32, 10, "a.png", "image/png", "photo")
TAPE = Attached("bb" * 32, 20, "tape.pdf", "application/pdf", "document")


def new(kind: str = "equipment") -> FormModel:
    return FormModel(kind, draft.started(KINDS[kind], NOW))


def state(model: FormModel, section: str) -> SectionState:
    return next(item.state for item in model.outline() if item.code == section)


def test_an_answer_asks_for_a_draft_and_the_same_answer_again_does_not(qtbot: QtBot) -> None:
    model = new()
    with qtbot.waitSignal(model.draft_due, timeout=1000):
        model.set("one_line", "Scanner jammed")
    model.taken()
    model.set("one_line", "Scanner jammed")
    assert not model.dirty


def test_what_the_program_fills_in_is_neither_typing_nor_progress(qtbot: QtBot) -> None:
    model = new()
    model.prefill("phase", "open")
    assert not model.dirty
    assert {item.state for item in model.outline()} == {SectionState.OPEN}


def test_what_a_person_answered_is_not_filled_in_over() -> None:
    model = new()
    model.set("phase", "closing")
    model.prefill("phase", "open")
    assert model.typed["phase"] == "closing"


def test_a_block_is_done_when_nothing_to_resolve_is_missing() -> None:
    model = new()
    for code, value in JAM.items():
        model.set(code, value)
    assert state(model, "basics") is SectionState.DONE
    assert state(model, "seen") is SectionState.OPEN


def test_an_error_shows_in_the_outline() -> None:
    model = new()
    model.set("out_from", {"at": "2026-11-03T07:40:00-06:00", "precision": "exact"})
    model.set("out_to", {"at": "2026-11-03T07:15:00-06:00", "precision": "exact"})
    model.judge("out_to")
    assert state(model, "voting") is SectionState.ERROR
    model.set("out_to", {"at": "2026-11-03T08:15:00-06:00", "precision": "exact"})
    assert model.errors == {}


def test_the_end_is_judged_when_the_start_moves() -> None:
    model = new()
    model.set("out_from", {"at": "2026-11-03T07:00:00-06:00", "precision": "exact"})
    model.set("out_to", {"at": "2026-11-03T07:15:00-06:00", "precision": "exact"})
    model.judge("out_to")
    assert model.errors == {}
    model.set("out_from", {"at": "2026-11-03T07:40:00-06:00", "precision": "exact"})
    model.judge("out_from")
    assert set(model.errors) == {"out_to"}


@pytest.mark.parametrize("text", ["private \ue000 use", "x" * 201, "no character \ufdd0"])
def test_text_that_cannot_be_recorded_is_said_and_stays(text: str) -> None:
    model = new()
    model.set("one_line", text)
    model.judge("one_line")
    assert model.errors["one_line"]
    assert model.typed["one_line"] == text


def test_what_cannot_be_read_is_an_error_and_goes_into_the_draft_as_typed() -> None:
    model = new()
    model.set("occurred", None, problem="This cannot be read.", unread="half past")
    model.judge("occurred")
    assert model.errors == {"occurred": "This cannot be read."}
    content = draft.content_of(model, {})
    assert content["unread"] == {"occurred": "half past"}
    model.set("occurred", {"at": "2026-11-03", "precision": "day"})
    assert model.errors == {}
    assert draft.content_of(model, {})["unread"] == {}


def test_a_refusal_stands_beside_its_field_until_it_is_changed() -> None:
    model = new()
    model.refuse(Refused("text-form", fields=("one_line",)))
    assert set(model.errors) == {"one_line"}
    model.set("one_line", "Scanner jammed")
    assert model.errors == {}


def test_the_election_may_be_none_and_may_be_open() -> None:
    model = new()
    assert "election" not in model.stored()
    model.set("election", None)
    assert model.to_record()["election"] is None
    model.clear("election")
    assert "election" not in model.to_record()


def test_a_draft_gives_back_what_was_typed() -> None:
    model = new()
    answers: dict[str, Any] = {**JAM, "noticed": None}
    for code, value in answers.items():
        model.set(code, value)
    model.attachments.add(TAPE, "attachments")
    kept = draft.content_of(model, {"field": "place"})
    again = new()
    draft.take_content(again, kept)
    assert again.typed == model.typed
    assert again.attachments.new() == [TAPE]
    assert not again.dirty


def test_a_draft_is_judged_again_when_it_comes_back() -> None:
    model = new()
    model.set("occurred", {"at": "2026-11-03T08:00:00-06:00", "precision": "exact"})
    model.set("until", {"at": "2026-11-03T07:40:00-06:00", "precision": "exact"})
    model.judge("until")
    again = new()
    draft.take_content(again, draft.content_of(model, {}))
    assert set(model.errors) == {"until"}
    assert again.errors == model.errors


def test_a_draft_of_clerkctl_gives_answers_in_shorthand() -> None:
    model = new()
    draft.take_content(model, {"values": {"occurred": "2026-11-03", "place": "Oak Hall"}})
    assert model.typed["occurred"] == {"at": "2026-11-03", "precision": "day"}
    assert model.typed["noticed"] == {"at": NOW, "precision": "exact"}


def test_a_change_lists_what_differs_in_the_order_of_the_form() -> None:
    before = {**JAM, "model": "NT-300", "serial": "1"}
    model = FormModel("equipment", before, before=before)
    model.set("serial", None)
    model.set("place", "Mill Road")
    model.set("model", "NT-300")
    assert model.change.corrected() == [("place", "Oak Hall", "Mill Road"), ("serial", "1", None)]


class TestAttachments:
    """Files of a form."""

    def test_a_picture_is_held_until_it_is_said_to_be_harmless(self) -> None:
        files = Attachments()
        files.add(PHOTO, "attachments")
        assert [one.what for one in files.new()] == [HELD]
        files.judge_picture(PHOTO.sha256, harmless=False)
        assert [one.what for one in files.new()] == [HELD]
        files.judge_picture(PHOTO.sha256, harmless=True)
        assert [one.what for one in files.new()] == ["photo"]

    def test_a_recorded_file_stays_and_is_not_added_again(self) -> None:
        files = Attachments()
        files.show_recorded([(TAPE, "attachments")])
        files.remove(TAPE.sha256)
        files.classify(TAPE.sha256, "other")
        assert [kept.attached for kept in files.of_field("attachments")] == [TAPE]
        assert files.new() == []
        assert not files.add(TAPE, "attachments")

    def test_a_new_file_can_be_left_out_again(self) -> None:
        files = Attachments()
        files.add(TAPE, "attachments")
        files.remove(TAPE.sha256)
        assert files.new() == []
