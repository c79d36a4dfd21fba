"""Words of the list of templates."""

from clerkapp.domain.kinds import KINDS
from clerkapp.wording.kinds import KIND_WORDS
from clerkapp.wording.office_lists.declare import ListWords

WORDS = ListWords(
    title="Templates",
    one="Template",
    add="Add a template",
    about="Common troubles, with the answers that are always the same. A new record can begin with one.",
    empty="No templates are listed yet.",
    columns={
        "name": ("Name", "As you would look for it: Paper jam, cleared."),
        "kind": ("Kind", ""),
        "values": ("Answers", "By field. Times and files belong to the one incident."),
        "note": ("Note", "When to use it."),
    },
    answers={"kind": {code: KIND_WORDS[code].name for code in KINDS}},
)
