"""Words for every answer in every vocabulary (docs/formats/record.md).

`ANSWERS` maps a field's code, or "field.column", to the words of its vocabulary. A code that stands
in several vocabularies may have different words in each; among the categories it has one.
"""

from clerkapp.wording.common_words import COMMON_ANSWERS
from clerkapp.wording.equipment_words import EQUIPMENT_ANSWERS
from clerkapp.wording.message_words import MESSAGE_ANSWERS
from clerkapp.wording.procedure_words import PROCEDURE_ANSWERS

ANSWERS: dict[str, dict[str, str]] = {
    **COMMON_ANSWERS,
    **MESSAGE_ANSWERS,
    **EQUIPMENT_ANSWERS,
    **PROCEDURE_ANSWERS,
    "category": {
        **MESSAGE_ANSWERS["category"],
        **EQUIPMENT_ANSWERS["category"],
        **PROCEDURE_ANSWERS["category"],
        "other": "Other",
        "unsure": "Not sure yet",
    },
}
