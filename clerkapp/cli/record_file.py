"""A record FILE: a JSON object {code: value}, from a file or, for `-`, from standard input."""

import json
import sys
from pathlib import Path
from typing import Any

from clerkapp.domain.errors import EnvironmentFailure, Refused

LARGEST = 4 * 1024 * 1024


def read_record(name: str) -> dict[str, Any]:
    """The object. Raises Refused("record-file-form" | "record-file-large")."""
    data = _read(name)
    if len(data) > LARGEST:
        raise Refused("record-file-large", limit=LARGEST // 1024 // 1024)
    try:
        record = json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_each_once, parse_constant=_no_number
        )
    except (ValueError, RecursionError):
        raise Refused("record-file-form") from None
    if not isinstance(record, dict):
        raise Refused("record-file-form")
    return record


def _read(name: str) -> bytes:
    try:
        if name == "-" and sys.stdin is None:
            raise EnvironmentFailure("file-unreadable", name=name)
        if name == "-":
            return sys.stdin.buffer.read(LARGEST + 1)
        with Path(name).open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        raise EnvironmentFailure("file-unreadable", name=Path(name).name) from None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a code stands twice")
    return found


def _no_number(text: str) -> None:
    raise ValueError(text)
