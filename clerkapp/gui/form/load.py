"""What a form begins with, asked of the vault: a kept draft, the record that is changed, the office's day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Kind
from clerkapp.domain.records.drafts import Draft
from clerkapp.domain.records.shown import RecordView
from clerkapp.domain.rows import struck
from clerkapp.gui.form import draft as form_draft
from clerkapp.gui.form.model import FormModel
from clerkapp.services.office_lists import offering
from clerkapp.services.records import drafting, reading, recording
from clerkapp.services.records.attaching import Attached
from clerkapp.services.records.drafting import FormWords
from clerkapp.services.session import Session


@dataclass(frozen=True, slots=True)
class Known:
    """What the vault knows for a form: lists of what is listed or occurs, and the office's election and
    stage. A column's list stands under "field.column". `follows`: by field and answer, what it brings."""

    lists: dict[str, tuple[str, ...]]
    filled: dict[str, Any]
    follows: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A kept draft, the record that is changed, or both."""

    kind: str
    draft: Draft | None
    record: RecordView | None


def load(
    session: Session, draft: str | None, number: str | None, unsaved: FormWords | None = None
) -> Loaded:
    """What a form begins with; a draft knows which record it changes.

    A change that the person began and did not finish goes on. `unsaved`: what was typed last and is not
    in the vault, which counts before what is.
    """
    draft_content = None if draft is None or unsaved is not None else drafting.read(session, draft)
    if unsaved is not None:
        draft_content = _as_draft(session, unsaved)
    elif draft is None and number is not None:
        draft_content = drafting.change_of(session, number)
    changed = number or (draft_content.record if draft_content is not None else None)
    record = None if changed is None else reading.show(session, changed)
    kind = (
        record.row.kind
        if record is not None
        else draft_content.kind
        if draft_content is not None
        else ""
    )
    return Loaded(kind, draft_content, record)


def model_of(
    loaded: Loaded,
    judge: Callable[[], datetime] | None,
    now: str,
    *,
    filling: bool,
    parent: QObject,
) -> FormModel:
    """The form of what was loaded. `judge`: the clock that tells what is still to come; `now`: RFC 3339.
    `filling`: only what is missing is asked, unless an answer is being changed."""
    record, draft, kind = loaded.record, loaded.draft, KINDS[loaded.kind]
    if record is None:
        model = FormModel(kind.code, form_draft.started(kind, now), now=judge, parent=parent)
    else:
        before = answers(kind, record)
        model = FormModel(kind.code, before, before=before, now=judge, parent=parent)
        model.change.frozen = record.row.status == "reviewed" or record.row.conflict
        model.attachments.show_recorded(recorded_files(kind.code, record))
    if draft is not None:
        form_draft.take_content(model, draft.content)
        filling = filling or bool(draft.content.get("filling"))
    model.change.filling = filling and model.amending and not model.change.needs_reason()
    return model


def _as_draft(session: Session, words: FormWords) -> Draft:
    return Draft(
        words.draft, session.account.id, words.kind, words.record, session.now(), words.content
    )


def known(session: Session, kind: str, *, amending: bool) -> Known:
    """Lists of what occurs, and for a new record what is filled in and only checked."""
    procedures, sites = offering.procedures(session), offering.site_types(session)
    lists = {
        "place": _both(offering.places(session), reading.distinct(session, "place")),
        "election": _both(offering.elections(session), reading.distinct(session, "election")),
        "instruction": tuple(procedures),
        "told.organisation": offering.told(session),
    }
    follows = {
        "place": {name: {"place_type": code} for name, code in sites.items()},
        "instruction": {name: {"instruction_version": one} for name, one in procedures.items()},
    }
    if amending:
        return Known(lists, {}, follows)
    filled = recording.prefilled(session, kind, {}, session.now())
    return Known(lists, {code: filled[code] for code in form_draft.ASKED}, follows)


def _both(listed: tuple[str, ...], occurring: tuple[str, ...]) -> tuple[str, ...]:
    """What the office lists, then what records name beside it."""
    return tuple(dict.fromkeys((*listed, *occurring)))


def answers(kind: Kind, record: RecordView) -> dict[str, Any]:
    """What a change of a record begins with. Rows that were struck stay where they are and are not asked
    again: recording keeps them."""
    return {
        code: struck.live(value)
        for code, value in record.values.items()
        if kind.field(code) is not None
    }


def recorded_files(kind: str, record: RecordView) -> list[tuple[Attached, str]]:
    """The record's files, each at the field that its class belongs to."""
    files = []
    for attachment in record.attachments:
        attached = Attached(
            attachment.sha256,
            attachment.size,
            attachment.name,
            attachment.media_type,
            attachment.what,
        )
        own = next(
            (
                declared.code
                for declared in KINDS[kind].fields
                if declared.values == (attachment.what,) and declared.code != "attachments"
            ),
            "attachments",
        )
        files.append((attached, own))
    return files
