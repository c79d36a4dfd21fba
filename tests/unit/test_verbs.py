"""The list of clerkctl's verbs, which stands apart from the verbs so that it imports none of them."""

import subprocess
import sys

import click
import pytest

from clerkapp.cli.main import VERBS, clerkctl

_LISTED = """
import sys
from clerkapp.cli.main import clerkctl
try:
    clerkctl.main(["--help"], prog_name="clerkctl")
finally:
    print([name for name in sys.modules if name.startswith(("clerkapp.cli.verbs", "clerkapp.vault"))])
"""


@pytest.mark.parametrize("name", VERBS)
def test_its_line_is_the_first_sentence_of_its_own_help(name: str) -> None:
    command = clerkctl.get_command(click.Context(clerkctl), name)
    assert command is not None
    first = " ".join((command.help or "").split()).partition(". ")[0].removesuffix(".")
    assert VERBS[name].help == f"{first}."


def test_the_list_names_every_verb_and_imports_none() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _LISTED], capture_output=True, text=True, check=True
    )
    *listed, imported = ran.stdout.splitlines()
    words = [line.split()[0] for line in listed if line.startswith("  ")]
    assert set(VERBS) <= set(words)
    assert imported == "[]"
