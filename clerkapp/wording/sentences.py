"""A sentence for every code: what happened, what is safe, what to do.

`{name}` stands for a parameter of the error. One section a layer, codes in alphabetical order.
"""

from collections.abc import Mapping
from typing import Any

from clerkapp.wording.fill import fill
from clerkapp.wording.labels import label
from clerkapp.wording.language import _

UNKNOWN = "This was not done ({code}). Nothing was lost."
IN_TABLE = "{table}, line {row}, “{column}”: {sentence}"

SENTENCES: dict[str, str] = {
    # domain
    "checks-form": "Tick the answers that fit, or leave it empty.",
    "choice-unknown": "“{value}” is not one of the answers here. Choose one from the list.",
    "code-form": "“{text}” cannot be a code for the {what}. Use capital letters and digits, as the state issued it.",
    "column-unknown": "This table has no column “{column}”. Leave it out.",
    "count-form": "Give a number, or choose “Unknown”.",
    "count-range": "This number cannot be right. Give a number from 0 up, or choose “Unknown”.",
    "count-unknown-with-number": "The count is marked unknown but a number is given. Take one of the two away.",
    "end-before-start": "The end is before the start ({start}). Check the day and the hour.",
    "field-is-attachment": "A file goes here, not text. Attach the file itself.",
    "field-kept-by-program": "The program keeps this itself. Leave it out; status, signatures and attachments have their own commands.",
    "field-unknown": "There is no field “{field}” in this kind of record. Check how the code is written.",
    "flag-form": "Answer yes, or leave it empty.",
    "kind-unknown": "There is no kind “{kind}”. The kinds are message, equipment and procedure.",
    "needed-now": "Fill this in: it is needed now.",
    "needed-to-resolve": "Fill this in: it is needed to resolve.",
    "needed-to-review": "Fill this in: it is needed to review.",
    "not-permitted": "Your account may not do this. Ask a person whose role allows it, or your administrator.",
    "number-form": "“{number}” is not a record number. A number looks like LARK-2026-W1-0007.",
    "person-form": "Choose a role. A name and a contact are optional.",
    "record-large": "The texts of this record are too long together. Nothing was lost. Attach the longest as a file.",
    "role-unknown": "There is no role “{role}”. Roles are recorder, staff, reviewer, authority, administrator and auditor.",
    "seal-unexplained": "The two numbers of a seal differ. Say on its line how that is explained, or choose the category “Seal number does not match”.",
    "table-form": "Give the lines of the table.",
    "table-long": "A table holds at most {limit} lines. Attach the rest as a file.",
    "text-form": "This text cannot be stored. Type it again.",
    "text-hidden": "There is a hidden character here ({character}) that would change how the text reads. Take it out, or type the words again.",
    "text-long": "This is {length} characters long; {limit} fit here. Shorten it.",
    "time-form": "This time cannot be read. Write it as 2026-11-03T07:40:00-06:00, or the day as 2026-11-03.",
    "time-missing": "Type a time, or choose “Unknown”.",
    "time-unknown-with-value": "The time is marked unknown but a time is given. Take one of the two away.",
    # vault
    # codec, crypto, bundle
    # report, host
    "drive-changed-bytes": "What was written in {folder} does not read back the same: the stick is worn or damaged. The copy was removed. Your records are safe here. Use another stick.",
    "drive-failed": "“{path}” could not be written or read there. Your records are safe here. Try again, or use another stick.",
    "drive-file-too-large": "“{path}” is larger than this stick can hold in one file. Nothing was left on it. Use a stick formatted as exFAT or NTFS.",
    "drive-full": "There is not enough room in {folder}. Nothing was left there, and your records are safe here. Use an emptier stick or folder.",
    "drive-gone": "{folder} is no longer there: the stick came out, or the folder was moved. Your records are safe here. Put it back and start again.",
    "drive-read-only": "Nothing may be written in {folder}. Your records are safe here. Choose another folder, or a stick without write protection.",
    "drive-taken": "There is a file “{path}” already. It was left as it is. Choose another folder or name.",
    "machine-state-unwritable": "This computer could not keep its own notes in {folder}. Your records are safe. Ask county IT to let this account write there.",
    # services
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
