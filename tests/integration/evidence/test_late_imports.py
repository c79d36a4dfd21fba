"""What a child loads, or asks Python, only after it confined itself, on a system that lacks what Linux
has: Windows has no `os.uname`, and Python then takes other ways to the same answers.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerkapp.domain.messages.examination import Examination
from clerkapp.evidence.child.main import DRAWER, READER, child_environment
from clerkapp.evidence.child.pool import Pool
from clerkapp.evidence.encoding import to_value

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
MESSAGES = sorted(path for path in CORPUS.iterdir() if path.suffix in {".eml", ".msg", ".mbox"})
WITHOUT_UNAME = """
import os, platform, sys, types
platform.os = types.ModuleType("os")
vars(platform.os).update({name: value for name, value in vars(os).items() if name != "uname"})
platform._uname_cache = None
from clerkapp.evidence.child import main as child, preload
from clerkapp.evidence.confine import confinement
"""
CHILD = f"{WITHOUT_UNAME}\nsys.exit(child.child_main(sys.argv[1:]))"
ASKING = f"""{WITHOUT_UNAME}
import importlib, json
draws = sys.argv[1] == child.DRAWER
(preload.drawer if draws else preload.reader)()
confinement.confine(opens_files=not draws)
print(json.dumps([platform.system() != "", platform.node() == platform.uname().node]))
for name in sys.argv[2:]:
    importlib.import_module(name)
print("loaded")
"""
"""The late imports by name, for a platform on which a message would take another way through them."""


def _command(script: str, *arguments: str) -> list[str]:
    return [sys.executable, "-B", "-c", script, *arguments]


@pytest.mark.parametrize(
    ("role", "late"),
    [
        (
            READER,
            ("oxmsg", "olefile", "clerkapp.evidence.parse.outlook", "clerkapp.evidence.parse.rtf"),
        ),
        (DRAWER, ("PIL.Image", "pypdfium2", "pypdfium2_raw", "zxingcpp")),
    ],
)
def test_the_system_can_be_asked_for_and_libraries_loaded_after_the_door_is_shut(
    repository: Path, role: str, late: tuple[str, ...]
) -> None:
    run = subprocess.run(
        _command(ASKING, role, *late),
        cwd=repository,
        env=child_environment(),
        capture_output=True,
        text=True,
    )
    assert run.stdout.split("\n")[:2] == ["[true, true]", "loaded"], run.stderr


@pytest.fixture(scope="module")
def pools() -> Iterator[tuple[Pool, Pool]]:
    with (
        Pool(1) as here,
        Pool(1, command=_command(CHILD, READER), drawer=_command(CHILD, DRAWER)) as there,
    ):
        yield here, there


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.name)
def test_a_message_reads_the_same_where_there_is_no_uname(
    pools: tuple[Pool, Pool], path: Path
) -> None:
    here, there = (pool.examine(path.read_bytes()) for pool in pools)
    assert _told(there) == _told(here)


def _told(result: Examination) -> str:
    return json.dumps(to_value(result), sort_keys=True)
