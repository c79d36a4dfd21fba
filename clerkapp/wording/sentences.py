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
    "account-closed": "The account of {name} is closed already. Nothing was changed.",
    "account-unknown": "There is no open account “{name}” in this vault. Nothing was changed. Check the name in the list of people.",
    "act-differs": "A signature is no longer what was signed (revision {revision}). The records are as they were. Tell your administrator, and compare with a backup.",
    "act-known": "This signature is recorded already. Nothing was changed.",
    "attachment-damaged": "An attachment does not read back as it was stored ({sha256}). The record is as it was. Tell your administrator, who can restore it from a backup.",
    "attachment-missing": "This vault holds no attachment {sha256}. Check which record it belongs to.",
    "attachment-too-large": "This file is larger than an attachment may be ({limit} bytes). It was not attached, and the record is as it was. Keep the file where it is and write down in the record where it lies.",
    "author-act-missing": "Revision {rev} of {number} lacks its author's signature. Tell your administrator, and compare with a backup.",
    "backup-check-failed": "The backup could not be read back as it was written, and was removed. Your records are safe here. Choose another place for it.",
    "backup-exists": "There is a file “{file}” already. It was left as it is. Choose another name.",
    "backup-missing": "There is no file “{file}”. Nothing was restored. Choose the backup again.",
    "backup-unreadable": "“{file}” is not a whole backup of a vault. Nothing was restored. Choose another backup.",
    "bundle-order": "Bundle {seq} of epoch {epoch} does not follow the last one. Nothing was exported. Start the export anew.",
    "bundle-unknown": "This vault made no bundle {digest}. Nothing was written. Check the list of bundles.",
    "database-inconsistent": "The database does not agree with itself. Nothing was changed. Make no more entries here, and restore the last good backup beside it.",
    "draft-missing": "This draft is not there any more. Records are not affected. It may have been recorded already.",
    "field-differs": "The field “{field}” in revision {rev} of {number} is no longer what was signed. Tell your administrator, and compare with a backup.",
    "header-changed": "The vault's header is not the one that this vault wrote. The records were not opened, and nothing was changed. Tell your administrator; a header from a backup of this vault opens it.",
    "header-damaged": "Both copies of the vault's header are damaged. The records themselves were not touched. Restore the last backup into a new folder, or bring header.json back from it.",
    "header-parameters": "The vault's header asks for a passphrase computation outside the fixed bounds. Nothing was opened or changed. Bring header.json back from a backup.",
    "journal-broken": "The journal does not follow from one entry to the next at entry {seq}. Nothing was changed. Make no more entries here, tell your administrator, and compare with a backup.",
    "last-administrator": "This is the only open account that may add people. It stays open. Give somebody else the role of administrator first.",
    "lists-differ": "The lists do not agree with the records ({count}). The records themselves are whole. Have the lists made anew.",
    "name-empty": "Type the name that this person signs in with.",
    "name-taken": "There is an open account “{name}” already. Nothing was added. Choose a name that tells the two apart.",
    "numbers-missing": "The numbers {first} to {last} of {year} are missing. Tell your administrator, and compare with a backup.",
    "page-unknown": "The list has changed. No record is affected. Open the list again.",
    "pages-damaged": "{count} pages of the database are damaged. Nothing was changed. Make no more entries here, and restore the last good backup beside it.",
    "passphrase-empty": "Type a passphrase. A sentence of five words or more is good.",
    "passphrase-wrong": "That name and passphrase do not open this vault. Nothing was changed. Check the name and Caps Lock.",
    "record-not-found": "There is no record {number} in this vault. Check the number.",
    "recovery-key-form": "This is not a whole recovery key. It has 8 groups of 4 characters and never the characters O, I, U, 0 or 1. Compare it with the printed sheet.",
    "recovery-key-wrong": "This recovery key does not open this vault. Nothing was changed. Check that the printed sheet belongs to this vault.",
    "revision-act": "The signature is not its author's, or does not hold. Nothing was recorded. Unlock again and repeat it.",
    "revision-digest": "The field “{field}” of {number} does not match its digest. Nothing was recorded. Repeat it; if it happens twice, tell your administrator.",
    "revision-form": "What was to be recorded as {number} is not whole. Nothing was recorded. Repeat it; if it happens twice, tell your administrator.",
    "revision-identity": "What was to be recorded as {number} does not match its identity. Nothing was recorded. Repeat it; if it happens twice, tell your administrator.",
    "revision-identity-differs": "Revision {rev} of {number} is no longer what was signed. Tell your administrator, and compare with a backup.",
    "revision-known": "This revision of {number} is recorded already. Nothing was changed.",
    "revision-number": "The number {number} is taken, or is not the next one here. Nothing was recorded. Repeat it; the program gives the number.",
    "revision-parents": "{number} was changed from a revision that is not in this vault. Nothing was recorded. Open the record again and repeat the change.",
    "revision-unknown": "This revision is not in this vault. Nothing was changed. Open the record again.",
    "revisions-missing": "{count} revisions are missing. Make no more entries here, tell your administrator, and restore the last good backup beside it.",
    "trigger-differs": "A guard of the database was changed or is missing ({name}). Tell your administrator, and compare with a backup.",
    "vault-damaged": "The vault's database is damaged or was changed from outside. It was left as it is. Restore the last good backup into a new folder.",
    "vault-database-missing": "The vault's folder has no incidents.db. Nothing was changed. Bring the file back, or restore the last backup.",
    "vault-disk-full": "The disk with the vault is full. What was recorded before is safe; the last step was not recorded. Make room and repeat it.",
    "vault-drive-failed": "The drive with the vault could not be read or written. What was recorded before is safe. Check the drive, then unlock again.",
    "vault-engine": "This copy of the program has no encryption in its database. Nothing was opened or written. Install the program again.",
    "vault-exists": "There is something in this folder already. It was left as it is. Choose another folder.",
    "vault-in-use": "Another program has this vault open. Nothing was changed. Close it there first.",
    "vault-missing": "There is no vault in this folder. Choose the folder that holds header.json and incidents.db.",
    "vault-newer": "This vault was written by a newer program (version {version}; this one knows {known}). It was left as it is. Install the newer program.",
    "vault-plaintext": "incidents.db is not encrypted, so it is not this vault's database. It was not opened. Restore the last backup, and tell your administrator.",
    "vault-read-only": "The vault's folder may not be written. Nothing was changed. Ask county IT to let this account write there.",
    # codec, crypto, bundle
    "act": "Refused: a signature of a person in this bundle does not hold, or is missing. Nothing was taken in. Ask the office to export again; if it happens twice, phone them.",
    "attachment-changed": "An attachment is no longer what was recorded. Nothing was exported, and the record is as it was. Run the check of the vault, and restore the attachment from a backup.",
    "bundle-differs": "The content is no longer what was prepared for this bundle. Nothing was written. Start the export anew.",
    "cannot-decrypt": "Refused: a file cannot be opened: it was changed or damaged on the way. Nothing was taken in. Ask the office to copy it to the stick again.",
    "foreign-record": "Refused: this bundle carries a record of another authority. Nothing was taken in. Phone the office that sent it.",
    "hash": "Refused: a file in this bundle is not the one that the office signed. Nothing was taken in. Ask the office to export again.",
    "json": "Refused: a line in this bundle is not written the one way that the format allows. Nothing was taken in. Ask the office which version of the app they use.",
    "layout": "Refused: the files in this bundle are not laid out as the format says. Nothing was taken in. Ask the office to export again.",
    "limit": "Refused: this bundle is larger or deeper than the format allows. Nothing was taken in. Ask the office to export less at a time.",
    "manifest": "Refused: the list of files in this bundle does not agree with its files. Nothing was taken in. Ask the office to export again.",
    "not-a-sealed-bundle": "Refused: a file is not part of a sealed bundle, or something was added to it. Nothing was taken in. Choose only the .p7m files of one export.",
    "not-addressed-to-this-key": "Refused: this bundle is sealed to another recipient. Nothing was taken in. Ask the office to export with your certificate.",
    "not-for-us": "Refused: this bundle was made for other recipients than those it is sealed to. Nothing was taken in. Phone the office that signed it.",
    "part-unreadable": "“{path}” cannot be read. Nothing was taken in. Put the stick back, or ask the office to copy the file again.",
    "recipient-form": "This is not a certificate that bundles can be sealed to. Nothing was changed. Choose the recipient.crt that the state gave you.",
    "recipient-key-differs": "This key does not belong to this certificate. Nothing was changed. Choose the two files that were made together.",
    "recipient-key-form": "This is not a recipient's key. Nothing was changed. Choose the recipient.key that was made with the certificate.",
    "record": "Refused: a record in this bundle breaks a rule of the format. Nothing was taken in. Ask the office which version of the app they use.",
    "record-too-long": "Record {number} is too long to be exported (1 MiB). Nothing was exported, and the record is as it was. Shorten its texts, or attach them as files.",
    "revoked-form": "Line {line} of the revoked keys cannot be read. Nothing was verified. The file holds one OpenSSH public key a line.",
    "selftest-failed": "The app's own check of its cryptography failed ({check}). Nothing was opened. Install the app again, or use another computer.",
    "signature": "Refused: this bundle is not signed by the station that it names, or by no station that you trust. Nothing was taken in. Phone the office.",
    "signers-form": "Line {line} of the list of signers cannot be read. Nothing was verified. Correct the line or get the list anew.",
    "spool-failed": "There is not enough room on this computer to copy the bundle before reading it. Nothing was taken in. Make room and start again.",
    "statement": "Refused: what the station says about this bundle is incomplete or has a wrong form. Nothing was taken in. Ask the office which version of the app they use.",
    "totals": "Refused: the numbers that the station stated do not agree with what is in the bundle. Nothing was taken in. Ask the office to export again.",
    "truncated": "Refused: the bundle ends too early; a file is cut short or one is missing. Nothing was taken in. Copy all files of the export to the stick again.",
    "version": "Refused: this bundle was made by a newer version of the app. Nothing was taken in. Update this app, then take it in again.",
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
