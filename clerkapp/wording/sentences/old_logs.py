"""Sentences about old logs and how they come in (`clerkapp.wording.sentences`)."""

OF_LOGS = {
    "log-came": "Lines read: {rows}. Recorded: {recorded}, there already: {doubles}, kept out: {refused}.",
    "log-cell-error": "“{text}” is what a spreadsheet shows when it cannot work a cell out. Put the cell right in the spreadsheet, or type here what belongs there.",
    "log-count-form": "“{text}” is not a number. Write it like 12, or “about 12”.",
    "log-day-two-ways": "“{text}” can be two days. Say once for the whole file whether month or day stands first.",
    "log-empty": "There is no line under the heading of this file. Nothing was brought in. Choose another one.",
    "log-large": "This file is larger than an old log can be: at most {rows} lines and {columns} columns. Nothing was brought in. Save the log alone, or a year at a time.",
    "log-line-twice": "Line {line} of this file says the same.",
    "log-map-column": "This file has no column “{column}”. Check how its heading is written.",
    "log-map-field": "The column “{column}” cannot become “{field}”. Choose another field, or leave the column out.",
    "log-map-form": "This does not say which column is what: look at “{member}”. Nothing was brought in.",
    "log-map-source": "Say what this old log is called, in at most {limit} characters.",
    "log-map-twice": "The columns “{other}” and “{column}” would become the same field. Leave one of them out.",
    "log-not-of-kind": "A record of this kind does not have this field. Leave the column out, or choose another kind.",
    "log-time-form": "“{text}” cannot be read as a time. Write it like 11/5/2024 7:05 a.m.",
    "log-time-no-day": "The day is missing. Write it like 11/5/2024 7:05 a.m.",
    "log-time-skipped": "The clocks were put forward then: that time never was. Write the time before or after it.",
    "log-word-unknown": "“{text}” is none of the answers of this field. Type the answer, or leave the column out.",
    "log-would-come": "Lines read: {rows}. Would be recorded: {recorded}, there already: {doubles}, kept out: {refused}. Nothing was written.",
    "workbook-form": "This file is not a table. Save it as CSV or XLSX and choose it again. Nothing was brought in.",
    "workbook-locked": "This workbook has a password, or is of the form before 2007. Save it without a password as XLSX or CSV and choose it again. Nothing was brought in.",
}
