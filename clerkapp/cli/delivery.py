"""The one place that prints what a verb answers, after everything it did is kept.

Rules. Whoever sees the first byte of an answer sees something that is on the disk. A verb that wrote
and whose answer cannot be delivered ends with 3 and says on standard error what is done, so that
nobody does it again. For a verb that read, a reader who went away is a quiet end.
"""

import json
from collections.abc import Generator, Iterable, Mapping
from contextlib import closing, suppress
from typing import Any, TypeVar

from clerkapp.cli import streams
from clerkapp.cli.answer import Answer, Exit, Outcome, Table, told
from clerkapp.cli.stopping import Stop
from clerkapp.cli.streams import OutputLost
from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.text.rules import one_line

T = TypeVar("T")


def deliver(outcome: Outcome, stop: Stop, *, as_json: bool) -> int:
    """Print it; the exit code. Raises EnvironmentFailure("output-failed") for what was only read, and
    what comes out of an iterator of answers."""
    if isinstance(outcome, Answer):
        return _written(outcome, stop, as_json) if outcome.done else _read(outcome, as_json)
    if isinstance(outcome, Table):
        return _rows(outcome, as_json)
    ended: int = Exit.DONE
    with closing(_closable(outcome)) as answers:
        for answer in answers:
            ended = max(ended, answer.exit)
            try:
                streams.write(_text(answer, as_json))
            except OutputLost as lost:
                return _end_of(lost, ended)
            _say(answer)
    return ended


def _closable(items: Iterable[T]) -> Generator[T, None, None]:
    """Closed at the end, whatever stops the reading: a vault stays open no longer."""
    yield from items


def _read(answer: Answer, as_json: bool) -> int:  # noqa: FBT001
    try:
        streams.write(_text(answer, as_json))
    except OutputLost as lost:
        _say(answer)
        return _end_of(lost, answer.exit)
    _say(answer)
    return answer.exit


def _rows(table: Table, as_json: bool) -> int:  # noqa: FBT001
    with closing(_each(table, as_json)) as texts:
        for text in texts:
            try:
                streams.write(text)
            except OutputLost as lost:
                return _end_of(lost, Exit.DONE)
    return Exit.DONE


def _end_of(lost: OutputLost, ended: int) -> int:
    """A reader who went away has what he wanted; a code other than 0 says more than a full disk."""
    if lost.gone or ended:
        return ended
    raise EnvironmentFailure("output-failed")


def _written(answer: Answer, stop: Stop, as_json: bool) -> int:  # noqa: FBT001
    stop.answering()
    try:
        streams.write(_text(answer, as_json))
    except (OutputLost, KeyboardInterrupt):
        return _untold(answer)
    except Exception:
        # A fault of ours in the words: what was done is done all the same.
        _untold(answer)
        raise
    _say(answer)
    return answer.exit


def _untold(answer: Answer) -> int:
    if answer.take_back is not None:
        answer.take_back()
    else:
        _say(answer)
    if answer.done not in answer.says:
        streams.say(answer.done)
    if answer.lost is not None:
        streams.say(told(answer.lost))
    return Exit.ENVIRONMENT


def _say(answer: Answer) -> None:
    for line in answer.says:
        streams.say(line)


def _text(answer: Answer, as_json: bool) -> str:  # noqa: FBT001
    if as_json:
        return "" if answer.value is None else _json_line(answer.value)
    return "".join(f"{line}\n" for line in answer.lines)


def _json_line(value: Mapping[str, Any]) -> str:
    return json.dumps(value) + "\n"


def _each(table: Table, as_json: bool) -> Generator[str, None, None]:  # noqa: FBT001
    with closing(_closable(table.rows)) as rows:
        if not as_json:
            yield _drawn(rows, table.columns)
            return
        for row in rows:
            yield _json_line(row)


def _drawn(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> str:
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=None, pad_edge=False)
    for heading in columns.values():
        grid.add_column(heading, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(one_line(str(row.get(key, "") or ""))) for key in columns))
    console = Console(highlight=False, soft_wrap=False, color_system=None)
    with console.capture() as drawn:
        console.print(grid)
    return drawn.get()


def refuse(value: Mapping[str, Any], lines: list[str], *, as_json: bool) -> None:
    """What was refused or failed. The exit code says it too where nothing can be written any more."""
    if as_json:
        with suppress(OutputLost):
            streams.write(_json_line(value))
    for line in lines:
        streams.say(line)
