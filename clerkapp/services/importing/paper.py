"""A paper log that is typed at night: one line an entry, each a record, signed as transcribed.

A page is tried and recorded as an old log is (`old_log`): the same reading of times and words, the same
guard and gates, the same doubles. The number of the paper pad is the name of the log, so that a record
tells where its paper lies.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.old_log.days import Order
from clerkapp.domain.old_log.lines import LogRow
from clerkapp.domain.old_log.mapping import SOURCE_LIMIT, LogMapping
from clerkapp.domain.records.drafts import PAPER_LOG
from clerkapp.services.importing import old_log
from clerkapp.services.importing.old_log import BroughtIn, Incoming, LogFile, Tried
from clerkapp.services.records import drafting
from clerkapp.services.session import Session
from clerkapp.wording.language import _

DAY: Final = "day"
CELLS: Final[Mapping[str, str]] = {
    DAY: "occurred.day",
    "time": "occurred.clock",
    "place": "place",
    "kind": "kind",
    "what": "one_line",
    "done": "actions.what",
    "who": "noticed_by",
}
"""The cells of a line, and the field that each becomes."""


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A page as it was typed. `day`: its day; `pad`: the number of the paper pad, or ""; `lines`: cells by
    the names of `CELLS`, without the day."""

    day: str
    pad: str
    lines: tuple[Mapping[str, str], ...]

    def to_content(self) -> dict[str, object]:
        """What a draft keeps. `line`: what it is called among the drafts."""
        lines = [dict(line) for line in self.lines]
        page = {"day": self.day, "pad": self.pad, "lines": lines}
        return {"page": PAPER_LOG, "line": source_of(self), PAPER_LOG: page}


def of_content(content: Mapping[str, object]) -> PaperPage | None:
    """The page that a draft keeps; None for a draft of a form."""
    kept = content.get(PAPER_LOG)
    if not isinstance(kept, dict):
        return None
    lines = [line for line in kept.get("lines", []) if isinstance(line, dict)]
    return PaperPage(str(kept.get("day", "")), str(kept.get("pad", "")), tuple(lines))


def tried(session: Session, page: PaperPage, *, both: frozenset[int] = frozenset()) -> Tried:
    """What would come of each line, from 1; nothing is written. Raises Refused("not-permitted")."""
    return old_log.tried(session, _file(page), _mapping(page), both=both)


def record(
    session: Session,
    page: PaperPage,
    wanted: Sequence[int],
    *,
    both: frozenset[int] = frozenset(),
    draft: str | None = None,
) -> BroughtIn:
    """Record the lines `wanted` (from 1), all or none; the last ones of a page take its draft away.

    Raises Refused as `recording.record` does.
    """
    found = tried(session, page, both=both)
    ready = [one for one in found.ready if one.line in wanted]
    incoming = Incoming(session, _file(page), ready)
    with session.transaction():
        while incoming.left:
            incoming.step(session)
        if draft is not None and len(ready) == len(page.lines):
            drafting.forget(session, draft)
    return incoming.end(session)


def source_of(page: PaperPage) -> str:
    """What the log of a page is called."""
    if not page.pad.strip():
        return _("Paper log")
    return _("Paper log, pad {pad}").format(pad=page.pad.strip())[:SOURCE_LIMIT]


def _mapping(page: PaperPage) -> LogMapping:
    return LogMapping(source_of(page), dict(CELLS), order=Order.MONTH_FIRST)


def _file(page: PaperPage) -> LogFile:
    rows = tuple(
        LogRow(number, {**line, DAY: page.day}) for number, line in enumerate(page.lines, 1)
    )
    said = json.dumps([dict(row.cells) for row in rows], sort_keys=True).encode()
    return LogFile(source_of(page), sha256_hex(said), tuple(CELLS), rows)
