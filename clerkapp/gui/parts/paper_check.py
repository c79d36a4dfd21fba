"""Reading groups of the recovery key back from paper, without a screen."""

import random
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """Two groups of the recovery key that a person reads back from the printed sheet."""

    groups: tuple[str, ...]
    asked: tuple[int, ...]

    @classmethod
    def of(cls, recovery_key: str, chance: random.Random | None = None) -> "PaperCheck":
        """Ask for two different groups, chosen anew each time."""
        groups = tuple(recovery_key.replace(" ", "-").split("-"))
        picked = (chance or random.SystemRandom()).sample(range(len(groups)), 2)
        return cls(groups, tuple(sorted(picked)))

    def right(self, place: int, typed: str) -> bool:
        """Whether what was typed is group `place` (from 0), in any case, spaces aside."""
        return "".join(typed.split()).upper() == self.groups[place]

    def passed(self, typed: Sequence[str]) -> bool:
        """Whether all asked groups were read back."""
        return len(typed) == len(self.asked) and all(
            self.right(place, text) for place, text in zip(self.asked, typed, strict=True)
        )
