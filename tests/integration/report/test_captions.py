"""Templates and captions belong together: none is missing, none is left over, none is alarming."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from clerkapp.wording import print_words

NEVER = {"attack", "hack", "breach", "fraud", "invalid", "illegal", "abort", "fatal", "submit"}
CAPTIONS: list[tuple[str, Callable[[], dict[str, str]]]] = [
    ("incident", lambda: print_words.incident_sheet("LARK-2026-W1-0007", 2)),
    ("recovery", lambda: print_words.recovery_sheet("Larkspur County", 8)),
    ("fingerprint", lambda: print_words.station_fingerprint("Larkspur County")),
    ("fingerprint", lambda: print_words.state_fingerprint("State of ZZ")),
]


@pytest.mark.parametrize(("template", "captions"), CAPTIONS)
def test_a_template_uses_exactly_its_captions(
    repository: Path, template: str, captions: Callable[[], dict[str, str]]
) -> None:
    folder = repository / "resources" / "print"
    pattern = re.compile(r"\bwords\.([a-z_0-9]+)")
    own = set(pattern.findall((folder / f"{template}.typ").read_text("utf-8")))
    shared = {"page", "struck"}
    assert set(pattern.findall((folder / "office.typ").read_text("utf-8"))) == shared
    assert own <= set(captions())
    assert set(captions()) - own <= shared


@pytest.mark.parametrize(("template", "captions"), CAPTIONS)
def test_captions_are_calm_and_filled(
    template: str, captions: Callable[[], dict[str, str]]
) -> None:
    for name, caption in captions().items():
        assert caption.strip(), (template, name)
        assert not NEVER & set(re.findall(r"[a-z]+", caption.lower())), (template, name)
        filled_by_template = caption.replace("{page}", "").replace("{pages}", "")
        assert "{" not in filled_by_template.replace("{reason}", ""), (template, name)
