"""Hold the ground floors to what their tests run: branch coverage, package by package.

    python -m tools.coverage_floor

Reads what `make test` measured (.coverage) and prints a line for each package; ends with 1 when one
lies below its floor, and names its files with the lines and branches that no test took. A line that
cannot be run where the tests run says why beside its `pragma: no cover`.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

from coverage import Coverage

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "build" / "coverage.json"
FLOORS: Mapping[str, int] = dict.fromkeys(
    ("domain", "codec", "crypto", "vault", "bundle", "evidence"), 95
)
"""Percent of the lines and branches of a package of clerkapp that tests take, at least."""


def read() -> dict[str, Any]:
    """Each file that was measured, as coverage's JSON report describes it."""
    coverage = Coverage(config_file=str(ROOT / "pyproject.toml"))
    coverage.load()
    REPORT.parent.mkdir(exist_ok=True)
    coverage.json_report(outfile=str(REPORT))
    files: dict[str, Any] = json.loads(REPORT.read_text("utf-8"))["files"]
    return files


def shares(files: Mapping[str, Any]) -> dict[str, float]:
    """Percent taken, package by package; 0 for a package that was not measured at all."""
    there: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for path, file in files.items():
        counted = file["summary"]
        there[_package(path)] += counted["num_statements"] + counted["num_branches"]
        taken[_package(path)] += counted["covered_lines"] + counted["covered_branches"]
    return {name: 100 * taken[name] / there[name] if there[name] else 0.0 for name in FLOORS}


def below(shares: Mapping[str, float]) -> list[str]:
    """The packages under their floor."""
    return [package for package, floor in FLOORS.items() if shares[package] < floor]


def missed(files: Mapping[str, Any], package: str) -> Iterator[str]:
    """A line for each file of `package` that has something no test took."""
    for path, file in files.items():
        lines = [str(line) for line in file["missing_lines"]]
        lines += [f"{start}->{end}" for start, end in file["missing_branches"]]
        if _package(path) == package and lines:
            yield f"{path}: {', '.join(lines)}"


def _package(path: str) -> str:
    return PurePath(path.replace("\\", "/")).parts[1]


def main() -> int:
    """Print the shares; 1 when one is too small."""
    files = read()
    taken = shares(files)
    for package, share in taken.items():
        print(f"{package:9}{share:6.2f} % of lines and branches, at least {FLOORS[package]} %")
    low = below(taken)
    for package in low:
        print("\n".join(missed(files, package)))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
