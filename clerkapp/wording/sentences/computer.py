"""Paper, and what this computer did. Codes in alphabetical order."""

OF_COMPUTER: dict[str, str] = {
    "drive-changed-bytes": "What was written in {folder} does not read back the same: the stick is worn or damaged. The copy was removed. Your records are safe here. Use another stick.",
    "drive-failed": "“{path}” could not be written or read there. Your records are safe here. Try again, or use another stick.",
    "drive-file-too-large": "“{path}” is larger than this stick can hold in one file. Nothing was left on it. Use a stick formatted as exFAT or NTFS.",
    "drive-full": "There is not enough room in {folder}. Nothing was left there, and your records are safe here. Use an emptier stick or folder.",
    "drive-gone": "{folder} is no longer there: the stick came out, or the folder was moved. Your records are safe here. Put it back and start again.",
    "drive-read-only": "Nothing may be written in {folder}. Your records are safe here. Choose another folder, or a stick without write protection.",
    "drive-short": "{folder} has {free} free; this needs {needed}. Nothing was written, and your records are safe here. Use an emptier stick or folder.",
    "drive-taken": "There is a file “{path}” already. It was left as it is. Choose another folder or name.",
    "export-unremembered": "This computer cannot keep its own notes about the vault, and without them a moved or restored vault could number two bundles alike. Nothing was sent, and your records are safe. Ask county IT to let this account write in the program's state folder; then lock, unlock and send again.",
    "machine-state-unwritable": "This computer could not keep its own notes in {folder}. Your records are safe. Ask county IT to let this account write there.",
}
