"""An incident's page in words: the story from when it happened to the last signature.

One line of time holds what was seen, the actions, who was told, and what was written down here:
recorded, amended (old to new), signed. Times are what people said; the order is by time, and what
has no time is where it was written down.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control, Field, Gate, Kind, Tile
from clerkapp.domain.people.roles import Account, Permission
from clerkapp.domain.records import gates
from clerkapp.domain.records.shown import Change, RecordView, TimelineItem
from clerkapp.domain.rows import derived
from clerkapp.domain.text.rules import one_line, visible
from clerkapp.domain.time.times import When
from clerkapp.domain.work.statuses import GRAVE, OPEN
from clerkapp.gui.parts.record_words import when_of, where_of, words_of
from clerkapp.gui.widgets.lists.timeline import TimelineEntry
from clerkapp.wording import reasons
from clerkapp.wording.capacities import owed_words
from clerkapp.wording.changes import change_words
from clerkapp.wording.labels import (
    computed_label,
    label,
    role_label,
    section_label,
    status_label,
    tile_label,
    value_label,
)
from clerkapp.wording.language import _
from clerkapp.wording.tables import TableWords, table_of
from clerkapp.wording.times import clock_words, long_day_words, range_words
from clerkapp.wording.values import cell_words, length_words, struck_words, value_words


@dataclass(frozen=True, slots=True)
class FactWords:
    """A tile at the head of the page."""

    name: str
    value: str
    meta: str = ""


@dataclass(frozen=True, slots=True)
class SectionWords:
    """A block of the record: its name, (label, value, mono) for each answered field, and its tables."""

    title: str
    facts: tuple[tuple[str, str, bool], ...]
    tables: tuple[tuple[str, TableWords], ...] = ()


def facts(shown: RecordView) -> list[FactWords]:
    """When, where, what tells records of this kind apart, voters, ballots."""
    values, kind = shown.values, KINDS[shown.row.kind]
    phase = values.get("phase")
    stage = value_label("phase", phase) if isinstance(phase, str) else ""
    what = _tile_words(shown, kind, Tile.WHAT) or _tile_words(shown, kind, Tile.ELSE)
    tiles = [
        FactWords(_("When"), when_of(shown), _how_long(shown)),
        FactWords(_("Where"), where_of(shown), stage),
        FactWords(tile_label(kind.code), what, _tile_words(shown, kind, Tile.UNDER)),
    ]
    tiles += [FactWords(label(code), words_of(shown, code)) for code in kind.with_tile(Tile.COUNT)]
    return [
        fact if fact.value else FactWords(fact.name, _("not recorded"), fact.meta) for fact in tiles
    ]


def _tile_words(shown: RecordView, kind: Kind, tile: Tile) -> str:
    words = (words_of(shown, code) for code in kind.with_tile(tile))
    return " ".join(word for word in words if word)


def sections(shown: RecordView, *, without: frozenset[str] = frozenset()) -> list[SectionWords]:
    """Everything else that was answered, in the order of the form. `without`: what the page shows
    elsewhere."""
    kind = KINDS[shown.row.kind]
    unsaid = (Tile.ELSE,) if _tile_words(shown, kind, Tile.WHAT) else ()
    blocks = []
    for section in kind.sections:
        said = [
            field
            for field in section.fields
            if (field.tile is None or field.tile in unsaid)
            and field.code not in without
            and field.control is not Control.FILE
        ]
        lines = tuple(line for field in said for line in _lines(shown, field))
        tables = tuple(
            (label(field.code), table)
            for field in said
            if (table := table_of(kind.code, field.code, shown.values.get(field.code)))
        )
        if lines or tables:
            blocks.append(SectionWords(section_label(section.code), lines, tables))
    return blocks


def _lines(shown: RecordView, field: Field) -> Iterator[tuple[str, str, bool]]:
    """An answer that is no table, and after the end of a period how long it was."""
    words = words_of(shown, field.code)
    if words and field.control is not Control.TABLE:
        yield label(field.code), words, field.mono
        length = derived.of_field(field, shown.values) if field.minutes else None
        if length is not None:
            yield computed_label(field.minutes), length_words(length), False


def _how_long(shown: RecordView) -> str:
    """How exact the time is, and how long it lasted."""
    until = KINDS[shown.row.kind].field("until")
    length = derived.of_field(until, shown.values) if until is not None else None
    words = length_words(length)
    precise = isinstance(length, dict) and length.get("precision") == "exact"
    exact = _precision(shown.values.get("occurred")) if precise or not words else ""
    return ", ".join(part for part in (exact, words) if part)


def story(shown: RecordView, written: Sequence[TimelineItem]) -> list[TimelineEntry]:
    """The timeline, oldest first."""
    kind, values = shown.row.kind, shown.values
    entries: list[tuple[str, TimelineEntry]] = []
    seen = values.get("seen")
    occurred = values.get("occurred")
    what = seen if isinstance(seen, str) and seen else shown.row.one_line
    entries.append(
        _placed(occurred, "", what, words_of(shown, "noticed_by"), "alert-triangle", "warn")
    )
    last = entries[0][0]
    for code, icon in (("actions", "tool"), ("told", "phone-call")):
        for row in _rows(values.get(code)):
            text, who = _row_words(kind, code, row)
            struck = struck_words(row)
            meta = " · ".join(part for part in (who, struck) if part)
            key, entry = _placed(row.get("at"), last, text, meta, icon, "text-2")
            last = key
            entries.append((key, replace(entry, struck=bool(struck))))
    for item in written:
        if _stands_above(item, values):
            continue
        key = When.from_value({"at": item.at, "precision": "exact"}).sort_key()
        entries.append((key, _written(kind, item)))
    return [entry for _key, entry in sorted(entries, key=lambda pair: pair[0])]


def _stands_above(item: TimelineItem, values: Mapping[str, Any]) -> bool:
    """Whether a change only added lines of what was done, or who was told, which have their own places."""
    if item.what != "amended" or not item.changes:
        return False
    return all(
        change.code in ("actions", "told")
        and _rows(change.new)[: len(_rows(change.old))] == _rows(change.old)
        and all(row in _rows(values.get(change.code)) for row in _rows(change.new))
        for change in item.changes
    )


def changes_words(kind: str, changes: Iterable[Change]) -> tuple[tuple[str, str, str], ...]:
    """(field, old, new) in words; of a table each cell and each row that changed."""
    found: list[tuple[str, str, str]] = []
    for change in changes:
        if isinstance(change.old, list) or isinstance(change.new, list):
            cells = change_words(kind, change.code, change.old, change.new)
            found += [(cell.what, cell.old, cell.new) for cell in cells]
        else:
            old, new = _value(kind, change.code, change.old), _value(kind, change.code, change.new)
            found.append((_field_words(change.code), old, new))
    empty = _("not recorded")
    return tuple((what, old, new or empty) for what, old, new in found)


def open_signatures(shown: RecordView) -> list[tuple[str, str]]:
    """(what is signed, who may sign) for what the record still waits for."""
    titles = {
        "review": _("Reviewer"),
        "two-person": _("One of two people"),
        "authority": _("Election authority"),
    }
    return [(titles[act], owed_words(act, people)) for act, people in shown.row.owed]


def next_step(shown: RecordView, account: Account) -> str:
    """The page's filled button: sign, review, resolve, fill in, amend, or none for who may only read."""
    row, status = shown.row, shown.row.status
    if row.struck:
        return ""
    if row.conflict:
        return "amend"
    grave = (row.suggested or row.severity) in GRAVE
    if status == "duplicate" and not grave:
        return ""
    if status in ("resolved", "duplicate") and any(act != "review" for act, _n in row.owed):
        return "sign" if account.may(Permission.RECORD) else ""
    if status in ("resolved", "duplicate") and account.may(Permission.REVIEW):
        return "" if shown.mine else "review"
    if status == "duplicate":
        return ""
    if status in OPEN and account.may(Permission.RESOLVE):
        missing = gates.missing(shown.row.kind, shown.stored, Gate.RESOLVE)
        return "fill" if missing else "resolve"
    return "amend" if account.may(Permission.ADD_OWN) and status != "reviewed" else ""


def _precision(value: Any) -> str:
    precision = value.get("precision") if isinstance(value, Mapping) else None
    return {
        "exact": _("exact"),
        "about": _("about"),
        "day": _("that day"),
        "unknown": "",
    }.get(str(precision), "")


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _row_words(kind: str, code: str, row: Mapping[str, Any]) -> tuple[str, str]:
    if code == "actions":
        who = row.get("who")
        return str(row.get("what", "")), role_label(who) if isinstance(who, str) else ""
    field = KINDS[kind].field(code)
    columns = field.columns if field is not None else ()
    words = [cell_words(field, column, row) for column in columns if field and column.code != "at"]
    # An organization and a role may have the same word: it is said once.
    return _("Told: {who}").format(who=", ".join(dict.fromkeys(filter(None, words)))), ""


def _placed(
    at: Any, after: str, text: str, meta: str, icon: str, role: str
) -> tuple[str, TimelineEntry]:
    """A line at its own time, or right after the one before when it has none."""
    try:
        when = When.from_value(at)
        key = when.sort_key() or after
    except Refused:
        return after, TimelineEntry("", text, meta, "", icon, role)
    if when.at is None or len(when.at) == 10:
        day = long_day_words(when.at) if when.at else ""
        return key, TimelineEntry("", text, meta, day, icon, role)
    return key, TimelineEntry(clock_words(when.at), text, meta, long_day_words(when.at), icon, role)


_WRITTEN = {
    "recorded": ("file-plus", "primary"),
    "amended": ("pencil", "primary"),
    "status": ("circle-dot", "primary"),
    "struck": ("ban", "danger"),
    "attached": ("paperclip", "primary"),
    "review": ("rosette-discount-check", "good"),
    "two-person": ("signature", "good"),
    "authority": ("signature", "good"),
}


def _written(kind: str, item: TimelineItem) -> TimelineEntry:
    icon, role = _WRITTEN[item.what]
    who = f"{item.author.name}, {role_label(item.author.function)}"
    said = item.reason if item.what != "status" or not _is_own_reason(item) else ""
    meta = f"{who}: “{visible(said)}”" if said else who
    return TimelineEntry(
        clock_words(item.at),
        _written_words(item),
        meta,
        long_day_words(item.at),
        icon,
        role,
        changes=changes_words(kind, item.changes) if item.what not in ("struck", "status") else (),
    )


def _is_own_reason(item: TimelineItem) -> bool:
    """Whether the program gave the reason itself, which says no more than the status."""
    return item.reason == reasons.status_set(_new(item, "status"))


def _new(item: TimelineItem, code: str) -> str:
    value = next((one.new for one in item.changes if one.code == code), "")
    return value if isinstance(value, str) else ""


def _written_words(item: TimelineItem) -> str:
    capacity = item.params.get("capacity")
    match item.what:
        case "recorded":
            source = item.params.get("source")
            if source:
                return _("Transcribed from “{source}”.").format(source=one_line(str(source)))
            return _("Recorded here.")
        case "struck":
            return _("Entered in error: struck through and kept.")
        case "attached":
            return _("A file was added.")
        case "status":
            return _status_words(item)
        case "review":
            return _("Reviewed and signed.")
        case "two-person":
            return _("Signed as one of two people: {capacity}").format(capacity=capacity)
        case "authority":
            return _("Signed by the election authority.")
        case _:
            names = [_field_words(change.code) for change in item.changes]
            return _("Amended: {fields}").format(fields=", ".join(names).lower() or "")


def _status_words(item: TimelineItem) -> str:
    """Where the work stands since then, in one line."""
    status, whom, owner = (_new(item, code) for code in ("status", "waiting_on", "owner"))
    words = _("Status: {status}").format(status=status_label(status)) if status else ""
    if whom:
        return _("{status}, on {whom}").format(status=words or _("Waiting"), whom=whom)
    if owner:
        return _("{status}, with {owner}").format(status=words or _("Being worked"), owner=owner)
    return words or _("The day to come back was changed.")


def _field_words(code: str) -> str:
    if code.startswith("attachment."):
        return _("File")
    return _("Status") if code == "status" else label(code)


def _value(kind: str, code: str, value: Any) -> str:
    if value is None:
        return ""
    if code.startswith("attachment.") and isinstance(value, Mapping):
        return str(value.get("name", ""))
    if code == "status":
        return status_label(str(value))
    if code == "occurred":
        return range_words(value, None)
    return value_words(kind, code, value)
