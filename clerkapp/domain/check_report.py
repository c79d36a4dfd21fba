"""What the self-check of a vault answers (docs/formats/vault.md, section 10)."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class CheckProblem:
    """One finding: a code, which has its sentence, and what fills it."""

    code: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """`counts`: how much was looked at, by name. Sound when there are no problems."""

    problems: tuple[CheckProblem, ...]
    counts: dict[str, int]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.problems
