"""A sentence for every code: what happened, what is safe, what to do.

`{name}` stands for a parameter of the error. One module for each room that codes come from.
"""

from collections.abc import Mapping
from typing import Any

from clerkapp.wording.fill import fill
from clerkapp.wording.labels import label
from clerkapp.wording.language import _
from clerkapp.wording.sentences.bundles import OF_BUNDLES
from clerkapp.wording.sentences.computer import OF_COMPUTER
from clerkapp.wording.sentences.office_lists import OF_LISTS
from clerkapp.wording.sentences.old_logs import OF_LOGS
from clerkapp.wording.sentences.screens import OF_SCREENS
from clerkapp.wording.sentences.use_cases import OF_USE_CASES
from clerkapp.wording.sentences.values import OF_VALUES
from clerkapp.wording.sentences.vault import OF_VAULT

UNKNOWN = "This was not done ({code}). Nothing was lost."
IN_TABLE = "{table}, line {row}, “{column}”: {sentence}"

SENTENCES: dict[str, str] = {
    **OF_VALUES,
    **OF_VAULT,
    **OF_BUNDLES,
    **OF_COMPUTER,
    **OF_USE_CASES,
    **OF_SCREENS,
    **OF_LISTS,
    **OF_LOGS,
}


def sentence(code: str, params: Mapping[str, Any]) -> str:
    """The sentence for a code in the language in use, its places filled from `params`.

    With `row` and `column` in `params` the sentence begins with where in the table it is.
    """
    words = SENTENCES.get(code)
    if words is None:
        return _(UNKNOWN).format(code=code)
    filled = fill(_(words), params)
    if "row" not in params or "field" not in params:
        return filled
    field, column = str(params["field"]), str(params.get("column", ""))
    return _(IN_TABLE).format(
        table=label(field),
        row=params["row"],
        column=label(field, column),
        sentence=filled,
    )
