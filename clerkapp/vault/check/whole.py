"""Going through everything, part by part."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from clerkapp.domain.check_report import CheckProblem, CheckReport
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.station import StationState
from clerkapp.vault.check import (
    acts,
    attachments,
    bundles,
    database,
    header,
    heads,
    journal,
    lists,
    memory,
    numbers,
    office_lists,
    people,
    revisions,
    settings,
    signers,
    station,
)
from clerkapp.vault.check.report import Looking, Part, Progress
from clerkapp.vault.opened import Vault
from clerkapp.vault.stores import projection

# Each takes what those before it leave in `Looking`; what a later one reads may be altered, and is told.
_PARTS: tuple[tuple[str, Part], ...] = (
    ("database", database.look),
    ("header", header.look),
    ("journal", journal.look),
    ("signers", signers.look),
    ("heads", heads.look),
    ("people", people.look),
    ("station", station.look),
    ("acts", acts.look),
    ("declared", acts.declared),
    ("revisions", revisions.look),
    ("numbers", numbers.look),
    ("attachments", attachments.look),
    ("bundles", bundles.look),
    ("settings", settings.look),
    ("office", office_lists.look),
    ("memory", memory.look),
    ("entries", journal.unfounded),
)
SHOWN_OF_EACH = 50
"""How many findings of one kind are told; the rest are counted."""
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What values of a wrong form raise: they are a finding, and the other parts are still looked at."""


def check(
    vault: Vault,
    folder: Path,
    progress: Progress = lambda _: None,
    *,
    remembered: StationState | None = None,
) -> CheckReport:
    """Look at everything. `progress` is told the name of each part before it begins.

    `folder`: where the vault lies; `remembered`: what the machine knows of it. What is recorded is never
    changed. Lists that differ are made anew when everything that they are made from is in order.
    """
    looking = Looking(vault, folder, remembered or StationState())
    problems: list[CheckProblem] = []
    for name, part in _PARTS:
        progress(name)
        problems += _first_of_each(_look(looking, name, part))
    progress("lists")
    found = list(_look(looking, "lists", lists.look))
    if found and not problems:
        found = list(_mend(vault, found))
    return CheckReport((*problems, *found), looking.counts)


def rebuild(vault: Vault) -> None:
    """Make the lists anew from the recorded tables."""
    projection.rebuild(vault.connection)


def _look(looking: Looking, name: str, part: Part) -> Iterator[CheckProblem]:
    try:
        yield from part(looking)
    except EnvironmentFailure as failure:
        yield CheckProblem(failure.code, dict(failure.params))
    except Refused as refused:
        yield CheckProblem(refused.code, dict(refused.params))
    except _UNREADABLE:
        yield CheckProblem("check-part-unreadable", {"part": name})


def _first_of_each(problems: Iterable[CheckProblem]) -> Iterator[CheckProblem]:
    """The first of each kind, and how many more there are."""
    counts: Counter[str] = Counter()
    for problem in problems:
        counts[problem.code] += 1
        if counts[problem.code] <= SHOWN_OF_EACH:
            yield problem
    for code, count in counts.items():
        if count > SHOWN_OF_EACH:
            yield CheckProblem("findings-more", {"count": count - SHOWN_OF_EACH, "like": code})


def _mend(vault: Vault, stale: list[CheckProblem]) -> Iterator[CheckProblem]:
    """Lists that differ, made anew; as they were found where nothing can be written."""
    try:
        rebuild(vault)
    except EnvironmentFailure:
        yield from stale
        return
    yield from (CheckProblem("lists-mended", problem.params) for problem in stale)
