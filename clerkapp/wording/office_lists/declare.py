"""What has to be said about a list of the office, beside its declaration.

English text only: it is looked up through `language._` when it is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWords:
    """The words of one list.

    `title` stands over the list, `one` over an entry, `add` on the button, `about` under the title.
    `empty`: when nothing is listed. `columns`: label and help by code, no help where the label says it
    all. `answers`: words of a column's codes.
    """

    title: str
    one: str
    add: str
    about: str
    empty: str
    columns: Mapping[str, tuple[str, str]]
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
