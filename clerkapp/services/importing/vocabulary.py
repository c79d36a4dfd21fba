"""What the words of an old log mean: codes, and the labels of answers and fields in both languages."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control
from clerkapp.domain.old_log.mapping import KIND, OLD_NUMBER, target_of
from clerkapp.domain.text.rules import comparable
from clerkapp.resources import resource_path
from clerkapp.wording.kinds import ANSWERS, FIELDS, KIND_WORDS
from clerkapp.wording.language import spellings

_HEADINGS = {
    "occurred": ("date/time", "date and time", "when", "datetime", "fecha y hora", "cuando"),
    "occurred.day": ("date", "day", "fecha", "dia"),
    "occurred.clock": ("time", "hora", "clock"),
    "one_line": (
        "what happened",
        "incident",
        "issue",
        "problem",
        "summary",
        "description",
        "event",
        "que paso",
        "incidente",
        "problema",
        "descripcion",
    ),
    "seen": ("details", "notes", "narrative", "comments", "detalles", "notas"),
    "place": (
        "polling place",
        "location",
        "site",
        "precinct",
        "where",
        "place",
        "lugar",
        "sitio",
        "vote center",
        "polling location",
        "centro de votacion",
    ),
    OLD_NUMBER: ("log #", "log no", "log number", "no.", "#", "number", "numero", "entry"),
    "actions.what": ("action", "action taken", "what was done", "resolution", "accion"),
    KIND: ("kind", "type", "tipo", "clase"),
    "noticed_by": ("reported by", "role", "reportado por"),
}
"""How offices head the columns of their own logs."""


@cache
def words_of(code: str) -> Mapping[str, str]:
    """The code for each comparable word of the answers of `code` ("field", "field.column", "kind")."""
    folder = resource_path("i18n")
    if code == KIND:
        return _by_word(
            {one: (words.name, words.title) for one, words in KIND_WORDS.items()}, folder
        )
    answers = ANSWERS.get(code, {})
    head, _dot, part = code.partition(".")
    values: dict[str, tuple[str]] = {}
    for kind in KINDS.values():
        field = kind.field(head)
        declared = (
            next((one for one in field.columns if one.code == part), field) if field else None
        )
        if declared is not None:
            values |= {one: (answers.get(one, one),) for one in declared.values}
    return _by_word(values, folder)


def target_called(heading: str) -> str:
    """The field that a column of this heading is likely to be, "" when nothing says so."""
    name = comparable(heading)
    for code, names in _HEADINGS.items():
        if name in map(comparable, names):
            return code
    return _labels().get(name, "")


@cache
def _labels() -> Mapping[str, str]:
    folder = resource_path("i18n")
    found: dict[str, str] = {}
    for kind in KINDS.values():
        for field in kind.fields:
            if field.control is Control.TABLE or target_of(field.code) is None:
                continue
            for word in (field.code, *spellings(FIELDS[field.code][0], folder)):
                found.setdefault(comparable(word), field.code)
    return found


def _by_word(words: Mapping[str, tuple[str, ...]], folder: Path) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for code, labels in words.items():
        for label in labels:
            for word in (code, *spellings(label, folder)):
                found.setdefault(comparable(word), code)
    return found
