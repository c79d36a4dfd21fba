"""The words of every kind, found by its code: `clerkapp/wording/kinds/<code>.py` holds `WORDS`.

The tables here join what the files say, for `clerkapp.wording.labels`. A code that several kinds have
is said in one way; a test sees that no two files differ about it.
"""

from collections.abc import Iterable, Mapping
from importlib import import_module

from clerkapp.domain.kinds import KINDS
from clerkapp.wording.kinds import common
from clerkapp.wording.kinds.declare import KindWords, Words

KIND_WORDS: dict[str, KindWords] = {
    code: import_module(f"{__name__}.{code}").WORDS for code in KINDS
}
_ALL: tuple[Words, ...] = (common.WORDS, *KIND_WORDS.values())

FIELDS: dict[str, tuple[str, str]] = {
    code: words for kind in _ALL for code, words in kind.fields.items()
}
COLUMNS: dict[str, str] = {code: word for words in _ALL for code, word in words.columns.items()}
ROWS: dict[str, tuple[str, str]] = {
    code: words for kind in _ALL for code, words in kind.rows.items()
}
SECTIONS: dict[str, str] = {code: word for words in _ALL for code, word in words.sections.items()}
REASONS: dict[str, str] = {code: words for kind in _ALL for code, words in kind.reasons.items()}
COMPUTED: dict[str, str] = {code: word for words in _ALL for code, word in words.computed.items()}
HEADS: dict[str, str] = {code: word for words in _ALL for code, word in words.heads.items()}
FOLDS: dict[str, str] = {code: word for words in _ALL for code, word in words.folds.items()}
OPENED: dict[str, str] = {code: word for words in _ALL for code, word in words.opened.items()}
QUESTIONS: dict[str, str] = {code: word for words in _ALL for code, word in words.questions.items()}
CHECKLISTS: dict[str, str] = {
    code: word for words in _ALL for code, word in words.checklists.items()
}
STEPS: dict[str, str] = {code: word for words in _ALL for code, word in words.steps.items()}


def _joined(tables: Iterable[Mapping[str, Mapping[str, str]]]) -> dict[str, Mapping[str, str]]:
    """Words of a vocabulary that is in several files are joined: the categories of all kinds."""
    joined: dict[str, dict[str, str]] = {}
    for table in tables:
        for code, words in table.items():
            joined.setdefault(code, {}).update(words)
    return dict(joined)


ANSWERS: dict[str, Mapping[str, str]] = _joined(words.answers for words in _ALL)
MEANINGS: dict[str, Mapping[str, str]] = _joined(words.meanings for words in _ALL)
