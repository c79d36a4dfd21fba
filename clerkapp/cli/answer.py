"""What verbs return: their answer. `delivery.py` alone prints it, once everything is kept.

A verb that writes returns one `Answer`, after its transaction has ended and the vault is locked. A
verb that reads may return many: a `Table`, or an iterator of answers that is closed at its end.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from clerkapp.wording.sentences import sentence


class Exit(IntEnum):
    """How a run of clerkctl ends."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    ENVIRONMENT = 3
    BUG = 70


@dataclass(frozen=True, slots=True)
class Answer:
    """`value` for --json (None: nothing), `lines` for a person, both on standard output; `says` on standard error.

    `done`: the sentence that says what was written, for the case that the answer cannot be
    delivered: the run then ends with 3. Empty for a verb that only reads. `lost`: the code of the
    sentence that follows it. `take_back` undoes everything then, where what was made is of no use
    to anybody who has not seen the answer.
    """

    value: Mapping[str, Any] | None
    lines: Iterable[str] = ()
    says: Sequence[str] = ()
    exit: int = Exit.DONE
    done: str = ""
    lost: str | None = "answer-lost"
    take_back: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Many rows: one JSON object a line, or for a person the `columns` (key: heading)."""

    rows: Iterable[Mapping[str, Any]]
    columns: Mapping[str, str]


Outcome = Answer | Table | Iterator[Answer]


def told(code: str, **params: Any) -> str:
    """The sentence of a code."""
    return sentence(code, params)
