"""What has to be said about a kind of incident: all its words in one value, beside its declaration.

English text only: it is looked up through `language._` when it is shown (`clerkapp.wording.labels`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words for fields and what belongs to them.

    `fields`: label and help by code, no help where the label says it all. `columns`: headings of the
    columns of tables, by "field.column" where one field needs its own word, else by the column's code.
    `rows`: what one row of a table is called, and what the button that adds one says. `answers`: the
    words of a vocabulary, by its field's code or "field.column". `sections`: headings of blocks.
    `computed`: labels of numbers that are worked out. `meanings`: when an answer is the right one.
    `reasons`: why a severity is suggested. `heads`: short labels on paper, where the question is long.
    `folds`: what opens a block that is folded, by the block's code; `opened`: which answer opened it.
    `questions`: what is asked about answers that contradict each other. `checklists`: titles, `steps`:
    what to do, each short enough for a line beside the form.
    """

    fields: Mapping[str, tuple[str, str]]
    columns: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)
    computed: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    folds: Mapping[str, str] = field(default_factory=dict)
    opened: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    checklists: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords(Words):
    """The words of one kind.

    `name` is in lists and on paper; `title` and `hint` on the button that begins a record, `new`
    over its form; `tile` over the fact that tells records of this kind apart. `example`: a line as a
    clerk would write it, without quotation marks.
    """

    name: str
    title: str
    hint: str
    new: str
    tile: str
    example: str
