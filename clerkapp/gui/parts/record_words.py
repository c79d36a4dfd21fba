"""A record in the words of the list's preview and of its page: facts first, then the story."""

from datetime import datetime
from typing import Any

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Gate
from clerkapp.domain.records import gates
from clerkapp.domain.records.lists import RecordRow
from clerkapp.domain.records.shown import RecordView
from clerkapp.domain.time.times import format_instant
from clerkapp.gui.widgets.basic.chip import (
    ChipFace,
    severity_chip,
    status_chip,
    suggested_chip,
    tone_chip,
)
from clerkapp.gui.widgets.page.preview import PreviewFace
from clerkapp.wording.labels import kind_label, label, severity_label, status_label, value_label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import clock_words, day_words, range_words, when_words
from clerkapp.wording.values import value_words


def preview_of(shown: RecordView) -> PreviewFace:
    """The preview beside the list."""
    row, values = shown.row, shown.values
    facts = [
        (_("Number"), row.number, "mono"),
        (_("When"), when_of(shown)),
        (_("Where"), where_of(shown)),
        (_("Noticed by"), noticed_of(shown)),
    ]
    missing = missing_of(shown)
    attachments = len(shown.attachments)
    counts = ngettext("{count} attachment", "{count} attachments", attachments).format(
        count=attachments
    )
    return PreviewFace(
        kind=row.kind,
        kind_words=kind_label(row.kind),
        title=row.one_line,
        chips=chips_of(shown),
        facts=[fact for fact in facts if fact[1]],
        latest=_text(values.get("seen")),
        missing_words=_("Missing before it can be resolved"),
        missing=[label(code) for code in missing],
        counts=counts if attachments else "",
        struck=row.struck,
    )


def chips_of(shown: RecordView) -> list[ChipFace]:
    """Severity, status, what it turned out to be, and what is special."""
    row = shown.row
    chips = [
        severity_of(row),
        status_chip(row.status, status_label(row.status)),
    ]
    determination = shown.values.get("determination")
    if isinstance(determination, str):
        chips.append(tone_chip("plain", value_label("determination", determination)))
    if row.conflict:
        chips.append(tone_chip("warn", _("Two versions"), "git-merge"))
    if row.restricted:
        chips.append(tone_chip("warn", _("Restricted"), "eye-off"))
    if not row.sent:
        chips.append(tone_chip("plain", _("Not sent to state"), "clock"))
    return chips


def severity_of(row: RecordRow, *, short: bool = False) -> ChipFace:
    """The severity that was decided, or the one that is suggested. `short`: for a line of a list."""
    if not row.suggested:
        return severity_chip(row.severity, severity_label(row.severity))
    words = _("Suggested: {severity}") if short else _("Suggested: {severity}, not decided")
    return suggested_chip(row.suggested, words.format(severity=severity_label(row.suggested)))


def missing_of(shown: RecordView) -> list[str]:
    """The fields that resolving still asks for; none once it is resolved."""
    if shown.row.status in ("resolved", "reviewed", "duplicate", "error"):
        return []
    missing = gates.missing(shown.row.kind, shown.stored, Gate.RESOLVE)
    return list(dict.fromkeys(field.code for field in missing))


def when_of(shown: RecordView) -> str:
    """ "Nov 3, 7:40–8:15 a.m. CST"."""
    occurred, until = shown.values.get("occurred"), shown.values.get("until")
    return range_words(occurred, until) if until else when_words(occurred)


def where_of(shown: RecordView) -> str:
    """Place and spot."""
    parts = (shown.values.get("place"), shown.values.get("place_spot"))
    return ", ".join(part for part in parts if isinstance(part, str) and part)


def noticed_of(shown: RecordView) -> str:
    """Who noticed it, and how."""
    parts = [words_of(shown, code) for code in ("noticed_by", "how_noticed")]
    return ", ".join(part for part in parts if part)


def words_of(shown: RecordView, code: str) -> str:
    """A field's value in words, "" when it has none."""
    value: Any = shown.values.get(code)
    if value is None or KINDS[shown.row.kind].field(code) is None:
        return ""
    return value_words(shown.row.kind, code, value)


def saved_words(saved: str, now: datetime) -> str:
    """When a draft was saved: the time of today, or the day."""
    return clock_words(saved) if saved[:10] == format_instant(now)[:10] else day_words(saved)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
