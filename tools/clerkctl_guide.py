"""The page docs/guide/clerkctl.md, written from the commands themselves.

What a verb gives with --json is told here, because no command can tell it; a test compares the page
with what is committed, and every verb must have its result.
"""

from collections.abc import Iterator
from inspect import cleandoc

import click

from clerkapp.cli.main import VERBS, clerkctl
from clerkapp.domain.office_lists import LISTS

_BAR = "\\|"
_EVERYWHERE = ("--json", "--help", "--user", "--passphrase-file")
_HEAD = """\
# clerkctl: the record without a screen

For county IT, for the state, and for scripts. The same rules as on the desktop hold; nothing here
needs a network. This page is written by `make documents` from the commands.

## Rules for all verbs

- Values go to standard output, messages to standard error. With `--json` standard output holds one
  JSON value in ASCII and nothing else; lists, schema and history give one object a line.
- Exit codes: `0` done · `1` refused · `2` wrong usage · `3` the computer failed (disk full, stick
  gone, vault open elsewhere: at once, without waiting) · `70` a fault of the program, which leaves a
  crash file.
- Refused, with `--json`: `{"refused": code, "message": words, "fields": [codes of the fields]}`. The
  computer failed: `{"failed": code, "message": words}`.
- A passphrase that exists is asked for, or read from `--passphrase-file`, or from the file that the
  variable `CLERKAPP_PASSPHRASE_FILE` names; a new one is asked for twice, or read from
  `--new-passphrase-file`. Such a file holds one line, and it is told when others may read it. Without
  a terminal the line is taken from standard input. No secret ever stands on the command line.
- A FILE that is read is an ordinary file: a pipe, a device or one that is too large is refused before
  its first byte, and one that changes while it is read is refused too.
- `--user` names the account; a vault with one account needs none. Verbs that unlock a vault take
  `--user` and `--passphrase-file`.
- No file is ever replaced: outputs, backups and prints are new files. They go into folders that are
  there: none is made in the place of a stick that is not in. Only `state-key new` and `demo` make
  their own DIR.
- A record FILE is a JSON object `{code: value}`; `-` reads standard input. The codes stand in
  [record.md](../formats/record.md), and `clerkctl schema` lists them.

## What an answer means

Nothing is printed before it is kept: an answer on standard output comes after the vault's
transaction is on the disk and the vault is locked. Whatever happens to the answer, the exit code is
true.

| what happens | exit code | what it means |
|---|---|---|
| the answer is given | `0` | It is done, and on the disk. |
| Ctrl+C before it is kept | `1` | `cancelled`: nothing was done. An export that is stopped leaves no file; what it had put together goes first the next time. |
| Ctrl+C from then on | `0` | It is done, and the answer is given. |
| the reader of the answer has gone (`… \\| head -0`), or standard output is full or closed, after a verb wrote | `3` | It is done. Standard error says what, with the number, and not to do it again. |
| the same for `init` without `--recovery-key-output` | `3` | No vault was made: nobody would have its recovery key. |
| the reader has gone from a verb that only reads | as without it | `list`, `show`, `history`, `schema`, `inspect`, `signer`, `user list`; `check` and `verify` still end with `1` when they found something. |
| standard output is full or closed for a verb that only reads | `3` | Nothing was changed; ask again. |
| standard error is full or closed | as without it | What would have been said is not; nothing else changes. |
| killed (`kill -9`, the power) before the answer | none | It is done, or it is not: look with `list` before doing it again. |

Ctrl+C is heard until the moment before something is kept. `recover`, `rekey`, `restore`, `init`,
`passphrase`, `print`, `state-key new` and `recovery-key` are not stopped any more once they have begun
to write; `export`, `attachment`, `backup` and a large `demo` can be stopped until the last byte is
written. While an answer waits for a reader who does not read, the second Ctrl+C ends the waiting, with
`3`. Pressed while the interpreter itself is still starting, it ends the process like any other one.

## A day

    clerkctl init Larkspur.vault --authority LARK --name "Larkspur County" --station W1 --user "Dana Whitfield"
    clerkctl add Larkspur.vault --kind equipment --record jam.json --attach zero-tape.jpg
    clerkctl amend Larkspur.vault LARK-2026-W1-0001 --record counted.json --reason "Counted in the evening"
    clerkctl status Larkspur.vault LARK-2026-W1-0001 --set waiting --waiting-on Northlight --back-on 2026-11-09
    clerkctl status Larkspur.vault LARK-2026-W1-0001 --set resolved
    clerkctl todo Larkspur.vault --overdue
    clerkctl print Larkspur.vault LARK-2026-W1-0001 --output jam.pdf
    clerkctl export Larkspur.vault /media/stick --recipient recipient.crt

## Verbs
"""


_HISTORY = (
    '; with `--history` also `"records": [{"number", "category", "status", "one_line", "occurred", '
    '"election", "replacement", "minutes_out"}]`, the newest first, and `"numbers"` of them'
)
_IMPORTED = (
    '`{"rows", "added", "changed", "doubles", "refused": [{"row", "code", "fields", "message"}], '
    '"ignored", "dry_run"}`: `row` is the line of the file'
)


def _list_results() -> Iterator[tuple[str, str]]:
    """The verbs of the office's lists, which are alike."""
    for one in LISTS.values():
        columns = ", ".join(f'"{column.code}"' for column in one.columns)
        entry = f'`{{"id", {columns}, "closed", "changed"}}`'
        yield f"{one.code} add", entry
        yield f"{one.code} change", f"the entry, as `{one.code} add` gives it"
        history = _HISTORY if one.code == "unit" else ""
        yield f"{one.code} list", f"one object a line, as `{one.code} add` gives it{history}"
        yield f"{one.code} close", f"the entry, as `{one.code} add` gives it"
        yield f"{one.code} reopen", f"the entry, as `{one.code} add` gives it"
        yield f"{one.code} import", _IMPORTED
        yield f"{one.code} export", '`{"file", "sha256", "size"}`'


RESULTS = {
    "init": '`{"vault_id", "station_fingerprint", "root_fingerprint", "recovery_key", "zone", "training"}`',
    "due": '`{"number", "rule", "name", "whom", "to", "due", "told", "told_at", "told_row", "late"}` a line:'
    " `number` null for what is owed once a year, `due` null for what goes with the next bundle, `told_row` the"
    " row of C31 from 0",
    "rules": '`{"id", "version", "confirm", "rules": [{"rule", "name", "whom", "source"}], "available"}`',
    "nil add": '`{"id", "election", "from", "until", "site", "text", "at", "by", "withdrawn", "reason"}`',
    "nil withdraw": "the same of the one that was taken back",
    "nil list": "the same, an object a line",
    "hold": '`{"numbers", "held"}`; without NUMBER `{"number", "reason", "since"}` a line',
    "dispose": '`{"id", "numbers", "second", "file", "sha256", "size"}`; with `--months` `{"months"}`; without NUMBER'
    ' `{"number", "kind", "until"}` a line',
    "lesson release": '`{"number", "rev", "released", "by", "current", "wording"}`',
    "lesson list": "the same, an object a line",
    "zone": '`{"zone"}`: the name, or null while none is set',
    "user add": '`{"id", "name", "role", "roles", "function", "from", "until", "sites", "opened", '
    '"opened_by", "taken", "status", "disabled"}`: `role` is the `roles` in one text, with commas; '
    "`taken`: the person has chosen a passphrase of their own",
    "user list": "one object a line, as `user add` gives it",
    "user change": "the object, as `user add` gives it",
    "user disable": "the object, as `user add` gives it",
    "schema": '`{"kind", "code", "number", "control", "gate", "class", "label", "values", '
    '"free", "part_of", "columns"}` a line',
    "draft": '`{"draft"}`',
    "add": '`{"number", "id", "rev", "revision"}`; with a message also `"lacking"` (codes of what '
    'could not be read) and `"seen_before"` (numbers of records that share indicators); with a record that may be the '
    'same also `"same_as"` (its number). '
    "Where answers hardly go together the record is made as it was given, stderr says so, and "
    '`"asked"` holds `{"field", "other", "question"}` for each',
    "amend": '`{"number", "id", "rev", "revision"}`; `"asked"` as for add, about what was changed',
    "import-log": '`{"rows", "recorded", "doubles", "refused": [{"row", "code", "fields"}]}`',
    "strike": '`{"number", "id", "rev", "revision"}`',
    "status": '`{"number", "id", "rev", "revision"}`',
    "sign": '`{"number", "act", "revision", "rev", "capacity", "at"}`; with `--on-paper` `{"number", "act", '
    '"revision", "rev", "names", "method"}`; `sign list VAULT`: `{"number", "act", "capacities", '
    '"people"}` a line, `capacities` being the parties that one of two people may still be of, or as what the '
    "authority signs, and `people` how many have to sign",
    "clear-picture": '`{"number", "id", "rev", "revision"}`',
    "todo": '`{"number", "what", "owner", "due"}` a line: `owner` is a role, a name or null; `due` is RFC 3339, a day or null',
    "list": '`{"number", "id", "kind", "status", "severity", "suggested" (while nobody has decided, else '
    'null), "one_line", "place", "occurred", "recorded", "rev", "struck", "conflict", "sent"}` a line',
    "show": '`{"number", "id", "kind", "status", "suggested", "rev", "revision", "author", "author_id", '
    '"recorded", "struck", "restricted", "fields", "computed", "attachments", "signatures", "linked_from", '
    '"conflicts"}`; `computed` holds what follows from the fields: minutes by their code, differences by '
    "their table",
    "history": '`{"rev", "revision", "op", "author", "author_id", "recorded", "reason", '
    '"changes": [{"code", "old", "new"}], "rows": [{"code", "what", "row", "column", "old", "new"}]}` a '
    "line; in `rows` what changed in tables: a cell, a row that was added, removed or struck",
    "attachment": '`{"sha256", "size", "file"}`; with `--dangerous` also `"password"`, and `sha256` '
    "is that of the file inside",
    "inspect": '`{"sha256", "kind", "from", "reply_to", "return_path", "subject", "date", '
    '"message_id", "received", "auth", "text", "links", "attachments", "signs", "qr", "nested", '
    '"problems"}` as in [evidence.md](../formats/evidence.md); for a folder one object a line, with '
    '`"file"`; exit code 3 when a file could not be opened, 1 when one was too large',
    "state-key new": '`{"files", "fingerprint", "receipt_fingerprint", "root_fingerprint"}`',
    "export": '`{"digest", "epoch", "seq", "kind", "copy", "files", "principal", "bundles", "stayed"}`: the '
    "newest bundle, in `bundles` all that were written, and in `stayed` how many records a public copy left here, by reason",
    "signer": '`{"lines"}`: lines of allowed_signers',
    "verify": '`{"accepted": true, "digest", "principal", "epoch", "seq", "kind", "totals", '
    '"missing", "period", "prev"}`; refused, with exit code 1: '
    '`{"accepted": false, "code", "message"}` with a reason code of '
    "[bundle.md](../formats/bundle.md)",
    "print": '`{"print", "number", "copy", "file", "sha256", "size"}`; `number` with NUMBER, `copy` '
    "of a record, `name` of a checklist",
    **dict(_list_results()),
    "check": '`{"ok", "problems", "counts"}`; exit code 1 when there are problems',
    "backup": '`{"file", "size", "at"}`',
    "restore": '`{"vault_id", "vault"}`',
    "passphrase": '`{"account", "name"}`',
    "recover": '`{"account", "name", "roles"}`',
    "rekey": '`{"vault_id"}`',
    "recovery-key": '`{"vault_id", "recovery_key"}`; with `--confirm` `{"vault_id", "confirmed"}`',
    "demo": '`{"vault", "user", "passphrase_file", "records"}`',
}
"""What each verb gives with --json."""


def document() -> str:
    """The page's text."""
    return _HEAD + "".join(_section(name, command) for name, command in commands())


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every verb by its full name, those of a group one by one."""
    context = click.Context(clerkctl, info_name="clerkctl")
    for name in VERBS:
        command = clerkctl.get_command(context, name)
        if isinstance(command, click.Group):
            for inner in command.list_commands(context):
                yield f"{name} {inner}", command.commands[inner]
        elif command is not None:
            yield name, command


def _section(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=f"clerkctl {name}")
    usage = " ".join(command.collect_usage_pieces(context))
    paragraphs = [part.replace("\n", " ") for part in cleandoc(command.help or "").split("\n\n")]
    rows = [row for row in map(_option, command.get_params(click.Context(command))) if row]
    table = ["| option | meaning |\n|---|---|\n" + "\n".join(rows)] if rows else []
    parts = [
        f"\n### {name}",
        f"    clerkctl {name} {usage}",
        *paragraphs,
        *table,
        f"Gives {RESULTS[name]}.\n",
    ]
    return "\n\n".join(parts)


def _option(parameter: click.Parameter) -> str | None:
    if not isinstance(parameter, click.Option):
        return None
    if parameter.opts[0] in _EVERYWHERE and not parameter.required:
        return None
    name = parameter.opts[0]
    if not parameter.is_flag:
        name += f" {parameter.metavar or _value(parameter)}"
    needed = "Needed." if parameter.required else ""
    words = " ".join(filter(None, (needed, parameter.help)))
    return f"| `{name.replace('|', _BAR)}` | {words.replace('|', _BAR)} |"


def _value(parameter: click.Option) -> str:
    """What stands for the value, where the verb does not name it."""
    match parameter.type:
        case click.Choice(choices=choices):
            return ", ".join(choices)
        case click.Path(file_okay=files):
            return "FILE" if files else "DIR"
        case click.IntRange():
            return "N"
        case _:
            return "TEXT"
