"""`unit`, `site`, `election`, `procedure`, `contact`, `template`: the lists of the office.

The options of each follow from its declaration: a column is an option of its name.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import click

from clerkapp.cli.answer import Answer, Table, told
from clerkapp.cli.options import FILE, Decorator, unlocking
from clerkapp.cli.record_file import read_record
from clerkapp.cli.shell import Shell
from clerkapp.domain.office_entries import Entry
from clerkapp.domain.office_lists import LISTS
from clerkapp.domain.office_lists.declare import Column, Control, OfficeList
from clerkapp.domain.text.rules import one_line
from clerkapp.services.office_lists import carrying, reading, units, writing
from clerkapp.services.office_lists.carrying import Brought, LineRefused
from clerkapp.services.office_lists.units import Matter
from clerkapp.services.session import Session
from clerkapp.services.vaults.second import Second
from clerkapp.wording import office_lists as wording

_FORMS = {
    Control.DAY: "YYYY-MM-DD",
    Control.CLOCK: "HH:MM",
    Control.CODES: "CODE[;CODE…]",
    Control.RECORD: "FILE",
}
_SHORT = {
    ("site", "place_type"): "--type",
    ("election", "day"): "--date",
    ("election", "sites"): "--site",
}
"""Options that have a second, shorter name."""
_CALLED_BY = {"election": "name"}
"""Lists whose entries are called by another column where nobody gives them a code."""


def _code_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """CODE, or --code CODE."""

    @wraps(function)
    def either(*parts: Any, **given: Any) -> Any:
        named = given.pop("named")
        if (given["code"] is None) == (named is None):
            raise click.UsageError("Give the entry's code once: CODE, or --code CODE.")
        return function(*parts, **{**given, "code": given["code"] if named is None else named})

    named = click.option("--code", "named", metavar="CODE", help="The entry's code.")
    return click.argument("code", required=False)(named(either))


def _group(one: OfficeList, about: str) -> click.Group:
    """The verb of one list."""
    group = click.Group(one.code, help=about)
    for command in (_add(one), _change(one), _list(one), _close(one), _reopen(one)):
        group.add_command(command)
    group.add_command(_import(one))
    group.add_command(_export(one))
    return group


def _columns(one: OfficeList, *, new: bool) -> Decorator:
    """An option for each column."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for column in reversed(one.columns):
            if column.code != one.key or new:
                function = _option(one, column, new=new)(function)
        if not new:
            function = click.option(
                "--rename", metavar="TEXT", help="What it is called from now on."
            )(function)
        return function

    return decorate


def _option(one: OfficeList, column: Column, *, new: bool) -> Decorator:
    label = wording.column_label(one.code, column.code)
    by_another = column.code == one.key and one.code in _CALLED_BY
    needed = new and column.needed and not column.default and not by_another
    more: dict[str, Any] = {"required": needed}
    if column.control is Control.CHOICE:
        more["type"] = click.Choice(column.values if needed else (*column.values, ""))
        more["metavar"] = ", ".join(column.values)
    elif column.control is Control.FLAG:
        more.update(type=click.Choice(("yes", "no")), is_flag=False, flag_value="yes")
    else:
        more["metavar"] = _FORMS.get(column.control, "TEXT")
        more["multiple"] = column.control is Control.CODES
    names = [f"--{column.code.replace('_', '-')}"]
    if (one.code, column.code) in _SHORT:
        names.append(_SHORT[one.code, column.code])
    return click.option(*names, column.code, help=f"{label}.", **more)


def _second(function: Callable[..., Any]) -> Callable[..., Any]:
    for decorate in (
        click.option(
            "--second-passphrase-file",
            type=FILE,
            help="A file whose single line is the passphrase of --second.",
        ),
        click.option(
            "--second", metavar="NAME", help="Who stands by, where two people are needed."
        ),
    ):
        function = decorate(function)
    return function


def _second_of(shell: Shell, name: str | None, file: Path | None) -> Second | None:
    return Second(name, shell.secret(file, f"Passphrase of {name}")) if name else None


def _typed(shell: Shell, one: OfficeList, given: dict[str, Any]) -> dict[str, Any]:
    typed = {code: value for code, value in given.items() if value not in (None, ())}
    for code, value in typed.items():
        if isinstance(value, tuple):
            typed[code] = ";".join(value)
    for column in one.columns:
        if column.control is Control.RECORD and typed.get(column.code):
            typed[column.code] = read_record(typed[column.code], shell.ports)
    return typed


def _add(one: OfficeList) -> click.Command:
    @click.command("add")
    @unlocking
    @_columns(one, new=True)
    def add(
        shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None, **given: Any
    ) -> Answer:
        """Add an entry."""
        typed = _typed(shell, one, given)
        if one.code in _CALLED_BY:
            typed.setdefault(one.key, typed[_CALLED_BY[one.code]])
        with shell.writing(vault, user, passphrase_file) as session:
            entry = writing.add(session, one.code, typed)
        return _kept(entry, "list-entry-added")

    return add


def _change(one: OfficeList) -> click.Command:
    @click.command("change")
    @unlocking
    @_code_argument
    @_columns(one, new=False)
    @_second
    def change(
        shell: Shell,
        vault: Path,
        user: str | None,
        passphrase_file: Path | None,
        code: str,
        second: str | None,
        second_passphrase_file: Path | None,
        rename: str | None,
        **given: Any,
    ) -> Answer:
        """Change what is named of the entry CODE; an empty text takes a value away."""
        typed = _typed(shell, one, given)
        if rename is not None:
            typed[one.key] = rename
        by = _second_of(shell, second, second_passphrase_file)
        with shell.writing(vault, user, passphrase_file) as session:
            before = reading.find(session, one.code, code)
            entry = writing.change(session, one.code, before.id, typed, second=by)
        return _kept(entry, "list-entry-same" if entry == before else "list-entry-changed")

    return change


def _list(one: OfficeList) -> click.Command:
    @click.command("list")
    @unlocking
    @click.option("--closed", is_flag=True, help="Closed ones too.")
    def list_entries(
        shell: Shell,
        vault: Path,
        user: str | None,
        passphrase_file: Path | None,
        closed: bool,  # noqa: FBT001
    ) -> Table:
        """The open entries."""

        def rows() -> Iterator[dict[str, Any]]:
            with shell.unlocked(vault, user, passphrase_file) as session:
                yield from map(value_of, reading.entries(session, one.code, closed=closed))

        return Table(rows(), headings(one))

    return list_entries


def _close(one: OfficeList) -> click.Command:
    @click.command("close")
    @unlocking
    @_code_argument
    @_second
    def close(
        shell: Shell,
        vault: Path,
        user: str | None,
        passphrase_file: Path | None,
        code: str,
        second: str | None,
        second_passphrase_file: Path | None,
    ) -> Answer:
        """Offer the entry CODE no longer. Records that name it stay as they are."""
        by = _second_of(shell, second, second_passphrase_file)
        with shell.writing(vault, user, passphrase_file) as session:
            before = reading.find(session, one.code, code)
            entry = writing.close(session, one.code, before.id, second=by)
        return _kept(entry, "list-entry-closed")

    return close


def _reopen(one: OfficeList) -> click.Command:
    @click.command("reopen")
    @unlocking
    @_code_argument
    def reopen(
        shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None, code: str
    ) -> Answer:
        """Offer the closed entry CODE again."""
        with shell.writing(vault, user, passphrase_file) as session:
            before = reading.find(session, one.code, code)
            entry = writing.reopen(session, one.code, before.id)
        return _kept(entry, "list-entry-reopened")

    return reopen


def _import(one: OfficeList) -> click.Command:
    @click.command("import")
    @unlocking
    @click.argument("file", type=FILE)
    @click.option("--update", is_flag=True, help="A line also changes the entry that it names.")
    @click.option("--dry-run", is_flag=True, help="Say what would come in; write nothing.")
    def import_list(
        shell: Shell,
        vault: Path,
        user: str | None,
        passphrase_file: Path | None,
        file: Path,
        update: bool,  # noqa: FBT001
        dry_run: bool,  # noqa: FBT001
    ) -> Answer:
        """Bring in a CSV file (UTF-8): its right lines, all at once. Doubles are skipped."""
        data = shell.ports.drive.read_small(file, carrying.LARGEST)
        with shell.writing(vault, user, passphrase_file) as session:
            brought = carrying.import_csv(session, one.code, data, update=update, dry_run=dry_run)
        return _brought(one, brought, dry_run=dry_run)

    return import_list


def _export(one: OfficeList) -> click.Command:
    @click.command("export")
    @unlocking
    @click.argument("file", type=FILE)
    @click.option("--closed", is_flag=True, help="Closed ones too.")
    def export(
        shell: Shell,
        vault: Path,
        user: str | None,
        passphrase_file: Path | None,
        file: Path,
        closed: bool,  # noqa: FBT001
    ) -> Answer:
        """Save the list to a new CSV FILE, with the columns that import reads."""
        with shell.unlocked(vault, user, passphrase_file) as session:
            written = carrying.save_csv(session, one.code, file.absolute(), closed=closed)
        value = {"file": str(written.path), "sha256": written.sha256, "size": written.size}
        return Answer(
            value, [str(written.path)], done=told("list-saved", path=one_line(str(written.path)))
        )

    return export


def value_of(entry: Entry) -> dict[str, Any]:
    """An entry as --json gives it."""
    one = LISTS[entry.list]
    return {
        "id": entry.id,
        **{column.code: entry.values.get(column.code) for column in one.columns},
        "closed": entry.closed,
        "changed": entry.at,
    }


def headings(one: OfficeList) -> dict[str, str]:
    """The columns of a table for a person."""
    return {code: wording.column_label(one.code, code) for code in one.shown}


def _kept(entry: Entry, code: str) -> Answer:
    sentence = told(code, name=one_line(entry.code))
    return Answer(value_of(entry), [sentence], done=sentence)


def _brought(one: OfficeList, brought: Brought, *, dry_run: bool) -> Answer:
    value = {
        "rows": brought.rows,
        "added": brought.added,
        "changed": brought.changed,
        "doubles": brought.doubles,
        "refused": [
            {
                "row": line.line,
                "code": line.code,
                "fields": list(line.fields),
                "message": told(line.code, **line.params),
            }
            for line in brought.refused
        ],
        "ignored": list(brought.ignored),
        "dry_run": dry_run,
    }
    counts = {
        "rows": brought.rows,
        "added": brought.added,
        "changed": brought.changed,
        "doubles": brought.doubles,
        "refused": len(brought.refused),
    }
    summary = told("list-would-come" if dry_run else "list-came", **counts)
    says = [_line(one, line) for line in brought.refused]
    if brought.ignored:
        says.append(told("list-columns-left", columns=", ".join(map(one_line, brought.ignored))))
    done = "" if dry_run or not brought.added + brought.changed else summary
    return Answer(value, [summary], says, done=done)


def _line(one: OfficeList, line: LineRefused) -> str:
    reason = told(line.code, **line.params)
    if not line.fields:
        return told("list-line-kept-out", line=line.line, reason=reason)
    columns = ", ".join(wording.column_label(one.code, code) for code in line.fields)
    return told("list-line-refused", line=line.line, columns=columns, reason=reason)


@click.command("list")
@unlocking
@click.option("--closed", is_flag=True, help="Closed ones too.")
@click.option("--serial", metavar="TAIL", help="Only units whose number or tag ends in TAIL.")
@click.option("--history", is_flag=True, help="With the records that name each, the newest first.")
def _list_units(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    closed: bool,  # noqa: FBT001
    serial: str | None,
    history: bool,  # noqa: FBT001
) -> Table:
    """The open units."""
    columns = headings(LISTS["unit"])

    def rows() -> Iterator[dict[str, Any]]:
        with shell.unlocked(vault, user, passphrase_file) as session:
            found = (
                units.find(session, serial, closed=closed)
                if serial
                else reading.entries(session, "unit", closed=closed)
            )
            for unit in found:
                yield {**value_of(unit), **(_history(session, unit) if history else {})}

    return Table(rows(), {**columns, "numbers": "Records"} if history else columns)


def _history(session: Session, unit: Entry) -> dict[str, Any]:
    matters = units.life(session, unit.code)
    numbers = ", ".join(one.row.number for one in matters)
    return {"records": [_matter(one) for one in matters], "numbers": numbers}


def _matter(one: Matter) -> dict[str, Any]:
    return {
        "number": one.row.number,
        "category": one.category or None,
        "status": one.row.status,
        "one_line": one.row.one_line,
        "occurred": one.row.occurred,
        "election": one.election,
        "replacement": one.replaced_it,
        "minutes_out": one.minutes,
    }


unit_command = _group(LISTS["unit"], "The inventory: units and what happened to each.")
unit_command.add_command(_list_units)
site_command = _group(
    LISTS["site"], "The places of the office: where people vote, store and count."
)
election_command = _group(LISTS["election"], "Elections and the days on which their stages begin.")
procedure_command = _group(LISTS["procedure"], "Procedures with the version in force.")
contact_command = _group(LISTS["contact"], "Whom to call and who stands in.")
template_command = _group(
    LISTS["template"], "Answers with which a record of a common trouble begins."
)
