"""Bring 1,000 lines of an old log in, as a whole process: unlock, try every line, record, lock."""

import json
from pathlib import Path

from tests.benchmarks.clerkctl import USER, Office
from tests.benchmarks.conftest import Figure

LINES = 1_000
LIMIT = 10.0
COLUMNS = {"When": "occurred", "What": "one_line", "Where": "place", "No": "old_number"}


def test_a_thousand_lines(tmp_path: Path, figure: Figure) -> None:
    """1,000 imported rows under 10 s."""
    office = Office(tmp_path / "office")
    office.make_vault()
    log, mapped = tmp_path / "log.csv", tmp_path / "map.json"
    lines = [
        f"2024-11-05 {n // 60 % 24:02}:{n % 60:02},Entry {n} of the log,Precinct {n % 31},{n}"
        for n in range(LINES)
    ]
    log.write_text("\n".join(["When,What,Where,No", *lines]), "utf-8")
    mapped.write_text(json.dumps({"kind": "procedure", "columns": COLUMNS}), "utf-8")
    run = office.run("import-log", office.vault, log, "--map", mapped, "--user", USER)
    assert run.value == {"rows": LINES, "recorded": LINES, "doubles": 0, "refused": []}
    figure("1,000 lines of an old log", run.seconds, "s", limit=LIMIT)
