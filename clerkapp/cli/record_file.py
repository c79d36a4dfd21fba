"""A record FILE: a JSON object {code: value}, from a file or, for `-`, from standard input."""

import json
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from clerkapp.cli.answer import told
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.kinds import contradictions, kind_of
from clerkapp.domain.kinds.contradictions import OpenQuestion
from clerkapp.domain.records import guarded
from clerkapp.domain.records.guarded import OVERRIDES
from clerkapp.domain.records.shown import RecordView
from clerkapp.services.ports import Ports
from clerkapp.wording.labels import label

LARGEST = 4 * 1024 * 1024


def read_record(name: str, ports: Ports) -> dict[str, Any]:
    """The object. Raises Refused("record-file-form" | "record-file-large") and what `Drive.read_small` does."""
    data = _read(name, ports)
    try:
        record = json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_each_once, parse_constant=_no_number
        )
    except (ValueError, RecursionError):
        raise Refused("record-file-form") from None
    if not isinstance(record, dict):
        raise Refused("record-file-form")
    return record


override_option = click.option(
    "--override",
    "overrides",
    multiple=True,
    metavar="CODE=REASON",
    help="A field's text stays although the guard stops at it, and why; may be given again.",
)


def with_overrides(typed: dict[str, Any], overrides: Sequence[str]) -> dict[str, Any]:
    """`typed` with what --override says, as rows of the field `guard_overrides`.

    Raises Refused("override-form").
    """
    rows = []
    for override in overrides:
        code, equals, reason = override.partition("=")
        if not equals or not code.strip() or not reason.strip():
            raise Refused("override-form")
        rows.append({"field": code.strip(), "reason": reason.strip()})
    given = typed.get(OVERRIDES) or []
    return {**typed, OVERRIDES: [*given, *rows]} if rows and isinstance(given, list) else typed


def hints(kind: str, typed: Mapping[str, Any]) -> list[str]:
    """What the guard does not stop at and only says, a line for each field."""
    return [
        f"{label(code)} ({code}): {told('guard-hint', rules=[str(rule) for rule in rules])}"
        for code, rules in guarded.hinted(kind, typed).items()
    ]


def questions(record: RecordView, of: Collection[str] | None = None) -> list[OpenQuestion]:
    """What the answers of a record ask. `of`: only about these fields, None for all."""
    found = contradictions.asked(kind_of(record.row.kind), record.stored)
    return [one for one in found if of is None or {one.at, one.other} & set(of)]


def _read(name: str, ports: Ports) -> bytes:
    data = _of_input() if name == "-" else _of_file(Path(name), ports)
    if len(data) > LARGEST:
        raise Refused("record-file-large", limit=LARGEST // 1024 // 1024)
    return data


def _of_file(path: Path, ports: Ports) -> bytes:
    try:
        return ports.drive.read_small(path, LARGEST)
    except Refused as refused:
        if refused.code != "file-large":
            raise
        raise Refused("record-file-large", limit=LARGEST // 1024 // 1024) from None


def _of_input() -> bytes:
    if sys.stdin is None:
        raise EnvironmentFailure("file-unreadable", name="-")
    try:
        return sys.stdin.buffer.read(LARGEST + 1)
    except OSError:
        raise EnvironmentFailure("file-unreadable", name="-") from None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a code stands twice")
    return members


def _no_number(text: str) -> None:
    raise ValueError(text)
