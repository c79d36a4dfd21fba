"""The desktop. Codes in alphabetical order."""

OF_SCREENS: dict[str, str] = {
    "font-unreadable": "The font file {file} of this program is damaged. Your records are safe. Install the program again.",
    "place-inside-vault": "That place is inside the folder of a vault, which holds nothing but the vault: what lies there goes wherever the vault goes. Nothing was written. Choose a folder beside it, or a stick.",
    "print-failed": "The printer could not take the pages. Nothing was lost. Check that it is on and has paper, then print again.",
    "printer-missing": "This computer knows no printer. Nothing was sent. Connect one or ask county IT, or save the pages as a PDF and print them elsewhere.",
}
