"""A sentence for every code: what happened, what is safe, what to do.

`{name}` stands for a parameter of the error. One section a layer, codes in alphabetical order.
"""

SENTENCES: dict[str, str] = {
    # domain
    "code-form": "“{text}” cannot be a code for the {what}. Use capital letters and digits, as the state issued it.",
    "not-permitted": "Your account may not do this. Ask a person whose role allows it, or your administrator.",
    "number-form": "“{number}” is not a record number. A number looks like LARK-2026-W1-0007.",
    "role-unknown": "There is no role “{role}”. Roles are recorder, staff, reviewer, authority, administrator and auditor.",
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
