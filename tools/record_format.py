"""The text of docs/formats/record.md, made from the declarations of the kinds.

`make documents` writes it; a test compares.
"""

from collections.abc import Iterator

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Column, Control, Field, Gate, Section
from clerkapp.domain.vocabulary import common as common_codes
from clerkapp.wording.labels import (
    kind_label,
    label,
    redaction_label,
    section_label,
    severity_definition,
    severity_label,
    status_label,
    value_label,
)

INTRODUCTION = """\
# Fields of a record: incident-record/1

This page is written by `make documents` from `clerkapp/domain/kinds`. Codes are never renamed and
never given another meaning. How a record travels stands in [bundle.md](bundle.md).

## Two forms

A **typed** record is what a form, a file for `clerkctl add` or `clerkctl show` holds: `{code: value}`.
A **stored** record is what a revision holds: one value a field, each with a salt and a digest of its
own, so that a copy can leave a field out. They differ in one thing only: a person.

| typed | stored |
|---|---|
| `"noticed_by": {"role": "deputy", "name": "Ann Lee", "contact": null}` | `"noticed_by": {"role": "deputy", "name": null, "contact": null}`, `"noticed_by_name": "Ann Lee"` |

Within one field nothing can be withheld, so name and contact are fields of their own: the state's
copy shows the role and withholds the name. `clerkapp.domain.records.values.normalise` makes the stored form,
`presented` the typed form. Records of other programs may hold any code and any JSON value; they are
shown as they are and never refused.

## Values

| control | stored value | also read |
|---|---|---|
| segment, list | one code; in a list marked *free* any text of one line | |
| checks | array of codes, each once, in the order below | one code |
| line, text | text as the rules of [Text](#text) have it, without spaces at the ends; a text may have line breaks | |
| time | `{"at": RFC 3339 with offset, "precision": "exact" or "about"}`, `{"at": "2026-11-03", "precision": "day"}`, `{"at": null, "precision": "unknown"}` | an RFC 3339 text (exact), a date (day), `"unknown"` |
| count | `{"n": integer from 0, "precision": "exact" or "estimate"}`, `{"n": null, "precision": "unknown"}` | an integer (exact), `"unknown"` |
| person | `{"role": code, "name": text or null, "contact": text or null}` | a role's code |
| table | array of objects `{column: value}`; empty cells and rows fall away; a row may be [struck](#entries-of-a-log) | |
| flag | `true` | |
| file | nothing: an attachment of one of the classes below belongs here | |

Of equipment, a unit may also be given as one object, named as in NIST SP 1500-101: `"device": {"type",
"manufacturer", "model", "serial", "version"}`. It is stored as `device_type`, `manufacturer`, `model`,
`serial`, `software_version`.

- Integers are below 2^53; there are no floats. Unknown is never zero, never midnight and never empty.
- What is left empty (null, `""`, `[]`, `false`) is not stored. In an amendment it takes the field away.
  Null is an answer in `election` only: not tied to an election.
- An end before its start is refused; two times of which one is only a day compare by day. So is a year
  outside 1900 to 2199. Recording also refuses what lies more than five minutes ahead of the office's
  clock (`due` of a task may, and what a message says of itself), and `noticed` before `occurred` by a
  minute or more, by an hour where one of them is "about". A change is judged by what it changes.
- Limits are in characters: 200 a line and 20,000 a text unless a field says otherwise, 500 rows a
  table, 900,000 bytes a record.
- For a procedure the area follows from the category unless it is given.
- Minutes of periods and differences of counts are [worked out](#what-is-worked-out), not stored.

## Text

One rule for each sort of text holds at every door: the form, the rows of tables, files for
`clerkctl`, reasons, capacities, settings, accounts.

| | line | name | text |
|---|---|---|---|
| line breaks of any sort (LF, CR, VT, FF, U+0085, U+2028, U+2029) with the spaces around them | one space | one space | a line break each, CR LF is one |
| tabs | one space | one space | kept |
| spaces of any sort (U+00A0, U+2000 to U+200A, U+202F, U+205F, U+3000, U+1680, U+2800) | a space each | one space | a space each |
| what cannot be seen: the default ignorable characters of Unicode (soft hyphen, zero-width, marks and overrides of direction, fillers, variation selectors, tags), U+FFF9 to U+FFFB, U+16FE4, U+1D159 | removed | removed | removed |
| U+200C and U+200D between letters of scripts that join, or between pictures | kept | kept | kept |
| controls, private code points, noncharacters | refused | refused | refused |
| unassigned code points; a word with letters of several alphabets (those of Chinese, Japanese and Korean go with all) | kept | refused | kept |

- The rule for names holds for persons, places and elections; for accounts, the office and
  certificates too. Names of accounts are compared without case, accents, spaces and look-alike letters.
- Text of which nothing can be seen is empty: it is not stored, and passes no gate.
- Fields marked *from message* are evidence and keep all of it, character for character. Every screen and
  print shows what of them cannot be seen as `[U+202E]`; a soft hyphen is shown as one.
- A file is kept under its name in one line: line breaks, tabs and hidden characters are written
  `[U+000A]`, runs of spaces are one, and a name above 255 characters loses its middle. So is it
  shown, printed and journaled, also when another program recorded it otherwise.
- Search and the comparison of indicators take compatible forms for one (full-width letters), every dash
  for `-`, and leave out what cannot be seen. A number with dashes is found without them, and the other
  way round.

## Gates

R1 to record, R2 to resolve, R3 to review; A is filled in by the program; *if …* narrows a gate. A
later gate asks for all of the earlier ones; R3 also for what A filled in and somebody emptied since.
Recording asks for nothing else. The time of noticing (now), the election, the stage, the channel (email),
the sharing mark and the determination (suspected) are filled in where they are not given.
"Unknown" and "not known" pass every gate; severity "not rated" does not pass R2. A seal whose two
numbers differ needs an explanation on its line or the category `seal_mismatch` to pass R2. An answer of checks
that stands for itself (`not_opened` beside anything but `forwarded`; `none`, `no`, `nothing`, `not_known`, `unclear`,
`nothing_yet`, `not_yet` beside others) has to be settled to pass R2; a record may hold it, and readers take it as it is.
A severity below what the answers suggest needs `severity_reason` to pass R2, and in the change that decides for it; what
happened is never refused for it. Once decided it is not taken back to "not rated".

## Housekeeping

| code | value |
|---|---|
| `status` | one of the statuses below; set by its own command and by signatures |
| `reason` | text, from revision 2: why it was changed. Where only empty fields and cells were filled and rows added, nobody is asked, and the program says how many answers were added |
| `attachment.1`, `attachment.2`, … | `{"sha256", "size", "name", "media_type", "class"}` |

`picture_notes` is written by the program alone: a row for each attached picture or film whose file tells
where or when it was taken. Its bytes are never changed.

## Entries of a log

Rows of `actions`, `told`, `todo` and `prevention` are entries of a log. One that was recorded is never
taken away: an amendment in which it is missing, or says something else, keeps it with

    "struck": {"at": time, "by": role code, "why": text of at most 500 characters}

in the row, beside its cells: when, by which function and why it was struck. The signature of that
revision says which person it was. The new words, if there are any, are a row of their own. A row is the
same while what tells it apart is as it was (of an action and of who was told every cell; of a task or a
step `step`); to fill in an empty cell strikes nothing. In a file for `clerkctl` a row may name its own
reason, `"struck": "why"`; time and function are always the program's. Whoever reads a record shows a
struck row crossed out with these words and counts it for nothing: no gate, no list of open tasks. A
struck row never becomes an ordinary one again.

## What is worked out

Minutes of a period and differences of counts are worked out from their parts when they are read and are
never stored; *worked out* below names them. `clerkctl show` gives them under `computed`: minutes by their
code, `{"minutes_out": {"n": 35, "precision": "exact"}}`, and of a table an object for each row,
`{"counts": [{"difference": {"n": -1, "precision": "exact"}}]}`. Minutes are counted between instants. What
comes from an estimate or an "about" is an estimate; without both parts there is nothing.

## Where the work stands

`working` needs `owner`, `waiting` needs `waiting_on` and `waiting_since`, `duplicate` needs a row of `related`
that says `duplicate_of`; no change takes that away while the status stands. `waiting_on`, `waiting_since`
and `back_on` go when waiting ends, `owner` when the record goes back to `recorded`, and the row when it is
no duplicate any more. `owner`, `waiting_on`, `waiting_since` and `back_on` are no content, as the status is
none: signatures hold while only they change. A reviewed duplicate has the status `reviewed` and keeps its row.

A number in `related` is one of this office that is there and may be seen by whoever writes it, or one of
another office; the record's own is refused. The first record of a duplicate is not struck and has no
`duplicate_of` of its own. Only what a change adds is judged.

A row of `todo` and `prevention` is open until `done`, or until `not_needed` says why. Without an owner of its
own it belongs to the record's.

## Signatures

A record needs two people, not of the same party, when a seal was looked at or touched, memory media were touched, the
matter is one of custody or of counts, ballots or results were affected, a count differs or is unexplained; the
authority, when its severity is `high` or `critical`; and a reviewer who wrote none of its content, when it is resolved.
A duplicate and a record entered in error need none. Without the first two there is no review.

A capacity, in an act and in `signed_on_paper`, is `FUNCTION`, or `FUNCTION, PARTY` where two people sign: FUNCTION is one
of `supervisory_judge`, `election_judge`, `deputy`, `permanent_staff`, `temporary_worker`, `technician`, `courier`, `election_authority`, `board_chair`, `board_member`, or somebody's
own words, PARTY what follows the last comma and a space. Two people are two persons of two
parties; two of `no party` are one side. A party stands with no other signature.

`signed_on_paper` has a row for each signature in ink: the act, the capacity, the day, the SHA-256 of the sheet (an
attachment of class `signed-sheet`), the identity of the revision that was printed. The n-th row of
`signed_on_paper_names` is its name. Filing a sheet writes both; nobody types them. The author of the first revision that
has a row filed it and attests it: somebody who may review, for a review and for the authority's signature. These fields and
such attachments are no content. A signature on paper or on screen holds for a revision while nothing but these, the
status, the reason and what is decided for the public differs from what was signed; a review also asks that nothing that is
decided for the public differs.

## Who may see a restricted record

`restricted_to` names its readers, reviewers or the authority of the office, and `restricted_about` whom it is about. Its
author sees it and who is named; whom it is about never does. Names are compared without case, accents, spaces, look-alike
letters and an account's number. Both fields stay in the office; `restricted` goes to the state.

## What must not stand in a record

The program reads every text that somebody types (lines, texts, free lists, cells, reasons, names of
files; not what comes from a message) and stops at what looks like one of the rules under
`guard_overrides.rule` below. It tells nobody. What must stay gets a row in `guard_overrides`: the field,
the rule and why. In a file for `clerkctl add` a row without a rule speaks of every rule at the field, and
the field `attachments` of every file's name. A row holds for what was found when it was written. A
reason of a change and a capacity have no such row: they can be put otherwise.

## What is decided for the public

`public_handling` *open* or *partly closed*, `public_title` and `public_wording` are set by reviewers
only. They and `public_basis` and `public_statement` are no content: who decides them may still review,
and signatures of two persons and of the authority hold. A review attests them, so a change asks for
another review. When any content changes, `public_title` and `public_wording` go. Both are refused with
the text of a name or contact in the record, and where ballots are concerned with a time of day or with a
number of ballots, sheets or voters below ten.
"""

COPIES = """\
## Copies

| copy | withholds |
|---|---|
| full | nothing |
| state | classes P and V; names and contacts (marked *name*), never the role; attachments of class `message` (it holds recipients' addresses), `signed-sheet` and `held`; pictures whose row in `picture_notes` has no `may_go`; fields with a row in `guard_overrides`, and fields from a message in which the program finds what such a row is for; codes that this version does not declare. `status`, `severity` and `reason` always go; `restricted` goes with the record. |
| public | records: all that are not reviewed as they stand (status `reviewed`, one head, for which a review holds), not decided *open* or *partly closed* in `public_handling`, struck, or restricted. Fields: everything of classes N, P, V, S and B, and all attachments; of all that somebody typed everything but `public_title` and `public_wording`: lines, texts, tables with such cells, free lists (`place`, `election`), `reason`; what the state's copy withholds for `guard_overrides`; every field of a revision that another has replaced. `ballots_affected` is shown only when it is 0, 10 or more, or unknown. Where ballots are concerned (ballots affected other than 0, ballots handled, a ballot-marking device or an accessibility aid), all times; the likely cause while tampering is only suspected. A record whose ballots are concerned and of which a revision was recorded on the day it happened, or whose day is not known, is left out: the time of recording cannot be withheld. |

For the state a person may tick fields to disclose nevertheless; an attachment of class `held` never leaves. What a
print would coarsen (numbers below 10, times to a part of the day) a bundle withholds.

Classes:
"""


def document() -> str:
    """The whole text."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield INTRODUCTION
    yield COPIES.rstrip()
    yield " · ".join(
        f"`{letter}` {redaction_label(letter).lower()}"
        for letter in ("0", "0*", "N", "P", "V", "S", "B")
    )
    yield "\n## Statuses and severities\n"
    yield "| code | label |\n|---|---|"
    for status in common_codes.STATUSES:
        yield f"| `{status}` | {status_label(status)} |"
    yield "\n| code | label | means |\n|---|---|---|"
    for severity in common_codes.SEVERITIES:
        yield f"| `{severity}` | {severity_label(severity)} | {severity_definition(severity)} |"
    shared = _shared()
    yield "\n## Fields of every kind"
    for section in next(iter(KINDS.values())).sections:
        if section.code in shared:
            yield from _section(section, shared)
    for kind in KINDS.values():
        yield f"\n## {kind_label(kind.code)}: `{kind.code}`\n"
        yield (
            "Blocks in order: " + ", ".join(f"`{section.code}`" for section in kind.sections) + "."
        )
        for section in kind.sections:
            if section.code not in shared:
                yield from _section(section, frozenset())
            elif any(field.code in ("category", "area") for field in section.fields):
                yield from _answers(section)
    yield "\n## Answers\n"
    yield from _vocabularies()


def _shared() -> frozenset[str]:
    codes = [{section.code for section in kind.sections} for kind in KINDS.values()]
    return frozenset(set.intersection(*codes))


def _section(section: Section, shared: frozenset[str]) -> Iterator[str]:
    yield f"\n### `{section.code}` {section_label(section.code)}\n"
    yield "| no. | code | label | control | gate | class | notes |\n|---|---|---|---|---|---|---|"
    for field in section.fields:
        notes = list(_notes(field))
        if section.code in shared and field.code in ("category", "why", "area"):
            notes.append("by kind" if field.code != "why" else "R3 of procedure always")
        if section.code in shared and field.code == "area":
            continue
        yield (
            f"| {field.number} | `{field.code}` | {label(field.code)} | {field.control} |"
            f" {_gate(field)} | {field.redaction} | {'; '.join(notes)} |"
        )


def _answers(section: Section) -> Iterator[str]:
    for field in section.fields:
        if field.code in ("category", "area"):
            yield f"\n`{field.code}` ({field.number}, {_gate(field)}): " + _values(
                field.code, field.values
            )


def _gate(field: Field) -> str:
    if field.gate is Gate.NEVER:
        return ""
    return f"{field.gate} if it matters" if field.needed_when else str(field.gate)


def _notes(field: Field) -> Iterator[str]:
    if field.free:
        yield "free"
    if field.limit:
        yield f"at most {field.limit:,}"
    if field.names:
        yield "name"
    if field.part_of:
        yield f"asked as a part of `{field.part_of}`"
    if field.from_message:
        yield "from message"
    if field.indicator:
        yield "indicator"
    if field.minutes:
        yield f"ends `{field.ends}`; worked out: `{field.minutes}`"
    if field.entries:
        yield "entries of a log"
    if field.difference:
        one = field.difference
        yield f"worked out: `{one.code}`, `{one.second}` less `{one.first}`"
    if field.columns:
        yield "columns " + ", ".join(_column(column) for column in field.columns)


def _column(column: Column) -> str:
    kind = "" if column.control is Control.LINE else f" ({column.control})"
    return f"`{column.code}`{kind}"


def _vocabularies() -> Iterator[str]:
    seen: set[str] = set()
    for kind in KINDS.values():
        for field in kind.fields:
            if field.code in ("category", "area", "severity") or field.code in seen:
                continue
            seen.add(field.code)
            if field.values:
                yield f"- `{field.code}`: {_values(field.code, field.values)}"
            for column in field.columns:
                if column.values:
                    yield (
                        f"- `{field.code}.{column.code}`: "
                        + _values(field.code, column.values, column.code)
                    )


def _values(code: str, values: tuple[str, ...], column: str | None = None) -> str:
    return " · ".join(f"`{value}` {value_label(code, value, column)}" for value in values)
