"""Taking times."""

import time
from collections.abc import Callable


def best(work: Callable[[], object], times: int = 5) -> float:
    """Seconds of the quickest of `times` runs: what the computer can do when nobody disturbs it."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)
