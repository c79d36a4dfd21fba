"""The words of every kind, found by its code: `clerkapp/wording/kinds/<code>.py` holds `WORDS`.

The tables here join what the files say, for `clerkapp.wording.labels`. A code that several kinds have
is said in one way; a test sees that no two files differ about it.
"""

from collections.abc import Mapping
from importlib import import_module

from clerkapp.domain.kinds import KINDS
from clerkapp.wording.kinds import common
from clerkapp.wording.kinds.declare import KindWords, Words

KIND_WORDS: dict[str, KindWords] = {
    code: import_module(f"{__name__}.{code}").WORDS for code in KINDS
}
_ALL: tuple[Words, ...] = (common.WORDS, *KIND_WORDS.values())

FIELDS: dict[str, tuple[str, str]] = {
    code: words for one in _ALL for code, words in one.fields.items()
}
COLUMNS: dict[str, str] = {code: word for one in _ALL for code, word in one.columns.items()}
ROWS: dict[str, tuple[str, str]] = {code: words for one in _ALL for code, words in one.rows.items()}
SECTIONS: dict[str, str] = {code: word for one in _ALL for code, word in one.sections.items()}
REASONS: dict[str, str] = {code: words for one in _ALL for code, words in one.reasons.items()}
HEADS: dict[str, str] = {code: word for one in _ALL for code, word in one.heads.items()}


def _answers() -> dict[str, Mapping[str, str]]:
    """Words of a vocabulary that is in several files are joined: the categories of all kinds."""
    joined: dict[str, dict[str, str]] = {}
    for one in _ALL:
        for code, words in one.answers.items():
            joined.setdefault(code, {}).update(words)
    return dict(joined)


ANSWERS: dict[str, Mapping[str, str]] = _answers()
